package io.jplay.cli.config;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.JplayException;
import io.jplay.core.source.SourceRange;
import io.jplay.core.value.Null;
import io.jplay.core.value.Str;
import io.jplay.core.value.Undefined;
import io.jplay.core.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Settings by the names that `ansible-config list` gives them (`DEFAULT_FORKS`), and options of
/// plug-ins with what variables, command line, environment and file say of them: what the `config`
/// lookup reads, and what plug-ins are told. The tables are read at the first question.
public final class SettingNames {
  /// A value and who said so: `var: ansible_port`, `env: ANSIBLE_TIMEOUT`, `default`.
  public record Found(Value value, String origin) {}

  private final Settings settings;
  private final Map<String, String> commandLine;
  private volatile Map<String, SettingCatalogue.Entry> names = Map.of();
  private volatile List<PluginOption> options = List.of();
  private final Map<String, Optional<PluginOption>> known = new ConcurrentHashMap<>();

  /// `commandLine` has what the command line says of options of plug-ins, by their names there.
  public SettingNames(Settings settings, Map<String, String> commandLine) {
    this.settings = settings;
    this.commandLine = Map.copyOf(commandLine);
  }

  /// The typed value; empty when there is no setting of that name, None when it is not set.
  public Optional<Value> find(String name) {
    if (names.isEmpty()) {
      names =
          SettingCatalogue.known().stream()
              .collect(Collectors.toUnmodifiableMap(SettingCatalogue.Entry::name, e -> e));
    }
    return Optional.ofNullable(names.get(name)).map(entry -> entry.value(settings));
  }

  public boolean hasPlugin(String type, String plugin) {
    return options().stream().anyMatch(o -> o.isOf(type, plugin));
  }

  /// The option of a plug-in as a task sees it, whose variables `variables` answers for; empty when
  /// the plug-in has no such option.
  public Optional<Found> find(
      String type, String plugin, String option, Function<String, Value> variables) {
    return option(type, plugin, option).map(o -> find(o, variables));
  }

  /// What environment or file say of an option: nothing where it has its default.
  public Optional<String> given(String type, String plugin, String option) {
    return option(type, plugin, option)
        .map(settings::resolved)
        .filter(r -> !r.origin().equals("default"))
        .map(Settings.Resolved::text);
  }

  private Found find(PluginOption option, Function<String, Value> variables) {
    for (String name : option.variableNames().reversed()) {
      Value value = variables.apply(name);
      if (!(value instanceof Undefined || value instanceof Null)) {
        String origin = "var: " + name;
        return new Found(option.typed(value, origin), origin);
      }
    }
    for (String name : option.commandLineNames().reversed()) {
      if (commandLine.containsKey(name)) {
        String origin = "cli: " + name;
        return new Found(option.typed(Str.of(commandLine.get(name)), origin), origin);
      }
    }
    Value value = option.value(settings);
    if (option.isRequired() && value instanceof Null) {
      throw new JplayException(
          Diagnostic.error("JP1803", "setting has a value of the wrong kind", SourceRange.NONE)
              .withDetail(
                  "No setting was provided for required configuration "
                      + option.described()
                      + " "));
    }
    return new Found(value, settings.resolved(option).origin());
  }

  private Optional<PluginOption> option(String type, String plugin, String option) {
    return known.computeIfAbsent(
        type + "/" + plugin + "/" + option,
        _ ->
            options().stream()
                .filter(o -> o.isOf(type, plugin) && o.name().endsWith("/" + option))
                .findFirst());
  }

  private List<PluginOption> options() {
    if (options.isEmpty()) {
      options = SettingCatalogue.options().toList();
    }
    return options;
  }
}
