package io.jplay.core.event;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;

/// The system's clock, but never backwards: where that jumps back, time goes on from where it was.
/// What is measured between two events is never negative, and the events of a run stay in order.
public final class SteadyClock extends Clock {
  private final Clock system;
  private final LongSupplier nanos;
  private Instant last;
  private long since;

  /// @param nanos a source of nanoseconds that only grows, as [System#nanoTime]
  SteadyClock(Clock system, LongSupplier nanos) {
    this.system = system;
    this.nanos = nanos;
    this.last = system.instant();
    this.since = nanos.getAsLong();
  }

  public static Clock start() {
    return new SteadyClock(Clock.systemUTC(), System::nanoTime);
  }

  @Override
  public synchronized Instant instant() {
    long now = nanos.getAsLong();
    Instant steady = last.plus(Duration.ofNanos(now - since));
    Instant told = system.instant();
    last = told.isAfter(steady) ? told : steady;
    since = now;
    return last;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return Clock.fixed(instant(), zone);
  }
}
