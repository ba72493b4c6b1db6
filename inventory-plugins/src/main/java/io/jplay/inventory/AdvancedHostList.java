package io.jplay.inventory;

import io.jplay.core.inventory.HostRange;
import io.jplay.core.inventory.InventoryBuilder;
import io.jplay.core.inventory.InventoryLocation;
import io.jplay.core.inventory.InventorySource;
import io.jplay.core.inventory.SourceContext;

/// As host_list, with ranges: `-i 'web[1:3],db,'`.
public final class AdvancedHostList implements InventorySource {
  @Override
  public String name() {
    return "ansible.builtin.advanced_host_list";
  }

  @Override
  public boolean accepts(InventoryLocation location) {
    return location.isList();
  }

  @Override
  public void read(InventoryLocation location, InventoryBuilder into, SourceContext context) {
    for (String item : location.text().split(",")) {
      if (!item.isBlank()) {
        HostList.add(HostRange.parse(item.strip()), into);
      }
    }
  }
}
