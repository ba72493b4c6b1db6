package io.jplay.core.inventory;

import io.jplay.core.value.Dict;
import io.jplay.core.value.Int;
import io.jplay.core.value.Merge;
import io.jplay.core.value.Null;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Collects hosts and groups while sources are read. Mutable, used by one thread. Names that could
/// do harm as file names or words are refused ([HostName]).
public final class InventoryBuilder {
  public static final String ALL = "all";
  public static final String UNGROUPED = "ungrouped";

  private static final String PRIORITY = "ansible_group_priority";

  private static final class GroupDraft {
    final LinkedHashSet<String> hosts = new LinkedHashSet<>();
    final LinkedHashSet<String> children = new LinkedHashSet<>();
    final LinkedHashMap<Value, Value> variables = new LinkedHashMap<>();
    int priority = 1;
  }

  private final LinkedHashMap<String, LinkedHashMap<Value, Value>> hosts = new LinkedHashMap<>();
  private final LinkedHashMap<String, GroupDraft> groups = new LinkedHashMap<>();
  private final LinkedHashSet<String> implicit = new LinkedHashSet<>();
  private final LinkedHashSet<Path> sources = new LinkedHashSet<>();
  private final boolean safeNames;
  private final Merge merge;
  private Map<Value, Value> current = Map.of();
  private boolean renamed;

  public InventoryBuilder() {
    this(false, Merge.REPLACE);
  }

  /// With `safeNames`, names of groups become identifiers ([GroupNames#safe]). `merge` says what
  /// happens to a mapping that is given to the same host or group again.
  InventoryBuilder(boolean safeNames, Merge merge) {
    this.safeNames = safeNames;
    this.merge = merge;
    addGroup(ALL);
    addGroup(UNGROUPED);
    addChild(ALL, UNGROUPED);
  }

  /// A builder that starts with all of an inventory.
  public static InventoryBuilder from(Inventory inventory) {
    var builder = new InventoryBuilder();
    inventory
        .hosts()
        .forEach((k, h) -> builder.hosts.put(k, new LinkedHashMap<>(h.variables().entries())));
    inventory.hosts().values().stream()
        .filter(Host::implicit)
        .forEach(h -> builder.implicit.add(h.name()));
    inventory.groups().keySet().forEach(builder::addGroup);
    inventory
        .groups()
        .forEach((name, group) -> {
          var draft = builder.group(name);
          draft.hosts.addAll(group.hosts());
          draft.children.addAll(group.children());
          draft.variables.putAll(group.variables().entries());
          draft.priority = group.priority();
        });
    builder.sources.addAll(inventory.sources());
    return builder;
  }

  /// An independent copy, to which one can go back when a source fails half-way.
  InventoryBuilder copy() {
    var copy = new InventoryBuilder(safeNames, merge);
    copy.renamed = renamed;
    hosts.forEach((k, v) -> copy.hosts.put(k, new LinkedHashMap<>(v)));
    groups.forEach((k, v) -> {
      copy.addGroup(k);
      var draft = copy.group(k);
      draft.hosts.addAll(v.hosts);
      draft.children.addAll(v.children);
      draft.variables.putAll(v.variables);
      draft.priority = v.priority;
    });
    copy.implicit.addAll(implicit);
    copy.sources.addAll(sources);
    return copy;
  }

  /// Names a path given by `-i`, beside which group_vars/ and host_vars/ count.
  public void source(Path path) {
    sources.add(path);
  }

  /// Says which file the following hosts come from; it becomes `inventory_file` and `inventory_dir`
  /// of hosts met first there.
  public void enter(Path file) {
    Path dir = file.getParent();
    current = place(Str.of(file.toString()), Str.of(dir == null ? "" : dir.toString()));
  }

  /// As [#enter], for hosts of a list on the command line: like ansible-core 2.18, which has the
  /// list and Python's word for nothing there.
  public void enterList(String hosts) {
    current = place(Str.of(hosts), Str.of("None"));
  }

  /// As [#enter], for hosts that a task adds: both are there, and null.
  void enterTask() {
    current = place(Null.NULL, Null.NULL);
  }

  private static Map<Value, Value> place(Value source, Value directory) {
    var place = new LinkedHashMap<Value, Value>();
    place.put(Str.of("inventory_file"), source);
    place.put(Str.of("inventory_dir"), directory);
    return place;
  }

  /// The following hosts come from no file.
  public void leave() {
    current = Map.of();
  }

  /// Throws JplayException for a name that is not acceptable.
  public void addHost(String name) {
    if (hosts.containsKey(name)) {
      return;
    }
    HostName.check(name);
    hosts.put(name, new LinkedHashMap<>(current));
  }

  /// The localhost that no source names: groups may hold it, `all` does not.
  void addImplicit(Host localhost) {
    hosts.put(localhost.name(), new LinkedHashMap<>(localhost.variables().entries()));
    implicit.add(localhost.name());
  }

  public void addGroup(String given) {
    String name = known(given);
    renamed |= !name.equals(given);
    if (!groups.containsKey(name)) {
      HostName.checkGroup(name);
      groups.put(name, new GroupDraft());
    }
  }

  public boolean hasHost(String name) {
    return hosts.containsKey(name);
  }

  public boolean hasGroup(String name) {
    return groups.containsKey(known(name));
  }

  public Set<String> hostNames() {
    return Collections.unmodifiableSet(hosts.keySet());
  }

  public Set<String> groupNames() {
    return Collections.unmodifiableSet(groups.keySet());
  }

  /// Puts a known host into a known group.
  public void addHostTo(String group, String host) {
    if (!hosts.containsKey(host)) {
      throw new IllegalArgumentException("no such host: " + host);
    }
    group(group).hosts.add(host);
  }

  /// Puts a known group under another; false when that would close a loop (nothing is changed).
  public boolean addChild(String parent, String child) {
    GroupDraft draft = group(parent);
    group(child);
    // whatever is below nothing else is below `all`
    if (known(child).equals(ALL) || reaches(known(child), known(parent))) {
      return false;
    }
    draft.children.add(known(child));
    return true;
  }

  private boolean reaches(String from, String target) {
    var open = new ArrayList<>(List.of(from));
    var seen = new LinkedHashSet<String>();
    while (!open.isEmpty()) {
      String name = open.removeLast();
      if (name.equals(target)) {
        return true;
      }
      if (seen.add(name)) {
        open.addAll(group(name).children);
      }
    }
    return false;
  }

  public void hostVariable(String host, String name, Value value) {
    join(host(host), Dict.EMPTY.with(name, value));
  }

  public void hostVariables(String host, Dict variables) {
    join(host(host), variables);
  }

  /// Sets a variable of a group; `ansible_group_priority` sets its place in the merge instead.
  public void groupVariable(String group, String name, Value value) {
    GroupDraft draft = group(group);
    if (name.equals(PRIORITY)) {
      draft.priority = priority(value, draft.priority);
    } else {
      join(draft.variables, Dict.EMPTY.with(name, value));
    }
  }

  private void join(Map<Value, Value> known, Dict more) {
    if (merge == Merge.REPLACE) {
      known.putAll(more.entries());
    } else {
      known.putAll(merge.join(dict(known), more).entries());
    }
  }

  private static int priority(Value value, int otherwise) {
    if (value instanceof Int i) {
      return Math.clamp(i.longValue(), Integer.MIN_VALUE, Integer.MAX_VALUE);
    }
    if (value instanceof Str s && s.text().strip().matches("-?\\d{1,9}")) {
      return Integer.parseInt(s.text().strip());
    }
    return otherwise;
  }

  /// The variables written on a host so far.
  public Dict variablesOf(String host) {
    return new Dict(new LinkedHashMap<>(host(host)), Tag.NONE);
  }

  private Map<Value, Value> host(String name) {
    var variables = hosts.get(name);
    if (variables == null) {
      throw new IllegalArgumentException("no such host: " + name);
    }
    return variables;
  }

  /// The name that a group goes by.
  private String known(String name) {
    return safeNames ? GroupNames.safe(name) : name;
  }

  /// Whether a group had to be renamed.
  boolean hasRenamed() {
    return renamed;
  }

  private GroupDraft group(String name) {
    GroupDraft draft = groups.get(known(name));
    if (draft == null) {
      throw new IllegalArgumentException("no such group: " + name);
    }
    return draft;
  }

  /// The inventory as it is now: every group is below `all`, every host without a group of its own
  /// in `ungrouped` and no other there.
  public Inventory build() {
    return copy().finish();
  }

  private Inventory finish() {
    attachGroups();
    attachHosts();
    var depths = new Depths(groups);
    var builtGroups = new LinkedHashMap<String, Group>();
    groups.forEach((name, draft) ->
        builtGroups.put(
            name,
            new Group(
                name,
                depths.of(name),
                draft.priority,
                List.copyOf(draft.hosts),
                List.copyOf(draft.children),
                dict(draft.variables))));
    var builtHosts = new LinkedHashMap<String, Host>();
    hosts.forEach(
        (name, vars) -> builtHosts.put(name, new Host(name, dict(vars), implicit.contains(name))));
    return new Inventory(builtHosts, builtGroups, List.copyOf(sources));
  }

  private static Dict dict(Map<Value, Value> variables) {
    return new Dict(new LinkedHashMap<>(variables), Tag.NONE);
  }

  private void attachGroups() {
    Set<String> below = new LinkedHashSet<>();
    groups.values().forEach(g -> below.addAll(g.children));
    GroupDraft all = group(ALL);
    for (String name : groups.keySet()) {
      if (!name.equals(ALL) && !below.contains(name)) {
        all.children.add(name);
      }
    }
  }

  private void attachHosts() {
    Set<String> grouped = new LinkedHashSet<>();
    groups.forEach((name, draft) -> {
      if (!name.equals(ALL) && !name.equals(UNGROUPED)) {
        grouped.addAll(draft.hosts);
      }
    });
    Collection<String> ungrouped = group(UNGROUPED).hosts;
    ungrouped.removeAll(grouped);
    hosts.keySet().stream()
        .filter(h -> !grouped.contains(h) && !implicit.contains(h))
        .forEach(ungrouped::add);
  }

  /// The longest way from `all` to each group; addChild keeps the graph free of loops.
  private static final class Depths {
    private final Map<String, List<String>> parents = new LinkedHashMap<>();
    private final Map<String, Integer> known = new LinkedHashMap<>();

    Depths(Map<String, GroupDraft> groups) {
      groups.forEach((name, draft) ->
          draft.children.forEach(
              child -> parents.computeIfAbsent(child, _ -> new ArrayList<>()).add(name)));
    }

    int of(String group) {
      Integer depth = known.get(group);
      if (depth == null) {
        depth =
            parents.getOrDefault(group, List.of()).stream().mapToInt(this::of).max().orElse(-1) + 1;
        known.put(group, depth);
      }
      return depth;
    }
  }
}
