package io.jplay.inventory;

import io.jplay.core.inventory.InventoryLocation;
import io.jplay.core.inventory.InventorySource;
import io.jplay.core.inventory.SourceContext;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Null;
import io.jplay.core.value.Value;
import java.io.IOException;

/// A YAML file that configures a plug-in: `plugin` names it.
final class PluginFile {
  private PluginFile() {}

  /// The options; a failure when the file is another plug-in's.
  static Dict options(InventoryLocation location, SourceContext context, InventorySource plugin)
      throws IOException {
    Value read = context.yaml(location.path());
    if (read instanceof Null) {
      throw Problems.broken(location.text() + " is empty");
    }
    if (!(read instanceof Dict options)) {
      throw Problems.at(
          "a plug-in is configured by a mapping with the key 'plugin'", read.tag().origin());
    }
    String named = options.text("plugin").orElse("none found");
    if (!named.equals(plugin.name()) && !named.equals(plugin.shortName())) {
      throw Problems.at("Incorrect plugin name in file: " + named, read.tag().origin());
    }
    return options;
  }
}
