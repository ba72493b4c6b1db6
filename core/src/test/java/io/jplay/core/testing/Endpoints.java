package io.jplay.core.testing;

import io.jplay.core.spi.Endpoint;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// Ways to hosts of which only the name matters.
public final class Endpoints {
  private Endpoints() {}

  public static Endpoint named(String host) {
    return new Endpoint(
        host,
        host,
        OptionalInt.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        true,
        Duration.ofSeconds(10),
        Map.of());
  }
}
