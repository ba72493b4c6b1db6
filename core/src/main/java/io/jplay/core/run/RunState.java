package io.jplay.core.run;

import io.jplay.core.event.HostRecap;
import io.jplay.core.inventory.Inventory;
import io.jplay.core.value.Dict;
import io.jplay.core.vars.FactCache;
import io.jplay.core.vars.HostVariables;
import io.jplay.core.vars.InventoryVariables;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/// The ledger of a run: what is known of hosts, who failed, the counts. Written by the play thread
/// only; hosts' threads read the learnt variables, the inventory and who is out, which are replaced
/// as wholes.
final class RunState {
  private final Map<String, HostVariables> learnt = new ConcurrentHashMap<>();
  private final Map<String, HostStats> stats = new TreeMap<>();
  private volatile Out out = new Out(Set.of(), Set.of(), Set.of());
  private final Map<String, Dict> customStats = new TreeMap<>();
  private volatile Inventory inventory;
  private volatile InventoryVariables inventoryVariables;
  private final FactCache cache;
  private final List<UnaryOperator<Inventory>> additions = new ArrayList<>();

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

  /// What a task adds to the inventory; it stays when the sources are read anew.
  void addToInventory(UnaryOperator<Inventory> addition) {
    additions.add(addition);
    changeInventory(addition.apply(inventory));
  }

  /// Takes over what was read anew, with all that tasks have added (like ansible-core 2.18
  /// inventory/manager.py refresh_inventory).
  void refreshInventory(Inventory read) {
    Inventory all = read;
    for (UnaryOperator<Inventory> addition : additions) {
      all = addition.apply(all);
    }
    changeInventory(all);
  }

  private void changeInventory(Inventory changed) {
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

  /// Who failed and who could not be reached. A new one for each change: who computes something of
  /// it may keep the result as long as this is the same.
  Out out() {
    return out;
  }

  boolean isUnreachable(String host) {
    return out.unreachable().contains(host);
  }

  void fail(String host) {
    out = new Out(with(out.failed(), host), out.earlier(), out.unreachable());
  }

  void loseContact(String host) {
    out = new Out(out.failed(), out.earlier(), with(out.unreachable(), host));
  }

  void forgive(String host) {
    out =
        new Out(
            without(out.failed(), host),
            without(out.earlier(), host),
            without(out.unreachable(), host));
  }

  /// A play begins: who could not be reached in an earlier one is not tried again, even if its
  /// errors were cleared there (like ansible-core 2.18 executor/playbook_executor.py).
  void beginPlay(Set<String> unreachableBefore) {
    out = new Out(out.failed(), out.earlier(), with(out.unreachable(), unreachableBefore));
  }

  /// A batch begins: who failed until now is left out of it.
  void beginBatch() {
    out = new Out(Set.of(), with(out.earlier(), out.failed()), out.unreachable());
  }

  /// A batch is over; `alsoFailed` are those whose failure shows at its end.
  void endBatch(Set<String> alsoFailed) {
    out = new Out(with(with(out.failed(), out.earlier()), alsoFailed), Set.of(), out.unreachable());
  }

  private static Set<String> with(Set<String> hosts, String host) {
    return with(hosts, Set.of(host));
  }

  private static Set<String> with(Set<String> hosts, Set<String> others) {
    var more = new HashSet<>(hosts);
    more.addAll(others);
    return more;
  }

  private static Set<String> without(Set<String> hosts, String host) {
    var fewer = new HashSet<>(hosts);
    fewer.remove(host);
    return fewer;
  }

  /// Who failed in this batch, who failed `earlier`, who could not be reached.
  record Out(Set<String> failed, Set<String> earlier, Set<String> unreachable) {
    Out {
      failed = Set.copyOf(failed);
      earlier = Set.copyOf(earlier);
      unreachable = Set.copyOf(unreachable);
    }

    int lost() {
      return failed.size() + unreachable.size();
    }
  }

  Map<String, Dict> customStats() {
    return customStats;
  }

  List<HostRecap> recap() {
    return stats.entrySet().stream().map(e -> e.getValue().recap(e.getKey())).toList();
  }
}
