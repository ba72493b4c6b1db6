package io.jplay.cli.run;

import io.jplay.cli.Terminal;
import io.jplay.cli.config.Setting;
import io.jplay.cli.config.Settings;
import io.jplay.cli.view.Console;
import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.ExitCode;
import io.jplay.core.diag.Parsed;
import io.jplay.core.diag.Severity;
import io.jplay.core.exec.ActionGroups;
import io.jplay.core.exec.DefaultsNames;
import io.jplay.core.exec.ModuleCatalog;
import io.jplay.core.inventory.Inventory;
import io.jplay.core.inventory.InventoryLoader;
import io.jplay.core.inventory.InventorySource;
import io.jplay.core.inventory.SourceContext;
import io.jplay.core.playbook.CollectionPaths;
import io.jplay.core.playbook.FileReader;
import io.jplay.core.playbook.LoadOptions;
import io.jplay.core.playbook.Playbook;
import io.jplay.core.playbook.PlaybookLoader;
import io.jplay.core.template.PluginRegistry;
import io.jplay.core.template.Templar;
import io.jplay.core.value.Dict;
import io.jplay.core.value.KnownSecrets;
import io.jplay.core.value.Scope;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import io.jplay.core.vault.VaultKeyring;
import io.jplay.core.vault.VaultSecretLoader;
import io.jplay.core.yaml.UserYaml;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Reads what a request names: passwords, variables, inventory, playbooks.
final class Preparation {
  private final Terminal terminal;
  private final Console console;

  Preparation(Terminal terminal, Console console) {
    this.terminal = terminal;
    this.console = console;
  }

  /// Throws JplayException for errors; warnings go to `warnings`.
  Prepared prepare(RunRequest request, Consumer<Diagnostic> warnings) {
    return prepare(request, new KnownSecrets(), warnings, false);
  }

  /// `goesOn`: errors go to `warnings` like the rest, and what could be read counts. Passwords and
  /// what is decrypted are added to `secrets`.
  Prepared prepare(
      RunRequest request, KnownSecrets secrets, Consumer<Diagnostic> warnings, boolean goesOn) {
    Settings settings = request.settings();
    learnPasswords(request, secrets);
    VaultKeyring keyring =
        settled(keyring(request), warnings, ExitCode.ERROR, goesOn)
            .before(new DecryptedTexts(secrets));
    var yaml = new UserYaml(EngineSettings.duplicates(settings), warnings);
    var files = new VaultedFiles(keyring, yaml);
    Dict extraVars =
        new ExtraVars(settings.directory(), keyring, EngineSettings.merge(settings), yaml)
            .read(request.extraVars());
    var environment = new RunTemplateEnvironment(keyring, files, request, warnings);
    var templar = new Templar(environment, PluginRegistry.standard());
    var sources =
        new SourceContext(
            new EngineSettings(request).inventory(),
            keyring,
            templar,
            extraVars,
            settings.environment(),
            ServiceLoader.load(InventorySource.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList(),
            warnings,
            detail -> console.verbose(detail, 3, request.manner().verbosity()));
    Inventory inventory =
        settled(
            InventoryLoader.load(
                Targets.sources(request),
                request.hosts().flushCache() ? sources.refreshing() : sources),
            warnings,
            ExitCode.ERROR,
            goesOn);
    environment.inventory(inventory);
    if (!goesOn) {
      Targets.warnWhenEmpty(request, inventory, warnings);
    }
    ModuleCatalog modules = modules(settings, new RejectedModules(yaml, warnings).of(settings));
    var loader = loader(request, files, templar, extraVars, modules);
    var playbooks = new ArrayList<Playbook>();
    for (Path file : playbookFiles(request)) {
      Parsed<Playbook> loaded = loader.load(file);
      playbooks.add(settled(loaded, warnings, LoadExit.of(loaded), goesOn));
    }
    return new Prepared(
        request,
        extraVars,
        keyring,
        secrets,
        files,
        environment,
        templar,
        sources,
        inventory,
        loader,
        modules,
        playbooks);
  }

  private static void learnPasswords(RunRequest request, KnownSecrets secrets) {
    Stream.of(request.connecting().password(), request.becoming().password())
        .flatMap(Optional::stream)
        .forEach(secrets::learn);
  }

  private Parsed<VaultKeyring> keyring(RunRequest request) {
    return new VaultSecretLoader(terminal::askSecret, VaultParts.settings(request.settings()))
        .load(request.vault());
  }

  private static ModuleCatalog modules(Settings settings, Set<String> rejected) {
    return new ModuleCatalog(
        "io.jplay.modules",
        Preparation.class.getClassLoader(),
        new ActionGroups(new CollectionPaths(settings.paths(Setting.COLLECTIONS_PATH))),
        rejected);
  }

  private static PlaybookLoader loader(
      RunRequest request,
      VaultedFiles files,
      Templar templar,
      Dict extraVars,
      ModuleCatalog modules) {
    FileReader reader = adHoc(request).map(a -> a.over(files::content)).orElse(files::content);
    Settings settings = request.settings();
    return new PlaybookLoader(
        new LoadOptions(
            reader,
            EngineSettings.duplicates(settings),
            settings.paths(Setting.ROLES_PATH),
            settings.paths(Setting.COLLECTIONS_PATH),
            templar,
            scope(extraVars),
            EngineSettings.merge(settings),
            EngineSettings.privacy(settings),
            settings.flag(Setting.INVALID_ATTRIBUTE_FAILS),
            new DefaultsNames(modules, settings.paths(Setting.MODULE_PATH))));
  }

  private static Scope scope(Dict variables) {
    Map<String, Value> byName = new LinkedHashMap<>();
    variables
        .entries()
        .forEach((key, value) -> {
          if (key instanceof Str name) {
            byName.put(name.text(), value);
          }
        });
    return Scope.EMPTY.with(byName);
  }

  private static Optional<AdHocPlaybook> adHoc(RunRequest request) {
    return request.work() instanceof RunRequest.Work.AdHoc work
        ? Optional.of(AdHocPlaybook.of(work, directory(request)))
        : Optional.empty();
  }

  private static List<Path> playbookFiles(RunRequest request) {
    Path directory = request.settings().directory();
    return switch (request.work()) {
      case RunRequest.Work.Playbooks work -> work.files().stream().map(directory::resolve).toList();
      case RunRequest.Work.AdHoc work -> List.of(AdHocPlaybook.of(work, directory(request)).file());
      case RunRequest.Work.Inspection _ -> List.of();
    };
  }

  static Path directory(RunRequest request) {
    Path here = request.settings().directory();
    return switch (request.work()) {
      case RunRequest.Work.Playbooks _ -> here;
      case RunRequest.Work.AdHoc work -> work.playbookDirectory().map(here::resolve).orElse(here);
      case RunRequest.Work.Inspection work ->
          work.playbookDirectory().map(here::resolve).orElse(here);
    };
  }

  static <T> T settled(
      Parsed<T> parsed, Consumer<Diagnostic> warnings, ExitCode code, boolean goesOn) {
    if (goesOn) {
      parsed.diagnostics().forEach(warnings);
      return parsed.value();
    }
    parsed.diagnostics().stream().filter(d -> d.severity() != Severity.ERROR).forEach(warnings);
    return parsed.orThrow(code);
  }
}
