package io.jplay.core.exec;

import io.jplay.core.api.FileContent;
import io.jplay.core.api.HostFacts;
import io.jplay.core.api.RemoteSession;
import io.jplay.core.api.TransportException;
import io.jplay.core.shell.ProgramOutput;
import io.jplay.core.shell.ScriptBuilder;
import io.jplay.core.shell.ShellProgram;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/// A session for an `async` task: a program runs detached on the host, in a directory of its own
/// below that of jobs, and is looked at from time to time. It goes on when the connection or the
/// controller goes away.
final class DetachedSession implements RemoteSession {
  private static final Duration FIRST_LOOK = Duration.ofMillis(50);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  private static final Duration GRACE = Duration.ofSeconds(3);

  private final RemoteSession session;
  private final String directory;
  private final String jobId;
  private final Duration limit;
  private final Duration poll;
  private final Runnable begun;
  private final Consumer<Duration> polled;
  private int programs;

  /// After the task's `async` time the program is killed; `begun` is told of each program that
  /// runs, `polled` at each of the task's `poll` times how much is left.
  DetachedSession(
      RemoteSession session,
      String directory,
      String jobId,
      BoundItem.Async async,
      Runnable begun,
      Consumer<Duration> polled) {
    this.session = session;
    this.directory = directory;
    this.jobId = jobId;
    this.limit = async.limit();
    this.poll = async.poll();
    this.begun = begun;
    this.polled = polled;
  }

  @Override
  public ProgramOutput run(ShellProgram program) throws TransportException {
    String name = jobId + (programs++ == 0 ? "" : "." + programs);
    ProgramOutput started = session.run(start(name, program));
    if (!started.isOk()) {
      return started;
    }
    begun.run();
    try {
      return await(name);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TransportException(
          TransportException.Kind.SHELL_DIED,
          "job " + name + " was left running: the run ended",
          e);
    }
  }

  private String place(String name) {
    return directory + "/" + name;
  }

  /// The limit holds on the host as well, some seconds later: it has to where the controller is
  /// gone.
  private ShellProgram start(String name, ShellProgram program) {
    String seconds = Long.toString(limit.plus(GRACE).toSeconds());
    return new ScriptBuilder()
        .line("umask 077")
        .line("d={}", place(name))
        .line("mkdir -p \"$d\" && cat >\"$d/in\" || exit 1")
        .line("printf %s {} >\"$d/program\" || exit 1", program.script())
        .line("cat >\"$d/job\" <<'JOB'")
        .line("sh \"$1/program\" <\"$1/in\" >\"$1/out\" 2>\"$1/err\" &")
        .line("p=$!")
        // a host without sleep knows no limit
        .line("(trap 'kill \"$s\"; exit' TERM; sleep \"$2\" & s=$!; wait \"$s\" || exit")
        .line("kill -KILL \"-$$\" || kill -KILL \"$p\") >/dev/null 2>&1 &")
        .line("w=$!")
        .line("wait \"$p\"")
        .line("echo $? >\"$1/rc.new\" && mv \"$1/rc.new\" \"$1/rc\"")
        .line("kill \"$w\"")
        .line("JOB")
        .line(
            "if command -v setsid >/dev/null 2>&1; then setsid sh \"$d/job\" \"$d\" {}"
                + " </dev/null >/dev/null 2>&1 &",
            seconds)
        .line(
            "else (trap '' HUP; exec sh \"$d/job\" \"$d\" {}) </dev/null >/dev/null 2>&1 & fi",
            seconds)
        .line("echo $! >\"$d/pid\"")
        .stdin(program.stdin())
        .program()
        .withEnvironment(program.environment());
  }

  private ProgramOutput await(String name) throws TransportException, InterruptedException {
    ShellProgram look = new ScriptBuilder().line("cat {}/rc 2>/dev/null", place(name)).program();
    long deadline = System.nanoTime() + limit.toNanos();
    long nextPoll = System.nanoTime() + poll.toNanos();
    Duration pause = FIRST_LOOK;
    while (true) {
      ProgramOutput rc = session.run(look);
      if (rc.isOk() && !rc.stdout().isBlank()) {
        return collect(name, Integer.parseInt(rc.stdout().strip()));
      }
      if (System.nanoTime() > deadline) {
        session.run(
            new ScriptBuilder()
                .line(
                    "p=$(cat {}/pid) && { kill -KILL \"-$p\" || kill -KILL \"$p\"; } 2>/dev/null",
                    place(name))
                .program());
        throw new TransportException(
            TransportException.Kind.TASK_TIMEOUT,
            "async task did not complete within the requested time - " + limit.toSeconds() + "s");
      }
      if (!poll.isZero() && System.nanoTime() > nextPoll) {
        polled.accept(Duration.ofNanos(deadline - System.nanoTime()));
        nextPoll += poll.toNanos();
      }
      Thread.sleep(pause);
      Duration doubled = pause.multipliedBy(2);
      pause = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    }
  }

  private ProgramOutput collect(String name, int rc) throws TransportException {
    var builder = new ScriptBuilder().line("d={}", place(name));
    List<ProgramOutput> streams =
        session.runAll(
            List.of(
                builder.line("cat \"$d/out\"").program(),
                new ScriptBuilder()
                    .line("d={}", place(name))
                    .line("cat \"$d/err\"; rm -rf \"$d\"")
                    .program()));
    return new ProgramOutput(rc, streams.get(0).stdoutBytes(), streams.get(1).stdoutBytes());
  }

  @Override
  public ProgramOutput run(ShellProgram program, Duration ownLimit) throws TransportException {
    return run(program);
  }

  @Override
  public List<ProgramOutput> runAll(List<ShellProgram> all) throws TransportException {
    return session.runAll(all);
  }

  @Override
  public String upload(FileContent content) throws TransportException {
    return session.upload(content);
  }

  @Override
  public void download(String path, OutputStream to, long maximum) throws TransportException {
    session.download(path, to, maximum);
  }

  @Override
  public HostFacts facts() throws TransportException {
    return session.facts();
  }

  @Override
  public boolean isLocal() {
    return session.isLocal();
  }

  @Override
  public void reset() {
    session.reset();
  }
}
