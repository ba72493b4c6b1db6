package io.jplay.core.vars;

import io.jplay.core.inventory.Group;
import io.jplay.core.inventory.Inventory;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Merge;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

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

  /// Reads `<base>/<kind>/<name>` in all its forms, one mapping for each file.
  @FunctionalInterface
  public interface Reader {
    List<Dict> read(Path base, Kind kind, String name);
  }

  private record FileKey(Path base, Kind kind, String name) {}

  /// What hosts in the same groups share.
  private record GroupsKey(List<String> groups, Path playbook) {}

  private record HostKey(String host, Path playbook) {}

  private final Inventory inventory;
  private final Bases bases;
  private final Merge merge;
  private final Reader reader;
  private final Map<FileKey, List<Dict>> files;
  private final Map<GroupsKey, List<Layer>> byGroups = new ConcurrentHashMap<>();
  private final Map<HostKey, List<Layer>> byHost = new ConcurrentHashMap<>();

  /// Whose group_vars/ and host_vars/ count: the directories of the inventory sources in their
  /// order; `playbook` is that of the playbook where none is running.
  public record Bases(List<Path> inventory, Path playbook) {
    public Bases {
      inventory = List.copyOf(inventory);
    }
  }

  public InventoryVariables(Inventory inventory, Bases bases, Merge merge, Reader reader) {
    this(inventory, bases, merge, reader, new ConcurrentHashMap<>());
  }

  private InventoryVariables(
      Inventory inventory,
      Bases bases,
      Merge merge,
      Reader reader,
      Map<FileKey, List<Dict>> files) {
    this.inventory = inventory;
    this.bases = bases;
    this.merge = merge;
    this.reader = reader;
    this.files = files;
  }

  /// The same files over a changed inventory.
  public InventoryVariables with(Inventory changed) {
    return new InventoryVariables(changed, bases, merge, reader, files);
  }

  /// The layers of a host outside of plays, weakest first.
  public List<Layer> layers(String host) {
    return layers(host, bases.playbook());
  }

  /// The layers of a host in a play whose playbook is in that directory, weakest first.
  public List<Layer> layers(String host, Path playbook) {
    var key = new HostKey(host, playbook);
    List<Layer> known = byHost.get(key);
    if (known == null) {
      known = compute(host, playbook);
      byHost.put(key, known);
    }
    return known;
  }

  /// The directory of the playbook where none is running.
  public Path playbook() {
    return bases.playbook();
  }

  /// What the layers are joined from, weakest first: one for each group and file.
  public List<Layer> pieces(String host, Path playbook) {
    var pieces = new ArrayList<Layer>();
    for (Group group : inventory.groupsOf(host)) {
      boolean all = group.name().equals("all");
      Level level = all ? Level.INVENTORY_GROUP_ALL : Level.INVENTORY_GROUP;
      pieces.add(new Layer(level, group.variables()));
      Level files = all ? Level.INVENTORY_GROUP_VARS_ALL : Level.INVENTORY_GROUP_VARS;
      for (Path base : bases.inventory()) {
        add(files, files(base, Kind.GROUP_VARS, group.name()), pieces);
      }
      Level beside = all ? Level.PLAYBOOK_GROUP_VARS_ALL : Level.PLAYBOOK_GROUP_VARS;
      add(beside, files(playbook, Kind.GROUP_VARS, group.name()), pieces);
    }
    Dict own = inventory.hostOrLocalhost(host).map(h -> h.variables()).orElse(Dict.EMPTY);
    pieces.add(new Layer(Level.INVENTORY_HOST, own));
    for (Path base : bases.inventory()) {
      add(Level.INVENTORY_HOST_VARS, files(base, Kind.HOST_VARS, host), pieces);
    }
    add(Level.PLAYBOOK_HOST_VARS, files(playbook, Kind.HOST_VARS, host), pieces);
    pieces.sort(Comparator.comparing(Layer::level));
    return pieces;
  }

  private static void add(Level level, List<Dict> files, List<Layer> pieces) {
    files.forEach(file -> pieces.add(new Layer(level, file)));
  }

  private List<Layer> compute(String host, Path playbook) {
    var layers = new ArrayList<>(ofGroups(inventory.groupsOf(host), playbook));
    Dict own = inventory.hostOrLocalhost(host).map(h -> h.variables()).orElse(Dict.EMPTY);
    layers.add(new Layer(Level.INVENTORY_HOST, own));
    layers.add(new Layer(Level.INVENTORY_HOST_VARS, hostFiles(host, bases.inventory())));
    layers.add(new Layer(Level.PLAYBOOK_HOST_VARS, hostFiles(host, List.of(playbook))));
    layers.removeIf(layer -> layer.variables().isEmpty());
    return List.copyOf(layers);
  }

  private List<Layer> ofGroups(List<Group> groups, Path playbook) {
    var key = new GroupsKey(groups.stream().map(Group::name).toList(), playbook);
    List<Layer> known = byGroups.get(key);
    if (known == null) {
      known = computeGroups(groups, playbook);
      byGroups.put(key, known);
    }
    return known;
  }

  private List<Layer> computeGroups(List<Group> groups, Path playbook) {
    List<Group> all = groups.stream().filter(g -> g.name().equals("all")).toList();
    List<Group> others = groups.stream().filter(g -> !g.name().equals("all")).toList();
    List<Path> playbooks = List.of(playbook);
    var layers = new ArrayList<Layer>();
    layers.add(new Layer(Level.INVENTORY_GROUP_ALL, joined(all)));
    layers.add(new Layer(Level.INVENTORY_GROUP, joined(others)));
    layers.add(new Layer(Level.INVENTORY_GROUP_VARS_ALL, files(all, bases.inventory())));
    layers.add(new Layer(Level.PLAYBOOK_GROUP_VARS_ALL, files(all, playbooks)));
    layers.add(new Layer(Level.INVENTORY_GROUP_VARS, files(others, bases.inventory())));
    layers.add(new Layer(Level.PLAYBOOK_GROUP_VARS, files(others, playbooks)));
    layers.removeIf(layer -> layer.variables().isEmpty());
    return List.copyOf(layers);
  }

  private Dict joined(List<Group> groups) {
    Dict result = Dict.EMPTY;
    for (Group group : groups) {
      result = merge.join(result, group.variables());
    }
    return result;
  }

  /// Like ansible-core 2.18 vars/plugins.py: a later directory wins, whatever the group.
  private Dict files(List<Group> groups, List<Path> directories) {
    Dict result = Dict.EMPTY;
    for (Path directory : directories) {
      Dict here = Dict.EMPTY;
      for (Group group : groups) {
        here = merge.join(here, files(directory, Kind.GROUP_VARS, group.name()));
      }
      result = merge.join(result, here);
    }
    return result;
  }

  private Dict hostFiles(String host, List<Path> directories) {
    Dict result = Dict.EMPTY;
    for (Path base : directories) {
      result = merge.join(result, files(base, Kind.HOST_VARS, host));
    }
    return result;
  }

  private List<Dict> files(Path base, Kind kind, String name) {
    // A name that would leave the directory is no file name (faults.md F1).
    if (name.contains("/") || name.equals("..") || name.indexOf('\0') >= 0) {
      return List.of();
    }
    return files.computeIfAbsent(
        new FileKey(base, kind, name), k -> reader.read(k.base(), k.kind(), k.name()));
  }
}
