package io.jplay.core.run;

import io.jplay.core.event.Event;
import io.jplay.core.event.TaskRef;
import io.jplay.core.exec.PlannedTask;
import io.jplay.core.exec.TaskExecutor;
import io.jplay.core.exec.TaskOutcome;
import io.jplay.core.exec.TaskTicket;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;

/// Runs tasks on hosts, each on a virtual thread, at most `forks` at once; what happens comes back
/// through one queue to the play thread, in the order in which it happened.
final class Workers implements AutoCloseable {
  /// What a host's thread tells the play thread.
  sealed interface Message {
    record Progress(Event event) implements Message {}

    record Done(TaskOutcome outcome, TaskRef ref) implements Message {}

    /// A bug, or an interrupt, ended the task.
    record Broken(Throwable cause, String host) implements Message {}
  }

  private final TaskExecutor executor;
  private final Semaphore forks;
  private final Map<Long, Semaphore> throttles = new ConcurrentHashMap<>();
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("host-", 0).factory());
  private final LinkedBlockingQueue<Message> messages = new LinkedBlockingQueue<>();

  Workers(TaskExecutor executor, int forks) {
    this.executor = executor;
    this.forks = new Semaphore(Math.max(1, forks));
  }

  /// `throttle` 0 means none.
  void submit(PlannedTask task, TaskRef ref, String host, int throttle) {
    threads.execute(() -> {
      try {
        if (throttle == 0) {
          run(task, ref, host);
          return;
        }
        Semaphore narrow = throttles.computeIfAbsent(task.id(), id -> new Semaphore(throttle));
        narrow.acquire();
        try {
          run(task, ref, host);
        } finally {
          narrow.release();
        }
      } catch (InterruptedException | RuntimeException | Error e) {
        messages.add(new Message.Broken(e, host));
      }
    });
  }

  private void run(PlannedTask task, TaskRef ref, String host) throws InterruptedException {
    forks.acquire();
    try {
      var ticket = new TaskTicket(task, ref, host, e -> messages.add(new Message.Progress(e)));
      messages.add(new Message.Done(executor.execute(ticket), ref));
    } finally {
      forks.release();
    }
  }

  /// Waits for the next message; the waits of the tasks themselves are bounded.
  Message next() throws InterruptedException {
    return messages.take();
  }

  @Override
  public void close() {
    threads.shutdownNow();
    threads.close();
  }
}
