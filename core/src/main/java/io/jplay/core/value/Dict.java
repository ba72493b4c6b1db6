package io.jplay.core.value;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A mapping in insertion order, with keys of any hashable value as in Python. The map given is
/// owned by the value from then on and must not change; it may be one that computes its entries
/// when asked (hostvars).
public record Dict(Map<Value, Value> entries, Tag tag) implements Value {
  public static final Dict EMPTY = new Dict(Map.of(), Tag.NONE);

  /// Entries that refuse change through [Map] but may still change by their owner, the run of the
  /// template that made them. Final when that run has ended.
  public interface Live extends Map<Value, Value> {}

  /// Entries that are computed each time they are read (`hostvars`): they cannot be changed, and
  /// reading all of them costs so much that nobody may do it unasked.
  public interface Computed extends Map<Value, Value> {
    /// What Python calls its type.
    String typeName();
  }

  public Dict {
    entries =
        entries instanceof Live || entries instanceof Computed
            ? entries
            : Collections.unmodifiableMap(entries);
  }

  public static Dict of(Map<String, ? extends Value> entries) {
    var map = LinkedHashMap.<Value, Value>newLinkedHashMap(entries.size());
    entries.forEach((k, v) -> map.put(Str.of(k), v));
    return new Dict(map, Tag.NONE);
  }

  public static Builder builder() {
    return new Builder();
  }

  public boolean isComputed() {
    return entries instanceof Computed;
  }

  public boolean has(String key) {
    return entries.containsKey(Str.of(key));
  }

  public Optional<Value> get(String key) {
    return Optional.ofNullable(entries.get(Str.of(key)));
  }

  /// The text of a string entry; empty when absent or of another type.
  public Optional<String> text(String key) {
    return entries.get(Str.of(key)) instanceof Str s ? Optional.of(s.text()) : Optional.empty();
  }

  public boolean flag(String key) {
    return entries.get(Str.of(key)) instanceof Bool b && b.value();
  }

  public Set<Value> keys() {
    return entries.keySet();
  }

  public int size() {
    return entries.size();
  }

  public boolean isEmpty() {
    return entries.isEmpty();
  }

  /// A copy with one entry set (kept at its place when it was there).
  public Dict with(String key, Value value) {
    var map = new LinkedHashMap<>(entries);
    map.put(Str.of(key), value);
    return new Dict(map, tag);
  }

  public Dict without(String key) {
    var map = new LinkedHashMap<>(entries);
    map.remove(Str.of(key));
    return new Dict(map, tag);
  }

  /// A copy with all entries of `other` set over these (shallow).
  public Dict plus(Dict other) {
    if (other.isEmpty()) {
      return this;
    }
    if (isEmpty() && tag.equals(other.tag)) {
      return other;
    }
    var map = new LinkedHashMap<>(entries);
    map.putAll(other.entries);
    return new Dict(map, tag);
  }

  @Override
  public Dict withTag(Tag newTag) {
    return new Dict(entries, newTag);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Dict d && d.entries.equals(entries);
  }

  @Override
  public int hashCode() {
    return entries.hashCode();
  }

  /// Collects entries in order.
  public static final class Builder {
    private Map<Value, Value> map = new LinkedHashMap<>();
    private boolean isGivenAway;

    /// The entries to add to: a copy where a mapping that was built owns them.
    private Map<Value, Value> own() {
      if (isGivenAway) {
        map = new LinkedHashMap<>(map);
        isGivenAway = false;
      }
      return map;
    }

    public Builder put(String key, Value value) {
      own().put(Str.of(key), value);
      return this;
    }

    public Builder put(String key, String value) {
      return put(key, Str.of(value));
    }

    public Builder put(String key, long value) {
      return put(key, Int.of(value));
    }

    public Builder put(String key, boolean value) {
      return put(key, Bool.of(value));
    }

    public Builder putAll(Dict other) {
      own().putAll(other.entries);
      return this;
    }

    public Dict build() {
      isGivenAway = true;
      return new Dict(map, Tag.NONE);
    }
  }
}
