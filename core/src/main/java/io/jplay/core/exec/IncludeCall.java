package io.jplay.core.exec;

import io.jplay.core.template.PythonOps;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import java.util.Optional;

/// A dynamic include that a task asks for: `action` is the short name (`include_tasks`,
/// `include_role`), `options` rendered (`apply` raw), `file` the free-form or `file` text, `label`
/// the loop item, `loopVariables` what the loop sets for the included tasks; of a `censored` one
/// nothing but its place is shown.
public record IncludeCall(
    String action,
    Dict options,
    Optional<String> file,
    Optional<Value> label,
    Dict loopVariables,
    boolean censored) {
  /// What views may show of the loop item: one that counts as false is not shown (like ansible-core
  /// 2.18 plugins/callback/default.py).
  public Optional<Value> shownLabel() {
    return censored
        ? Optional.of(Str.of("(censored due to no_log)"))
        : label.filter(PythonOps::truth);
  }
}
