package io.jplay.core.exec;

import io.jplay.core.api.Result;
import io.jplay.core.value.Int;
import io.jplay.core.value.Value;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// The async jobs of a run with `poll: 0`: each is watched by a thread of its own until it is done
/// or the run ends; `async_status` asks here. Thread-safe.
public final class AsyncJobs implements AutoCloseable {
  private record Job(FutureTask<Result> work, Thread watcher) {}

  private final Map<String, Job> jobs = new ConcurrentHashMap<>();
  private final SecureRandom random = new SecureRandom();

  String newId() {
    return "j"
        + Long.toUnsignedString(random.nextLong() >>> 20)
        + "."
        + ProcessHandle.current().pid();
  }

  /// Starts watching; what is registered at once.
  Result start(String id, Callable<Result> work) {
    var task = new FutureTask<>(work);
    jobs.put(id, new Job(task, Thread.ofVirtual().name("async-" + id).start(task)));
    return Result.changed()
        .with("started", 1)
        .with("finished", 0)
        .with("ansible_job_id", id)
        .with("results_file", "~/.ansible_async/" + id);
  }

  /// The result of a job, or that it is not done.
  Result status(String id, boolean cleanup) throws InterruptedException {
    if (cleanup) {
      jobs.remove(id);
      return Result.ok().with("erased", "~/.ansible_async/" + id).with("ansible_job_id", id);
    }
    Optional<Job> job = Optional.ofNullable(jobs.get(id));
    if (job.isEmpty()) {
      return Result.failed("could not find job")
          .with("ansible_job_id", id)
          .with("started", 1)
          .with("finished", 1);
    }
    FutureTask<Result> work = job.get().work();
    if (!work.isDone()) {
      return Result.ok().with("ansible_job_id", id).with("started", 1).with("finished", 0);
    }
    try {
      Value one = Int.of(1);
      return work.get().with("ansible_job_id", id).with("started", one).with("finished", one);
    } catch (ExecutionException e) {
      return Result.failed("job failed: " + e.getCause())
          .with("ansible_job_id", id)
          .with("finished", 1);
    }
  }

  /// Stops watching; the jobs themselves go on.
  @Override
  public void close() {
    jobs.values().forEach(job -> job.watcher().interrupt());
  }
}
