package io.jplay.cli.run;

import io.jplay.cli.Terminal;
import io.jplay.cli.config.Setting;
import io.jplay.cli.config.Settings;
import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.ExitCode;
import io.jplay.core.diag.Parsed;
import io.jplay.core.diag.Severity;
import io.jplay.core.exec.IncludeCall;
import io.jplay.core.exec.PlannedTask;
import io.jplay.core.inventory.Inventory;
import io.jplay.core.inventory.InventoryLoader;
import io.jplay.core.inventory.InventorySource;
import io.jplay.core.inventory.SourceContext;
import io.jplay.core.inventory.VarsDirectory;
import io.jplay.core.playbook.Block;
import io.jplay.core.playbook.FileReader;
import io.jplay.core.playbook.LoadOptions;
import io.jplay.core.playbook.Playbook;
import io.jplay.core.playbook.PlaybookLoader;
import io.jplay.core.run.IncludeLoader;
import io.jplay.core.source.SourceRange;
import io.jplay.core.template.PluginRegistry;
import io.jplay.core.template.Templar;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Renderer;
import io.jplay.core.value.Scope;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import io.jplay.core.vars.InventoryVariables;
import io.jplay.core.vars.Merge;
import io.jplay.core.vault.VaultKeyring;
import io.jplay.core.vault.VaultSecretLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.Consumer;

/// Everything that a request names, read: passwords of vaults, extra variables, inventory,
/// playbooks. One object is one run.
final class Reading {
  private final RunRequest request;
  private final Settings settings;
  private final Consumer<Diagnostic> warnings;
  private final VaultKeyring keyring;
  private final ControllerDisk disk;
  private final Dict extraVars;
  private final Renderer renderer;
  private final PlaybookLoader loader;
  private final Path adHocFile;
  private Inventory inventory = Inventory.EMPTY;

  Reading(RunRequest request, Terminal terminal, Consumer<Diagnostic> warnings) {
    this.request = request;
    this.settings = request.settings();
    this.warnings = warnings;
    this.keyring =
        told(
            new VaultSecretLoader(terminal::askSecret, RunSettingsOf.vault(settings))
                .load(request.vault()));
    this.disk = new ControllerDisk(keyring);
    this.extraVars = new ExtraVars(settings.directory(), keyring).read(request.extraVars());
    this.renderer =
        new Templar(
            new TemplateSurroundings(
                keyring,
                disk,
                () -> inventory,
                settings.flag(Setting.JINJA2_NATIVE),
                settings.directory(),
                settings.environment()),
            PluginRegistry.standard());
    this.adHocFile = AdHocPlaybook.file(request);
    this.loader =
        new PlaybookLoader(
            new LoadOptions(
                files(),
                settings.paths(Setting.ROLES_PATH),
                settings.paths(Setting.COLLECTIONS_PATH),
                renderer,
                extraScope()));
  }

  private FileReader files() {
    return request.work() instanceof RunRequest.Work.AdHoc a
        ? path -> path.equals(adHocFile) ? AdHocPlaybook.content(a) : disk.read(path)
        : disk;
  }

  Engine.Loaded loaded() {
    inventory = readInventory();
    if (inventory.hosts().isEmpty() && settings.flag(Setting.LOCALHOST_WARNING)) {
      warnings.accept(
          Diagnostic.warning("JP1833", "inventory is empty", SourceRange.NONE)
              .withDetail(
                  "provided hosts list is empty, only localhost is available. Note that the"
                      + " implicit localhost does not match 'all'"));
    }
    var playbooks = new ArrayList<Playbook>();
    var problems = new ArrayList<Diagnostic>();
    for (Path file : playbookFiles()) {
      Parsed<Playbook> parsed = loader.load(settings.directory().resolve(file));
      problems.addAll(parsed.diagnostics());
      playbooks.add(parsed.value());
    }
    return new Engine.Loaded(told(new Parsed<>(playbooks, problems)), inventory);
  }

  private List<Path> playbookFiles() {
    return switch (request.work()) {
      case RunRequest.Work.Playbooks p -> p.files();
      case RunRequest.Work.AdHoc _ -> List.of(adHocFile);
    };
  }

  Inventory readInventory() {
    var plugins = ServiceLoader.load(InventorySource.class).stream().map(p -> p.get()).toList();
    var context =
        new SourceContext(
            RunSettingsOf.inventory(settings),
            keyring,
            renderer,
            extraVars,
            settings.environment(),
            plugins,
            warnings);
    inventory = told(InventoryLoader.load(CoreEngine.sources(request), context));
    return inventory;
  }

  /// The value, with its warnings said; errors are thrown.
  private <T> T told(Parsed<T> parsed) {
    parsed.diagnostics().stream().filter(d -> d.severity() != Severity.ERROR).forEach(warnings);
    return parsed.orThrow(ExitCode.UNREACHABLE_OR_PARSE_ERROR);
  }

  InventoryVariables inventoryVariables() {
    var directories = new VarsDirectory(keyring);
    return new InventoryVariables(
        inventory,
        inventory.sources().stream().map(VarsDirectory::baseOf).distinct().toList(),
        playbookFiles().stream()
            .map(f -> settings.directory().resolve(f).toAbsolutePath().normalize().getParent())
            .distinct()
            .toList(),
        settings.text(Setting.HASH_BEHAVIOUR).equals("merge") ? Merge.MERGE : Merge.REPLACE,
        (base, kind, name) ->
            switch (kind) {
              case GROUP_VARS -> directories.ofGroup(base, name);
              case HOST_VARS -> directories.ofHost(base, name);
            });
  }

  IncludeLoader includes() {
    return this::include;
  }

  private Parsed<Block> include(PlannedTask include, IncludeCall call) {
    var point =
        new PlaybookLoader.IncludePoint(
            include.task(),
            include.lineage().role(),
            include.lineage().play().file(),
            include.isHandler(),
            extraScope().with(texts(call.loopVariables())));
    return call.action().equals("include_role")
        ? loader.loadRole(call.options(), point)
        : loader.loadTasks(call.file().orElse(""), point);
  }

  private Scope extraScope() {
    return Scope.EMPTY.with(texts(extraVars));
  }

  private static Map<String, Value> texts(Dict dict) {
    var out = new LinkedHashMap<String, Value>();
    dict.entries()
        .forEach((k, v) -> {
          if (k instanceof Str s) {
            out.put(s.text(), v);
          }
        });
    return out;
  }

  Dict extraVars() {
    return extraVars;
  }

  Renderer renderer() {
    return renderer;
  }

  ControllerDisk disk() {
    return disk;
  }
}
