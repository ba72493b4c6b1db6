package io.jplay.core.exec;

import io.jplay.core.api.Result;
import io.jplay.core.api.TransportException;
import io.jplay.core.value.Int;
import io.jplay.core.value.Value;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// The async jobs of a run with `poll: 0`: each is watched by a thread of its own until it is done
/// or the run ends; `async_status` asks here. Thread-safe.
public final class AsyncJobs implements AutoCloseable {
  private record Job(FutureTask<Result> work, Thread watcher, CountDownLatch begun) {}

  private final Map<String, Job> jobs = new ConcurrentHashMap<>();
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
        .with("results_file", "~/.ansible_async/" + id);
  }

  /// Told when the first program of a job runs on its host.
  void begun(String id) {
    Optional.ofNullable(jobs.get(id)).ifPresent(job -> job.begun().countDown());
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
