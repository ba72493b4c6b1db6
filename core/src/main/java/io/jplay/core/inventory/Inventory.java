package io.jplay.core.inventory;

import io.jplay.core.value.Dict;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All hosts and groups, in the order the sources named them. Immutable. `sources` are the paths
/// that were read (group_vars/ and host_vars/ beside them count).
public final class Inventory {
  public static final Inventory EMPTY =
      new Inventory(new LinkedHashMap<>(), new LinkedHashMap<>(), List.of());

  private final Map<String, Host> hosts;
  private final Map<String, Group> groups;
  private final List<Path> sources;

  public Inventory(
      LinkedHashMap<String, Host> hosts, LinkedHashMap<String, Group> groups, List<Path> sources) {
    this.hosts = new LinkedHashMap<>(hosts);
    this.groups = new LinkedHashMap<>(groups);
    this.sources = List.copyOf(sources);
  }

  public Map<String, Host> hosts() {
    return java.util.Collections.unmodifiableMap(hosts);
  }

  public Map<String, Group> groups() {
    return java.util.Collections.unmodifiableMap(groups);
  }

  public List<Path> sources() {
    return sources;
  }

  public Optional<Host> host(String name) {
    return Optional.ofNullable(hosts.get(name));
  }

  /// Every group a host is in, directly or through children, `all` first, in the order their
  /// variables are merged (depth, priority, name).
  public List<Group> groupsOf(String host) {
    throw new UnsupportedOperationException("to be written with the inventory loader");
  }

  /// The names of all hosts of a group, through children, in inventory order; empty when there is
  /// no such group.
  public List<String> hostsOf(String group) {
    throw new UnsupportedOperationException("to be written with the inventory loader");
  }

  /// The hosts that a pattern selects, in inventory order. A `localhost` that no source names is
  /// implied when named literally. `problems` of the pattern (no match, bad regex) are in the
  /// selection.
  public HostSelection select(String pattern) {
    throw new UnsupportedOperationException("to be written with the inventory loader");
  }

  /// A new inventory with a host added, or changed, and put into groups (made as needed).
  public Inventory withHost(String name, List<String> groupNames, Dict variables) {
    throw new UnsupportedOperationException("to be written with the inventory loader");
  }

  /// A new inventory in which a group exists below the parents and holds the host.
  public Inventory withGroupMember(String group, List<String> parents, String host) {
    throw new UnsupportedOperationException("to be written with the inventory loader");
  }
}
