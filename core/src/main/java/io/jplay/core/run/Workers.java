package io.jplay.core.run;

import io.jplay.core.event.Event;
import io.jplay.core.event.TaskRef;
import io.jplay.core.exec.PlannedTask;
import io.jplay.core.exec.TaskExecutor;
import io.jplay.core.exec.TaskOutcome;
import io.jplay.core.exec.TaskTicket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// Runs tasks on hosts, each on a virtual thread, at most `forks` at once; what happens comes back
/// through one queue to the play thread, in the order in which it happened.
final class Workers implements AutoCloseable {
  /// What a host's thread tells the play thread.
  sealed interface Message {
    String host();

    record Progress(Event event, String host) implements Message {}

    record Done(TaskOutcome outcome, TaskRef ref) implements Message {
      @Override
      public String host() {
        return outcome.host();
      }
    }

    /// A bug, or an interrupt, ended the task.
    record Broken(Throwable cause, String host) implements Message {}
  }

  private static final Duration RIGHT_BEHIND = Duration.ofMillis(10);

  private final TaskExecutor executor;
  private final int atOnce;
  private final Turns forks;
  private final Map<Long, Turns> throttles = new ConcurrentHashMap<>();
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("host-", 0).factory());
  private final Map<String, TaskRef> underWay = new ConcurrentHashMap<>();
  private final LinkedBlockingQueue<Message> messages = new LinkedBlockingQueue<>();

  Workers(TaskExecutor executor, int forks) {
    this.executor = executor;
    this.atOnce = forks;
    this.forks = new Turns(forks);
  }

  /// How many hosts can be at work on a task of this `throttle`, 0 for none.
  int atOnce(int throttle) {
    return throttle == 0 ? atOnce : Math.min(atOnce, throttle);
  }

  /// `throttle` 0 means none. Hosts get their turns in the order of the calls.
  void submit(PlannedTask task, TaskRef ref, String host, int throttle) {
    underWay.put(host, ref);
    if (throttle == 0) {
      CountDownLatch turn = forks.ask();
      start(host, () -> run(task, ref, host, turn));
      return;
    }
    Turns narrow = throttles.computeIfAbsent(task.id(), id -> new Turns(throttle));
    CountDownLatch first = narrow.ask();
    start(
        host,
        () -> {
          first.await();
          try {
            run(task, ref, host, forks.ask());
          } finally {
            narrow.end();
          }
        });
  }

  @FunctionalInterface
  private interface Work {
    void run() throws InterruptedException;
  }

  private void start(String host, Work work) {
    threads.execute(() -> {
      try {
        work.run();
      } catch (InterruptedException | RuntimeException | Error e) {
        messages.add(new Message.Broken(e, host));
      }
    });
  }

  private void run(PlannedTask task, TaskRef ref, String host, CountDownLatch turn)
      throws InterruptedException {
    turn.await();
    try {
      var ticket =
          new TaskTicket(task, ref, host, e -> messages.add(new Message.Progress(e, host)));
      TaskOutcome outcome = executor.execute(ticket);
      underWay.remove(host);
      messages.add(new Message.Done(outcome, ref));
    } finally {
      forks.end();
    }
  }

  /// The task that each host has begun and not ended.
  Map<String, TaskRef> underWay() {
    return Map.copyOf(underWay);
  }

  /// Waits for the next message; the waits of the tasks themselves are bounded.
  Message next() throws InterruptedException {
    return messages.take();
  }

  /// Waits for the next message, then for more that come right behind it: hosts that answer at
  /// about the same time are heard in the order of their `places`, so that output does not depend
  /// on who was faster by a hair. `results` more are awaited at all.
  List<Message> nextFew(Map<String, Integer> places, int results) throws InterruptedException {
    var few = new ArrayList<Message>();
    few.add(messages.take());
    long end = System.nanoTime() + RIGHT_BEHIND.toNanos();
    while (few.stream().filter(m -> !(m instanceof Message.Progress)).count() < results) {
      Message next = messages.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (next == null) {
        break;
      }
      few.add(next);
    }
    few.sort(Comparator.comparingInt(m -> places.getOrDefault(m.host(), Integer.MAX_VALUE)));
    return few;
  }

  @Override
  public void close() {
    threads.shutdownNow();
    threads.close();
  }
}
