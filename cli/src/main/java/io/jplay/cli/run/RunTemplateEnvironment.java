package io.jplay.cli.run;

import io.jplay.cli.config.Setting;
import io.jplay.cli.config.SettingNames;
import io.jplay.cli.config.Settings;
import io.jplay.core.diag.Diagnostic;
import io.jplay.core.inventory.Host;
import io.jplay.core.inventory.HostPattern;
import io.jplay.core.inventory.HostSelection;
import io.jplay.core.inventory.Inventory;
import io.jplay.core.template.SearchPath;
import io.jplay.core.template.TemplateEnvironment;
import io.jplay.core.value.Scope;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import io.jplay.core.value.Vaulted;
import io.jplay.core.vault.VaultKeyring;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;

/// What templates see of the run: vault, files by the task's search path, inventory, environment.
final class RunTemplateEnvironment implements TemplateEnvironment {
  private final VaultKeyring keyring;
  private final VaultedFiles files;
  private final SearchPath searchPath;
  private final Map<String, String> environment;
  private final boolean isNative;
  private final Optional<Value> nullRepresentation;
  private final SettingNames settings;
  private final Consumer<Diagnostic> warnings;
  private final AtomicReference<Inventory> inventory = new AtomicReference<>(Inventory.EMPTY);

  RunTemplateEnvironment(
      VaultKeyring keyring, VaultedFiles files, RunRequest request, Consumer<Diagnostic> warnings) {
    Settings settings = request.settings();
    this.keyring = keyring;
    this.files = files;
    this.environment = Map.copyOf(settings.environment());
    this.searchPath =
        new SearchPath(settings.directory(), this.environment.getOrDefault("HOME", ""));
    this.isNative = settings.flag(Setting.JINJA2_NATIVE);
    this.nullRepresentation =
        settings.resolved(Setting.NULL_REPRESENTATION).origin().equals("default")
            ? Optional.empty()
            : Optional.of(Str.of(settings.text(Setting.NULL_REPRESENTATION)));
    this.settings = new SettingNames(settings, request.connecting().given());
    this.warnings = warnings;
  }

  /// The inventory is read with templates, so it comes later than this.
  void inventory(Inventory read) {
    inventory.set(read);
  }

  @Override
  public Value decrypt(String ciphertext, Value origin) {
    return keyring.decrypt(new Vaulted(ciphertext, origin.tag()));
  }

  @Override
  public byte[] read(Path file) throws IOException {
    return files.read(file, true);
  }

  @Override
  public Optional<Path> find(String kind, String name, Scope scope) {
    return searchPath.find(kind, name, scope);
  }

  @Override
  public List<Path> searched(String kind, String name, Scope scope) {
    return searchPath.candidates(kind, name, scope);
  }

  @Override
  public List<String> matchHosts(List<String> patterns, Scope scope) {
    HostSelection selected = HostPattern.parse(patterns).select(inventory.get());
    selected.problems().forEach(warnings);
    return selected.hosts().stream().map(Host::name).toList();
  }

  @Override
  public Clock clock() {
    return Clock.systemUTC();
  }

  @Override
  public boolean isNative() {
    return isNative;
  }

  @Override
  public Optional<Value> nullRepresentation() {
    return nullRepresentation;
  }

  @Override
  public Path baseDirectory(Scope scope) {
    return searchPath.base(scope);
  }

  @Override
  public Optional<String> environmentVariable(String name) {
    return Optional.ofNullable(environment.get(name));
  }

  @Override
  public Optional<Value> setting(String name) {
    return settings.find(name);
  }

  @Override
  public Optional<OptionValue> option(OptionName name, Function<String, Value> variables) {
    return settings
        .find(name.type(), name.plugin(), name.name(), variables)
        .map(found -> new OptionValue(found.value(), found.origin()));
  }

  @Override
  public boolean hasPlugin(String type, String plugin) {
    return settings.hasPlugin(type, plugin);
  }

  @Override
  public void warn(Diagnostic problem) {
    warnings.accept(problem);
  }
}
