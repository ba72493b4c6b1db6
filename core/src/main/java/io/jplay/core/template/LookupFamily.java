package io.jplay.core.template;

import io.jplay.core.value.Dict;
import io.jplay.core.value.Seq;
import java.util.Set;

/// A group of lookup plug-ins. Results come from outside unless said otherwise, so texts in them
/// are tainted remote.
public interface LookupFamily {
  Set<String> names();

  /// Always a list. `options` are the keyword arguments without `wantlist`, `errors` and
  /// `default_value`-like ones that the caller handles.
  Seq lookup(String name, Seq terms, Dict options, Evaluation eval);
}
