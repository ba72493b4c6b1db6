package io.jplay.inventory;

import io.jplay.core.inventory.InventoryBuilder;
import io.jplay.core.inventory.InventoryLocation;
import io.jplay.core.inventory.InventorySource;
import io.jplay.core.inventory.SourceContext;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Null;
import io.jplay.core.value.Scope;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Hosts from every combination of the elements of `layers`; names of hosts and of their parent
/// groups are templates over one combination.
public final class Generator implements InventorySource {
  private static final Set<String> EXTENSIONS = Set.of("", ".yml", ".yaml", ".config");
  private static final int MAX_HOSTS = 1_000_000;

  @Override
  public String name() {
    return "ansible.builtin.generator";
  }

  @Override
  public boolean accepts(InventoryLocation location) {
    return location.isFile() && EXTENSIONS.contains(location.extension());
  }

  @Override
  public void read(InventoryLocation location, InventoryBuilder into, SourceContext context)
      throws IOException {
    Dict options = PluginFile.options(location, context, this);
    if (!(options.get("hosts").orElse(Null.NULL) instanceof Dict hosts)
        || !(options.get("layers").orElse(Null.NULL) instanceof Dict layers)) {
      throw Problems.broken("a generator needs the mappings 'hosts' and 'layers'");
    }
    for (Map<String, Value> combination : combinations(layers)) {
      var generated = new Generated(Scope.EMPTY.with(combination), into, context);
      String host = generated.text(hosts, "name", "host");
      into.addHost(host);
      for (String group : generated.parents(hosts)) {
        into.addHostTo(group, host);
      }
    }
  }

  private static List<Map<String, Value>> combinations(Dict layers) {
    List<Map<String, Value>> all = List.of(Map.of());
    for (Map.Entry<Value, Value> layer : layers.entries().entrySet()) {
      if (!(layer.getKey() instanceof Str name) || !(layer.getValue() instanceof Seq elements)) {
        throw Problems.at("a layer must be a list", layer.getValue().tag().origin());
      }
      if ((long) all.size() * elements.size() > MAX_HOSTS) {
        throw Problems.broken("the layers make more than " + MAX_HOSTS + " hosts");
      }
      var more = new ArrayList<Map<String, Value>>(all.size() * elements.size());
      for (Map<String, Value> some : all) {
        for (Value element : elements.items()) {
          var next = new LinkedHashMap<>(some);
          next.put(name.text(), element);
          more.add(next);
        }
      }
      all = more;
    }
    return all;
  }

  /// The names and groups of one combination.
  private record Generated(Scope scope, InventoryBuilder into, SourceContext context) {
    String text(Dict entry, String key, String what) {
      Value template =
          entry
              .get(key)
              .orElseThrow(() ->
                  Problems.at(
                      "Element " + what + " missing " + key + " element", entry.tag().origin()));
      return context.renderer().render(template, scope) instanceof Str s ? s.text() : "";
    }

    /// The groups of a `parents` list, each below its own parents.
    List<String> parents(Dict child) {
      var names = new ArrayList<String>();
      if (!(child.get("parents").orElse(Seq.EMPTY) instanceof Seq parents)) {
        throw Problems.at("'parents' must be a list", child.tag().origin());
      }
      for (Value item : parents.items()) {
        if (!(item instanceof Dict parent)) {
          throw Problems.at("a parent must be a mapping", item.tag().origin());
        }
        String name = text(parent, "name", "parent");
        into.addGroup(name);
        variables(name, parent);
        for (String above : parents(parent)) {
          into.addChild(above, name);
        }
        names.add(name);
      }
      return names;
    }

    private void variables(String group, Dict parent) {
      if (parent.get("vars").orElse(Dict.EMPTY) instanceof Dict variables) {
        variables
            .entries()
            .forEach((key, value) -> {
              if (key instanceof Str name) {
                into.groupVariable(group, name.text(), context.renderer().render(value, scope));
              }
            });
      }
    }
  }
}
