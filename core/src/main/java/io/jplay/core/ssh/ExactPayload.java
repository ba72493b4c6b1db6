package io.jplay.core.ssh;

import io.jplay.core.api.FileContent;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;

/// A request followed by the content of a file, of exactly the announced size: a file that shrinks
/// while it is read is an error, what it grows by is left out.
final class ExactPayload extends SequenceInputStream {
  ExactPayload(String request, FileContent content) throws IOException {
    super(
        new ByteArrayInputStream(request.getBytes(StandardCharsets.UTF_8)),
        new Counted(content.open(), content.size()));
  }

  private static final class Counted extends FilterInputStream {
    private long left;

    Counted(InputStream in, long size) {
      super(in);
      this.left = size;
    }

    @Override
    public int read() throws IOException {
      var one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (left == 0) {
        return -1;
      }
      int count = super.read(bytes, offset, (int) Math.min(length, left));
      if (count < 0) {
        throw new IOException("the file became shorter while it was sent");
      }
      left -= count;
      return count;
    }
  }
}
