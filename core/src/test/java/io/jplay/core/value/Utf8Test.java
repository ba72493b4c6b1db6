package io.jplay.core.value;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The texts are those of Python's `bytes.decode('utf-8', 'surrogateescape')`.
final class Utf8Test {
  @ParameterizedTest
  @CsvSource({
    "'', ''",
    "41c3a9f09f9880, 'A\u00e9\uD83D\uDE00'",
    "80ff41c3a900c3, '\uDC80\uDCFFA\u00e9\u0000\uDCC3'",
    "eda080, '\uDCED\uDCA0\uDC80'",
    "c080, '\uDCC0\uDC80'",
    "f0908041, '\uDCF0\uDC90\uDC80A'",
    "e28241, '\uDCE2\uDC82A'",
    "f5808080, '\uDCF5\uDC80\uDC80\uDC80'"
  })
  void bytesThatAreNoTextComeBack(String hex, String text) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    assertEquals(text, Utf8.decode(bytes));
    assertArrayEquals(bytes, Utf8.encode(text));
  }

  @Test
  void anyBytesComeBack() {
    var random = new Random(7);
    for (int i = 0; i < 2000; i++) {
      var bytes = new byte[random.nextInt(40)];
      random.nextBytes(bytes);
      assertArrayEquals(bytes, Utf8.encode(Utf8.decode(bytes)));
    }
  }

  @Test
  void aSurrogateThatIsNoByteIsReplaced() {
    assertArrayEquals(
        "a?b".getBytes(StandardCharsets.US_ASCII), Utf8.encode("a" + (char) 0xd800 + "b"));
  }
}
