package io.jplay.core.ssh;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Cuts one stream of a persistent shell into frames. A frame begins with `BEGIN\n`, then come the
/// program's own bytes, then `END status\n`; both markers are random and used once, so that nothing
/// a program prints can end its frame. What stands between frames (noise of profiles, late output
/// of background processes) is dropped, but its tail is kept for messages.
///
/// One virtual thread reads the stream as long as it lives; it must never wait for the thread that
/// runs the task, or a program that fills the other stream would stop both.
final class FrameReader {
  private static final int NOISE_KEPT = 4096;

  /// Takes a program's bytes as they come, on the reader's thread.
  interface Sink {
    void write(byte[] bytes, int offset, int length) throws IOException;
  }

  /// A frame that is to come; `status` completes with the exit status at its end, or with the
  /// IOException that ended the stream.
  record Frame(byte[] begin, byte[] end, Sink sink, CompletableFuture<Integer> status) {
    static Frame of(Marker marker, Sink sink) {
      return new Frame(marker.begin(), marker.end(), sink, new CompletableFuture<>());
    }
  }

  private final InputStream stream;
  private final LinkedBlockingQueue<Frame> frames = new LinkedBlockingQueue<>();
  private byte[] buffer = new byte[8192];
  private int length;
  private boolean isBetween;
  private volatile boolean atEnd;
  private volatile String noise = "";

  /// What stands between frames and might still be the beginning of a marker.
  private volatile String heldBack = "";

  private volatile @Nullable Consumer<String> noiseListener;

  FrameReader(InputStream stream) {
    this.stream = stream;
  }

  void start(String name) {
    Thread.ofVirtual().name(name).start(this::readAll);
  }

  /// Frames are read in the order in which they were announced.
  void expect(Frame frame) {
    frames.add(frame);
    if (atEnd) {
      failAll(new EOFException("the stream has ended"));
    }
  }

  /// Called with the tail of the noise each time some comes, on the reader's thread.
  void onNoise(@Nullable Consumer<String> listener) {
    noiseListener = listener;
  }

  /// The tail of what stood between frames.
  String noise() {
    return noise + heldBack;
  }

  private void readAll() {
    @Nullable Frame current = null;
    try {
      while (true) {
        current = frames.take();
        skipUntil(current.begin());
        // what a terminal makes of a newline
        restOfLine();
        copyUntil(current.end(), current.sink());
        current.status().complete(Integer.parseInt(restOfLine()));
        current = null;
      }
    } catch (IOException e) {
      end(current, e);
    } catch (InterruptedException e) {
      end(current, new IOException("interrupted"));
    } catch (RuntimeException e) {
      end(current, new IOException("the shell's answer cannot be read: " + e.getMessage(), e));
    }
  }

  private void end(@Nullable Frame current, IOException cause) {
    atEnd = true;
    if (current != null) {
      current.status().completeExceptionally(cause);
    }
    failAll(cause);
  }

  private void failAll(IOException cause) {
    for (Frame frame = frames.poll(); frame != null; frame = frames.poll()) {
      frame.status().completeExceptionally(cause);
    }
  }

  private void keepNoise(byte[] bytes, int offset, int count) {
    heldBack = "";
    String text = noise + new String(bytes, offset, count, StandardCharsets.UTF_8);
    noise = text.substring(Math.max(0, text.length() - NOISE_KEPT));
  }

  /// Drops everything before `marker`; its tail is noise.
  private void skipUntil(byte[] marker) throws IOException {
    isBetween = true;
    copyUntil(marker, this::keepNoise);
    isBetween = false;
  }

  /// Hands everything before `marker` to `sink` and drops the marker.
  private void copyUntil(byte[] marker, Sink sink) throws IOException {
    while (true) {
      int at = indexOf(marker);
      if (at >= 0) {
        sink.write(buffer, 0, at);
        drop(at + marker.length);
        return;
      }
      int safe = Math.max(0, length - marker.length + 1);
      sink.write(buffer, 0, safe);
      drop(safe);
      if (isBetween) {
        tellNoise();
      }
      try {
        fill();
      } catch (IOException e) {
        sink.write(buffer, 0, length);
        length = 0;
        throw e;
      }
    }
  }

  /// A prompt or a last word may be shorter than a marker: what is held back is told as well.
  private void tellNoise() {
    heldBack = new String(buffer, 0, length, StandardCharsets.UTF_8);
    Consumer<String> listener = noiseListener;
    if (listener != null) {
      listener.accept(noise());
    }
  }

  private String restOfLine() throws IOException {
    var line = new ByteArrayOutputStream();
    while (true) {
      for (int i = 0; i < length; i++) {
        if (buffer[i] == '\n') {
          line.write(buffer, 0, i);
          drop(i + 1);
          return line.toString(StandardCharsets.US_ASCII).trim();
        }
      }
      line.write(buffer, 0, length);
      length = 0;
      if (line.size() > 100) {
        throw new IOException("no end of frame");
      }
      fill();
    }
  }

  private void fill() throws IOException {
    if (length == buffer.length) {
      buffer = Arrays.copyOf(buffer, length * 2);
    } else if (length < 1024 && buffer.length == 8192 && stream.available() > 8192) {
      buffer = Arrays.copyOf(buffer, 1 << 16);
    }
    int count = stream.read(buffer, length, buffer.length - length);
    if (count < 0) {
      throw new EOFException("the shell has ended");
    }
    length += count;
  }

  private int indexOf(byte[] marker) {
    for (int at = 0; at <= length - marker.length; at++) {
      if (buffer[at] == marker[0]
          && Arrays.equals(buffer, at, at + marker.length, marker, 0, marker.length)) {
        return at;
      }
    }
    return -1;
  }

  private void drop(int count) {
    System.arraycopy(buffer, count, buffer, 0, length - count);
    length -= count;
  }
}
