package io.jplay.core.event;

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
}
