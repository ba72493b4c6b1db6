package io.jplay.core.value;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.Charset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PythonCodecTest {
  @ParameterizedTest
  @CsvSource({
    "utf-8, UTF-8",
    "UTF8, UTF-8",
    "utf_8, UTF-8",
    "u8, UTF-8",
    "latin-1, ISO-8859-1",
    "latin_1, ISO-8859-1",
    "latin1, ISO-8859-1",
    "iso-8859-15, ISO-8859-15",
    "ascii, US-ASCII",
    "cp1252, windows-1252",
    "utf-16, x-UTF-16LE-BOM",
    "utf_16_le, UTF-16LE",
    "utf-32-be, UTF-32BE",
    "no-such, <none>",
    "'a b', <none>",
    "'', <none>"
  })
  void knowsPythonsNames(String name, String charset) {
    assertEquals(charset, PythonCodec.of(name).map(Charset::name).orElse("<none>"));
  }
}
