package io.jplay.inventory;

import io.jplay.core.inventory.InventoryBuilder;
import io.jplay.core.inventory.InventoryLocation;
import io.jplay.core.inventory.InventorySource;
import io.jplay.core.inventory.SourceContext;
import io.jplay.core.value.Dict;
import java.io.IOException;
import java.util.Set;

/// Hands a YAML file to the plug-in that its `plugin` key names.
public final class Auto implements InventorySource {
  private static final Set<String> EXTENSIONS = Set.of(".yml", ".yaml");

  @Override
  public String name() {
    return "ansible.builtin.auto";
  }

  @Override
  public boolean accepts(InventoryLocation location) {
    return location.isFile() && EXTENSIONS.contains(location.extension());
  }

  @Override
  public void read(InventoryLocation location, InventoryBuilder into, SourceContext context)
      throws IOException {
    String name =
        context.yaml(location.path()) instanceof Dict d ? d.text("plugin").orElse("") : "";
    if (name.isEmpty()) {
      throw Problems.broken(
          "no root 'plugin' key found, '"
              + location.text()
              + "' is not a valid YAML inventory plugin config file");
    }
    InventorySource plugin =
        context
            .plugin(name)
            .orElseThrow(() ->
                Problems.broken(
                    "inventory config '"
                        + location.text()
                        + "' specifies unknown plugin '"
                        + name
                        + "'"));
    if (!plugin.accepts(location)) {
      throw Problems.broken(
          "inventory source '"
              + location.text()
              + "' could not be verified by inventory plugin '"
              + name
              + "'");
    }
    plugin.read(location, into, context);
  }
}
