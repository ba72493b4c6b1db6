package io.jplay.inventory;

import io.jplay.core.inventory.InventoryBuilder;
import io.jplay.core.inventory.InventoryLocation;
import io.jplay.core.inventory.InventorySource;
import io.jplay.core.inventory.SourceContext;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Null;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import java.io.IOException;
import java.util.LinkedHashMap;

/// Groups as tables with `hosts`, `vars` and a list of `children`.
public final class Toml implements InventorySource {
  @Override
  public String name() {
    return "ansible.builtin.toml";
  }

  @Override
  public boolean accepts(InventoryLocation location) {
    return location.isFile() && location.extension().equals(".toml");
  }

  @Override
  public void read(InventoryLocation location, InventoryBuilder into, SourceContext context)
      throws IOException {
    Dict groups = TomlReader.read(context.text(location.path()));
    if (groups.isEmpty()) {
      throw Problems.broken("Parsed empty TOML file");
    }
    if (groups.has("plugin")) {
      throw Problems.broken("Plugin configuration TOML file, not TOML inventory");
    }
    var asYaml = new LinkedHashMap<Value, Value>();
    groups.entries().forEach((name, group) -> asYaml.put(name, withChildrenAsKeys(group)));
    Yaml.groups(new Dict(asYaml, groups.tag()), into, context);
  }

  /// YAML names children as keys, TOML in a list; all else is alike.
  private static Value withChildrenAsKeys(Value group) {
    if (!(group instanceof Dict sections)
        || !(sections.get("children").orElse(Null.NULL) instanceof Seq children)) {
      return group;
    }
    var names = new LinkedHashMap<String, Value>();
    for (Value child : children.items()) {
      if (!(child instanceof Str name)) {
        throw Problems.at("a child must be the name of a group", child.tag().origin());
      }
      names.put(name.text(), Null.NULL);
    }
    return sections.with("children", Dict.of(names));
  }
}
