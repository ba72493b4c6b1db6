package io.jplay.core.vars;

import io.jplay.core.inventory.Group;
import io.jplay.core.inventory.Inventory;
import io.jplay.core.value.Dict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// The variables that the inventory and the group_vars/ and host_vars/ directories give a host,
/// level by level; files are read once. Thread-safe.
public final class InventoryVariables {
  /// Which directory: `group_vars` or `host_vars`.
  public enum Kind {
    GROUP_VARS("group_vars"),
    HOST_VARS("host_vars");

    private final String directory;

    Kind(String directory) {
      this.directory = directory;
    }

    public String directory() {
      return directory;
    }
  }

  /// Reads `<base>/<kind>/<name>` in all its forms; empty when there is none.
  @FunctionalInterface
  public interface Reader {
    Dict read(Path base, Kind kind, String name);
  }

  private record FileKey(Path base, Kind kind, String name) {}

  private final Inventory inventory;
  private final List<Path> inventoryBases;
  private final List<Path> playbookBases;
  private final Merge merge;
  private final Reader reader;
  private final Map<FileKey, Dict> files;
  private final Map<String, List<Layer>> byHost = new ConcurrentHashMap<>();

  /// `inventoryBases`: the directories of the inventory sources; `playbookBases`: those of the
  /// playbooks.
  public InventoryVariables(
      Inventory inventory,
      List<Path> inventoryBases,
      List<Path> playbookBases,
      Merge merge,
      Reader reader) {
    this(inventory, inventoryBases, playbookBases, merge, reader, new ConcurrentHashMap<>());
  }

  private InventoryVariables(
      Inventory inventory,
      List<Path> inventoryBases,
      List<Path> playbookBases,
      Merge merge,
      Reader reader,
      Map<FileKey, Dict> files) {
    this.inventory = inventory;
    this.inventoryBases = List.copyOf(inventoryBases);
    this.playbookBases = List.copyOf(playbookBases);
    this.merge = merge;
    this.reader = reader;
    this.files = files;
  }

  /// The same files over a changed inventory.
  public InventoryVariables with(Inventory changed) {
    return new InventoryVariables(changed, inventoryBases, playbookBases, merge, reader, files);
  }

  /// The layers of a host, weakest first.
  public List<Layer> layers(String host) {
    List<Layer> known = byHost.get(host);
    if (known == null) {
      known = compute(host);
      byHost.put(host, known);
    }
    return known;
  }

  private List<Layer> compute(String host) {
    List<Group> all = new ArrayList<>();
    List<Group> others = new ArrayList<>();
    for (Group group : inventory.groupsOf(host)) {
      (group.name().equals("all") ? all : others).add(group);
    }
    var layers = new ArrayList<Layer>();
    layers.add(new Layer(Level.INVENTORY_GROUP_ALL, joined(all, Group::variables)));
    layers.add(new Layer(Level.INVENTORY_GROUP_VARS_ALL, files(all, inventoryBases)));
    layers.add(new Layer(Level.PLAYBOOK_GROUP_VARS_ALL, files(all, playbookBases)));
    layers.add(new Layer(Level.INVENTORY_GROUP, joined(others, Group::variables)));
    layers.add(new Layer(Level.INVENTORY_GROUP_VARS, files(others, inventoryBases)));
    layers.add(new Layer(Level.PLAYBOOK_GROUP_VARS, files(others, playbookBases)));
    Dict own = inventory.hostOrLocalhost(host).map(h -> h.variables()).orElse(Dict.EMPTY);
    layers.add(new Layer(Level.INVENTORY_HOST, own));
    layers.add(new Layer(Level.INVENTORY_HOST_VARS, hostFiles(host, inventoryBases)));
    layers.add(new Layer(Level.PLAYBOOK_HOST_VARS, hostFiles(host, playbookBases)));
    layers.removeIf(layer -> layer.variables().isEmpty());
    return List.copyOf(layers);
  }

  private Dict joined(List<Group> groups, Function<Group, Dict> variables) {
    Dict result = Dict.EMPTY;
    for (Group group : groups) {
      result = merge.join(result, variables.apply(group));
    }
    return result;
  }

  private Dict files(List<Group> groups, List<Path> bases) {
    return joined(
        groups,
        group -> {
          Dict result = Dict.EMPTY;
          for (Path base : bases) {
            result = merge.join(result, file(base, Kind.GROUP_VARS, group.name()));
          }
          return result;
        });
  }

  private Dict hostFiles(String host, List<Path> bases) {
    Dict result = Dict.EMPTY;
    for (Path base : bases) {
      result = merge.join(result, file(base, Kind.HOST_VARS, host));
    }
    return result;
  }

  private Dict file(Path base, Kind kind, String name) {
    // A name that would leave the directory is no file name (faults.md F1).
    if (name.contains("/") || name.equals("..") || name.indexOf('\0') >= 0) {
      return Dict.EMPTY;
    }
    return files.computeIfAbsent(
        new FileKey(base, kind, name), k -> reader.read(k.base(), k.kind(), k.name()));
  }
}
