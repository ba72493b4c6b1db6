package io.jplay.cli.view;

import io.jplay.core.event.Event;
import io.jplay.core.event.EventSink;
import io.jplay.core.event.TaskRef;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The callbacks profile_tasks and profile_roles: a line of times under each task's banner, and at
/// the end the slowest tasks, or all roles (tasks outside of them by their actions).
final class ProfileView implements EventSink {
  /// What the time is counted for.
  enum Kind {
    TASKS,
    ROLES
  }

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("EEEE dd MMMM yyyy  HH:mm:ss Z", Locale.ENGLISH);

  /// A task and its time so far.
  private record Timed(String name, Duration time) {}

  private final Console console;
  private final String order;
  private final int limit;
  private final Kind kind;
  private final Map<String, Timed> timed = new LinkedHashMap<>();
  private Optional<Instant> first = Optional.empty();
  private Instant last = Instant.EPOCH;
  private long task = -1;
  private String current = "";

  /// `order` is descending, ascending or none; `limit` the number of tasks shown, none below 1.
  ProfileView(Console console, Kind kind, String order, int limit) {
    this.console = console;
    this.kind = kind;
    this.order = order;
    this.limit = limit;
  }

  @Override
  public void accept(Event event) {
    if (first.isEmpty()) {
      first = Optional.of(event.at());
      last = event.at();
    }
    switch (event) {
      case Event.TaskStarted e -> started(e.task(), e.at());
      case Event.RunEnded e -> {
        stamp(e.at());
        summary();
      }
      default -> {}
    }
  }

  private void started(TaskRef task, Instant at) {
    if (this.task == task.id()) {
      return;
    }
    stamp(at);
    this.task = task.id();
    String action = task.action().substring(task.action().lastIndexOf('.') + 1);
    String role = task.role().isEmpty() ? action : task.role();
    current = kind == Kind.TASKS ? Long.toString(task.id()) : role;
    String name = kind == Kind.TASKS ? task.name() : role;
    timed.putIfAbsent(current, new Timed(name, Duration.ZERO));
  }

  private void stamp(Instant at) {
    Duration step = Duration.between(last, at);
    timed.computeIfPresent(current, (_, t) -> new Timed(t.name(), t.time().plus(step)));
    last = at;
    Duration total = Duration.between(first.orElse(at), at);
    String line =
        STAMP.format(at.atZone(ZoneId.systemDefault()))
            + " ("
            + seconds(step)
            + ")       "
            + seconds(total);
    console.display(line + " " + "*".repeat(Math.max(0, 79 - line.length() - 1)) + " ");
  }

  private void summary() {
    console.display("=".repeat(79) + " ");
    List<Timed> shown = new ArrayList<>(timed.values());
    Comparator<Timed> byTime = Comparator.comparing(Timed::time);
    if (order.equals("ascending")) {
      shown.sort(byTime);
    } else if (order.startsWith("desc")) {
      shown.sort(byTime.reversed());
    }
    shown.stream().limit(limit > 0 ? limit : Long.MAX_VALUE).forEach(this::line);
    if (kind == Kind.ROLES) {
      console.display("~".repeat(79) + " ");
      line(
          new Timed(
              "total",
              timed.values().stream().map(Timed::time).reduce(Duration.ZERO, Duration::plus)));
    }
  }

  private void line(Timed t) {
    String time = String.format(Locale.ROOT, " %.2fs", t.time().toMillis() / 1000.0);
    int dashes = Math.max(0, 79 - t.name().length() - 1 - time.length());
    console.display(t.name() + " " + "-".repeat(dashes) + time);
  }

  private static String seconds(Duration d) {
    return "%d:%02d:%02d.%03d"
        .formatted(d.toHours(), d.toMinutesPart(), d.toSecondsPart(), d.toMillisPart());
  }
}
