package io.jplay.cli;

import io.jplay.core.api.Question;
import io.jplay.core.api.Reply;
import io.jplay.core.value.Str;
import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// The terminal whose keys are read one by one, Ctrl-C among them, as long as this is open. What is
/// typed is shown and edited here, since the terminal no longer does.
final class Keyboard implements AutoCloseable {
  private static final int CTRL_C = 3;
  private static final int CTRL_H = 8;
  private static final int DELETE = 127;
  private static final Duration WATCH = Duration.ofMillis(50);

  private final InputStream keys;
  private final PrintStream screen;
  private final String saved;
  private final Thread restore;

  private Keyboard(InputStream keys, PrintStream screen, String saved) {
    this.keys = keys;
    this.screen = screen;
    this.saved = saved;
    this.restore = new Thread(() -> Terminal.stty(saved));
  }

  /// Throws when the process has no terminal.
  static Keyboard open() throws IOException {
    String saved = Terminal.stty("-g").strip();
    if (saved.isEmpty()) {
      throw new IOException("no terminal");
    }
    var keyboard =
        new Keyboard(
            new FileInputStream(Terminal.TTY),
            new PrintStream(new FileOutputStream(Terminal.TTY), true, StandardCharsets.UTF_8),
            saved);
    // whatever ends the process meanwhile, the terminal is put right again
    Runtime.getRuntime().addShutdownHook(keyboard.restore);
    Terminal.stty("-icanon", "-echo", "-isig", "min", "1", "time", "0");
    return keyboard;
  }

  Reply ask(Question question) throws IOException, InterruptedException {
    screen.print(question.text());
    screen.flush();
    var typed = new ByteArrayOutputStream();
    long end = System.nanoTime() + question.limit().toNanos();
    while (true) {
      // a read of a terminal cannot be given up: look first
      while (keys.available() == 0) {
        if (!question.limit().isZero() && System.nanoTime() - end >= 0) {
          return new Reply.TimeOver();
        }
        Thread.sleep(WATCH);
      }
      int key = keys.read();
      if (key < 0) {
        return new Reply.Nobody();
      }
      if (key == CTRL_C) {
        screen.println();
        return new Reply.Interrupted();
      }
      if (question.endsWith((char) key)) {
        screen.println();
        return new Reply.Typed(Str.of(typed.toString(StandardCharsets.UTF_8)), (char) key);
      }
      if (key == CTRL_H || key == DELETE) {
        erase(typed, question.isEchoed());
      } else {
        typed.write(key);
        if (question.isEchoed()) {
          screen.write(key);
          screen.flush();
        }
      }
    }
  }

  /// Takes the last character back, all bytes of it.
  private void erase(ByteArrayOutputStream typed, boolean isEchoed) {
    byte[] bytes = typed.toByteArray();
    int length = bytes.length;
    if (length == 0) {
      return;
    }
    do {
      length--;
    } while (length > 0 && (bytes[length] & 0xC0) == 0x80);
    typed.reset();
    typed.write(bytes, 0, length);
    if (isEchoed) {
      screen.print("\b \b");
      screen.flush();
    }
  }

  @Override
  public void close() throws IOException {
    Terminal.stty(saved);
    try {
      Runtime.getRuntime().removeShutdownHook(restore);
    } catch (IllegalStateException e) {
      // the process ends already; the hook does it once more
    }
    keys.close();
    screen.close();
  }
}
