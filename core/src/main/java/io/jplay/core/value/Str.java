package io.jplay.core.value;

import io.jplay.core.source.SourceRange;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// A finished text: never evaluated again.
public record Str(String text, Tag tag) implements Value, Comparable<Str> {
  public static final Str EMPTY = new Str("", Tag.NONE);

  public static Str of(String text) {
    return new Str(text, Tag.NONE);
  }

  /// Whether it was read as YAML, which has a class of its own for texts in ansible: what is cut
  /// out of a line of `key=value` words, and what JSON holds, is Python's own text.
  public boolean isYamlScalar() {
    SourceRange origin = tag.origin();
    if (!origin.isKnown()) {
      return false;
    }
    String whole = origin.source().text();
    int at = origin.source().offset(origin.line(), origin.column());
    return (at == 0 || whole.charAt(at - 1) != '=') && !isJson(whole);
  }

  private static boolean isJson(String whole) {
    String begin = whole.stripLeading();
    if (begin.isEmpty() || "{[\"".indexOf(begin.charAt(0)) < 0) {
      return false;
    }
    try {
      Json.read(whole, Tag.NONE);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public Str withTag(Tag newTag) {
    return new Str(text, newTag);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Str s && s.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public int compareTo(Str other) {
    return text.compareTo(other.text);
  }

  /// Masked when secret; otherwise the text.
  @Override
  public String toString() {
    return isSecret() ? Secret.MASK : text;
  }
}
