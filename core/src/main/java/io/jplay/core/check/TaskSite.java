package io.jplay.core.check;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.playbook.Keyword;
import io.jplay.core.playbook.Lineage;
import io.jplay.core.playbook.Role;
import io.jplay.core.playbook.Task;
import io.jplay.core.source.SourceRange;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Template;
import io.jplay.core.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A task where it is reached. `certain`: a host that gets to its play runs it, and its failure is
/// not expected (no condition, rescue or ignore_errors around it; its own `when` does not count
/// here). `includes`: the dynamic includes on the way, outermost first.
record TaskSite(
    Task task, Lineage lineage, boolean handler, boolean certain, List<SourceRange> includes) {
  TaskSite {
    includes = List.copyOf(includes);
  }

  boolean hasCondition() {
    return task.keywords().has(Keyword.WHEN);
  }

  /// Whether the task itself surely runs.
  boolean surelyRuns() {
    return certain && !hasCondition() && !handler;
  }

  /// The constant name of the module, or empty.
  String module() {
    return task.action().module() instanceof Str s ? s.text() : "";
  }

  String shortModule() {
    String name = module();
    for (String prefix : List.of("ansible.builtin.", "ansible.legacy.")) {
      if (name.startsWith(prefix)) {
        return name.substring(prefix.length());
      }
    }
    return name;
  }

  List<String> collections() {
    return lineage.nearest(task, Keyword.COLLECTIONS).orElse(Seq.EMPTY) instanceof Seq s
        ? s.stream().filter(Str.class::isInstance).map(v -> ((Str) v).text()).toList()
        : List.of();
  }

  Optional<Value> option(String name) {
    return task.action().options().get(name);
  }

  /// The problem with the way to it: play, role, task, includes.
  Diagnostic placed(Diagnostic problem) {
    var parts = new ArrayList<String>();
    parts.add("play '" + text(lineage.play().keywords().get(Keyword.NAME), lineage.play().hosts()));
    for (Role role : lineage.roles()) {
      parts.add("role '" + role.name());
    }
    parts.add(
        (handler ? "handler '" : "task '")
            + text(task.keywords().get(Keyword.NAME), task.action().module()));
    Diagnostic placed = problem.withRelated("in " + String.join("' > ", parts) + "'", task.where());
    for (SourceRange include : includes) {
      placed = placed.withRelated("included from", include);
    }
    return placed;
  }

  private static String text(Optional<Value> name, Value otherwise) {
    return switch (name.orElse(otherwise)) {
      case Str s -> s.text();
      case Template t -> t.text();
      case Seq s when !s.items().isEmpty() -> text(Optional.empty(), s.at(0));
      default -> "";
    };
  }
}
