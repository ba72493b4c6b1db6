package io.jplay.core.check;

import io.jplay.core.playbook.Block;
import io.jplay.core.playbook.Play;
import io.jplay.core.playbook.Role;
import io.jplay.core.playbook.RoleVariables;
import io.jplay.core.source.SourceRange;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Str;
import io.jplay.core.value.Template;
import io.jplay.core.value.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Everything that a run may get to, as far as it can be known. Filled by [Collector], then only
/// read.
final class Reach {
  private final CheckRequest request;
  private final Surveys surveys;
  final List<PlayReach> plays = new ArrayList<>();
  final Map<SourceRange, TaskSite> tasks = new LinkedHashMap<>();
  final Map<SourceRange, Block> blocks = new LinkedHashMap<>();
  final Map<String, Role> roles = new LinkedHashMap<>();
  final List<Open> open = new ArrayList<>();

  /// The files that were read as tasks or variables.
  final Set<Path> files = new HashSet<>();

  /// Variables of files that tasks and plays name, each with where it is named.
  private final List<Dict> included = new ArrayList<>();

  private boolean complete = true;
  private Optional<Constants> constants = Optional.empty();

  /// Something of unknown content: an include, or a file of variables, whose name only a run knows.
  /// `bases`: where it may be; `anywhere`: its name is a variable and nothing else.
  record Open(boolean isVariables, boolean anywhere, List<Path> bases) {
    Open {
      bases = List.copyOf(bases);
    }
  }

  /// One play, with its tasks of every kind, handlers among them.
  record PlayReach(Play play, List<TaskSite> sites, List<Open> open) {
    List<TaskSite> handlers() {
      return sites.stream().filter(TaskSite::handler).toList();
    }
  }

  Reach(CheckRequest request, Surveys surveys) {
    this.request = request;
    this.surveys = surveys;
  }

  CheckRequest request() {
    return request;
  }

  Surveys surveys() {
    return surveys;
  }

  /// The task of a place that was reached twice counts as certain when it was so once.
  void add(TaskSite site) {
    tasks.merge(site.task().where(), site, (a, b) -> b.certain() && !a.certain() ? b : a);
  }

  /// Variables that a file holds; empty when it could not be read.
  void include(Optional<Dict> read) {
    read.ifPresentOrElse(included::add, this::lack);
  }

  /// Something reachable could not be read, so that what it would define is not known.
  void lack() {
    complete = false;
  }

  boolean isComplete() {
    return complete;
  }

  /// What values of tasks can be told to be, once everything is collected.
  Constants constants() {
    if (constants.isEmpty()) {
      constants = Optional.of(new Constants(this));
    }
    return constants.get();
  }

  /// Whether variables may come from files that cannot even be guessed.
  boolean mayDefineAnything() {
    return !complete || open.stream().anyMatch(o -> o.isVariables() && o.anywhere());
  }

  /// Forgets all but some tasks, and everything that is not of tasks.
  void keepOnly(Predicate<TaskSite> wanted) {
    tasks.values().removeIf(wanted.negate());
    plays.clear();
    blocks.clear();
    roles.clear();
  }

  /// Every reached task once.
  List<TaskSite> sites() {
    return List.copyOf(tasks.values());
  }

  /// All dictionaries of variables that are not of tasks: of plays, roles, files, blocks.
  List<Dict> variables() {
    var all = new ArrayList<Dict>();
    for (PlayReach play : plays) {
      all.add(play.play().keywords().vars());
      play.play().imports().forEach(i -> all.add(i.vars()));
    }
    for (Role role : roles.values()) {
      RoleVariables own = role.own();
      all.addAll(List.of(own.defaults(), own.variables(), own.given(), own.parameters()));
    }
    blocks.values().forEach(b -> all.add(b.keywords().vars()));
    all.addAll(included);
    return all;
  }

  static String text(Value value) {
    return switch (value) {
      case Str s -> s.text();
      case Template t -> t.text();
      default -> value.toString();
    };
  }
}
