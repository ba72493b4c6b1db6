package io.jplay.cli.view;

import io.jplay.core.event.Event;
import io.jplay.core.event.EventSink;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/// The line below the output on a terminal: which task, how many hosts are done, which ones are
/// waited for, how long it has taken. Owns one thread that redraws it each second.
public final class StatusLine implements EventSink, Console.Footer, AutoCloseable {
  private static final int NAMES = 3;

  private final BooleanSupplier isSilent;
  private final Console console;
  private final int columns;
  private final Instant start;
  private final Clock clock;
  private final Set<String> waiting = new LinkedHashSet<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition closing = lock.newCondition();
  private final Thread thread;
  private String task = "";
  private int total;
  private boolean drawn;
  private boolean closed;

  /// Draws nothing while `isSilent`: somebody types an answer.
  public StatusLine(Console console, int columns, Clock clock, BooleanSupplier isSilent) {
    this.isSilent = isSilent;
    this.console = console;
    this.columns = columns;
    this.clock = clock;
    this.start = clock.instant();
    this.thread = Thread.ofVirtual().name("status-line").start(this::tick);
    console.attach(this);
  }

  @Override
  public void accept(Event event) {
    lock.lock();
    try {
      switch (event) {
        case Event.PlayStarted e -> {
          waiting.clear();
          waiting.addAll(e.hosts());
          total = e.hosts().size();
          task = "";
        }
        case Event.TaskStarted e -> {
          task = e.task().name();
          waiting.addAll(e.hosts());
        }
        case Event.HostStarted e -> waiting.add(e.host());
        case Event.TaskResult e -> waiting.remove(e.host());
        case Event.RunEnded _ -> task = "";
        default -> {}
      }
    } finally {
      lock.unlock();
    }
  }

  private String text() {
    lock.lock();
    try {
      if (task.isEmpty()) {
        return "";
      }
      Duration took = Duration.between(start, clock.instant());
      var names = waiting.stream().limit(NAMES).toList();
      String more = waiting.size() > NAMES ? " +" + (waiting.size() - NAMES) : "";
      String hosts = names.isEmpty() ? "" : "  waiting for " + String.join(", ", names) + more;
      String text =
          "%d:%02d  %s  %d/%d%s"
              .formatted(
                  took.toMinutes(),
                  took.toSecondsPart(),
                  task,
                  total - waiting.size(),
                  total,
                  hosts);
      String shown = TerminalText.visible(text).replace('\n', ' ').replace('\t', ' ');
      return shown.length() > columns ? shown.substring(0, columns) : shown;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void clear(PrintStream out) {
    if (drawn) {
      out.print("\r\u001b[K");
      drawn = false;
    }
  }

  @Override
  public void draw(PrintStream out) {
    String text = text();
    if (!text.isEmpty() && !isSilent.getAsBoolean()) {
      out.print("\u001b[2m" + text + "\u001b[0m");
      out.flush();
      drawn = true;
    }
  }

  private void tick() {
    lock.lock();
    try {
      while (!closed) {
        if (!closing.await(1, TimeUnit.SECONDS) && !closed) {
          lock.unlock();
          try {
            if (!isSilent.getAsBoolean()) {
              console.redraw();
            }
          } finally {
            lock.lock();
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      closing.signalAll();
    } finally {
      lock.unlock();
    }
    console.detach();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
