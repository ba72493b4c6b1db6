package io.jplay.inventory;

import io.jplay.core.inventory.HostRange;
import io.jplay.core.inventory.InventoryBuilder;
import io.jplay.core.inventory.InventoryLocation;
import io.jplay.core.inventory.InventorySource;
import io.jplay.core.inventory.SourceContext;
import io.jplay.core.value.Int;
import java.util.List;
import java.util.OptionalInt;

/// Hosts by commas on the command line: `-i a,b:2222,`.
public final class HostList implements InventorySource {
  @Override
  public String name() {
    return "ansible.builtin.host_list";
  }

  @Override
  public boolean accepts(InventoryLocation location) {
    return location.isList();
  }

  @Override
  public void read(InventoryLocation location, InventoryBuilder into, SourceContext context) {
    for (String item : location.text().split(",")) {
      String text = item.strip();
      if (!text.isEmpty()) {
        add(
            text.indexOf('[') > 0
                ? new HostRange(List.of(text), OptionalInt.empty())
                : HostRange.parse(text),
            into);
      }
    }
  }

  static void add(HostRange hosts, InventoryBuilder into) {
    for (String name : hosts.names()) {
      boolean isNew = !into.hasHost(name);
      into.addHost(name);
      into.addHostTo(InventoryBuilder.UNGROUPED, name);
      if (isNew) {
        hosts.port().ifPresent(p -> into.hostVariable(name, "ansible_port", Int.of(p)));
      }
    }
  }
}
