package io.jplay.inventory;

import io.jplay.core.inventory.InventoryBuilder;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Null;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Taint;
import io.jplay.core.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;

/// Managed databases: what is secret about them, and which one belongs to which host.
final class DigitalOceanDatabases {
  /// The parts of a database that hold passwords or addresses with passwords in them.
  private static final Set<String> SECRETS =
      Set.of(
          "connection",
          "private_connection",
          "standby_connection",
          "standby_private_connection",
          "users");

  private final Value rule;
  private final List<Dict> databases;
  private final ConstructedGroups computed;
  private final InventoryBuilder into;

  DigitalOceanDatabases(
      Dict options, List<Dict> databases, ConstructedGroups computed, InventoryBuilder into) {
    this.rule = options.get("database_match").orElse(Null.NULL);
    this.databases = List.copyOf(databases);
    this.computed = computed;
    this.into = into;
  }

  /// Gives a host the first database for which `database_match` holds, as `do_database`.
  void match(String host, Dict variables) {
    if (rule instanceof Null) {
      return;
    }
    databases.stream()
        .filter(d ->
            computed.test(
                rule, variables.with("item", d), "Could not match databases of host " + host))
        .findFirst()
        .ifPresent(d -> into.hostVariable(host, "do_database", d));
  }

  /// A database whose connections and users are secret.
  static Dict guarded(Dict database) {
    var entries = new LinkedHashMap<Value, Value>();
    database
        .entries()
        .forEach(
            (k, v) -> entries.put(k, SECRETS.contains(ConstructedGroups.text(k)) ? secret(v) : v));
    return new Dict(entries, database.tag());
  }

  private static Value secret(Value value) {
    Value own = value.withTag(value.tag().with(Taint.SECRET));
    return switch (own) {
      case Dict d -> {
        var entries = new LinkedHashMap<Value, Value>();
        d.entries().forEach((k, v) -> entries.put(k, secret(v)));
        yield new Dict(entries, d.tag());
      }
      case Seq s -> {
        var items = new ArrayList<Value>();
        s.items().forEach(v -> items.add(secret(v)));
        yield new Seq(items, s.kind(), s.tag());
      }
      default -> own;
    };
  }
}
