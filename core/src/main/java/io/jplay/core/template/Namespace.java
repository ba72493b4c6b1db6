package io.jplay.core.template;

import io.jplay.core.value.Dict;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Value;
import java.util.LinkedHashMap;
import java.util.Map;

/// `namespace(...)`: the one object whose attributes a template may set from within a loop.
final class Namespace implements Attributed {
  private final Map<String, Value> attributes;

  Namespace(Map<String, Value> attributes) {
    this.attributes = new LinkedHashMap<>(attributes);
  }

  void set(String name, Value value) {
    attributes.put(name, value);
  }

  @Override
  public Value attribute(String name) {
    Value value = attributes.get(name);
    return value == null ? Access.noAttribute(this, name) : value;
  }

  @Override
  public String typeName() {
    return "Namespace";
  }

  @Override
  public Tag tag() {
    return Taints.tag(Taints.deep(Dict.of(attributes)));
  }

  @Override
  public String text() {
    return "<Namespace " + PythonText.repr(Dict.of(attributes)) + ">";
  }
}
