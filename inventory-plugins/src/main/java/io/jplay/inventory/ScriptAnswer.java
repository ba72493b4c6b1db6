package io.jplay.inventory;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.JplayException;
import io.jplay.core.inventory.InventoryBuilder;
import io.jplay.core.inventory.SourceContext;
import io.jplay.core.source.SourceRange;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Int;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The JSON of an inventory script, put into an inventory. A host whose name is refused is left out
/// with a warning: one bad name in a cloud must not hide all other hosts.
final class ScriptAnswer {
  private final String path;
  private final InventoryBuilder into;
  private final SourceContext context;
  private final Set<String> hosts = new LinkedHashSet<>();

  ScriptAnswer(String path, InventoryBuilder into, SourceContext context) {
    this.path = path;
    this.into = into;
    this.context = context;
  }

  Set<String> hosts() {
    return hosts;
  }

  void groups(Dict groups) {
    groups
        .entries()
        .forEach((key, content) -> {
          String name = text(key);
          if (!name.equals("_meta")) {
            group(name, content);
          }
        });
  }

  private void group(String name, Value content) {
    into.addGroup(name);
    switch (content) {
      case Seq names -> members(name, names);
      case Dict d when !d.has("hosts") && !d.has("children") && !d.has("vars") -> {
        // The oldest form: a host of that name, and its variables.
        members(name, Seq.ofTexts(List.of(name)));
        if (into.hasHost(name)) {
          into.hostVariables(name, d);
        }
      }
      case Dict d -> {
        d.get("hosts").ifPresent(h -> members(name, sequence(name, "the host list", h)));
        d.get("vars").ifPresent(v -> groupVariables(name, v));
        d.get("children").ifPresent(c -> children(name, sequence(name, "its children", c)));
      }
      default -> throw bad(name, "its content");
    }
  }

  private Seq sequence(String group, String what, Value value) {
    if (value instanceof Seq s) {
      return s;
    }
    throw bad(group, what);
  }

  private JplayException bad(String group, String what) {
    return Problems.broken(
        "You defined a group '" + group + "' with bad data for " + what + " (" + path + ")");
  }

  private void members(String group, Seq names) {
    for (Value item : names.items()) {
      String host = text(item);
      try {
        into.addHost(host);
        into.addHostTo(group, host);
        hosts.add(host);
      } catch (JplayException e) {
        context.warn(
            Diagnostic.warning("JP1303", "host name is not acceptable", SourceRange.NONE)
                .withDetail(path + ": host is left out: " + e.getMessage()));
      }
    }
  }

  private void groupVariables(String group, Value variables) {
    if (!(variables instanceof Dict d)) {
      throw bad(group, "variables");
    }
    d.entries().forEach((k, v) -> into.groupVariable(group, text(k), v));
  }

  private void children(String group, Seq names) {
    for (Value item : names.items()) {
      String child = text(item);
      into.addGroup(child);
      if (!into.addChild(group, child)) {
        throw Problems.broken(
            "Adding group '"
                + child
                + "' as child to '"
                + group
                + "' creates a recursive dependency loop.");
      }
    }
  }

  void metaVariables(Value hostvars) {
    if (!(hostvars instanceof Dict all)) {
      throw Problems.broken("_meta.hostvars of " + path + " is not a mapping");
    }
    for (String host : hosts) {
      all.get(host).ifPresent(v -> hostVariables(host, v));
    }
  }

  void hostVariables(String host, Value variables) {
    if (!(variables instanceof Dict d)) {
      throw Problems.broken("the variables of host " + host + " are not a mapping (" + path + ")");
    }
    into.hostVariables(host, d);
  }

  private String text(Value value) {
    return switch (value) {
      case Str s -> s.text();
      case Int i -> i.bigValue().toString();
      default -> throw Problems.broken("a name in the answer of " + path + " is not a text");
    };
  }
}
