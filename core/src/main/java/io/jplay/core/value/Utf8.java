package io.jplay.core.value;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/// Bytes as text and back without loss. What is no UTF-8 becomes lone surrogates, one for each byte
/// (U+DC80 to U+DCFF), as Python's `surrogateescape` has it: a binary file that goes through a
/// template arrives as it was.
public final class Utf8 {
  private static final int ESCAPE = 0xdc00;

  private Utf8() {}

  public static String decode(byte[] bytes) {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    while (true) {
      CoderResult result = decoder.decode(in, out, true);
      if (!result.isMalformed()) {
        return out.flip().toString();
      }
      for (int i = 0; i < result.length(); i++) {
        out.put((char) (ESCAPE | in.get() & 0xff));
      }
    }
  }

  /// A surrogate that stands for no byte becomes `?`.
  public static byte[] encode(String text) {
    int at = escaped(text, 0);
    if (at < 0) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
    var bytes = new ByteArrayOutputStream(text.length() + 16);
    int from = 0;
    for (; at >= 0; at = escaped(text, from)) {
      bytes.writeBytes(text.substring(from, at).getBytes(StandardCharsets.UTF_8));
      bytes.write(text.charAt(at));
      from = at + 1;
    }
    bytes.writeBytes(text.substring(from).getBytes(StandardCharsets.UTF_8));
    return bytes.toByteArray();
  }

  /// Where the next byte stands that is no character, or -1.
  private static int escaped(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean isSecondOfPair = i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
      if (c >= 0xdc80 && c <= 0xdcff && !isSecondOfPair) {
        return i;
      }
    }
    return -1;
  }
}
