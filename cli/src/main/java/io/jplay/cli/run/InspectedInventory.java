package io.jplay.cli.run;

import io.jplay.core.inventory.Group;
import io.jplay.core.inventory.Host;
import io.jplay.core.inventory.Inventory;
import io.jplay.core.inventory.VarsDirectory;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Int;
import io.jplay.core.value.Merge;
import io.jplay.core.vars.FactCache;
import io.jplay.core.vars.FactStore;
import io.jplay.core.vars.InventoryVariables;
import io.jplay.core.vars.Layer;
import java.nio.file.Path;
import java.util.List;

/// An inventory and what its hosts and groups know before any play: raw values, no magic variables.
public final class InspectedInventory {
  /// Where group_vars/ and host_vars/ count for what is written on a host or group itself.
  record Files(VarsDirectory directory, List<Path> bases) {}

  private final Inventory inventory;
  private final InventoryVariables layers;
  private final Files files;
  private final FactCache facts;
  private final Dict extraVars;
  private final Merge merge;

  InspectedInventory(
      InventoryVariables layers,
      Inventory inventory,
      Files files,
      FactCache facts,
      Dict extraVars,
      Merge merge) {
    this.inventory = inventory;
    this.layers = layers;
    this.files = files;
    this.facts = facts;
    this.extraVars = extraVars;
    this.merge = merge;
  }

  public Inventory inventory() {
    return inventory;
  }

  /// Everything a host knows, those of its groups, cached facts and extra variables included.
  public Dict variablesOf(Host host) {
    Dict all = host.implicit() ? host.variables() : Dict.EMPTY;
    for (Layer layer : layers.layers(host.name())) {
      all = merge.join(all, layer.variables());
    }
    Dict cached = new FactStore(facts.read(host.name())).variables(true);
    return merge.join(merge.join(all, cached.without("ansible_facts")), extraVars);
  }

  /// What is written on the host itself and in its own files.
  public Dict ownVariablesOf(Host host) {
    Dict own = host.variables();
    for (Path base : files.bases()) {
      own = merge.join(own, files.directory().ofHost(base, host.name()));
    }
    return own;
  }

  /// What is written on the group itself and in its own files.
  public Dict ownVariablesOf(Group group) {
    Dict own = group.variables();
    for (Path base : files.bases()) {
      own = merge.join(own, files.directory().ofGroup(base, group.name()));
    }
    return group.priority() == 1 ? own : own.with("ansible_group_priority", priority(group));
  }

  private static Int priority(Group group) {
    return Int.of(group.priority());
  }
}
