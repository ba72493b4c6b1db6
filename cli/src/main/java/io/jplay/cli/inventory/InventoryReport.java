package io.jplay.cli.inventory;

import io.jplay.cli.run.InspectedInventory;
import io.jplay.core.inventory.Group;
import io.jplay.core.inventory.Host;
import io.jplay.core.inventory.Inventory;
import io.jplay.core.inventory.InventoryBuilder;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Null;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The inventory as `ansible-inventory --list` and `--host` give it. With `export`, variables stay
/// where they were written; else each host has all of its own.
public final class InventoryReport {
  /// Names that every run sets itself; they are no one's variables.
  private static final Set<String> MAGIC =
      Set.of(
          "ansible_async_path",
          "ansible_collection_name",
          "ansible_config_file",
          "ansible_dependent_role_names",
          "ansible_diff_mode",
          "ansible_facts",
          "ansible_forks",
          "ansible_inventory_sources",
          "ansible_limit",
          "ansible_play_batch",
          "ansible_play_hosts",
          "ansible_play_hosts_all",
          "ansible_play_role_names",
          "ansible_playbook_python",
          "ansible_role_name",
          "ansible_role_names",
          "ansible_run_tags",
          "ansible_skip_tags",
          "ansible_verbosity",
          "ansible_version",
          "group_names",
          "groups",
          "hostvars",
          "inventory_dir",
          "inventory_file",
          "inventory_hostname",
          "inventory_hostname_short",
          "omit",
          "play_hosts",
          "playbook_dir",
          "role_name",
          "role_names",
          "role_path",
          "role_uuid");

  private final InspectedInventory inspected;
  private final Inventory inventory;
  private final boolean export;
  private final Set<String> shown;

  /// `limit` is the pattern of `--limit`.
  public InventoryReport(InspectedInventory inspected, boolean export, Optional<String> limit) {
    this.inspected = inspected;
    this.inventory = inspected.inventory();
    this.export = export;
    this.shown = new HashSet<>(inventory.hosts().keySet());
    limit.ifPresent(
        l -> shown.retainAll(inventory.select(l).hosts().stream().map(Host::name).toList()));
  }

  /// What `--host` shows.
  public Dict host(Host host) {
    return withoutMagic(export ? inspected.ownVariablesOf(host) : inspected.variablesOf(host));
  }

  Dict group(Group group) {
    return withoutMagic(inspected.ownVariablesOf(group));
  }

  private static Dict withoutMagic(Dict variables) {
    var kept = new LinkedHashMap<Value, Value>();
    variables
        .entries()
        .forEach((key, value) -> {
          if (!(key instanceof Str s && MAGIC.contains(s.text()))) {
            kept.put(key, value);
          }
        });
    return new Dict(kept, variables.tag());
  }

  private Group named(String name) {
    Group group = inventory.groups().get(name);
    if (group == null) {
      throw new IllegalStateException("no group " + name);
    }
    return group;
  }

  private List<String> hostsOf(Group group) {
    return group.name().equals(InventoryBuilder.ALL)
        ? List.of()
        : group.hosts().stream().filter(shown::contains).toList();
  }

  /// As inventory scripts answer: groups by name with lists of names, variables apart.
  public Dict flat() {
    var result = Dict.builder();
    var hostVariables = Dict.builder();
    for (Host host : inventory.hosts().values()) {
      Dict variables = shown.contains(host.name()) ? host(host) : Dict.EMPTY;
      if (!variables.isEmpty()) {
        hostVariables.put(host.name(), variables);
      }
    }
    result.put("_meta", Dict.builder().put("hostvars", hostVariables.build()).build());
    for (Group group : inventory.groups().values()) {
      var entry = Dict.builder();
      putUnlessEmpty(entry, "hosts", hostsOf(group));
      putUnlessEmpty(entry, "children", group.children());
      exported(group, entry);
      Dict built = entry.build();
      if (!built.isEmpty()) {
        result.put(group.name(), built);
      }
    }
    return result.build();
  }

  private static void putUnlessEmpty(Dict.Builder entry, String key, List<String> names) {
    if (!names.isEmpty()) {
      entry.put(key, Seq.ofTexts(names));
    }
  }

  private void exported(Group group, Dict.Builder entry) {
    Dict variables = export ? group(group) : Dict.EMPTY;
    if (!variables.isEmpty()) {
      entry.put("vars", variables);
    }
  }

  /// As YAML inventories are written: groups within groups from `all` on. A group or host that is
  /// there twice has its content where it comes first.
  public Dict nested() {
    return nested(named(InventoryBuilder.ALL), new HashSet<>(), new HashSet<>());
  }

  private Dict nested(Group group, Set<String> seenGroups, Set<String> seenHosts) {
    var children = Dict.builder();
    for (String name : group.children()) {
      if (seenGroups.contains(name)) {
        children.put(name, Dict.EMPTY);
      } else {
        children.putAll(nested(named(name), seenGroups, seenHosts));
        seenGroups.add(name);
      }
    }
    var entry = Dict.builder();
    Dict below = children.build();
    if (!below.isEmpty()) {
      entry.put("children", below);
    }
    Dict hosts = hosts(group, seenHosts);
    if (!hosts.isEmpty()) {
      entry.put("hosts", hosts);
    }
    exported(group, entry);
    Dict built = entry.build();
    return built.isEmpty() ? Dict.EMPTY : Dict.EMPTY.with(group.name(), built);
  }

  private Dict hosts(Group group, Set<String> seenHosts) {
    var hosts = Dict.builder();
    for (String name : hostsOf(group)) {
      boolean first = seenHosts.add(name);
      hosts.put(name, first ? inventory.host(name).map(this::host).orElse(Dict.EMPTY) : Dict.EMPTY);
    }
    return hosts.build();
  }

  /// As TOML inventories are written: groups side by side, each before its children, hosts as
  /// tables.
  public Dict tables() {
    var result = new LinkedHashMap<String, Value>();
    tables(named(InventoryBuilder.ALL), result, new HashSet<>());
    result.values().removeIf(v -> v instanceof Dict d && d.isEmpty());
    return Dict.of(result);
  }

  private void tables(Group group, Map<String, Value> result, Set<String> seenHosts) {
    // holds the group's place in the order while its children are added
    result.put(group.name(), Null.NULL);
    boolean isTop = group.name().equals(InventoryBuilder.ALL);
    var children = new ArrayList<String>();
    for (String name : group.children()) {
      Group child = named(name);
      if (name.equals(InventoryBuilder.UNGROUPED) && child.hosts().isEmpty()) {
        continue;
      }
      if (!isTop) {
        children.add(name);
      }
      tables(child, result, seenHosts);
    }
    var entry = Dict.builder();
    putUnlessEmpty(entry, "children", children);
    Dict hosts = hosts(group, seenHosts);
    if (!hosts.isEmpty()) {
      entry.put("hosts", hosts);
    }
    exported(group, entry);
    result.put(group.name(), entry.build());
  }
}
