package io.jplay.core.value;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// Encodings by the names that Python knows them by: case, `-` and `_` make no difference there,
/// and some have other names than in Java.
public final class PythonCodec {
  private PythonCodec() {}

  /// Empty for a name that stands for none.
  public static Optional<Charset> of(String name) {
    String plain = name.toLowerCase(Locale.ROOT).replace('_', '-');
    return switch (plain) {
      case "latin-1", "latin", "l1" -> Optional.of(StandardCharsets.ISO_8859_1);
      case "utf", "u8" -> Optional.of(StandardCharsets.UTF_8);
      case "utf-8-sig" -> Optional.of(SignedUtf8.INSTANCE);
      // with a mark of the byte order, which Python writes as this machine has it
      case "utf-16", "u16", "utf16" -> Optional.of(Charset.forName("x-UTF-16LE-BOM"));
      case "utf-32", "u32", "utf32" -> Optional.of(Charset.forName("X-UTF-32LE-BOM"));
      default ->
          // Java writes UTF-16LE where Python has utf-16-le
          Stream.of(plain, plain.replaceFirst("-([lb]e)$", "$1"), plain.replace("-", ""))
              .filter(n -> n.matches("[a-z0-9][a-z0-9.:+-]*") && Charset.isSupported(n))
              .findFirst()
              .map(Charset::forName);
    };
  }
}
