package io.jplay.core.value;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
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
    "UTF_8_sig, utf-8-sig",
    "no-such, <none>",
    "'a b', <none>",
    "'', <none>"
  })
  void knowsPythonsNames(String name, String charset) {
    assertEquals(charset, PythonCodec.of(name).map(Charset::name).orElse("<none>"));
  }

  @Test
  void writesTheMarkOfSignedTextsAndReadsThemWithoutIt() throws CharacterCodingException {
    Charset signed = PythonCodec.of("utf-8-sig").orElseThrow();
    String text = "h\u00e9 \u2603 \ud83d\ude00 ".repeat(5000);
    ByteBuffer bytes = signed.newEncoder().encode(CharBuffer.wrap(text));
    assertEquals("\ufeff" + text, StandardCharsets.UTF_8.decode(bytes.duplicate()).toString());
    assertEquals(text, signed.newDecoder().decode(bytes).toString());
    assertEquals("\u00ef", signed.decode(StandardCharsets.UTF_8.encode("\u00ef")).toString());
    assertEquals("a", signed.decode(StandardCharsets.UTF_8.encode("a")).toString());
    assertEquals("", signed.decode(ByteBuffer.wrap(new byte[0])).toString());
  }
}
