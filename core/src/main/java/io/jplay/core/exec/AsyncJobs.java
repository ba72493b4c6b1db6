package io.jplay.core.exec;

import io.jplay.core.api.ModuleFailure;
import io.jplay.core.api.RemoteSession;
import io.jplay.core.api.Result;
import io.jplay.core.api.TransportException;
import io.jplay.core.diag.BugReport;
import io.jplay.core.diag.JplayException;
import io.jplay.core.shell.ProgramOutput;
import io.jplay.core.shell.ScriptBuilder;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The async jobs of a run with `poll: 0`: each is watched by a thread of its own until it is done
/// or the run ends; `async_status` asks here. Thread-safe.
public final class AsyncJobs implements AutoCloseable {
  private record Job(FutureTask<Result> work, Thread watcher, CountDownLatch begun) {}

  /// The names that [#newId] gives, and no path.
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,100}");

  private final Map<String, Job> jobs = new ConcurrentHashMap<>();
  private final Map<String, String> directories = new ConcurrentHashMap<>();
  private final SecureRandom random = new SecureRandom();

  String newId() {
    return "j"
        + Long.toUnsignedString(random.nextLong() >>> 20)
        + "."
        + ProcessHandle.current().pid();
  }

  /// Starts the work and comes back when its program runs on the host (or will never run): the run
  /// may end right afterwards. Fails like the work where the host cannot be reached.
  Result start(String id, Callable<Result> work) throws TransportException, InterruptedException {
    var begun = new CountDownLatch(1);
    var task =
        new FutureTask<>(work) {
          @Override
          protected void done() {
            begun.countDown();
          }
        };
    Thread watcher = Thread.ofVirtual().name("async-" + id).unstarted(task);
    jobs.put(id, new Job(task, watcher, begun));
    watcher.start();
    begun.await();
    if (task.isDone()) {
      try {
        task.get();
      } catch (ExecutionException e) {
        if (e.getCause() instanceof TransportException lost) {
          throw lost;
        }
      }
    }
    return Result.changed()
        .with("started", 1)
        .with("finished", 0)
        .with("ansible_job_id", id)
        .with("results_file", directoryOf(id));
  }

  /// Told where a job will have its files, before its first program runs.
  void placed(String id, String directory) {
    directories.put(id, directory);
  }

  /// The directory of a job of this run that got as far as its host.
  String directoryOf(String id) {
    return directories.getOrDefault(id, "");
  }

  /// Told when the first program of a job runs on its host.
  void begun(String id) {
    Optional.ofNullable(jobs.get(id)).ifPresent(job -> job.begun().countDown());
  }

  /// Where a job of that name has its files on a host.
  static String directory(String parent, String id, RemoteSession session)
      throws TransportException {
    return directory(parent, session) + "/" + id;
  }

  /// A directory of jobs, whose name may begin with the user's home.
  static String directory(String parent, RemoteSession session) throws TransportException {
    if (parent.startsWith("/")) {
      return parent;
    }
    String below = parent.replaceFirst("^(~|\\$HOME|\\$\\{HOME\\})(/|$)", "");
    return session.facts().home() + (below.isEmpty() ? "" : "/" + below);
  }

  /// The result of a job below `parent`, or that it is not done. Of a job that another run has
  /// started, what its program left on the host behind `session` is the result.
  Result status(String parent, String id, boolean cleanup, RemoteSession session)
      throws TransportException, InterruptedException {
    if (!ID.matcher(id).matches()) {
      return about(id, missing(), true);
    }
    String directory = directory(parent, id, session);
    if (cleanup) {
      // one of this run that has ended has no files any more
      boolean known = jobs.remove(id) != null;
      var script =
          new ScriptBuilder()
              .line("[ -d {} ] || exit 2", directory)
              .line("rm -rf {} {}.*", directory, directory);
      boolean had = session.run(script.program()).rc() != 2;
      return known || had
          // like ansible's, which here has not begun to look for the job
          ? about(id, Result.ok().with("erased", directory), false).with("started", 0)
          : about(id, missing().with("erased", directory), true);
    }
    Job job = jobs.get(id);
    return (job == null ? left(id, directory, session) : watched(id, job))
        .with("results_file", directory);
  }

  private static Result watched(String id, Job job) throws InterruptedException {
    if (!job.work().isDone()) {
      return about(id, Result.ok(), false);
    }
    try {
      return about(id, job.work().get(), true);
    } catch (ExecutionException e) {
      String why =
          switch (e.getCause()) {
            case TransportException known -> known.toString();
            case JplayException known -> known.toString();
            case ModuleFailure known -> known.toString();
            // what a fault of ours says may hold data of the run
            case Throwable fault -> BugReport.line(fault);
            case null -> "";
          };
      return about(id, Result.failed("job failed: " + why), true);
    }
  }

  private static Result left(String id, String directory, RemoteSession session)
      throws TransportException {
    List<ProgramOutput> files =
        session.runAll(
            Stream.of("[ -d {} ]", "cat {}/rc 2>/dev/null", "cat {}/out", "cat {}/err")
                .map(line -> new ScriptBuilder().line(line, directory).program())
                .toList());
    if (!files.get(0).isOk()) {
      return about(id, missing(), true);
    }
    String rc = files.get(1).stdout().strip();
    if (!rc.matches("\\d{1,3}")) {
      return about(id, Result.ok(), false);
    }
    Result ended = rc.equals("0") ? Result.changed() : Result.failed("non-zero return code");
    return about(
        id,
        ended
            .with("changed", true)
            .with("rc", Integer.parseInt(rc))
            .with("stdout", withoutEnd(files.get(2).stdout()))
            .with("stderr", withoutEnd(files.get(3).stdout())),
        true);
  }

  private static String withoutEnd(String text) {
    return text.replaceAll("[\r\n]+$", "");
  }

  private static Result missing() {
    return Result.failed("could not find job");
  }

  private static Result about(String id, Result result, boolean finished) {
    Result whole = result;
    for (String stream : List.of("stdout", "stderr")) {
      whole = whole.fields().has(stream) ? whole : whole.with(stream, "");
    }
    return whole.with("ansible_job_id", id).with("started", 1).with("finished", finished ? 1 : 0);
  }

  /// Stops watching; the jobs themselves go on.
  @Override
  public void close() {
    jobs.values().forEach(job -> job.watcher().interrupt());
  }
}
