package io.jplay.core.inventory;

import io.jplay.core.value.Dict;
import io.jplay.core.value.Merge;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// All hosts and groups, in the order the sources named them; `all` and `ungrouped` are always
/// there. Immutable. `sources` are the paths that were read (group_vars/ and host_vars/ beside them
/// count).
public final class Inventory {
  public static final Inventory EMPTY = new InventoryBuilder().build();

  /// The names that stand for the controller itself when no source names them. The Python that
  /// playbooks are told the controller has (`ansible_playbook_python`): jplay runs none, but their
  /// tasks may.
  public static final String CONTROLLER_PYTHON = "/usr/bin/python3";

  static final Set<String> LOCALHOST = Set.of("localhost", "127.0.0.1", "::1");

  /// The order in which variables of groups are merged: later ones win.
  private static final Comparator<Group> MERGE_ORDER =
      Comparator.comparingInt(Group::depth)
          .thenComparingInt(Group::priority)
          .thenComparing(Group::name);

  private final Map<String, Host> hosts;
  private final Map<String, Group> groups;
  private final List<Path> sources;
  private final Map<String, List<String>> parents;
  private final Map<String, List<String>> directGroups;
  private final Map<List<String>, List<Group>> ancestry = new ConcurrentHashMap<>();
  private final Map<String, List<String>> members = new ConcurrentHashMap<>();

  public Inventory(
      SequencedMap<String, Host> hosts, SequencedMap<String, Group> groups, List<Path> sources) {
    this.hosts = Collections.unmodifiableMap(new LinkedHashMap<>(hosts));
    this.groups = Collections.unmodifiableMap(new LinkedHashMap<>(groups));
    this.sources = List.copyOf(sources);
    this.parents = invert(groups, Group::children);
    this.directGroups = invert(groups, Group::hosts);
  }

  private static Map<String, List<String>> invert(
      Map<String, Group> groups, Function<Group, List<String>> members) {
    var owners = new LinkedHashMap<String, List<String>>();
    for (Group group : groups.values()) {
      for (String member : members.apply(group)) {
        owners.computeIfAbsent(member, _ -> new ArrayList<>()).add(group.name());
      }
    }
    return owners;
  }

  public Map<String, Host> hosts() {
    return hosts;
  }

  public Map<String, Group> groups() {
    return groups;
  }

  public List<Path> sources() {
    return sources;
  }

  public Optional<Host> host(String name) {
    return Optional.ofNullable(hosts.get(name));
  }

  /// The host of that name; for a name of the controller also the localhost that a source knows by
  /// another such name, or the implied one.
  public Optional<Host> hostOrLocalhost(String name) {
    Host known = hosts.get(name);
    if (known != null || !LOCALHOST.contains(name)) {
      return Optional.ofNullable(known);
    }
    return Optional.of(
        hosts.values().stream()
            .filter(h -> LOCALHOST.contains(h.name()))
            .findFirst()
            .orElseGet(() -> implicitLocalhost(name)));
  }

  private static Host implicitLocalhost(String name) {
    Dict variables =
        Dict.builder()
            .put("ansible_connection", "local")
            .put("ansible_python_interpreter", CONTROLLER_PYTHON)
            .build();
    return new Host(name, variables, true);
  }

  /// Every group a host is in, directly or through children, `all` first, in the order their
  /// variables are merged (depth, priority, name).
  public List<Group> groupsOf(String host) {
    return ancestry.computeIfAbsent(directGroups.getOrDefault(host, List.of()), this::ancestors);
  }

  private List<Group> ancestors(List<String> direct) {
    var found = new LinkedHashSet<String>();
    var open = new ArrayList<>(direct);
    while (!open.isEmpty()) {
      String name = open.removeLast();
      if (found.add(name)) {
        open.addAll(parents.getOrDefault(name, List.of()));
      }
    }
    found.add(InventoryBuilder.ALL);
    return found.stream().map(groups::get).sorted(MERGE_ORDER).toList();
  }

  /// The names of all hosts of a group, through children: its own first, then level by level, as
  /// ansible lists them; empty when there is no such group.
  public List<String> hostsOf(String group) {
    return groups.containsKey(group) ? members.computeIfAbsent(group, this::walk) : List.of();
  }

  private List<String> walk(String top) {
    var seen = new LinkedHashSet<String>(List.of(top));
    List<String> level = List.of(top);
    while (!level.isEmpty()) {
      var next = new ArrayList<String>();
      for (String name : level) {
        for (String child : group(name).children()) {
          if (seen.add(child)) {
            next.add(child);
          }
        }
      }
      level = next;
    }
    var names = new LinkedHashSet<String>();
    seen.forEach(name -> names.addAll(group(name).hosts()));
    if (top.equals(InventoryBuilder.ALL)) {
      names.removeIf(name -> host(name).map(Host::implicit).orElse(false));
    }
    return List.copyOf(names);
  }

  private Group group(String name) {
    Group group = groups.get(name);
    if (group == null) {
      throw new IllegalStateException("group '" + name + "' is a child but not in the inventory");
    }
    return group;
  }

  /// The hosts that a pattern selects, in ansible's order: that of the pattern's parts, within a
  /// part that of the groups. A `localhost` that no source names is implied when named literally.
  /// `problems` of the pattern (no match, bad regex) are in the selection.
  public HostSelection select(String pattern) {
    return HostPattern.parse(pattern).select(this);
  }

  /// A new inventory with a host added, or changed, and put into groups (made as needed); `merge`
  /// says what becomes of the mappings that it has. A host that was not known comes before those of
  /// the sources in `all` (like ansible-core 2.18 inventory/manager.py add_dynamic_host).
  public Inventory withHost(String name, List<String> groupNames, Dict variables, Merge merge) {
    var builder = InventoryBuilder.from(this);
    builder.enterTask();
    builder.addHost(name);
    if (!hosts.containsKey(name)) {
      builder.addHostTo(InventoryBuilder.ALL, name);
    }
    builder.hostVariables(name, merge.join(variables(name), variables));
    for (String group : groupNames) {
      builder.addGroup(group);
      builder.addHostTo(group, name);
    }
    return builder.build();
  }

  /// A new inventory in which a group exists below the parents and holds the host.
  public Inventory withGroupMember(String group, List<String> parents, String host) {
    var builder = InventoryBuilder.from(this);
    builder.addGroup(group);
    for (String parent : parents) {
      builder.addGroup(parent);
      builder.addChild(parent, group);
    }
    if (!hosts.containsKey(host) && LOCALHOST.contains(host)) {
      builder.addImplicit(implicitLocalhost(host));
    } else {
      builder.addHost(host);
    }
    builder.addHostTo(group, host);
    return builder.build();
  }

  /// Whether [#withHost] would change anything.
  public boolean differsWithHost(
      String name, List<String> groupNames, Dict variables, Merge merge) {
    HostName.check(name);
    groupNames.forEach(HostName::checkGroup);
    return host(name).isEmpty()
        || groupNames.stream().anyMatch(g -> !directlyIn(g, name))
        || !merge.join(variables(name), variables).equals(variables(name));
  }

  private Dict variables(String host) {
    return host(host).map(Host::variables).orElse(Dict.EMPTY);
  }

  /// Whether [#withGroupMember] would change anything.
  public boolean differsWithMember(String group, String host) {
    HostName.checkGroup(group);
    return !directlyIn(group, host);
  }

  private boolean directlyIn(String group, String host) {
    return groups.containsKey(group) && group(group).hosts().contains(host);
  }
}
