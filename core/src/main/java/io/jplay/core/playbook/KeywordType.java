package io.jplay.core.playbook;

import io.jplay.core.value.Bool;
import io.jplay.core.value.Int;
import io.jplay.core.value.Real;
import io.jplay.core.value.Str;
import io.jplay.core.value.Truth;
import io.jplay.core.value.Value;
import java.util.Optional;
import java.util.regex.Pattern;

/// What the value of a keyword must be once it is rendered (like ansible-core 2.18 playbook/base.py
/// get_validated_value).
public enum KeywordType {
  FLAG("bool"),
  WHOLE("int"),
  NUMBER("float"),
  PERCENT("percent"),
  TEXT("string"),
  /// Has a shape of its own, or is not rendered as a whole.
  OTHER("");

  private static final Pattern WHOLE_TEXT = Pattern.compile("[+-]?\\d{1,18}");
  private static final Pattern NUMBER_TEXT =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

  private final String word;

  KeywordType(String word) {
    this.word = word;
  }

  /// As messages call it: `bool`.
  public String word() {
    return word;
  }

  /// Whether a rendered value is of this type, or can be read as it.
  public boolean fits(Value value) {
    return switch (this) {
      case FLAG -> flag(value).isPresent();
      case WHOLE, NUMBER, PERCENT -> number(value).isPresent();
      case TEXT, OTHER -> true;
    };
  }

  /// A truth value; of numbers only 0 and 1 are.
  public static Optional<Boolean> flag(Value value) {
    return switch (value) {
      case Bool b -> Optional.of(b.value());
      case Str s -> Truth.ofOption(s.text());
      case Int i -> Truth.ofOption(i.toString());
      case Real r when r.value() == 0 || r.value() == 1 -> Optional.of(r.value() == 1);
      default -> Optional.empty();
    };
  }

  /// A number; a whole one cuts off what is behind the point only where the value is a number
  /// already.
  public Optional<Double> number(Value value) {
    return switch (value) {
      case Bool b -> Optional.of(b.value() ? 1.0 : 0.0);
      case Int i -> Optional.of((double) i.longValue());
      case Real r -> Optional.of(this == WHOLE ? (double) (long) r.value() : r.value());
      case Str s -> parsed((this == PERCENT ? s.text().replace("%", "") : s.text()).strip());
      default -> Optional.empty();
    };
  }

  private Optional<Double> parsed(String text) {
    Pattern written = this == WHOLE ? WHOLE_TEXT : NUMBER_TEXT;
    return written.matcher(text).matches()
        ? Optional.of(Double.parseDouble(text))
        : Optional.empty();
  }
}
