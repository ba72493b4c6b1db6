package io.jplay.inventory;

import io.jplay.core.diag.JplayException;
import io.jplay.core.inventory.HostRange;
import io.jplay.core.inventory.InventoryBuilder;
import io.jplay.core.inventory.InventoryLocation;
import io.jplay.core.inventory.InventorySource;
import io.jplay.core.inventory.SourceContext;
import java.util.List;
import java.util.OptionalInt;

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
        HostList.add(hosts(item.strip(), context), into);
      }
    }
  }

  /// Like ansible: a range with wrong ends is taken for a name.
  private static HostRange hosts(String item, SourceContext context) {
    try {
      return HostRange.parse(item);
    } catch (JplayException e) {
      if (e.diagnostic().code().equals(HostRange.NOT_A_RANGE)) {
        throw e;
      }
      context
          .details()
          .accept(
              "Unable to parse address from hostname, leaving unchanged: "
                  + e.diagnostic().sentence());
      return new HostRange(List.of(item), OptionalInt.empty());
    }
  }
}
