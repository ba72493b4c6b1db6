package io.jplay.cli.command;

import io.jplay.cli.config.ForeignSetting;
import io.jplay.cli.config.IniFile;
import io.jplay.cli.config.SettingCatalogue;
import io.jplay.cli.config.SettingCatalogue.Entry;
import io.jplay.cli.config.Settings;
import io.jplay.cli.doc.DocLibrary;
import io.jplay.core.template.PythonText;
import io.jplay.core.template.YamlDumper;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Json;
import io.jplay.core.value.Null;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What jconfig tells of settings: those of ansible itself (`base`), of the plug-ins of one type,
/// or all; `wanted` names plug-ins, none for all.
final class ConfigReport {
  private static final List<String> PLUGIN_TYPES =
      List.of("become", "cache", "callback", "connection", "inventory", "shell", "vars");
  private static final Set<String> CONFIG_VARIABLES =
      Set.of("ANSIBLE_CONFIG", "ANSIBLE_DEV_HOME", "ANSIBLE_INVENTORY_PLUGINS");

  /// A line of a dump; `origin` is empty for what is no setting.
  record Line(String text, String origin) {}

  private final Settings settings;
  private final String type;
  private final List<String> wanted;

  ConfigReport(Settings settings, String type, List<String> wanted) {
    this.settings = settings;
    this.type = type;
    this.wanted = List.copyOf(wanted);
  }

  private boolean hasBase() {
    return type.equals("base") || type.equals("all");
  }

  /// By type and plug-in, by name.
  private Map<String, Map<String, List<Entry>>> plugins() {
    var types = new TreeMap<String, Map<String, List<Entry>>>();
    for (String each : type.equals("all") ? PLUGIN_TYPES : List.of(type)) {
      if (!each.equals("base")) {
        types.put(each, new TreeMap<>());
      }
    }
    for (Entry entry : SettingCatalogue.plugins()) {
      String[] parts = entry.name().split("/");
      if (types.containsKey(parts[0]) && (wanted.isEmpty() || wanted.contains(parts[1]))) {
        types.get(parts[0]).computeIfAbsent(parts[1], _ -> new ArrayList<>()).add(entry);
      }
    }
    return types;
  }

  /// The plug-ins that were asked for and that no type which counts has.
  List<String> unknownPlugins() {
    List<String> types = type.equals("all") ? PLUGIN_TYPES : List.of(type);
    Set<String> found =
        plugins().values().stream()
            .flatMap(plugins -> plugins.keySet().stream())
            .collect(Collectors.toSet());
    return wanted.stream()
        .filter(name -> !found.contains(name))
        .filter(name -> types.stream().allMatch(kind -> new DocLibrary(kind).page(name).isEmpty()))
        .toList();
  }

  String list(boolean json) {
    var all = Dict.builder();
    if (hasBase()) {
      SettingCatalogue.entries().forEach(e -> all.put(e.name(), e.description()));
    }
    if (!type.equals("base")) {
      var types = new LinkedHashMap<String, Dict>();
      plugins().forEach((name, found) -> types.put(name, described(found)));
      all.put("PLUGINS", Dict.of(types));
    }
    return data(all.build(), json);
  }

  private static Dict described(Map<String, List<Entry>> plugins) {
    var all = Dict.builder();
    plugins.forEach((plugin, entries) -> {
      var options = Dict.builder();
      entries.forEach(e -> options.put(option(e), e.description()));
      all.put(plugin, options.build());
    });
    return all.build();
  }

  private static String option(Entry entry) {
    return entry.name().substring(entry.name().lastIndexOf('/') + 1);
  }

  private static String data(Value data, boolean json) {
    return json ? Json.write(data, new Json.Layout(4, true, false)) : YamlDumper.block(data);
  }

  private String origin(Entry entry) {
    return entry.origin(settings);
  }

  private Stream<Entry> shown(List<Entry> entries, boolean onlyChanged) {
    return entries.stream().filter(e -> !onlyChanged || !origin(e).equals("default"));
  }

  private Value file() {
    return settings.file().<Value>map(f -> Str.of(f.toString())).orElse(Null.NULL);
  }

  /// A dump for reading.
  List<Line> lines(boolean onlyChanged) {
    var lines = new ArrayList<Line>();
    if (hasBase()) {
      shown(SettingCatalogue.known(), onlyChanged).forEach(e -> lines.add(line(e, e.name())));
      lines.add(new Line("\nGALAXY_SERVERS:\n", ""));
    }
    plugins()
        .forEach((kind, found) -> {
          var all = new ArrayList<Line>();
          found.forEach((plugin, entries) -> {
            List<Line> some = shown(entries, onlyChanged).map(e -> line(e, option(e))).toList();
            if (!some.isEmpty()) {
              all.add(new Line("\n" + plugin + ":\n" + "_".repeat(plugin.length()), ""));
              all.addAll(some);
            }
          });
          if (!all.isEmpty() && type.equals("all")) {
            String title = kind.toUpperCase(Locale.ROOT);
            lines.add(new Line("\n" + title + ":\n" + "=".repeat(title.length()), ""));
          }
          lines.addAll(all);
        });
    return lines;
  }

  private Line line(Entry entry, String name) {
    String origin = origin(entry);
    return new Line(name + "(" + origin + ") = " + PythonText.str(entry.value(settings)), origin);
  }

  /// A dump for programs.
  String dump(boolean json, boolean onlyChanged) {
    var all = new ArrayList<Value>();
    if (hasBase()) {
      shown(SettingCatalogue.known(), onlyChanged)
          .forEach(e -> all.add(told(e.name(), origin(e), e.value(settings))));
      all.add(Dict.builder().put("GALAXY_SERVERS", Dict.EMPTY).build());
    }
    plugins()
        .forEach((kind, found) -> {
          var some = new ArrayList<Value>();
          found.forEach((plugin, entries) -> {
            List<Value> values =
                shown(entries, onlyChanged)
                    .map(e -> told(option(e), origin(e), e.value(settings)))
                    .toList();
            if (!values.isEmpty()) {
              some.add(Dict.builder().put(plugin, Seq.of(values)).build());
            }
          });
          if (type.equals("all")) {
            String title = kind.toUpperCase(Locale.ROOT) + "_PLUGINS";
            all.add(Dict.builder().put(title, Seq.of(some)).build());
          } else {
            all.addAll(some);
          }
        });
    return data(Seq.of(all), json);
  }

  private static Value told(String name, String origin, Value value) {
    return Dict.builder().put("name", name).put("origin", origin).put("value", value).build();
  }

  private List<Entry> all() {
    var all = new ArrayList<Entry>();
    if (hasBase()) {
      all.addAll(SettingCatalogue.entries());
    }
    plugins().values().forEach(found -> found.values().forEach(all::addAll));
    return all;
  }

  /// What a new file of variables of the environment would hold.
  String environment(boolean disabled) {
    var out = new StringBuilder();
    for (Entry entry : all()) {
      List<String> names = entry.setting().environmentNames();
      if (!names.isEmpty()) {
        out.append("# ").append(entry.name()).append('(').append(entry.type()).append("): ");
        out.append(entry.purpose()).append('\n').append(disabled ? "#" : "");
        out.append(names.getLast()).append('=');
        String value = entry.setting().fallback();
        out.append(value.matches("[\\w./:-]*") ? value : "'" + value + "'").append("\n\n");
      }
    }
    return out.toString();
  }

  /// What a new ansible.cfg would hold; of settings that do nothing only their names, commented
  /// out. A key that several plug-ins have is there once: readers refuse a second one.
  String ini(boolean disabled) {
    Map<String, StringBuilder> sections = new LinkedHashMap<>();
    var written = new HashSet<String>();
    for (Entry entry : all()) {
      List<String> keys = entry.setting().iniKeys();
      if (!keys.isEmpty() && written.add(keys.getLast())) {
        String[] key = keys.getLast().split("\\.", 2);
        boolean off = disabled || entry.setting() instanceof ForeignSetting;
        sections
            .computeIfAbsent(key[0], _ -> new StringBuilder())
            .append("# (")
            .append(entry.type())
            .append(") ")
            .append(entry.purpose())
            .append('\n')
            .append(off ? ";" : "")
            .append(key[1])
            .append('=')
            .append(entry.setting().fallback())
            .append("\n\n");
      }
    }
    return sections.entrySet().stream()
        .map(e -> "[" + e.getKey() + "]\n" + e.getValue() + "\n")
        .collect(Collectors.joining());
  }

  /// Sections and keys of the file that no setting has.
  List<String> unknownKeys() {
    Set<String> known =
        all().stream().flatMap(e -> e.setting().iniKeys().stream()).collect(Collectors.toSet());
    Set<String> sections =
        known.stream().map(k -> k.substring(0, k.indexOf('.'))).collect(Collectors.toSet());
    var unknown = new ArrayList<String>();
    String where = " in '" + PythonText.str(file()) + "'.";
    Map<String, List<String>> keys = settings.ini().map(IniFile::keys).orElse(Map.of());
    keys.forEach((section, names) -> {
      if (!sections.contains(section)) {
        unknown.add("Found unknown section '" + section + "'" + where);
        return;
      }
      names.stream()
          .filter(name -> !known.contains(section + "." + name))
          .forEach(name ->
              unknown.add("Found unknown key '" + name + "' in section '" + section + "'" + where));
    });
    return unknown;
  }

  /// Variables of the environment that look like settings; ansible-test and ansible-lint have their
  /// own.
  List<String> unknownVariables() {
    Set<String> known =
        all().stream()
            .flatMap(e -> e.setting().environmentNames().stream())
            .collect(Collectors.toSet());
    return settings.environment().keySet().stream()
        .filter(name -> name.startsWith("ANSIBLE_") && !CONFIG_VARIABLES.contains(name))
        .filter(name -> !name.startsWith("ANSIBLE_TEST_") && !name.startsWith("ANSIBLE_LINT_"))
        .filter(name -> !known.contains(name))
        .sorted()
        .map(name -> "Found unknown environment variable '" + name + "'.")
        .toList();
  }
}
