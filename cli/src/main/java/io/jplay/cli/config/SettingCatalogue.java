package io.jplay.cli.config;

import io.jplay.core.value.Bool;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Int;
import io.jplay.core.value.Null;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// Every setting with the name that ansible-config gives it and what it is for, by name: those of
/// ansible itself, and those of its plug-ins (`callback/default/result_format`).
public final class SettingCatalogue {
  /// A setting as it is shown.
  public record Entry(SettingKey setting, String name, String purpose) {
    /// The type's name, as ansible-config has it.
    public String type() {
      if (setting instanceof ForeignSetting foreign) {
        return foreign.typeName();
      }
      if (setting instanceof PluginOption option) {
        return option.typeName();
      }
      return switch (setting.type()) {
        case TEXT -> "string";
        case BOOL -> "boolean";
        case INT -> "integer";
        case LIST -> "list";
        case PATH -> "path";
        case PATH_LIST -> "pathlist";
        case PATH_SPEC -> "pathspec";
      };
    }

    /// Whether this is what the setting is told as.
    boolean isOf(SettingKey key) {
      return key.equals(setting instanceof BaseSetting base ? base.setting() : setting);
    }

    /// What is known of the setting, as `list` shows it.
    public Dict description() {
      var all =
          Dict.builder()
              .put("default", fallback())
              .put("description", purpose)
              .put("env", named(setting.environmentNames()))
              .put("ini", Seq.of(setting.iniKeys().stream().map(Entry::key).toList()))
              .put("type", type());
      return setting instanceof PluginOption option && !option.variableNames().isEmpty()
          ? all.put("vars", named(option.variableNames())).build()
          : all.build();
    }

    private Value fallback() {
      if (setting instanceof PluginOption option) {
        return option.hasDefault() ? option.typed(Str.of(option.fallback()), "default") : Null.NULL;
      }
      String text = setting.fallback();
      if (text.isEmpty()) {
        return setting.type() == Setting.Type.LIST ? Seq.EMPTY : Null.NULL;
      }
      return switch (setting.type()) {
        case BOOL -> Bool.of(text.equals("true"));
        case INT -> Int.of(Long.parseLong(text));
        case LIST -> Seq.ofTexts(List.of(text.split(", ")));
        case TEXT, PATH, PATH_LIST, PATH_SPEC -> Str.of(text);
      };
    }

    private static Seq named(List<String> names) {
      return Seq.of(names.stream().map(name -> Dict.EMPTY.with("name", Str.of(name))).toList());
    }

    private static Value key(String sectionAndKey) {
      int dot = sectionAndKey.indexOf('.');
      return Dict.builder()
          .put("key", sectionAndKey.substring(dot + 1))
          .put("section", sectionAndKey.substring(0, dot))
          .build();
    }

    /// Who said what it is now; empty for what nobody says.
    public String origin(Settings settings) {
      return setting instanceof LoadedFile ? "" : settings.resolved(setting).origin();
    }

    /// What the setting is now.
    public Value value(Settings settings) {
      if (setting instanceof LoadedFile) {
        return text(settings.file().map(file -> file.toAbsolutePath().toString()));
      }
      if (setting instanceof PluginOption option) {
        return option.value(settings);
      }
      return switch (setting.type()) {
        case TEXT -> text(settings.optionalText(setting));
        case BOOL -> settings.optionalFlag(setting).<Value>map(Bool::of).orElse(Null.NULL);
        case INT -> number(settings);
        case LIST -> Seq.ofTexts(settings.list(setting));
        case PATH -> text(settings.path(setting).map(Path::toString));
        case PATH_LIST, PATH_SPEC ->
            Seq.ofTexts(settings.paths(setting).stream().map(Path::toString).toList());
      };
    }

    private static Value text(Optional<String> text) {
      return text.<Value>map(Str::of).orElse(Null.NULL);
    }

    private Value number(Settings settings) {
      var number = settings.optionalNumber(setting);
      return number.isPresent() ? Int.of(number.getAsInt()) : Null.NULL;
    }
  }

  private SettingCatalogue() {}

  /// Ansible's own and `CONFIG_FILE`, by name: what has a value, but cannot be set in every case.
  public static List<Entry> known() {
    var known = new ArrayList<>(entries());
    known.add(new Entry(new LoadedFile(), "CONFIG_FILE", "the file that settings are read from"));
    known.sort(Comparator.comparing(Entry::name));
    return known;
  }

  /// Ansible's own, by name.
  public static List<Entry> entries() {
    var entries = new ArrayList<>(own().toList());
    table("foreign-settings.tsv")
        .lines()
        .map(ForeignSetting::parse)
        .map(s -> new Entry(s, s.name(), "Of no use in jplay: " + s.reason() + "."))
        .forEach(entries::add);
    entries.sort(Comparator.comparing(Entry::name));
    return entries;
  }

  /// Those of plug-ins, `type/plugin/option`, by name.
  public static List<Entry> plugins() {
    return options().map(o -> new Entry(o, o.name(), o.purpose())).toList();
  }

  /// The same as what they are.
  static Stream<PluginOption> options() {
    return table("plugin-options.tsv").lines().map(PluginOption::parse);
  }

  private static Stream<Entry> own() {
    return table("settings.tsv")
        .lines()
        .map(line -> line.split("\t"))
        .map(c -> new Entry(own(c[0]), c[1], c[2]));
  }

  private static SettingKey own(String name) {
    return new BaseSetting(Setting.valueOf(name.toUpperCase(Locale.ROOT)));
  }

  private static String table(String name) {
    try (InputStream in = SettingCatalogue.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not there");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
