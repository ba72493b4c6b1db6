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

/// The callback profile_tasks: a line of times under each task's banner, and the slowest tasks at
/// the end.
final class ProfileTasksView implements EventSink {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("EEEE dd MMMM yyyy  HH:mm:ss Z", Locale.ENGLISH);

  /// A task and its time so far.
  private record Timed(String name, Duration time) {}

  private final Console console;
  private final String order;
  private final int limit;
  private final Map<Long, Timed> tasks = new LinkedHashMap<>();
  private Optional<Instant> first = Optional.empty();
  private Instant last = Instant.EPOCH;
  private long current = -1;

  /// `order` is descending, ascending or none; `limit` the number of tasks shown, none below 1.
  ProfileTasksView(Console console, String order, int limit) {
    this.console = console;
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
    if (current == task.id()) {
      return;
    }
    stamp(at);
    current = task.id();
    tasks.put(current, new Timed(task.name(), Duration.ZERO));
  }

  private void stamp(Instant at) {
    Duration step = Duration.between(last, at);
    tasks.computeIfPresent(current, (_, t) -> new Timed(t.name(), t.time().plus(step)));
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
    List<Timed> shown = new ArrayList<>(tasks.values());
    Comparator<Timed> byTime = Comparator.comparing(Timed::time);
    if (order.equals("ascending")) {
      shown.sort(byTime);
    } else if (order.startsWith("desc")) {
      shown.sort(byTime.reversed());
    }
    shown.stream()
        .limit(limit > 0 ? limit : Long.MAX_VALUE)
        .forEach(t -> {
          String time = String.format(Locale.ROOT, " %.2fs", t.time().toMillis() / 1000.0);
          String name = t.name();
          console.display(
              name + " " + "-".repeat(Math.max(0, 79 - name.length() - 1 - time.length())) + time);
        });
  }

  private static String seconds(Duration d) {
    return "%d:%02d:%02d.%03d"
        .formatted(d.toHours(), d.toMinutesPart(), d.toSecondsPart(), d.toMillisPart());
  }
}
