package io.jplay.core.event;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class SteadyClockTest {
  private Instant wall = Instant.parse("2026-01-01T00:00:00Z");
  private long nanos;

  private final Clock clock =
      new SteadyClock(
          new Clock() {
            @Override
            public Instant instant() {
              return wall;
            }

            @Override
            public ZoneId getZone() {
              return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
              return this;
            }
          },
          () -> nanos);

  private String after(long seconds, long wallSeconds) {
    nanos += seconds * 1_000_000_000L;
    wall = wall.plusSeconds(wallSeconds);
    return clock.instant().toString();
  }

  @Test
  void goesOnWhereTheSystemJumpsBack() {
    assertEquals("2026-01-01T00:00:05Z", after(5, 5));
    assertEquals("2026-01-01T00:00:06Z", after(1, -86400));
    assertEquals("2026-01-01T00:00:08Z", after(2, 2));
  }

  @Test
  void followsTheSystemForward() {
    // a machine that slept: its nanoseconds stood still
    assertEquals("2026-01-01T01:00:00Z", after(1, 3600));
  }
}
