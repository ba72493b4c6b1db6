package io.jplay.core.ssh;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/// What MINA writes the bytes of one stream of a channel to, on the thread that reads the
/// connection: no pipe, no thread that waits at its other end. Keeps them until somebody takes
/// them.
final class ReceivedStream extends OutputStream {
  private final ByteArrayOutputStream early = new ByteArrayOutputStream(0);
  private ShellChannel.@Nullable Receiver receiver;
  private boolean isClosed;

  synchronized void handTo(ShellChannel.Receiver taker) {
    taker.accept(early.toByteArray(), 0, early.size());
    early.reset();
    receiver = taker;
    if (isClosed) {
      taker.end();
    }
  }

  @Override
  public void write(int value) {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int count) {
    if (receiver == null) {
      early.write(bytes, offset, count);
    } else {
      receiver.accept(bytes, offset, count);
    }
  }

  @Override
  public synchronized void close() {
    isClosed = true;
    if (receiver != null) {
      receiver.end();
    }
  }
}
