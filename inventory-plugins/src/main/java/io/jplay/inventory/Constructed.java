package io.jplay.inventory;

import io.jplay.core.inventory.Group;
import io.jplay.core.inventory.Inventory;
import io.jplay.core.inventory.InventoryBuilder;
import io.jplay.core.inventory.InventoryLocation;
import io.jplay.core.inventory.InventorySource;
import io.jplay.core.inventory.SourceContext;
import io.jplay.core.inventory.VarsDirectory;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Merge;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// Variables and groups computed for the hosts of all sources before it.
public final class Constructed implements InventorySource {
  private static final Set<String> EXTENSIONS = Set.of(".yml", ".yaml", ".config", "");

  @Override
  public String name() {
    return "ansible.builtin.constructed";
  }

  @Override
  public boolean accepts(InventoryLocation location) {
    return location.isFile() && EXTENSIONS.contains(location.extension());
  }

  @Override
  public void read(InventoryLocation location, InventoryBuilder into, SourceContext context)
      throws IOException {
    Dict options = PluginFile.options(location, context, this);
    Inventory before = into.build();
    var computed = new ConstructedGroups(options, into, context);
    var files = context.varsDirectory();
    List<Path> bases =
        options.flag("use_vars_plugins")
            ? before.sources().stream().map(VarsDirectory::baseOf).distinct().toList()
            : List.of();
    for (String host : before.hosts().keySet()) {
      Dict variables = variables(before, host, files, bases);
      computed.apply(
          host,
          options.flag("use_extra_vars") ? variables.plus(context.extraVariables()) : variables);
    }
  }

  /// What a host's expressions see: variables of its groups in merge order, its own, and the magic
  /// ones.
  private static Dict variables(
      Inventory inventory, String host, VarsDirectory files, List<Path> bases) {
    Dict all = Dict.EMPTY;
    for (Group group : inventory.groupsOf(host)) {
      all = all.plus(group.variables());
      for (Path base : bases) {
        all = Merge.REPLACE.join(all, files.ofGroup(base, group.name()));
      }
    }
    all = all.plus(inventory.host(host).map(h -> h.variables()).orElse(Dict.EMPTY));
    for (Path base : bases) {
      all = Merge.REPLACE.join(all, files.ofHost(base, host));
    }
    List<String> groups =
        inventory.groupsOf(host).stream()
            .map(Group::name)
            .filter(g -> !g.equals(InventoryBuilder.ALL))
            .sorted()
            .toList();
    return all.with("inventory_hostname", Str.of(host))
        .with("inventory_hostname_short", Str.of(host.split("\\.", 2)[0]))
        .with("group_names", Seq.ofTexts(groups));
  }
}
