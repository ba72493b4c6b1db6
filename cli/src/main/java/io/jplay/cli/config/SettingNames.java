package io.jplay.cli.config;

import io.jplay.core.value.Value;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Settings by the names that `ansible-config list` gives them (`DEFAULT_FORKS`), and options of
/// plug-ins as `type/plugin/option`: what the `config` lookup reads. The names are read at the
/// first question.
public final class SettingNames {
  private final Settings settings;
  private volatile Map<String, SettingCatalogue.Entry> names = Map.of();

  public SettingNames(Settings settings) {
    this.settings = settings;
  }

  /// The typed value; empty when there is no setting of that name, None when it is not set.
  public Optional<Value> find(String name) {
    if (names.isEmpty()) {
      names = read();
    }
    return Optional.ofNullable(names.get(name)).map(entry -> entry.value(settings));
  }

  private static Map<String, SettingCatalogue.Entry> read() {
    var map = new HashMap<String, SettingCatalogue.Entry>();
    SettingCatalogue.entries().forEach(e -> map.put(e.name(), e));
    SettingCatalogue.plugins().forEach(e -> map.put(e.name(), e));
    return Map.copyOf(map);
  }
}
