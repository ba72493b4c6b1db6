package io.jplay.inventory;

import io.jplay.core.inventory.InventoryBuilder;
import io.jplay.core.inventory.InventoryLocation;
import io.jplay.core.inventory.InventorySource;
import io.jplay.core.inventory.SourceContext;
import java.io.IOException;

/// The classic format: `[group]`, `[group:children]`, `[group:vars]`, hosts with ranges, ports and
/// variables.
public final class Ini implements InventorySource {
  @Override
  public String name() {
    return "ansible.builtin.ini";
  }

  /// Every readable file: the format has no extension of its own.
  @Override
  public boolean accepts(InventoryLocation location) {
    return location.isFile();
  }

  @Override
  public void read(InventoryLocation location, InventoryBuilder into, SourceContext context)
      throws IOException {
    new IniReader(context.text(location.path()), into).read();
  }
}
