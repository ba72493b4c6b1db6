package io.jplay.inventory;

import io.jplay.core.diag.Parsed;
import io.jplay.core.inventory.Group;
import io.jplay.core.inventory.Inventory;
import io.jplay.core.inventory.InventoryBuilder;
import io.jplay.core.inventory.InventoryLoader;
import io.jplay.core.inventory.InventorySettings;
import io.jplay.core.inventory.InventorySource;
import io.jplay.core.inventory.SourceContext;
import io.jplay.core.source.SourceRange;
import io.jplay.core.source.SourceText;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Renderer;
import io.jplay.core.value.Scope;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import io.jplay.core.vault.VaultKeyring;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/// Loads inventories in tests, and shows them as `ansible-inventory --list` does.
final class Loading {
  private Loading() {}

  static Parsed<Inventory> load(Path dir, String... sources) {
    return load(context(dir, Map.of(), new NoRenderer()), sources);
  }

  static Parsed<Inventory> load(SourceContext context, String... sources) {
    return InventoryLoader.load(List.of(sources), context);
  }

  static SourceContext context(Path dir, Map<String, String> environment, Renderer renderer) {
    return new SourceContext(
        InventorySettings.defaults(dir, dir),
        VaultKeyring.EMPTY,
        renderer,
        Dict.EMPTY,
        environment,
        ServiceLoader.load(InventorySource.class).stream()
            .map(ServiceLoader.Provider::get)
            .toList(),
        _ -> {},
        _ -> {});
  }

  /// As `ansible-inventory --list` prints.
  static Dict list(Inventory inventory) {
    var hostvars = Dict.builder();
    for (String host : inventory.hosts().keySet()) {
      Dict all = Dict.EMPTY;
      for (Group group : inventory.groupsOf(host)) {
        all = all.plus(group.variables());
      }
      all = all.plus(inventory.hosts().get(host).variables());
      all = all.without("inventory_file").without("inventory_dir");
      if (!all.isEmpty()) {
        hostvars.put(host, all);
      }
    }
    var out = Dict.builder().put("_meta", Dict.builder().put("hostvars", hostvars.build()).build());
    for (Group group : inventory.groups().values()) {
      var shown = Dict.builder();
      if (!group.children().isEmpty()) {
        shown.put("children", Seq.ofTexts(group.children()));
      }
      if (!group.hosts().isEmpty() && !group.name().equals(InventoryBuilder.ALL)) {
        shown.put("hosts", Seq.ofTexts(group.hosts()));
      }
      if (!shown.build().isEmpty()) {
        out.put(group.name(), shown.build());
      }
    }
    return out.build();
  }

  /// For sources without expressions.
  static final class NoRenderer implements Renderer {
    @Override
    public Value render(Value value, Scope scope) {
      throw new AssertionError("rendered");
    }

    @Override
    public Value renderOrUndefined(Value value, Scope scope) {
      throw new AssertionError("rendered");
    }

    @Override
    public boolean test(Value condition, Scope scope) {
      throw new AssertionError("rendered");
    }

    @Override
    public Value evaluate(String expression, Scope scope, SourceRange origin) {
      throw new AssertionError("rendered");
    }

    @Override
    public Str renderFile(SourceText file, Scope scope, Map<String, Value> settings) {
      throw new AssertionError("rendered");
    }

    @Override
    public Seq lookup(String plugin, Seq terms, Dict options, Scope scope, SourceRange origin) {
      throw new AssertionError("rendered");
    }
  }
}
