package io.jplay.core.exec;

import io.jplay.core.value.Dict;
import io.jplay.core.value.Value;
import java.util.Optional;

/// A dynamic include that a task asks for: `action` is the short name (`include_tasks`,
/// `include_role`), `options` rendered (`apply` raw), `file` the free-form or `file` text, `label`
/// the loop item, `loopVariables` what the loop sets for the included tasks.
public record IncludeCall(
    String action,
    Dict options,
    Optional<String> file,
    Optional<Value> label,
    Dict loopVariables) {}
