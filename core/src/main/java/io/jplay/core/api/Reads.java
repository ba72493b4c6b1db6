package io.jplay.core.api;

import java.util.List;

/// The reads of one task, all sent in one round trip, in order.
public record Reads(List<Read<?>> list) {
  public static final Reads NONE = new Reads(List.of());

  public Reads {
    list = List.copyOf(list);
  }

  public static Reads of(Read<?>... reads) {
    return new Reads(List.of(reads));
  }
}
