package io.jplay.cli.run;

import io.jplay.cli.Terminal;
import io.jplay.cli.config.Setting;
import io.jplay.cli.config.Settings;
import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.ExitCode;
import io.jplay.core.diag.JplayException;
import io.jplay.core.diag.Parsed;
import io.jplay.core.diag.Severity;
import io.jplay.core.diag.Suggestion;
import io.jplay.core.event.Event;
import io.jplay.core.event.EventSink;
import io.jplay.core.exec.AsyncJobs;
import io.jplay.core.exec.ConnectionPool;
import io.jplay.core.exec.ModuleCatalog;
import io.jplay.core.exec.Prompter;
import io.jplay.core.exec.RunSettings;
import io.jplay.core.exec.Services;
import io.jplay.core.inventory.Inventory;
import io.jplay.core.inventory.InventoryLoader;
import io.jplay.core.inventory.InventorySource;
import io.jplay.core.inventory.SourceContext;
import io.jplay.core.inventory.VarsDirectory;
import io.jplay.core.journal.Journal;
import io.jplay.core.playbook.FileReader;
import io.jplay.core.playbook.LoadOptions;
import io.jplay.core.playbook.Playbook;
import io.jplay.core.playbook.PlaybookLoader;
import io.jplay.core.run.Explainer;
import io.jplay.core.run.Explanation;
import io.jplay.core.run.PlaybookRun;
import io.jplay.core.run.StopRequest;
import io.jplay.core.source.SourceRange;
import io.jplay.core.spi.ConnectionType;
import io.jplay.core.ssh.ChrootConnectionType;
import io.jplay.core.ssh.LocalConnectionType;
import io.jplay.core.ssh.SshSettings;
import io.jplay.core.template.PluginRegistry;
import io.jplay.core.template.Templar;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Scope;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import io.jplay.core.vars.InventoryVariables;
import io.jplay.core.vault.VaultKeyring;
import io.jplay.core.vault.VaultSecretLoader;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// The engine of core: builds its parts from a request and runs it.
public final class CoreEngine implements Engine {
  private final Terminal terminal;

  public CoreEngine(Terminal terminal) {
    this.terminal = terminal;
  }

  /// What a request comes to once vault, variables and inventory are read.
  private record Prepared(
      Dict extraVars,
      VaultKeyring keyring,
      VaultedFiles files,
      RunTemplateEnvironment environment,
      Templar templar,
      SourceContext sources,
      Inventory inventory,
      PlaybookLoader loader,
      List<Playbook> playbooks) {}

  @Override
  public Loaded load(RunRequest request, Consumer<Diagnostic> warnings) {
    Prepared prepared = prepare(request, warnings);
    return new Loaded(prepared.playbooks(), prepared.inventory());
  }

  @Override
  public List<Explanation> explain(
      RunRequest request, String variable, String host, Consumer<Diagnostic> warnings) {
    Prepared prepared = prepare(request, warnings);
    if (prepared.inventory().hostOrLocalhost(host).isEmpty()) {
      throw new JplayException(
          ExitCode.ERROR,
          Diagnostic.error("JP1826", "no such host", SourceRange.NONE)
              .withDetail("the inventory has no host '" + host + "'")
              .withHint(Suggestion.hint(host, prepared.inventory().hosts().keySet())));
    }
    RunSettings settings =
        new EngineSettings(request).run(prepared.extraVars(), request.settings().environment());
    return new Explainer(
            settings,
            prepared.templar(),
            prepared.files(),
            prepared.inventory(),
            variables(request, prepared, settings))
        .explain(variable, host, prepared.playbooks());
  }

  private Prepared prepare(RunRequest request, Consumer<Diagnostic> warnings) {
    Settings settings = request.settings();
    VaultKeyring keyring = settled(keyring(request), warnings, ExitCode.ERROR);
    var files = new VaultedFiles(keyring);
    Dict extraVars = new ExtraVars(settings.directory(), keyring).read(request.extraVars());
    var environment =
        new RunTemplateEnvironment(
            keyring,
            files,
            settings,
            message ->
                warnings.accept(
                    Diagnostic.warning("JP1408", "a lookup gave a warning", SourceRange.NONE)
                        .withDetail(message)));
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
            warnings);
    Inventory inventory =
        settled(InventoryLoader.load(Targets.sources(request), sources), warnings, ExitCode.ERROR);
    environment.inventory(inventory);
    Targets.warnWhenEmpty(request, inventory, warnings);
    var loader = loader(request, files, templar, extraVars);
    var playbooks = new ArrayList<Playbook>();
    for (Path file : playbookFiles(request)) {
      playbooks.add(settled(loader.load(file), warnings, ExitCode.UNREACHABLE_OR_PARSE_ERROR));
    }
    return new Prepared(
        extraVars, keyring, files, environment, templar, sources, inventory, loader, playbooks);
  }

  private Parsed<VaultKeyring> keyring(RunRequest request) {
    return new VaultSecretLoader(terminal::askSecret, VaultParts.settings(request.settings()))
        .load(request.vault());
  }

  private static PlaybookLoader loader(
      RunRequest request, VaultedFiles files, Templar templar, Dict extraVars) {
    FileReader reader = adHoc(request).map(a -> a.over(files::content)).orElse(files::content);
    Settings settings = request.settings();
    return new PlaybookLoader(
        new LoadOptions(
            reader,
            settings.paths(Setting.ROLES_PATH),
            settings.paths(Setting.COLLECTIONS_PATH),
            templar,
            scope(extraVars)));
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
    };
  }

  private static Path directory(RunRequest request) {
    Path here = request.settings().directory();
    return request.work() instanceof RunRequest.Work.AdHoc work
        ? work.playbookDirectory().map(here::resolve).orElse(here)
        : here;
  }

  private static <T> T settled(Parsed<T> parsed, Consumer<Diagnostic> warnings, ExitCode code) {
    parsed.diagnostics().stream().filter(d -> d.severity() != Severity.ERROR).forEach(warnings);
    return parsed.orThrow(code);
  }

  @Override
  public ExitCode run(RunRequest request, EventSink events) throws InterruptedException {
    Clock clock = Clock.systemUTC();
    Consumer<Diagnostic> early = d -> events.accept(new Event.Problem(clock.instant(), d));
    Prepared prepared = prepare(request, early);
    Targets.require(request, prepared.inventory());
    Settings settings = request.settings();
    Optional<Journal> journal =
        new RunJournals(settings.environment(), settings.home(), early)
            .open(clock.instant(), events);
    try {
      return execute(
          request, prepared, oneAtATime(journal.<EventSink>map(j -> j).orElse(events)), clock);
    } finally {
      journal.ifPresent(Journal::close);
    }
  }

  /// Hosts' threads may have a warning to give while the play thread tells of results.
  private static EventSink oneAtATime(EventSink sink) {
    var lock = new ReentrantLock();
    return event -> {
      lock.lock();
      try {
        sink.accept(event);
      } finally {
        lock.unlock();
      }
    };
  }

  private ExitCode execute(RunRequest request, Prepared prepared, EventSink events, Clock clock)
      throws InterruptedException {
    Consumer<Diagnostic> warnings = d -> events.accept(new Event.Problem(clock.instant(), d));
    RunSettings settings =
        new EngineSettings(request).run(prepared.extraVars(), request.settings().environment());
    var stop = new StopRequest();
    Thread playThread = Thread.currentThread();
    try (var connections = new ConnectionPool(connectionTypes(request, warnings));
        var jobs = new AsyncJobs();
        var _ =
            Interrupts.listen(
                () -> {
                  stop.ask();
                  warnings.accept(STOPPING);
                },
                () -> {
                  stop.ask();
                  playThread.interrupt();
                })) {
      var services =
          new Services(
              settings,
              prepared.templar(),
              new ModuleCatalog("io.jplay.modules", CoreEngine.class.getClassLoader()),
              connections,
              prepared.files(),
              jobs,
              prompter(),
              clock);
      var run =
          new PlaybookRun(
              services,
              prepared.inventory(),
              variables(request, prepared, settings),
              new LoaderIncludes(prepared.loader()),
              () -> refreshed(request, prepared, warnings),
              stop,
              events);
      return run.run(prepared.playbooks());
    }
  }

  private static final Diagnostic STOPPING =
      Diagnostic.warning("JP1910", "the run is being stopped", SourceRange.NONE)
          .withDetail(
              "interrupted: no new task begins, those that run are waited for; press Ctrl-C again"
                  + " to end them now");

  private static Inventory refreshed(
      RunRequest request, Prepared prepared, Consumer<Diagnostic> warnings) {
    Inventory inventory =
        settled(
            InventoryLoader.load(Targets.sources(request), prepared.sources()),
            warnings,
            ExitCode.ERROR);
    prepared.environment().inventory(inventory);
    return inventory;
  }

  private static InventoryVariables variables(
      RunRequest request, Prepared prepared, RunSettings settings) {
    var directory = new VarsDirectory(prepared.keyring());
    List<Path> inventoryBases =
        prepared.inventory().sources().stream().map(VarsDirectory::baseOf).distinct().toList();
    List<Path> playbookBases =
        request.work() instanceof RunRequest.Work.AdHoc
            ? List.of(directory(request))
            : prepared.playbooks().stream()
                .map(p -> p.file().toAbsolutePath().getParent())
                .distinct()
                .toList();
    return new InventoryVariables(
        prepared.inventory(),
        inventoryBases,
        playbookBases,
        settings.merge(),
        (base, kind, name) ->
            switch (kind) {
              case GROUP_VARS -> directory.ofGroup(base, name);
              case HOST_VARS -> directory.ofHost(base, name);
            });
  }

  private List<ConnectionType> connectionTypes(RunRequest request, Consumer<Diagnostic> warnings) {
    Consumer<String> warn =
        text ->
            warnings.accept(
                Diagnostic.warning("JP1710", "SSH option is not supported", SourceRange.NONE)
                    .withDetail(text));
    var ssh =
        SshSettings.of(request.settings().environment(), new TerminalQuestions(terminal), warn);
    return List.of(new LazySsh(ssh), new LocalConnectionType(), new ChrootConnectionType());
  }

  private Prompter prompter() {
    return (text, secret, seconds) -> terminal.ask(text, secret, Duration.ofSeconds(seconds));
  }
}
