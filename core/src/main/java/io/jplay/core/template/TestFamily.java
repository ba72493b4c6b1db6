package io.jplay.core.template;

import io.jplay.core.value.Value;
import java.util.Set;

/// A group of tests (`is match(...)`), as [FilterFamily] is for filters.
public interface TestFamily {
  Set<String> names();

  boolean test(String name, Value input, CallArgs args, Evaluation eval);
}
