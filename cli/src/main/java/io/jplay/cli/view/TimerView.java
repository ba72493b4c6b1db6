package io.jplay.cli.view;

import io.jplay.core.event.Event;
import io.jplay.core.event.EventSink;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The callback timer: how long the run took, as its last line.
final class TimerView implements EventSink {
  private final Console console;
  private Optional<Instant> start = Optional.empty();

  TimerView(Console console) {
    this.console = console;
  }

  @Override
  public void accept(Event event) {
    if (start.isEmpty()) {
      start = Optional.of(event.at());
    }
    if (event instanceof Event.RunEnded) {
      Duration took = Duration.between(start.get(), event.at());
      console.display(
          "Playbook run took %d days, %d hours, %d minutes, %d seconds"
              .formatted(
                  took.toDays(), took.toHoursPart(), took.toMinutesPart(), took.toSecondsPart()));
    }
  }
}
