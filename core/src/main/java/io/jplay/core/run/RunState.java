package io.jplay.core.run;

import io.jplay.core.event.HostRecap;
import io.jplay.core.inventory.Inventory;
import io.jplay.core.value.Dict;
import io.jplay.core.vars.FactCache;
import io.jplay.core.vars.HostVariables;
import io.jplay.core.vars.InventoryVariables;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/// The ledger of a run: what is known of hosts, who failed, the counts. Written by the play thread
/// only; hosts' threads read the learnt variables and the inventory, which are replaced as wholes.
final class RunState {
  private final Map<String, HostVariables> learnt = new ConcurrentHashMap<>();
  private final Map<String, HostStats> stats = new TreeMap<>();
  private final Set<String> failed = new LinkedHashSet<>();
  private final Set<String> unreachable = new LinkedHashSet<>();
  private final Map<String, Dict> customStats = new TreeMap<>();
  private volatile Inventory inventory;
  private volatile InventoryVariables inventoryVariables;
  private final FactCache cache;

  private final StopRequest stop;

  RunState(
      Inventory inventory,
      InventoryVariables inventoryVariables,
      FactCache cache,
      StopRequest stop) {
    this.stop = stop;
    this.inventory = inventory;
    this.inventoryVariables = inventoryVariables;
    this.cache = cache;
  }

  /// Whether the operator wants no more tasks to begin.
  boolean isStopping() {
    return stop.isAsked();
  }

  Inventory inventory() {
    return inventory;
  }

  InventoryVariables inventoryVariables() {
    return inventoryVariables;
  }

  void changeInventory(Inventory changed) {
    inventoryVariables = inventoryVariables.with(changed);
    inventory = changed;
  }

  HostVariables learnt(String host) {
    return learnt.computeIfAbsent(host, h -> HostVariables.NONE.withFacts(cache.read(h)));
  }

  void learn(String host, UnaryOperator<HostVariables> change) {
    HostVariables before = learnt(host);
    HostVariables after = change.apply(before);
    learnt.put(host, after);
    if (!after.facts().equals(before.facts())) {
      cache.write(host, after.facts().raw());
    }
  }

  HostStats stats(String host) {
    return stats.computeIfAbsent(host, h -> new HostStats());
  }

  Set<String> failed() {
    return failed;
  }

  Set<String> unreachable() {
    return unreachable;
  }

  boolean isOut(String host) {
    return failed.contains(host) || unreachable.contains(host);
  }

  Map<String, Dict> customStats() {
    return customStats;
  }

  List<HostRecap> recap() {
    return stats.entrySet().stream().map(e -> e.getValue().recap(e.getKey())).toList();
  }
}
