package io.jplay.cli.run;

import io.jplay.cli.config.Setting;
import io.jplay.core.check.CheckRequest;
import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.ExitCode;
import io.jplay.core.exec.ModuleCatalog;
import io.jplay.core.exec.RunSettings;
import io.jplay.core.inventory.Host;
import io.jplay.core.inventory.Inventory;
import io.jplay.core.inventory.InventoryLoader;
import io.jplay.core.inventory.SourceContext;
import io.jplay.core.inventory.VarsDirectory;
import io.jplay.core.playbook.Playbook;
import io.jplay.core.playbook.PlaybookLoader;
import io.jplay.core.template.PluginRegistry;
import io.jplay.core.template.Templar;
import io.jplay.core.value.Dict;
import io.jplay.core.value.KnownSecrets;
import io.jplay.core.vars.FactCache;
import io.jplay.core.vars.InventoryVariables;
import io.jplay.core.vault.VaultKeyring;
import io.jplay.core.yaml.UserYaml;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// What a request comes to once vault, variables and inventory are read.
record Prepared(
    RunRequest request,
    Dict extraVars,
    VaultKeyring keyring,
    KnownSecrets secrets,
    VaultedFiles files,
    RunTemplateEnvironment environment,
    Templar templar,
    SourceContext sources,
    Inventory inventory,
    PlaybookLoader loader,
    ModuleCatalog modules,
    List<Playbook> playbooks) {

  RunSettings runSettings() {
    return new EngineSettings(request).run(extraVars, request.settings().environment());
  }

  FactCache factCache(Clock clock, Consumer<Diagnostic> warnings) {
    return FactCaches.of(request.settings(), clock, secrets, warnings);
  }

  CheckRequest checkRequest() {
    var bases = new LinkedHashSet<Path>();
    if (!new EngineSettings(request).varsFiles().isEmpty()) {
      bases.addAll(inventoryBases());
      bases.addAll(playbookBases());
    }
    return new CheckRequest(
        playbooks,
        inventory,
        loader,
        templar,
        PluginRegistry.standard(),
        modules,
        files,
        extraVars,
        new CheckRequest.Selection(request.tasks().tags(), request.tasks().skipTags()),
        List.copyOf(bases),
        request.settings().paths(Setting.MODULE_PATH),
        Stream.of(Setting.FILTER_PLUGIN_PATH, Setting.TEST_PLUGIN_PATH, Setting.LOOKUP_PLUGIN_PATH)
            .flatMap(setting -> request.settings().paths(setting).stream())
            .toList());
  }

  /// How this run reads the user's data.
  UserYaml yaml() {
    return sources.userYaml();
  }

  VarsDirectory varsDirectory() {
    return sources.varsDirectory();
  }

  InventoryVariables variables(RunSettings settings) {
    VarsDirectory directory = varsDirectory();
    return new InventoryVariables(
        inventory,
        new InventoryVariables.Bases(inventorySources(), playbookBases().getFirst()),
        new EngineSettings(request).variableOrder(),
        settings.merge(),
        (base, kind, name) ->
            switch (kind) {
              case GROUP_VARS -> directory.ofGroup(base, name);
              case HOST_VARS -> directory.ofHost(base, name);
            });
  }

  private List<Path> playbookBases() {
    return !(request.work() instanceof RunRequest.Work.Playbooks) || playbooks.isEmpty()
        ? List.of(Preparation.directory(request))
        : playbooks.stream().map(p -> p.file().toAbsolutePath().getParent()).distinct().toList();
  }

  List<Path> inventoryBases() {
    return inventory.sources().stream().map(VarsDirectory::baseOf).distinct().toList();
  }

  /// Of two sources in the same directory, the last one says how strong its files are.
  private List<Path> inventorySources() {
    var last = new LinkedHashSet<Path>();
    for (Path source : inventory.sources()) {
      Path base = VarsDirectory.baseOf(source);
      last.remove(base);
      last.add(base);
    }
    return List.copyOf(last);
  }

  /// The inventory, read anew.
  Inventory refreshed(Consumer<Diagnostic> warnings) {
    Inventory now =
        Preparation.settled(
            InventoryLoader.load(Targets.sources(request), sources.refreshing()),
            warnings,
            ExitCode.ERROR,
            false);
    environment.inventory(now);
    return now;
  }

  /// Forgets the facts of the hosts that the request is about.
  void flush(FactCache facts) {
    inventory.select(request.hosts().limit().orElse("all")).hosts().stream()
        .map(Host::name)
        .forEach(facts::remove);
  }
}
