package io.jplay.cli.config;

import io.jplay.core.value.Bool;
import io.jplay.core.value.Int;
import io.jplay.core.value.Null;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Settings by the names that `ansible-config list` gives them (`DEFAULT_FORKS`), and options of
/// plug-ins as `type/plugin/option`: what the `config` lookup reads. The names are read at the
/// first question.
public final class SettingNames {
  private final Settings settings;
  private volatile Map<String, Setting> names = Map.of();

  public SettingNames(Settings settings) {
    this.settings = settings;
  }

  /// The typed value; empty when jplay has no setting of that name, None when it is not set.
  public Optional<Value> find(String name) {
    if (names.isEmpty()) {
      names = read();
    }
    return Optional.ofNullable(names.get(name)).map(this::value);
  }

  private static Map<String, Setting> read() {
    try (var in = SettingNames.class.getResourceAsStream("setting-names.txt")) {
      var text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      var map = new HashMap<String, Setting>();
      for (String line : text.lines().toList()) {
        List<String> words = List.of(line.split(" "));
        map.put(words.get(0), Setting.valueOf(words.get(1)));
      }
      return Map.copyOf(map);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Value value(Setting setting) {
    return switch (setting.type()) {
      case TEXT -> settings.optionalText(setting).<Value>map(Str::of).orElse(Null.NULL);
      case BOOL -> settings.optionalFlag(setting).<Value>map(Bool::of).orElse(Null.NULL);
      case INT -> {
        var number = settings.optionalNumber(setting);
        yield number.isPresent() ? Int.of(number.getAsInt()) : Null.NULL;
      }
      case LIST -> Seq.ofTexts(settings.list(setting));
      case PATH -> settings.path(setting).<Value>map(p -> Str.of(p.toString())).orElse(Null.NULL);
      case PATH_LIST, PATH_SPEC ->
          Seq.ofTexts(settings.paths(setting).stream().map(Object::toString).toList());
    };
  }
}
