package io.jplay.core.value;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Truth values as keywords and connection variables are written: `yes`, `True`, `1`.
public final class Truth {
  private static final Set<String> YES = Set.of("y", "yes", "on", "1", "true", "t");
  private static final Set<String> NO = Set.of("n", "no", "off", "0", "false", "f", "", "none");

  private static final Set<String> ONE = Set.of("y", "yes", "on", "1", "true", "t", "1.0");
  private static final Set<String> ZERO = Set.of("n", "no", "off", "0", "false", "f", "0.0");

  private Truth() {}

  /// What the text of a module's option says.
  public static Optional<Boolean> ofOption(String text) {
    String word = text.strip().toLowerCase(Locale.ROOT);
    return ONE.contains(word)
        ? Optional.of(true)
        : ZERO.contains(word) ? Optional.of(false) : Optional.empty();
  }

  /// What Ansible says of an option's text that is no truth value.
  public static String mismatch(String text) {
    return ("The value '%s' is not a valid boolean.  Valid booleans include: 0, 1, '0', '1', 'f',"
            + " 'false', 'n', 'no', 'off', 'on', 't', 'true', 'y', 'yes'")
        .formatted(text);
  }

  public static Optional<Boolean> of(Value value) {
    return switch (value) {
      case Bool b -> Optional.of(b.value());
      case Int i -> Optional.of(i.longValue() != 0 || !i.isSmall());
      case Str s -> {
        String text = s.text().strip().toLowerCase(Locale.ROOT);
        yield YES.contains(text)
            ? Optional.of(true)
            : NO.contains(text) ? Optional.of(false) : Optional.empty();
      }
      default -> Optional.empty();
    };
  }
}
