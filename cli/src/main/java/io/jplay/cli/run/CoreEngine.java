package io.jplay.cli.run;

import io.jplay.cli.Terminal;
import io.jplay.cli.config.Setting;
import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.ExitCode;
import io.jplay.core.diag.JplayException;
import io.jplay.core.event.Event;
import io.jplay.core.event.EventSink;
import io.jplay.core.exec.ConnectionPool;
import io.jplay.core.exec.ModuleCatalog;
import io.jplay.core.exec.Prompter;
import io.jplay.core.exec.Services;
import io.jplay.core.run.PlaybookRun;
import io.jplay.core.source.SourceRange;
import io.jplay.core.ssh.ChrootConnectionType;
import io.jplay.core.ssh.LocalConnectionType;
import io.jplay.core.ssh.SshConnectionType;
import io.jplay.core.ssh.SshQuestions;
import io.jplay.core.ssh.SshSettings;
import io.jplay.core.value.Secret;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The engine of core: reads what a request names, opens connections, runs.
public final class CoreEngine implements Engine {
  private final Terminal terminal;

  public CoreEngine(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Loaded load(RunRequest request, Consumer<Diagnostic> warnings) {
    return new Reading(request, terminal, warnings).loaded();
  }

  @Override
  public ExitCode run(RunRequest request, EventSink sink) throws InterruptedException {
    Clock clock = Clock.systemUTC();
    EventSink events = new OneAtATime(sink);
    Consumer<Diagnostic> warnings = d -> events.accept(new Event.Problem(clock.instant(), d));
    var reading = new Reading(request, terminal, warnings);
    Loaded loaded = reading.loaded();
    requireHosts(request, loaded);
    var ssh = new SshConnectionType(sshSettings(request, warnings));
    try (ssh;
        var connections =
            new ConnectionPool(
                List.of(ssh, new LocalConnectionType(), new ChrootConnectionType()))) {
      var services =
          new Services(
              RunSettingsOf.run(request, reading.extraVars()),
              reading.renderer(),
              new ModuleCatalog("io.jplay.modules", CoreEngine.class.getClassLoader()),
              connections,
              reading.disk(),
              prompter(),
              clock);
      return new PlaybookRun(
              services,
              loaded.inventory(),
              reading.inventoryVariables(),
              reading.includes(),
              reading::readInventory,
              events)
          .run(loaded.playbooks());
    }
  }

  /// A limit, or an ad hoc pattern, that leaves nobody is a mistake; a play without hosts is not.
  private static void requireHosts(RunRequest request, Loaded loaded) {
    Optional<String> pattern =
        switch (request.work()) {
          case RunRequest.Work.AdHoc a ->
              Optional.of(a.pattern() + request.hosts().limit().map(l -> ",&" + l).orElse(""));
          case RunRequest.Work.Playbooks _ -> request.hosts().limit();
        };
    if (pattern.isPresent() && loaded.inventory().select(pattern.get()).hosts().isEmpty()) {
      throw new JplayException(
          ExitCode.ERROR,
          Diagnostic.error("JP1831", "no hosts to target", SourceRange.NONE)
              .withDetail(
                  request.work() instanceof RunRequest.Work.AdHoc
                      ? "Specified hosts and/or --limit does not match any hosts"
                      : "Specified inventory, host pattern and/or --limit leaves us with no hosts"
                          + " to target.")
              .withHint("jplay all --list-hosts shows the hosts there are"));
    }
  }

  private SshSettings sshSettings(RunRequest request, Consumer<Diagnostic> warnings) {
    return SshSettings.of(
        request.settings().environment(),
        questions(),
        text ->
            warnings.accept(
                Diagnostic.warning("JP1832", "connection", SourceRange.NONE).withDetail(text)));
  }

  private SshQuestions questions() {
    if (!terminal.inIsTerminal()) {
      return SshQuestions.none();
    }
    return new SshQuestions() {
      @Override
      public Optional<Secret> passphrase(Path key) {
        return terminal.askSecret("Enter passphrase for key '" + key + "': ");
      }

      @Override
      public boolean trustHostKey(String text) {
        String question = text + "\nAre you sure you want to continue connecting (yes/no)? ";
        return terminal.ask(question, false).orElse("").strip().equalsIgnoreCase("yes");
      }
    };
  }

  private Prompter prompter() {
    return (text, secret, seconds) -> terminal.ask(text, secret);
  }

  /// Events come from many threads; views are told one after the other.
  private static final class OneAtATime implements EventSink {
    private final EventSink sink;
    private final java.util.concurrent.locks.ReentrantLock lock =
        new java.util.concurrent.locks.ReentrantLock();

    OneAtATime(EventSink sink) {
      this.sink = sink;
    }

    @Override
    public void accept(Event event) {
      lock.lock();
      try {
        sink.accept(event);
      } finally {
        lock.unlock();
      }
    }
  }

  /// The inventory sources that are on by default and are not there are no mistake.
  static List<String> sources(RunRequest request) {
    var sources = new ArrayList<String>();
    boolean byDefault = request.settings().resolved(Setting.INVENTORY).origin().equals("default");
    for (String source : request.hosts().sources()) {
      boolean isDefault = byDefault && source.equals("/etc/ansible/hosts");
      if (!isDefault || java.nio.file.Files.exists(Path.of(source))) {
        sources.add(source);
      }
    }
    return sources;
  }
}
