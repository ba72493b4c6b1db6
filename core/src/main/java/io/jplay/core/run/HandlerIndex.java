package io.jplay.core.run;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.Suggestion;
import io.jplay.core.exec.PlannedTask;
import io.jplay.core.exec.Services;
import io.jplay.core.playbook.Keyword;
import io.jplay.core.playbook.Role;
import io.jplay.core.template.PythonText;
import io.jplay.core.value.Null;
import io.jplay.core.value.Scope;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Undefined;
import io.jplay.core.value.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/// Finds handlers by what `notify` says: a name (that of the last block that has it counts), `role
/// : name`, or a topic that handlers listen to (all of them). Owned by the play thread.
final class HandlerIndex {
  private final PlayState play;
  private final Services services;
  private final Function<PlannedTask, Scope> scope;
  private final Consumer<Diagnostic> warnings;
  private final Map<PlannedTask, String> names = new HashMap<>();
  private final Map<PlannedTask, String> labels = new HashMap<>();

  /// `scope` gives the variables that the name of a handler may hold: those of its play and role.
  HandlerIndex(
      PlayState play,
      Services services,
      Function<PlannedTask, Scope> scope,
      Consumer<Diagnostic> warnings) {
    this.play = play;
    this.services = services;
    this.scope = scope;
    this.warnings = warnings;
  }

  /// The last block that has the name counts, in it the first handler; of the listening ones with
  /// the same name only that of the last block (like ansible-core 2.18 plugins/strategy/__init__.py
  /// search_handlers_by_notification).
  List<PlannedTask> find(String notification) {
    List<PlannedTask> handlers = lastBlockFirst();
    var found = new ArrayList<PlannedTask>();
    for (PlannedTask handler : handlers) {
      unusable(handler).ifPresent(warnings);
      if (names(handler).contains(notification)) {
        found.add(handler);
        break;
      }
    }
    var seen = new HashSet<String>();
    for (PlannedTask handler : handlers) {
      if (topics(handler).contains(notification)) {
        Optional<String> name = name(handler);
        if (name.map(seen::add).orElse(true) && !found.contains(handler)) {
          found.add(handler);
        }
      }
    }
    return found;
  }

  private List<PlannedTask> lastBlockFirst() {
    var blocks = new ArrayDeque<List<PlannedTask>>();
    for (PlannedTask handler : play.handlers()) {
      List<PlannedTask> last = blocks.peekFirst();
      if (last == null || !last.getFirst().lineage().equals(handler.lineage())) {
        last = new ArrayList<>();
        blocks.addFirst(last);
      }
      last.add(handler);
    }
    return blocks.stream().flatMap(List::stream).toList();
  }

  /// Rendered once: a name that became known stays (like ansible-core 2.18 playbook/handler.py
  /// cached_name).
  private Optional<String> name(PlannedTask handler) {
    String known = names.get(handler);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<String> name =
        rendered(handler)
            .filter(n -> !(n instanceof Undefined))
            .map(PythonText::str)
            .filter(n -> !n.isEmpty());
    name.ifPresent(n -> names.put(handler, n));
    return name;
  }

  /// What a handler is called in output.
  String label(PlannedTask handler) {
    return labels.computeIfAbsent(
        handler, h -> new TaskNames(services).ref(h, scope.apply(h)).name());
  }

  private Optional<Value> rendered(PlannedTask handler) {
    return handler
        .task()
        .keywords()
        .get(Keyword.NAME)
        .map(name -> services.renderer().renderOrUndefined(name, scope.apply(handler)));
  }

  /// A handler without topics whose name is not known cannot be notified at all.
  private Optional<Diagnostic> unusable(PlannedTask handler) {
    if (name(handler).isPresent()
        || handler.task().keywords().has(Keyword.LISTEN)
        || !(rendered(handler).orElse(Null.NULL) instanceof Undefined u)) {
      return Optional.empty();
    }
    String name = handler.task().keywords().get(Keyword.NAME).map(PythonText::str).orElse("");
    return Optional.of(
        Diagnostic.warning("JP1914", "handler cannot be notified", handler.task().where())
            .withDetail(
                ("Handler '%s' is unusable because it has no listen topics and the name could not"
                        + " be templated (host-specific variables are not supported in handler"
                        + " names). The error: %s")
                    .formatted(name, u.message())));
  }

  private Set<String> names(PlannedTask handler) {
    var names = new HashSet<String>();
    name(handler).ifPresent(name -> add(name, handler, names));
    return names;
  }

  /// A name or topic, also with the role before it.
  private static void add(String name, PlannedTask handler, Set<String> all) {
    all.add(name);
    handler
        .lineage()
        .role()
        .ifPresent((Role role) -> {
          all.add(role.name() + " : " + name);
          all.add(role.fqcn() + " : " + name);
          all.add(role.fqcn().substring(role.fqcn().lastIndexOf('.') + 1) + " : " + name);
        });
  }

  /// Topics are what is written: a template in one is not rendered.
  private static Set<String> topics(PlannedTask handler) {
    var topics = new HashSet<String>();
    handler
        .task()
        .keywords()
        .get(Keyword.LISTEN)
        .ifPresent(raw -> {
          for (Value topic : raw instanceof Seq s ? s.items() : List.of(raw)) {
            add(PythonText.str(topic), handler, topics);
          }
        });
    return topics;
  }

  String hint(String notification) {
    var known = new HashSet<String>();
    for (PlannedTask handler : play.handlers()) {
      known.addAll(names(handler));
      known.addAll(topics(handler));
    }
    return Suggestion.hint(notification, known);
  }
}
