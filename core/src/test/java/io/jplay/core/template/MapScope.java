package io.jplay.core.template;

import io.jplay.core.value.Dict;
import io.jplay.core.value.Scope;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Template;
import io.jplay.core.value.Undefined;
import io.jplay.core.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// Variables in a map.
record MapScope(Map<String, Value> variables) implements Scope {
  @Override
  public Value lookup(String name) {
    Value value = variables.get(name);
    return value == null ? Undefined.of(name) : value;
  }

  @Override
  public Set<String> names() {
    return variables.keySet();
  }

  /// The value with its texts as trusted ones, which are templates when they have markers.
  static Value trusted(Value value) {
    return switch (value) {
      case Str s -> Template.ofTrusted(s.text(), Tag.NONE);
      case Seq s -> {
        var items = new ArrayList<Value>();
        s.items().forEach(item -> items.add(trusted(item)));
        yield new Seq(items, s.kind(), s.tag());
      }
      case Dict d -> {
        var map = new LinkedHashMap<Value, Value>();
        d.entries().forEach((k, v) -> map.put(k, trusted(v)));
        yield new Dict(map, d.tag());
      }
      default -> value;
    };
  }
}
