package io.jplay.core.ssh;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Cuts one stream of a persistent shell into frames. A frame begins with `BEGIN\n`, then come the
/// program's own bytes, then `END status\n`; both markers are random and used once, so that nothing
/// a program prints can end its frame. What stands between frames (noise of profiles, late output
/// of background processes) is dropped, but its tail is kept for messages.
///
/// The bytes are handed to it on the thread that reads the connection: it never waits for the
/// thread that runs the task, or a program that fills the other stream would stop both.
final class FrameReader implements ShellChannel.Receiver {
  private static final int NOISE_KEPT = 4096;
  private static final int LONGEST_LINE = 100;

  /// Takes a program's bytes as they come, on the thread that brings them; never waits long.
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

  /// Where in the stream the next byte stands.
  private enum Place {
    BETWEEN,
    /// The rest of the line of `BEGIN`: what a terminal makes of a newline.
    FIRST_LINE,
    INSIDE,
    STATUS
  }

  private final Queue<Frame> frames = new ConcurrentLinkedQueue<>();
  private @Nullable Frame current;
  private Place place = Place.BETWEEN;
  private byte[] buffer = new byte[512];
  private int length;
  private volatile boolean atEnd;
  private volatile String noise = "";

  /// What stands between frames and might still be the beginning of a marker.
  private volatile String heldBack = "";

  private volatile @Nullable Consumer<String> noiseListener;

  /// Frames are read in the order in which they were announced; each is announced before the shell
  /// is told to print it.
  void expect(Frame frame) {
    frames.add(frame);
    if (atEnd) {
      failAll(new EOFException("the stream has ended"));
    }
  }

  /// Called with the tail of the noise each time some comes, on the thread that brings it.
  void onNoise(@Nullable Consumer<String> listener) {
    noiseListener = listener;
  }

  /// The tail of what stood between frames.
  String noise() {
    return noise + heldBack;
  }

  @Override
  public synchronized void accept(byte[] bytes, int offset, int count) {
    if (atEnd) {
      return;
    }
    if (length + count > buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.max(2 * buffer.length, length + count));
    }
    System.arraycopy(bytes, offset, buffer, length, count);
    length += count;
    try {
      while (length > 0 && advance()) {}
    } catch (IOException e) {
      end(e);
    } catch (RuntimeException e) {
      end(new IOException("the shell's answer cannot be read: " + e.getMessage(), e));
    }
  }

  @Override
  public synchronized void end() {
    Frame unfinished = current;
    IOException cause = new EOFException("the shell has ended");
    if (!atEnd && unfinished != null && place == Place.INSIDE) {
      try {
        unfinished.sink().write(buffer, 0, length);
      } catch (IOException e) {
        cause = e;
      }
    }
    end(cause);
  }

  private void end(IOException cause) {
    if (atEnd) {
      return;
    }
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

  /// Reads one part of a frame; false when more bytes are needed for it.
  private boolean advance() throws IOException {
    Frame frame = current;
    if (frame == null) {
      frame = frames.poll();
      current = frame;
    }
    if (frame == null) {
      keepNoise(buffer, 0, length);
      drop(length);
      tellNoise();
      return false;
    }
    switch (place) {
      case BETWEEN -> {
        if (!copyUntil(frame.begin(), this::keepNoise)) {
          tellNoise();
          return false;
        }
        heldBack = "";
        place = Place.FIRST_LINE;
      }
      case FIRST_LINE -> {
        if (restOfLine() == null) {
          return false;
        }
        place = Place.INSIDE;
      }
      case INSIDE -> {
        if (!copyUntil(frame.end(), frame.sink())) {
          return false;
        }
        place = Place.STATUS;
      }
      case STATUS -> {
        String status = restOfLine();
        if (status == null) {
          return false;
        }
        int number = Integer.parseInt(status);
        current = null;
        place = Place.BETWEEN;
        frame.status().complete(number);
      }
    }
    return true;
  }

  /// Hands everything before `marker` to `sink` and drops the marker; false when it has not come
  /// yet, and what may be its beginning is kept.
  private boolean copyUntil(byte[] marker, Sink sink) throws IOException {
    int at = indexOf(marker);
    int safe = at >= 0 ? at : Math.max(0, length - marker.length + 1);
    if (safe > 0) {
      sink.write(buffer, 0, safe);
    }
    drop(at >= 0 ? at + marker.length : safe);
    return at >= 0;
  }

  /// A prompt or a last word may be shorter than a marker: what is held back is told as well.
  private void tellNoise() {
    heldBack = new String(buffer, 0, length, StandardCharsets.UTF_8);
    Consumer<String> listener = noiseListener;
    if (listener != null) {
      listener.accept(noise());
    }
  }

  /// The text up to the end of the line, null when that has not come yet.
  private @Nullable String restOfLine() throws IOException {
    for (int i = 0; i < length; i++) {
      if (buffer[i] == '\n') {
        String line = new String(buffer, 0, i, StandardCharsets.US_ASCII).trim();
        drop(i + 1);
        return line;
      }
    }
    if (length > LONGEST_LINE) {
      throw new IOException("no end of frame");
    }
    return null;
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
