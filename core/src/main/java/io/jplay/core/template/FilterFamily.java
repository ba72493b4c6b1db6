package io.jplay.core.template;

import io.jplay.core.value.Value;
import java.util.Set;

/// A group of filters that belong together, one class each (TextFilters, ListFilters, ...).
/// Stateless. A string switch in [#apply] instead of a map of method references: those cost over 1
/// ms each at start. Adding a filter is one method, its name in [#names] and its case. Names are
/// short (`combine`); the registry knows that `ansible.builtin.combine` is the same, and collection
/// filters are listed by their full name and, where ansible routes it, the short one.
public interface FilterFamily {
  Set<String> names();

  /// Applies the filter `name` (one of [#names], short form) to a value. Input and arguments are
  /// finished values (no Template, no Deferred at the top; elements of containers may still be:
  /// read them through `eval`). Fails by [Evaluation#error].
  Value apply(String name, Value input, CallArgs args, Evaluation eval);
}
