package io.jplay.core.exec;

import io.jplay.core.diag.JplayException;
import io.jplay.core.template.Templar;
import java.util.function.Supplier;

/// A condition that Python would have ended with an exception of its own (a division by zero). It
/// ends the whole task with all that its loop has done, where the same in an option fails the item
/// (like ansible-core 2.18 executor/task_executor.py, which makes errors of its own of the others).
final class ConditionFailure extends JplayException {
  private static final long serialVersionUID = 1;

  private final transient JplayException why;

  private ConditionFailure(JplayException why) {
    super(why.exitCode(), why.diagnostics());
    this.why = why;
  }

  /// What a condition comes to; its other failures pass as they are.
  static <T> T judged(Supplier<T> condition) {
    try {
      return condition.get();
    } catch (JplayException e) {
      throw Templar.exception(e).isPresent() ? new ConditionFailure(e) : e;
    }
  }

  /// What a failure says itself.
  static JplayException cause(JplayException failure) {
    return failure instanceof ConditionFailure condition ? condition.why : failure;
  }
}
