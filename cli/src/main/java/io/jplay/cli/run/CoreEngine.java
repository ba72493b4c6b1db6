package io.jplay.cli.run;

import io.jplay.cli.Terminal;
import io.jplay.cli.config.Settings;
import io.jplay.cli.view.Console;
import io.jplay.core.check.CheckReport;
import io.jplay.core.check.Preflight;
import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.ExitCode;
import io.jplay.core.diag.JplayException;
import io.jplay.core.diag.Suggestion;
import io.jplay.core.event.Event;
import io.jplay.core.event.EventSink;
import io.jplay.core.event.MaskedEvents;
import io.jplay.core.event.SteadyClock;
import io.jplay.core.exec.AsyncJobs;
import io.jplay.core.exec.ConnectionPool;
import io.jplay.core.exec.RunSettings;
import io.jplay.core.exec.Services;
import io.jplay.core.journal.Journal;
import io.jplay.core.run.Explainer;
import io.jplay.core.run.Explanation;
import io.jplay.core.run.PlaybookRun;
import io.jplay.core.run.StopRequest;
import io.jplay.core.source.SourceRange;
import io.jplay.core.spi.ConnectionType;
import io.jplay.core.ssh.ChrootConnectionType;
import io.jplay.core.ssh.LocalConnectionType;
import io.jplay.core.ssh.SshSettings;
import io.jplay.core.value.KnownSecrets;
import io.jplay.core.vars.FactCache;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// The engine of core: builds its parts from a request and runs it.
public final class CoreEngine implements Engine {
  private static final Diagnostic STOPPING =
      Diagnostic.warning("JP1910", "the run is being stopped", SourceRange.NONE)
          .withDetail(
              "interrupted: no new task begins, those that run are waited for; press Ctrl-C again"
                  + " to end them now");

  private final Terminal terminal;
  private final Preparation preparation;

  /// `console` shows what is told about the reading of inventories.
  public CoreEngine(Terminal terminal, Console console) {
    this.terminal = terminal;
    this.preparation = new Preparation(terminal, console);
  }

  @Override
  public Loaded load(RunRequest request, Consumer<Diagnostic> warnings) {
    Prepared prepared = preparation.prepare(request, warnings);
    Targets.requireLimit(request, prepared.inventory(), warnings);
    if (request.hosts().flushCache()) {
      prepared.flush(prepared.factCache(Clock.systemUTC(), warnings));
    }
    return new Loaded(
        prepared.playbooks(), prepared.inventory(), prepared.templar(), prepared.extraVars());
  }

  @Override
  public CheckReport check(RunRequest request) {
    var problems = new ArrayList<Diagnostic>();
    var secrets = new KnownSecrets();
    Prepared prepared = preparation.prepare(request, secrets, problems::add, true);
    return Preflight.check(prepared.checkRequest(), problems).mapped(secrets::mask);
  }

  @Override
  public List<Explanation> explain(
      RunRequest request, String variable, String host, Consumer<Diagnostic> warnings) {
    Prepared prepared = preparation.prepare(request, warnings);
    if (prepared.inventory().hostOrLocalhost(host).isEmpty()) {
      throw new JplayException(
          ExitCode.ERROR,
          Diagnostic.error("JP1841", "no such host", SourceRange.NONE)
              .withDetail("the inventory has no host '" + host + "'")
              .withHint(Suggestion.hint(host, prepared.inventory().hosts().keySet())));
    }
    RunSettings settings = prepared.runSettings();
    var sources =
        new Explainer.Sources(
            settings,
            prepared.files(),
            prepared.inventory(),
            prepared.variables(settings),
            prepared.factCache(Clock.systemUTC(), warnings));
    return new Explainer(prepared.templar(), sources).explain(variable, host, prepared.playbooks());
  }

  @Override
  public InspectedInventory inspect(RunRequest request, Consumer<Diagnostic> warnings) {
    Prepared prepared = preparation.prepare(request, warnings);
    RunSettings settings = prepared.runSettings();
    var bases = new ArrayList<>(prepared.inventoryBases());
    if (request.work() instanceof RunRequest.Work.Inspection work) {
      work.playbookDirectory().ifPresent(bases::add);
    }
    return new InspectedInventory(
        prepared.variables(settings),
        prepared.inventory(),
        new InspectedInventory.Files(prepared.varsDirectory(), bases),
        prepared.factCache(Clock.systemUTC(), warnings),
        prepared.extraVars(),
        settings.merge());
  }

  @Override
  public ExitCode run(RunRequest request, EventSink shown) throws InterruptedException {
    Clock clock = SteadyClock.start();
    EventSink events = mismatchesApplied(shown, request.settings());
    var masked = new MaskedEvents(new KnownSecrets(), events);
    Consumer<Diagnostic> early = d -> masked.accept(new Event.Problem(clock.instant(), d));
    Prepared prepared = preparation.prepare(request, masked.secrets(), early, false);
    Targets.require(request, prepared.inventory(), early);
    look(request, prepared, early);
    Settings settings = request.settings();
    Optional<Journal> journal =
        new RunJournals(settings.environment(), settings.home(), early)
            .open(clock.instant(), events);
    var recorded = masked.before(journal.<EventSink>map(j -> j).orElse(events));
    try {
      return execute(request, prepared, oneAtATime(recorded), clock);
    } catch (JplayException e) {
      throw masked.masked(e);
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
      Preflight.quick(prepared.checkRequest()).forEach(warnings);
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
    RunSettings settings = prepared.runSettings();
    FactCache facts = prepared.factCache(clock, warnings);
    if (request.hosts().flushCache()) {
      prepared.flush(facts);
    }
    var stop = new StopRequest();
    Thread playThread = Thread.currentThread();
    var files = OpenFiles.here();
    files.warn(prepared.inventory().hosts().size(), warnings);
    try (var connections =
            new ConnectionPool(connectionTypes(request, warnings), files.connections());
        var jobs = new AsyncJobs();
        var _ =
            Interrupts.listen(
                () -> {
                  stop.ask();
                  if (terminal.isAsking()) {
                    playThread.interrupt();
                  } else {
                    warnings.accept(STOPPING);
                  }
                },
                () -> {
                  stop.ask();
                  playThread.interrupt();
                })) {
      var services =
          new Services(
              settings,
              prepared.templar(),
              prepared.modules(),
              connections,
              prepared.files(),
              jobs,
              new TerminalPrompter(terminal),
              prepared.secrets(),
              clock);
      var run =
          new PlaybookRun(
              services,
              prepared.inventory(),
              prepared.variables(settings),
              new LoaderIncludes(prepared.loader()),
              () -> prepared.refreshed(warnings),
              facts,
              stop,
              events);
      return run.run(prepared.playbooks());
    }
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
}
