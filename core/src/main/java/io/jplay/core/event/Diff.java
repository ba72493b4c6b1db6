package io.jplay.core.event;

import java.util.function.UnaryOperator;

/// What a task changes, or would change, in one object. Either two texts with headers, compared
/// line by line, or one `prepared` text that is shown as it is (the other four are then empty).
public record Diff(
    String beforeHeader, String afterHeader, String before, String after, String prepared) {
  public static Diff of(String header, String before, String after) {
    return new Diff(header, header, before, after, "");
  }

  public static Diff prepared(String text) {
    return new Diff("", "", "", "", text);
  }

  /// The difference with each of its texts changed.
  public Diff mapped(UnaryOperator<String> change) {
    return new Diff(
        change.apply(beforeHeader),
        change.apply(afterHeader),
        change.apply(before),
        change.apply(after),
        change.apply(prepared));
  }
}
