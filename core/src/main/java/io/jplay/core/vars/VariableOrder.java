package io.jplay.core.vars;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// In which order the variables of groups count, and when files beside the inventory are read (like
/// ansible-core 2.18, VARIABLE_PRECEDENCE and RUN_VARS_PLUGINS). `groups` are the levels of groups,
/// weakest first; one that is not among them gives nothing.
public record VariableOrder(List<Level> groups, Stage stage) {
  /// DEMAND: tasks ask for the files of inventories and playbooks. START: the files of inventories
  /// belong to the inventory, those of playbooks are not read. BOTH: all that the two read.
  public enum Stage {
    DEMAND,
    START,
    BOTH
  }

  private static final Map<String, Level> NAMES =
      Map.of(
          "all_inventory", Level.INVENTORY_GROUP_ALL,
          "groups_inventory", Level.INVENTORY_GROUP,
          "all_plugins_inventory", Level.INVENTORY_GROUP_VARS_ALL,
          "all_plugins_play", Level.PLAYBOOK_GROUP_VARS_ALL,
          "groups_plugins_inventory", Level.INVENTORY_GROUP_VARS,
          "groups_plugins_play", Level.PLAYBOOK_GROUP_VARS);

  public static final VariableOrder STANDARD =
      new VariableOrder(NAMES.values().stream().sorted().toList(), Stage.DEMAND);

  public VariableOrder {
    groups = List.copyOf(groups);
  }

  /// By ansible's names; others are passed over.
  public static VariableOrder of(List<String> names, Stage stage) {
    var levels = new ArrayList<Level>();
    names.stream().filter(NAMES::containsKey).forEach(name -> levels.add(NAMES.get(name)));
    return new VariableOrder(levels, stage);
  }

  /// Weakest first; levels that are not of groups keep their places.
  public Comparator<Layer> weakestFirst() {
    var all = new ArrayList<>(List.of(Level.values()));
    int first = all.indexOf(Level.INVENTORY_GROUP_ALL);
    all.removeAll(NAMES.values());
    all.addAll(first, groups);
    return Comparator.comparingInt(layer -> all.lastIndexOf(layer.level()));
  }

  /// Whether a level of groups counts at all.
  boolean has(Level level) {
    return !NAMES.containsValue(level) || groups.contains(level);
  }

  boolean isReadByTasks() {
    return stage != Stage.START;
  }

  boolean isReadWithInventory() {
    return stage != Stage.DEMAND;
  }
}
