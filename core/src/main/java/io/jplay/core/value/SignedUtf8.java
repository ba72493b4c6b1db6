package io.jplay.core.value;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/// Python's `utf-8-sig`: UTF-8 with a mark before the text, which need not be there to read it.
final class SignedUtf8 extends Charset {
  static final Charset INSTANCE = new SignedUtf8();
  private static final byte[] MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private SignedUtf8() {
    super("utf-8-sig", new String[0]);
  }

  @Override
  public boolean contains(Charset other) {
    return StandardCharsets.UTF_8.contains(other);
  }

  @Override
  public CharsetDecoder newDecoder() {
    return new Decoder(this);
  }

  @Override
  public CharsetEncoder newEncoder() {
    return new Encoder(this);
  }

  private static final class Encoder extends CharsetEncoder {
    private final CharsetEncoder plain = StandardCharsets.UTF_8.newEncoder();
    private boolean isStarted;

    Encoder(Charset charset) {
      // the mark counts for the first character
      super(charset, 2, 6, new byte[] {'?'});
    }

    @Override
    protected void implReset() {
      plain.reset();
      isStarted = false;
    }

    @Override
    protected CoderResult encodeLoop(CharBuffer in, ByteBuffer out) {
      if (!isStarted) {
        if (out.remaining() < MARK.length) {
          return CoderResult.OVERFLOW;
        }
        out.put(MARK);
        isStarted = true;
      }
      return plain.encode(in, out, false);
    }
  }

  private static final class Decoder extends CharsetDecoder {
    private final CharsetDecoder plain = StandardCharsets.UTF_8.newDecoder();
    private boolean isStarted;

    Decoder(Charset charset) {
      super(charset, 1, 1);
    }

    @Override
    protected void implReset() {
      plain.reset();
      isStarted = false;
    }

    @Override
    protected CoderResult decodeLoop(ByteBuffer in, CharBuffer out) {
      if (!isStarted) {
        int from = in.position();
        int length = Math.min(MARK.length, in.remaining());
        for (int i = 0; i < length; i++) {
          if (in.get(from + i) != MARK[i]) {
            isStarted = true;
            return plain.decode(in, out, false);
          }
        }
        if (length < MARK.length) {
          return CoderResult.UNDERFLOW;
        }
        in.position(from + length);
        isStarted = true;
      }
      return plain.decode(in, out, false);
    }
  }
}
