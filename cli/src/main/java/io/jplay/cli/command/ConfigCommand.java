package io.jplay.cli.command;

import io.jplay.cli.config.Setting;
import io.jplay.cli.config.SettingCatalogue;
import io.jplay.cli.config.SettingCatalogue.Entry;
import io.jplay.cli.config.Settings;
import io.jplay.cli.view.Color;
import io.jplay.cli.view.Console;
import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.ExitCode;
import io.jplay.core.diag.JplayException;
import io.jplay.core.source.SourceRange;
import io.jplay.core.template.PythonText;
import io.jplay.core.template.YamlDumper;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Json;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// `jconfig`, `ansible-config`: which settings there are (`list`), what they are and who said so
/// (`dump`), the file that counts (`view`), and a file to start from (`init`).
public final class ConfigCommand {
  private static final List<String> ACTIONS = List.of("list", "dump", "view", "init");

  private final Invocation invocation;
  private final Console console;

  public ConfigCommand(Invocation invocation, Console console) {
    this.invocation = invocation;
    this.console = console;
  }

  public ExitCode run(List<String> words) {
    Options options = CommonOptions.config(invocation.program());
    Options.Given given = options.parse(words);
    if (given.has("-h")) {
      console.display(options.usage());
      return ExitCode.OK;
    }
    String action = given.positionals().isEmpty() ? "" : given.positionals().getFirst();
    if (!ACTIONS.contains(action)) {
      throw options.bad(
          action.isEmpty()
              ? "the following arguments are required: action"
              : "argument action: invalid choice: '" + action + "' (choose from " + ACTIONS + ")",
          "");
    }
    Settings settings = settings(options, given);
    settings.warnings().forEach(console::warning);
    String format = given.last("-f").orElse("");
    switch (action) {
      case "list" -> list(format);
      case "dump" -> dump(settings, format, given.has("--only-changed"));
      case "init" -> init(format, given.has("--disabled"));
      default -> view(settings);
    }
    return ExitCode.OK;
  }

  private Settings settings(Options options, Options.Given given) {
    Settings settings = invocation.settings();
    if (!given.has("-c")) {
      return settings;
    }
    String name = given.last("-c").orElse("");
    if (!Files.isReadable(settings.directory().resolve(name))) {
      throw options.bad(
          "The provided configuration file is missing or not accessible: " + name, "");
    }
    var environment = new HashMap<>(settings.environment());
    environment.put("ANSIBLE_CONFIG", name);
    return Settings.load(settings.directory(), environment);
  }

  private void list(String format) {
    var all = Dict.builder();
    SettingCatalogue.entries().forEach(e -> all.put(e.name(), e.description()));
    show(all.build(), format.equals("json"));
  }

  private void show(Value data, boolean json) {
    console.displayData(
        json ? Json.write(data, new Json.Layout(4, true, false)) : YamlDumper.block(data));
  }

  /// A setting's value and where it comes from.
  private record Shown(Value value, String origin) {}

  private void dump(Settings settings, String format, boolean onlyChanged) {
    var all = new TreeMap<String, Shown>();
    Value file =
        settings.file().<Value>map(f -> Str.of(f.toString())).orElse(io.jplay.core.value.Null.NULL);
    all.put("CONFIG_FILE", new Shown(file, ""));
    for (Entry entry : SettingCatalogue.entries()) {
      String origin = settings.resolved(entry.setting()).origin();
      if (!onlyChanged || !origin.equals("default")) {
        all.put(entry.name(), new Shown(entry.value(settings), origin));
      }
    }
    if (format.isEmpty() || format.equals("display")) {
      all.forEach((name, shown) -> line(name, shown));
    } else {
      show(
          Seq.of(all.entrySet().stream().map(e -> data(e.getKey(), e.getValue())).toList()),
          format.equals("json"));
    }
  }

  private void line(String name, Shown shown) {
    Color color =
        switch (shown.origin()) {
          case "default" -> Color.OK;
          case "" -> Color.NONE;
          default -> Color.CHANGED;
        };
    console.display(name + "(" + shown.origin() + ") = " + PythonText.str(shown.value()), color);
  }

  private static Value data(String name, Shown shown) {
    return Dict.builder()
        .put("name", name)
        .put("origin", shown.origin())
        .put("value", shown.value())
        .build();
  }

  private void view(Settings settings) {
    Path file =
        settings.file().orElseThrow(() -> problem("Invalid or no config file was supplied"));
    try {
      invocation.terminal().page(Files.readAllBytes(file));
    } catch (IOException e) {
      throw problem("Failed to open the config file " + file + ": " + e.getMessage());
    }
  }

  private static JplayException problem(String detail) {
    return new JplayException(
        ExitCode.ERROR,
        Diagnostic.error("JP1801", "configuration file cannot be read", SourceRange.NONE)
            .withDetail(detail));
  }

  private void init(String format, boolean disabled) {
    console.displayData(format.equals("env") ? environment(disabled) : ini(disabled));
  }

  private static String environment(boolean disabled) {
    var out = new StringBuilder();
    for (Entry entry : SettingCatalogue.entries()) {
      Setting setting = entry.setting();
      if (!setting.environmentNames().isEmpty()) {
        out.append("# ").append(entry.name()).append('(').append(entry.type()).append("): ");
        out.append(entry.purpose()).append('\n').append(disabled ? "#" : "");
        out.append(setting.environmentNames().getLast()).append('=');
        String value = setting.fallback();
        out.append(value.matches("[\\w./:-]*") ? value : "'" + value + "'").append("\n\n");
      }
    }
    return out.toString();
  }

  private static String ini(boolean disabled) {
    Map<String, StringBuilder> sections = new LinkedHashMap<>();
    for (Entry entry : SettingCatalogue.entries()) {
      if (!entry.setting().iniKeys().isEmpty()) {
        String[] key = entry.setting().iniKeys().getLast().split("\\.", 2);
        sections
            .computeIfAbsent(key[0], _ -> new StringBuilder())
            .append("# (")
            .append(entry.type())
            .append(") ")
            .append(entry.purpose())
            .append('\n')
            .append(disabled ? ";" : "")
            .append(key[1])
            .append('=')
            .append(entry.setting().fallback())
            .append("\n\n");
      }
    }
    var out = new StringBuilder();
    sections.forEach(
        (name, text) -> out.append('[').append(name).append("]\n").append(text).append('\n'));
    return out.toString();
  }
}
