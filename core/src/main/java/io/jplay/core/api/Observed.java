package io.jplay.core.api;

import java.util.HashMap;
import java.util.Map;

/// What the reads of a task saw.
public final class Observed {
  private final Map<Read<?>, Object> seen;
  private final HostFacts facts;

  private Observed(Map<Read<?>, Object> seen, HostFacts facts) {
    this.seen = seen;
    this.facts = facts;
  }

  public static Observed none(HostFacts facts) {
    return new Observed(Map.of(), facts);
  }

  public <T> Observed with(Read<T> read, T value) {
    var all = new HashMap<>(seen);
    all.put(read, value);
    return new Observed(all, facts);
  }

  public boolean has(Read<?> read) {
    return seen.containsKey(read);
  }

  /// The parsed answer of a read that was asked for; asking for another is a bug of the module.
  @SuppressWarnings("unchecked") // with(Read<T>, T) is the only way in
  public <T> T get(Read<T> read) {
    Object value = seen.get(read);
    if (value == null) {
      throw new IllegalStateException("not among the reads of this task: " + read.key());
    }
    return (T) value;
  }

  public HostFacts facts() {
    return facts;
  }
}
