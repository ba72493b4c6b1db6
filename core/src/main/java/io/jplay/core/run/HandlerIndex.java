package io.jplay.core.run;

import io.jplay.core.diag.Suggestion;
import io.jplay.core.exec.PlannedTask;
import io.jplay.core.playbook.Keyword;
import io.jplay.core.playbook.Lineage;
import io.jplay.core.playbook.Role;
import io.jplay.core.template.PythonText;
import io.jplay.core.value.Renderer;
import io.jplay.core.value.Scope;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Undefined;
import io.jplay.core.value.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// Finds handlers by what `notify` says: a name (that of the last block that has it counts), `role
/// : name`, or a topic that handlers listen to (all of them). Owned by the play thread.
final class HandlerIndex {
  private final PlayState play;
  private final Renderer renderer;
  private final Supplier<Scope> scope;

  HandlerIndex(PlayState play, Renderer renderer, Supplier<Scope> scope) {
    this.play = play;
    this.renderer = renderer;
    this.scope = scope;
  }

  List<PlannedTask> find(String notification, PlannedTask by) {
    var found = new ArrayList<PlannedTask>();
    List<PlannedTask> handlers = play.handlers();
    Scope variables = scope.get();
    // like ansible-core 2.18 plugins/strategy/__init__.py: the last block that has the name counts,
    // in it the first handler
    Optional<Lineage> block = Optional.empty();
    for (PlannedTask handler : handlers.reversed()) {
      if (block.isPresent() && !block.get().equals(handler.lineage())) {
        break;
      }
      if (names(handler, variables).contains(notification)) {
        block = Optional.of(handler.lineage());
        found.clear();
        found.add(handler);
      }
    }
    for (PlannedTask handler : handlers) {
      if (!found.contains(handler) && topics(handler, variables).contains(notification)) {
        found.add(handler);
      }
    }
    return found;
  }

  private Set<String> names(PlannedTask handler, Scope variables) {
    var names = new HashSet<String>();
    handler
        .task()
        .keywords()
        .get(Keyword.NAME)
        .map(n -> renderer.renderOrUndefined(n, variables))
        .filter(n -> !(n instanceof Undefined))
        .map(PythonText::str)
        .ifPresent(name -> add(name, handler, names));
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

  private Set<String> topics(PlannedTask handler, Scope variables) {
    var topics = new HashSet<String>();
    handler
        .task()
        .keywords()
        .get(Keyword.LISTEN)
        .ifPresent(raw -> {
          Value value = renderer.renderOrUndefined(raw, variables);
          for (Value topic : value instanceof Seq s ? s.items() : List.of(value)) {
            add(PythonText.str(topic), handler, topics);
          }
        });
    return topics;
  }

  String hint(String notification) {
    var known = new HashSet<String>();
    Scope variables = scope.get();
    for (PlannedTask handler : play.handlers()) {
      known.addAll(names(handler, variables));
      known.addAll(topics(handler, variables));
    }
    return Suggestion.hint(notification, known);
  }
}
