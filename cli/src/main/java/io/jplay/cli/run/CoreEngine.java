package io.jplay.cli.run;

import io.jplay.cli.Terminal;
import io.jplay.cli.config.Setting;
import io.jplay.cli.config.Settings;
import io.jplay.cli.view.TerminalText;
import io.jplay.core.check.CheckReport;
import io.jplay.core.check.CheckRequest;
import io.jplay.core.check.Preflight;
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
import io.jplay.core.inventory.Host;
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
import io.jplay.core.vars.FactCache;
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
    if (request.hosts().flushCache()) {
      flush(
          request,
          prepared.inventory(),
          FactCaches.of(request.settings(), Clock.systemUTC(), warnings));
    }
    return new Loaded(
        prepared.playbooks(), prepared.inventory(), prepared.templar(), prepared.extraVars());
  }

  @Override
  public CheckReport check(RunRequest request) {
    var problems = new ArrayList<Diagnostic>();
    Prepared prepared = prepare(request, problems::add, true);
    return Preflight.check(checkRequest(request, prepared), problems);
  }

  private static CheckRequest checkRequest(RunRequest request, Prepared prepared) {
    var bases = new ArrayList<>(inventoryBases(prepared.inventory()));
    bases.addAll(playbookBases(request, prepared));
    return new CheckRequest(
        prepared.playbooks(),
        prepared.inventory(),
        prepared.loader(),
        prepared.templar(),
        PluginRegistry.standard(),
        modules(),
        prepared.files(),
        prepared.extraVars(),
        new CheckRequest.Selection(request.tasks().tags(), request.tasks().skipTags()),
        bases.stream().distinct().toList(),
        request.settings().paths(Setting.MODULE_PATH));
  }

  private static ModuleCatalog modules() {
    return new ModuleCatalog("io.jplay.modules", CoreEngine.class.getClassLoader());
  }

  @Override
  public List<Explanation> explain(
      RunRequest request, String variable, String host, Consumer<Diagnostic> warnings) {
    Prepared prepared = prepare(request, warnings);
    if (prepared.inventory().hostOrLocalhost(host).isEmpty()) {
      throw new JplayException(
          ExitCode.ERROR,
          Diagnostic.error("JP1841", "no such host", SourceRange.NONE)
              .withDetail("the inventory has no host '" + host + "'")
              .withHint(Suggestion.hint(host, prepared.inventory().hosts().keySet())));
    }
    RunSettings settings =
        new EngineSettings(request).run(prepared.extraVars(), request.settings().environment());
    var sources =
        new Explainer.Sources(
            settings,
            prepared.files(),
            prepared.inventory(),
            variables(request, prepared, settings),
            FactCaches.of(request.settings(), Clock.systemUTC(), warnings));
    return new Explainer(prepared.templar(), sources).explain(variable, host, prepared.playbooks());
  }

  private Prepared prepare(RunRequest request, Consumer<Diagnostic> warnings) {
    return prepare(request, warnings, false);
  }

  /// `goesOn`: errors go to `warnings` like the rest, and what could be read counts.
  private Prepared prepare(RunRequest request, Consumer<Diagnostic> warnings, boolean goesOn) {
    Settings settings = request.settings();
    VaultKeyring keyring = settled(keyring(request), warnings, ExitCode.ERROR, goesOn);
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
            warnings,
            detail -> {
              if (request.manner().verbosity() > 2) {
                terminal.out().println(TerminalText.visible(detail));
              }
            });
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
    var loader = loader(request, files, templar, extraVars);
    var playbooks = new ArrayList<Playbook>();
    for (Path file : playbookFiles(request)) {
      Parsed<Playbook> loaded = loader.load(file);
      playbooks.add(settled(loaded, warnings, LoadExit.of(loaded), goesOn));
    }
    return new Prepared(
        extraVars, keyring, files, environment, templar, sources, inventory, loader, playbooks);
  }

  @Override
  public InspectedInventory inspect(RunRequest request, Consumer<Diagnostic> warnings) {
    Prepared prepared = prepare(request, warnings);
    RunSettings settings =
        new EngineSettings(request).run(prepared.extraVars(), request.settings().environment());
    var bases = new ArrayList<>(inventoryBases(prepared.inventory()));
    if (request.work() instanceof RunRequest.Work.Inspection work) {
      work.playbookDirectory().ifPresent(bases::add);
    }
    return new InspectedInventory(
        variables(request, prepared, settings),
        prepared.inventory(),
        new InspectedInventory.Files(new VarsDirectory(prepared.keyring()), bases),
        FactCaches.of(request.settings(), Clock.systemUTC(), warnings),
        prepared.extraVars(),
        settings.merge());
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
      case RunRequest.Work.Inspection _ -> List.of();
    };
  }

  private static Path directory(RunRequest request) {
    Path here = request.settings().directory();
    return switch (request.work()) {
      case RunRequest.Work.Playbooks _ -> here;
      case RunRequest.Work.AdHoc work -> work.playbookDirectory().map(here::resolve).orElse(here);
      case RunRequest.Work.Inspection work ->
          work.playbookDirectory().map(here::resolve).orElse(here);
    };
  }

  private static <T> T settled(
      Parsed<T> parsed, Consumer<Diagnostic> warnings, ExitCode code, boolean goesOn) {
    if (goesOn) {
      parsed.diagnostics().forEach(warnings);
      return parsed.value();
    }
    parsed.diagnostics().stream().filter(d -> d.severity() != Severity.ERROR).forEach(warnings);
    return parsed.orThrow(code);
  }

  @Override
  public ExitCode run(RunRequest request, EventSink shown) throws InterruptedException {
    Clock clock = Clock.systemUTC();
    EventSink events = mismatchesApplied(shown, request.settings());
    Consumer<Diagnostic> early = d -> events.accept(new Event.Problem(clock.instant(), d));
    Prepared prepared = prepare(request, early);
    Targets.require(request, prepared.inventory(), early);
    look(request, prepared, early);
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

  /// A look at the whole playbook before its first connection. With tags only a part of it runs.
  private static void look(RunRequest request, Prepared prepared, Consumer<Diagnostic> warnings) {
    List<String> tags = request.tasks().tags();
    boolean all =
        (tags.isEmpty() || tags.equals(List.of("all"))) && request.tasks().startAt().isEmpty();
    if (all && request.work() instanceof RunRequest.Work.Playbooks) {
      Preflight.quick(checkRequest(request, prepared)).forEach(warnings);
    }
  }

  private static EventSink mismatchesApplied(EventSink next, Settings settings) {
    return event -> {
      if (event instanceof Event.Problem problem) {
        PatternMismatch.before(d -> next.accept(new Event.Problem(problem.at(), d)), settings)
            .accept(problem.diagnostic());
      } else {
        next.accept(event);
      }
    };
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
    FactCache facts = FactCaches.of(request.settings(), clock, warnings);
    if (request.hosts().flushCache()) {
      flush(request, prepared.inventory(), facts);
    }
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
              modules(),
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
              facts,
              stop,
              events);
      return run.run(prepared.playbooks());
    }
  }

  private static void flush(RunRequest request, Inventory inventory, FactCache facts) {
    inventory.select(request.hosts().limit().orElse("all")).hosts().stream()
        .map(Host::name)
        .forEach(facts::remove);
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
            InventoryLoader.load(Targets.sources(request), prepared.sources().refreshing()),
            warnings,
            ExitCode.ERROR,
            false);
    prepared.environment().inventory(inventory);
    return inventory;
  }

  private static InventoryVariables variables(
      RunRequest request, Prepared prepared, RunSettings settings) {
    var directory = new VarsDirectory(prepared.keyring());
    return new InventoryVariables(
        prepared.inventory(),
        inventoryBases(prepared.inventory()),
        playbookBases(request, prepared),
        settings.merge(),
        (base, kind, name) ->
            switch (kind) {
              case GROUP_VARS -> directory.ofGroup(base, name);
              case HOST_VARS -> directory.ofHost(base, name);
            });
  }

  private static List<Path> playbookBases(RunRequest request, Prepared prepared) {
    return !(request.work() instanceof RunRequest.Work.Playbooks)
        ? List.of(directory(request))
        : prepared.playbooks().stream()
            .map(p -> p.file().toAbsolutePath().getParent())
            .distinct()
            .toList();
  }

  private static List<Path> inventoryBases(Inventory inventory) {
    return inventory.sources().stream().map(VarsDirectory::baseOf).distinct().toList();
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
    return new Prompter() {
      @Override
      public Optional<String> ask(String text, boolean secret, int seconds) {
        return terminal.ask(text, secret, Duration.ofSeconds(seconds));
      }

      @Override
      public boolean isInteractive() {
        return terminal.inIsTerminal();
      }
    };
  }
}
