package io.jplay.core.exec;

import io.jplay.core.api.Mode;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Scope;
import io.jplay.core.value.Value;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// One item of a task with everything rendered: what is run, where and how. `options` still hold
/// [io.jplay.core.value.Omit]s at the top; the binder drops them. `secrets` are those that the
/// options hold.
record BoundItem(
    String host,
    Optional<String> delegate,
    ModuleSpec module,
    Dict options,
    Optional<Value> freeForm,
    ConnectionPlan connection,
    Mode mode,
    Map<String, String> environment,
    Duration timeout,
    Async async,
    Scope scope,
    SecretResults secrets) {
  /// `limit` zero means the task is not asynchronous; `poll` zero means that nobody waits for it.
  record Async(Duration limit, Duration poll) {
    static final Async NONE = new Async(Duration.ZERO, Duration.ZERO);

    boolean isOn() {
      return !limit.isZero();
    }

    boolean isLeftAlone() {
      return isOn() && poll.isZero();
    }
  }
}
