package io.jplay.core.value;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// An ordered collection. The list given is owned by the value from then on and must not change;
/// element access is through an unmodifiable view. Equality ignores nothing but tags: a list and a
/// tuple differ, as in Python.
public record Seq(List<Value> items, Kind kind, Tag tag) implements Value {
  /// How Python would print and compare it.
  public enum Kind {
    LIST,
    TUPLE,
    SET
  }

  public static final Seq EMPTY = new Seq(List.of(), Kind.LIST, Tag.NONE);

  /// Items that refuse change through [List] but may still change by their owner, the run of the
  /// template that made them (`l.append(x)`). Final when that run has ended.
  public interface Live extends List<Value> {}

  public Seq {
    items = items instanceof Live ? items : Collections.unmodifiableList(items);
  }

  public static Seq of(List<? extends Value> items) {
    return new Seq(new ArrayList<>(items), Kind.LIST, Tag.NONE);
  }

  public static Seq of(Value... items) {
    return of(List.of(items));
  }

  public static Seq ofTexts(List<String> texts) {
    return new Seq(texts.stream().<Value>map(Str::of).toList(), Kind.LIST, Tag.NONE);
  }

  /// The value as results carry it from task to task, which is as JSON would: tuples are lists.
  public static Value tuplesAsLists(Value value) {
    if (!holdsTuple(value)) {
      return value;
    }
    return switch (value) {
      case Seq s -> {
        var changed = new ArrayList<Value>(s.size());
        s.items.forEach(item -> changed.add(tuplesAsLists(item)));
        Kind kind = s.kind == Kind.TUPLE ? Kind.LIST : s.kind;
        yield new Seq(changed, kind, s.tag);
      }
      case Dict d -> {
        var changed = LinkedHashMap.<Value, Value>newLinkedHashMap(d.size());
        d.entries().forEach((k, v) -> changed.put(k, tuplesAsLists(v)));
        yield new Dict(changed, d.tag());
      }
      default -> value;
    };
  }

  private static boolean holdsTuple(Value value) {
    return switch (value) {
      case Seq s -> s.kind == Kind.TUPLE || s.items.stream().anyMatch(Seq::holdsTuple);
      case Dict d when !d.isComputed() -> d.entries().values().stream().anyMatch(Seq::holdsTuple);
      default -> false;
    };
  }

  public int size() {
    return items.size();
  }

  public Value at(int index) {
    return items.get(index);
  }

  public Stream<Value> stream() {
    return items.stream();
  }

  @Override
  public Seq withTag(Tag newTag) {
    return new Seq(items, kind, newTag);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Seq s && s.kind == kind && s.items.equals(items);
  }

  @Override
  public int hashCode() {
    return items.hashCode();
  }
}
