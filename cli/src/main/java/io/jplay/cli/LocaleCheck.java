package io.jplay.cli;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Whether names of files can be written at all: Java, like Python, takes their encoding from the
/// locale. Refused as ansible refuses it, before the first path is met.
final class LocaleCheck {
  private LocaleCheck() {}

  /// What is wrong, in ansible's words; empty when names are UTF-8. `encoding` is the one that the
  /// JVM found for the locale of `environment`.
  static Optional<String> problem(Map<String, String> environment, String encoding) {
    if (encoding.toUpperCase(Locale.ROOT).replace("-", "").equals("UTF8")) {
      return Optional.empty();
    }
    String name =
        Stream.of("LC_ALL", "LC_CTYPE", "LANG")
            .map(key -> environment.getOrDefault(key, ""))
            .filter(value -> !value.isEmpty())
            .findFirst()
            .orElse("C");
    if (name.equals("C") || name.equals("POSIX")) {
      // nobody's choice; the launcher makes C.UTF-8 of it
      return Optional.empty();
    }
    // of a locale that is not there the C library makes the C locale, which knows ASCII only
    String said =
        encoding.equals("ANSI_X3.4-1968")
            ? "ERROR: Ansible could not initialize the preferred locale: unsupported locale setting"
            : "ERROR: Ansible requires the locale encoding to be UTF-8; Detected " + encoding + ".";
    return Optional.of(
        said
            + "\nhint: the locale is '"
            + name
            + "'; choose one of `locale -a` that ends in UTF-8, for example LC_ALL=C.UTF-8");
  }
}
