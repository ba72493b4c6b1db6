package io.jplay.core.template;

import io.jplay.core.value.Value;
import java.util.List;
import java.util.Map;

/// The arguments of a call in a template, evaluated: positional (without a filter's input) and by
/// name.
public record CallArgs(List<Value> positional, Map<String, Value> named) {
  public static final CallArgs NONE = new CallArgs(List.of(), Map.of());

  /// The argument at `index` or of that name, or `otherwise` when neither was given.
  public Value get(int index, String name, Value otherwise) {
    if (index < positional.size()) {
      return positional.get(index);
    }
    Value value = named.get(name);
    return value == null ? otherwise : value;
  }

  public boolean has(int index, String name) {
    return index < positional.size() || named.containsKey(name);
  }

  public int size() {
    return positional.size();
  }
}
