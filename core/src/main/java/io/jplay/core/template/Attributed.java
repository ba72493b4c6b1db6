package io.jplay.core.template;

import io.jplay.core.value.Foreign;
import io.jplay.core.value.Value;

/// A run-time value with attributes of its own: `loop`, a namespace, an imported template.
interface Attributed extends Foreign {
  /// The attribute, or an Undefined.
  Value attribute(String name);
}
