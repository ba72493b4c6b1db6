package io.jplay.cli.inventory;

import io.jplay.cli.run.InspectedInventory;
import io.jplay.core.inventory.Group;
import io.jplay.core.inventory.Inventory;
import io.jplay.core.inventory.InventoryBuilder;
import io.jplay.core.template.PythonText;
import io.jplay.core.value.Dict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The tree of groups and hosts below a group, as `ansible-inventory --graph` draws it.
public final class InventoryGraph {
  private final Inventory inventory;
  private final InventoryReport report;
  private final boolean variables;
  private final List<String> lines = new ArrayList<>();

  /// `variables` adds those of each host and group; `export` only those that are written on them.
  public InventoryGraph(InspectedInventory inspected, boolean variables, boolean export) {
    this.inventory = inspected.inventory();
    this.report = new InventoryReport(inspected, export, Optional.empty());
    this.variables = variables;
  }

  /// The lines; empty when there is no such group.
  public List<String> below(String group) {
    Group top = inventory.groups().get(group);
    if (top != null) {
      draw(top, 0);
    }
    return List.copyOf(lines);
  }

  private void draw(Group group, int depth) {
    line("@" + group.name() + ":", depth);
    for (String child : group.children()) {
      Group below = inventory.groups().get(child);
      if (below != null) {
        draw(below, depth + 1);
      }
    }
    if (!group.name().equals(InventoryBuilder.ALL)) {
      for (String host : group.hosts()) {
        line(host, depth + 1);
        inventory.host(host).ifPresent(h -> variables(report.host(h), depth + 2));
      }
    }
    variables(report.group(group), depth + 1);
  }

  private void variables(Dict values, int depth) {
    if (variables) {
      values.entries().entrySet().stream()
          .map(e -> Map.entry(PythonText.str(e.getKey()), PythonText.str(e.getValue())))
          .sorted(Map.Entry.comparingByKey())
          .forEach(e -> line("{" + e.getKey() + " = " + e.getValue() + "}", depth));
    }
  }

  private void line(String text, int depth) {
    lines.add("  |".repeat(depth) + (depth > 0 ? "--" : "") + text);
  }
}
