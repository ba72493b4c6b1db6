package io.jplay.inventory;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.JplayException;
import io.jplay.core.inventory.HostRange;
import io.jplay.core.inventory.InventoryBuilder;
import io.jplay.core.inventory.InventoryLocation;
import io.jplay.core.inventory.InventorySource;
import io.jplay.core.inventory.SourceContext;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Int;
import io.jplay.core.value.Null;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import java.io.IOException;
import java.util.Map;
import java.util.Set;

/// Groups as nested mappings with `hosts`, `children` and `vars`.
public final class Yaml implements InventorySource {
  private static final Set<String> EXTENSIONS = Set.of("", ".yml", ".yaml", ".json");

  @Override
  public String name() {
    return "ansible.builtin.yaml";
  }

  @Override
  public boolean accepts(InventoryLocation location) {
    return location.isFile() && EXTENSIONS.contains(location.extension());
  }

  @Override
  public void read(InventoryLocation location, InventoryBuilder into, SourceContext context)
      throws IOException {
    switch (context.yaml(location.path())) {
      case Null _ -> throw Problems.broken("Parsed empty YAML file");
      case Dict d when d.has("plugin") ->
          throw Problems.broken("Plugin configuration YAML file, not YAML inventory");
      case Dict d -> groups(d, into, context);
      case Value v ->
          throw Problems.at(
              "YAML inventory has invalid structure, it should be a dictionary", v.tag().origin());
    }
  }

  static void groups(Dict groups, InventoryBuilder into, SourceContext context) {
    groups.entries().forEach((name, content) -> group(name, content, into, context));
  }

  private static String group(
      Value key, Value content, InventoryBuilder into, SourceContext context) {
    String name = text(key, "group name");
    guarded(key, () -> into.addGroup(name));
    switch (content) {
      case Null _ -> {}
      case Dict sections ->
          sections
              .entries()
              .forEach((section, value) -> section(name, section, value, into, context));
      case Value other ->
          context.warn(
              Diagnostic.warning("JP1316", "group is no mapping", other.tag().origin())
                  .withDetail("Skipping '" + name + "' as this is not a valid group definition"));
    }
    return name;
  }

  private static void section(
      String group, Value section, Value value, InventoryBuilder into, SourceContext context) {
    String kind = section instanceof Str s ? s.text() : "";
    switch (kind) {
      case "vars" ->
          mapping(group, kind, value)
              .entries()
              .forEach((k, v) -> into.groupVariable(group, text(k, "variable name"), v));
      case "children" ->
          mapping(group, kind, value)
              .entries()
              .forEach((k, v) -> {
                String child = group(k, v, into, context);
                if (!into.addChild(group, child)) {
                  throw Problems.at(
                      "Adding group '"
                          + child
                          + "' as child to '"
                          + group
                          + "' creates a recursive dependency loop.",
                      k.tag().origin());
                }
              });
      case "hosts" ->
          mapping(group, kind, value).entries().forEach((k, v) -> host(group, k, v, into));
      default ->
          context.warn(
              Diagnostic.warning("JP1316", "unknown key in a group", section.tag().origin())
                  .withDetail(
                      "Skipping unexpected key ("
                          + kind
                          + ") in group ("
                          + group
                          + "), only \"vars\", \"children\" and \"hosts\" are valid"));
    }
  }

  private static void host(String group, Value key, Value variables, InventoryBuilder into) {
    Dict own = mapping(group, "hosts", variables);
    guarded(
        key,
        () -> {
          HostRange hosts = HostRange.parse(text(key, "host name"));
          for (String name : hosts.names()) {
            boolean isNew = !into.hasHost(name);
            into.addHost(name);
            into.addHostTo(group, name);
            if (isNew) {
              hosts.port().ifPresent(p -> into.hostVariable(name, "ansible_port", Int.of(p)));
            }
            into.hostVariables(name, own);
          }
        });
  }

  /// The mapping of a section; nothing is an empty one, a text one with that key.
  private static Dict mapping(String group, String section, Value value) {
    return switch (value) {
      case Dict d -> d;
      case Null _ -> Dict.EMPTY;
      case Str s when !section.equals("vars") -> Dict.of(Map.of(s.text(), Null.NULL));
      default ->
          throw Problems.at(
              "Invalid \""
                  + section
                  + "\" entry for \""
                  + group
                  + "\" group, requires a dictionary",
              value.tag().origin());
    };
  }

  private static String text(Value key, String what) {
    if (key instanceof Str s) {
      return s.text();
    }
    throw Problems.at(
        "a " + what + " must be a string. Enclose integers/floats in quotation marks.",
        key.tag().origin());
  }

  /// Gives complaints about names and ranges the place of the key.
  private static void guarded(Value key, Runnable action) {
    try {
      action.run();
    } catch (JplayException e) {
      throw e.diagnostic().primary().isKnown()
          ? e
          : Problems.at(e.diagnostic().sentence(), key.tag().origin());
    }
  }
}
