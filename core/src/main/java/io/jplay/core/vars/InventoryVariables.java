package io.jplay.core.vars;

import io.jplay.core.inventory.Group;
import io.jplay.core.inventory.Inventory;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Merge;
import java.nio.file.Path;
import java.util.ArrayList;
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
  private record GroupsKey(List<String> groups, List<Path> playbooks) {}

  private record HostKey(String host, List<Path> playbooks) {}

  private final Inventory inventory;
  private final Bases bases;
  private final VariableOrder order;
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

  public InventoryVariables(
      Inventory inventory, Bases bases, VariableOrder order, Merge merge, Reader reader) {
    this(inventory, bases, order, merge, reader, new ConcurrentHashMap<>());
  }

  private InventoryVariables(
      Inventory inventory,
      Bases bases,
      VariableOrder order,
      Merge merge,
      Reader reader,
      Map<FileKey, List<Dict>> files) {
    this.inventory = inventory;
    this.bases = bases;
    this.order = order;
    this.merge = merge;
    this.reader = reader;
    this.files = files;
  }

  /// The same files over a changed inventory.
  public InventoryVariables with(Inventory changed) {
    return new InventoryVariables(changed, bases, order, merge, reader, files);
  }

  public VariableOrder order() {
    return order;
  }

  /// The layers of a host outside of plays, weakest first.
  public List<Layer> layers(String host) {
    return layers(host, List.of(bases.playbook()));
  }

  /// The layers of a host in a play, weakest first; `playbooks` are the directories whose files
  /// count beside those of the inventory, the later the stronger.
  public List<Layer> layers(String host, List<Path> playbooks) {
    var key = new HostKey(host, playbooks);
    List<Layer> known = byHost.get(key);
    if (known == null) {
      known = compute(host, playbooks);
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
        addInventory(level, files, files(base, Kind.GROUP_VARS, group.name()), pieces);
      }
      Level beside = all ? Level.PLAYBOOK_GROUP_VARS_ALL : Level.PLAYBOOK_GROUP_VARS;
      addPlaybook(beside, files(playbook, Kind.GROUP_VARS, group.name()), pieces);
    }
    pieces.add(new Layer(Level.INVENTORY_HOST, own(host)));
    for (Path base : bases.inventory()) {
      addInventory(
          Level.INVENTORY_HOST,
          Level.INVENTORY_HOST_VARS,
          files(base, Kind.HOST_VARS, host),
          pieces);
    }
    addPlaybook(Level.PLAYBOOK_HOST_VARS, files(playbook, Kind.HOST_VARS, host), pieces);
    pieces.removeIf(layer -> !order.has(layer.level()));
    pieces.sort(order.weakestFirst());
    return pieces;
  }

  private void addInventory(Level own, Level level, List<Dict> files, List<Layer> pieces) {
    if (order.isReadWithInventory()) {
      files.forEach(file -> pieces.add(new Layer(own, file)));
    }
    addPlaybook(level, files, pieces);
  }

  private void addPlaybook(Level level, List<Dict> files, List<Layer> pieces) {
    if (order.isReadByTasks()) {
      files.forEach(file -> pieces.add(new Layer(level, file)));
    }
  }

  private Dict own(String host) {
    return inventory.hostOrLocalhost(host).map(h -> h.variables()).orElse(Dict.EMPTY);
  }

  private List<Layer> compute(String host, List<Path> playbooks) {
    var layers = new ArrayList<>(ofGroups(inventory.groupsOf(host), playbooks));
    Dict own = own(host);
    if (order.isReadWithInventory() && inventory.hosts().containsKey(host)) {
      own = merge.join(own, hostFiles(host, bases.inventory()));
    }
    layers.add(new Layer(Level.INVENTORY_HOST, own));
    if (order.isReadByTasks()) {
      layers.add(new Layer(Level.INVENTORY_HOST_VARS, hostFiles(host, bases.inventory())));
      layers.add(new Layer(Level.PLAYBOOK_HOST_VARS, hostFiles(host, playbooks)));
    }
    layers.removeIf(layer -> layer.variables().isEmpty());
    return List.copyOf(layers);
  }

  private List<Layer> ofGroups(List<Group> groups, List<Path> playbooks) {
    var key = new GroupsKey(groups.stream().map(Group::name).toList(), playbooks);
    List<Layer> known = byGroups.get(key);
    if (known == null) {
      known = computeGroups(groups, playbooks);
      byGroups.put(key, known);
    }
    return known;
  }

  private List<Layer> computeGroups(List<Group> groups, List<Path> playbooks) {
    List<Group> all = groups.stream().filter(g -> g.name().equals("all")).toList();
    List<Group> others = groups.stream().filter(g -> !g.name().equals("all")).toList();
    var layers = new ArrayList<Layer>();
    for (Level level : order.groups()) {
      Dict variables =
          switch (level) {
            case INVENTORY_GROUP_ALL -> joined(all);
            case INVENTORY_GROUP -> joined(others);
            case INVENTORY_GROUP_VARS_ALL -> asked(all, bases.inventory());
            case PLAYBOOK_GROUP_VARS_ALL -> asked(all, playbooks);
            case INVENTORY_GROUP_VARS -> asked(others, bases.inventory());
            case PLAYBOOK_GROUP_VARS -> asked(others, playbooks);
            default -> Dict.EMPTY;
          };
      if (!variables.isEmpty()) {
        layers.add(new Layer(level, variables));
      }
    }
    return List.copyOf(layers);
  }

  private Dict joined(List<Group> groups) {
    Dict result = Dict.EMPTY;
    for (Group group : groups) {
      Dict own = group.variables();
      if (order.isReadWithInventory()) {
        own = merge.join(own, files(List.of(group), bases.inventory()));
      }
      result = merge.join(result, own);
    }
    return result;
  }

  private Dict asked(List<Group> groups, List<Path> directories) {
    return order.isReadByTasks() ? files(groups, directories) : Dict.EMPTY;
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
