package io.jplay.core.run;

import io.jplay.core.exec.PlannedTask;
import java.util.List;
import java.util.function.Consumer;

/// A play's tree as it is run: tags have been applied, every task knows its lineage. Identity
/// matters.
sealed interface PlanNode {
  record Step(PlannedTask task) implements PlanNode {}

  record Group(List<PlanNode> main, List<PlanNode> rescue, List<PlanNode> always)
      implements PlanNode {
    public Group {
      main = List.copyOf(main);
      rescue = List.copyOf(rescue);
      always = List.copyOf(always);
    }

    static Group of(List<PlanNode> main) {
      return new Group(main, List.of(), List.of());
    }

    boolean isEmpty() {
      return main.isEmpty() && rescue.isEmpty() && always.isEmpty();
    }
  }

  /// Every task in the order in which it is written.
  static void forEachTask(List<? extends PlanNode> nodes, Consumer<PlannedTask> action) {
    for (PlanNode node : nodes) {
      switch (node) {
        case Step step -> action.accept(step.task());
        case Group group -> {
          forEachTask(group.main(), action);
          forEachTask(group.rescue(), action);
          forEachTask(group.always(), action);
        }
      }
    }
  }
}
