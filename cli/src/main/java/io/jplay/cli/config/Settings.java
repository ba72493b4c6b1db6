package io.jplay.cli.config;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.ExitCode;
import io.jplay.core.diag.IoReason;
import io.jplay.core.diag.JplayException;
import io.jplay.core.source.SourceRange;
import io.jplay.core.source.SourceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Every setting's value and origin, resolved once at start: the environment before ansible.cfg
/// before the default. Unknown keys are ignored, as ansible ignores them.
public final class Settings {
  /// A setting's text, who said so (`env: ANSIBLE_FORKS`, a path, `default`), and what relative
  /// paths in it are relative to.
  public record Resolved(String text, String origin, SourceRange where, Path base) {}

  private static final Set<String> TRUE = Set.of("y", "yes", "on", "1", "true", "t", "1.0");
  private static final Set<String> FALSE = Set.of("n", "no", "off", "0", "false", "f", "0.0");
  private static final Pattern VARIABLE = Pattern.compile("\\$(?:\\{(\\w+)\\}|(\\w+))");

  private final Map<Setting, Resolved> values;
  private final Optional<IniFile> ini;
  private final Optional<Path> file;
  private final List<String> warnings;
  private final Path directory;
  private final Map<String, String> environment;

  private Settings(
      Map<Setting, Resolved> values,
      Optional<IniFile> ini,
      ConfigFile found,
      Path directory,
      Map<String, String> environment) {
    this.values = values;
    this.ini = ini;
    this.file = found.path();
    this.warnings = found.warnings();
    this.directory = directory;
    this.environment = environment;
  }

  /// Finds and reads ansible.cfg for a working directory and an environment.
  public static Settings load(Path directory, Map<String, String> environment) {
    ConfigFile found = ConfigFile.find(directory, environment);
    Optional<IniFile> ini = found.path().map(Settings::read);
    var values = new EnumMap<Setting, Resolved>(Setting.class);
    for (Setting setting : Setting.values()) {
      values.put(setting, resolve(setting, ini, found.path(), directory, environment));
    }
    return new Settings(values, ini, found, directory, environment);
  }

  private static IniFile read(Path path) {
    try {
      return IniFile.parse(SourceText.of(path.toString(), Files.readString(path)));
    } catch (IOException e) {
      throw new JplayException(
          ExitCode.BAD_OPTIONS,
          Diagnostic.error("JP1801", "configuration file cannot be read", SourceRange.NONE)
              .withDetail("cannot read " + path + ": " + IoReason.of(e)));
    }
  }

  private static Resolved resolve(
      SettingKey setting,
      Optional<IniFile> ini,
      Optional<Path> file,
      Path directory,
      Map<String, String> environment) {
    for (String name : setting.environmentNames().reversed()) {
      String text = environment.get(name);
      // NO_COLOR counts by being there, whatever it says; elsewhere an empty text is not set.
      if (text != null && !text.isEmpty()) {
        String meant = name.equals("NO_COLOR") ? "true" : text;
        return new Resolved(meant, "env: " + name, SourceRange.NONE, directory);
      }
    }
    for (String key : setting.iniKeys().reversed()) {
      Optional<IniFile.Entry> entry = ini.flatMap(i -> i.get(key));
      if (entry.isPresent()) {
        Path base = file.map(Path::toAbsolutePath).map(Path::getParent).orElse(directory);
        return new Resolved(
            unquoted(entry.get().text()),
            file.map(Path::toString).orElse(""),
            entry.get().where(),
            base);
      }
    }
    return new Resolved(setting.fallback(), "default", SourceRange.NONE, directory);
  }

  private static String unquoted(String text) {
    if (text.length() > 1
        && (text.startsWith("\"") || text.startsWith("'"))
        && text.charAt(0) == text.charAt(text.length() - 1)) {
      return text.substring(1, text.length() - 1);
    }
    return text;
  }

  /// The configuration file's entries.
  public Optional<IniFile> ini() {
    return ini;
  }

  public Optional<Path> file() {
    return file;
  }

  public List<String> warnings() {
    return warnings;
  }

  public Path directory() {
    return directory;
  }

  public Map<String, String> environment() {
    return environment;
  }

  public Path home() {
    return Path.of(environment.getOrDefault("HOME", "/"));
  }

  public Resolved resolved(SettingKey setting) {
    Resolved known = setting instanceof Setting ours ? values.get(ours) : null;
    return known == null ? resolve(setting, ini, file, directory, environment) : known;
  }

  public String text(SettingKey setting) {
    return resolved(setting).text();
  }

  public Optional<String> optionalText(SettingKey setting) {
    return Optional.of(text(setting)).filter(t -> !t.isEmpty());
  }

  public boolean flag(SettingKey setting) {
    return optionalFlag(setting).orElse(false);
  }

  /// The truth of a setting; empty when it is not set and has no default.
  public Optional<Boolean> optionalFlag(SettingKey setting) {
    String text = text(setting);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(truth(text).orElseThrow(() -> bad(setting, "yes or no")));
  }

  /// What a text says of yes or no; empty where it is neither.
  static Optional<Boolean> truth(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (TRUE.contains(lower)) {
      return Optional.of(true);
    }
    return FALSE.contains(lower) ? Optional.of(false) : Optional.empty();
  }

  public int number(SettingKey setting) {
    return optionalNumber(setting).orElse(0);
  }

  public OptionalInt optionalNumber(SettingKey setting) {
    String text = text(setting).strip();
    if (text.isEmpty() || text.equalsIgnoreCase("none")) {
      return OptionalInt.empty();
    }
    try {
      return OptionalInt.of((int) Double.parseDouble(text));
    } catch (NumberFormatException e) {
      throw bad(setting, "a number");
    }
  }

  public List<String> list(SettingKey setting) {
    return split(text(setting), ",");
  }

  public Optional<Path> path(SettingKey setting) {
    return optionalText(setting).map(text -> resolvePath(setting, text));
  }

  /// The paths of a PATH_SPEC or PATH_LIST.
  public List<Path> paths(SettingKey setting) {
    String separator = setting.type() == Setting.Type.PATH_SPEC ? ":" : ",";
    return split(text(setting), separator).stream().map(t -> resolvePath(setting, t)).toList();
  }

  private Path resolvePath(SettingKey setting, String text) {
    Path base = resolved(setting).base();
    String own = resolved(setting).origin().equals("default") ? ownHome(setting, text) : text;
    String expanded = expandVariables(own).replace("{{CWD}}", directory.toString());
    return base.resolve(ConfigFile.expandHome(expanded, home())).normalize();
  }

  /// Defaults below ansible's own directory go where that is.
  private String ownHome(SettingKey setting, String text) {
    String home = Setting.HOME.fallback();
    return setting != Setting.HOME && text.startsWith(home)
        ? path(Setting.HOME).map(Path::toString).orElse(home) + text.substring(home.length())
        : text;
  }

  private String expandVariables(String text) {
    return VARIABLE
        .matcher(text)
        .replaceAll(m -> {
          String name = m.group(1) != null ? m.group(1) : m.group(2);
          return Matcher.quoteReplacement(environment.getOrDefault(name, m.group()));
        });
  }

  private static List<String> split(String text, String separator) {
    return Stream.of(text.split(Pattern.quote(separator)))
        .map(String::strip)
        .filter(t -> !t.isEmpty())
        .toList();
  }

  private JplayException bad(SettingKey setting, String expected) {
    Resolved value = resolved(setting);
    return new JplayException(
        ExitCode.BAD_OPTIONS,
        Diagnostic.error("JP1803", "setting has a value of the wrong kind", value.where())
            .withDetail(
                "Invalid type for configuration option %s (from %s): '%s' is not %s"
                    .formatted(described(setting), value.origin(), value.text(), expected)));
  }

  private static String described(SettingKey setting) {
    return setting instanceof PluginOption option
        ? option.described()
        : SettingCatalogue.entries().stream()
            .filter(entry -> entry.isOf(setting))
            .map(entry -> "setting: " + entry.name())
            .findFirst()
            .orElseGet(() -> String.join(", ", setting.iniKeys()));
  }
}
