package io.jplay.cli;

import io.jplay.core.api.Question;
import io.jplay.core.api.Reply;
import io.jplay.core.value.Secret;
import java.io.BufferedReader;
import java.io.Console;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/// The operator's terminal: which standard streams are one, how wide it is, questions on it.
/// Answers that are secret are never echoed. Questions go to /dev/tty, so they work in pipes as
/// well.
public final class Terminal {
  static final File TTY = new File("/dev/tty");
  private static final int DEFAULT_WIDTH = 80;
  private static final int NARROWEST = 79;
  private static final Duration WATCH = Duration.ofMillis(50);

  private final InputStream in;

  /// One reader for all questions: it may have read more than one answer.
  private final BufferedReader lines;

  private final PrintStream out;
  private final PrintStream err;
  private final Map<String, String> environment;
  private final File tty;
  private final AtomicInteger asking = new AtomicInteger();
  private final AtomicReference<Runnable> beforeAsking = new AtomicReference<>(() -> {});

  public Terminal(
      InputStream in, PrintStream out, PrintStream err, Map<String, String> environment) {
    this(in, out, err, environment, TTY);
  }

  /// With another file in place of `/dev/tty`.
  Terminal(
      InputStream in, PrintStream out, PrintStream err, Map<String, String> environment, File tty) {
    this.tty = tty;
    this.in = in;
    this.lines = reader(in);
    this.out = out;
    this.err = err;
    this.environment = environment;
  }

  public InputStream in() {
    return in;
  }

  public PrintStream out() {
    return out;
  }

  public PrintStream err() {
    return err;
  }

  public boolean inIsTerminal() {
    return isTerminal(0);
  }

  public boolean outIsTerminal() {
    return isTerminal(1);
  }

  /// Whether lines on the terminal can be redrawn.
  public boolean redraws() {
    String kind = environment.getOrDefault("TERM", "");
    return outIsTerminal() && !List.of("", "dumb", "unknown").contains(kind);
  }

  private static boolean isTerminal(int descriptor) {
    return Descriptors.target(descriptor)
        .map(target ->
            target.startsWith("/dev/pts/")
                || target.startsWith("/dev/tty")
                || target.equals("/dev/console"))
        .or(() -> Optional.ofNullable(System.console()).map(Console::isTerminal))
        .orElse(false);
  }

  /// The width as ansible counts it: one less than the terminal's, at least 79.
  public int columns() {
    if (!outIsTerminal()) {
      return NARROWEST;
    }
    return Math.max(NARROWEST, width() - 1);
  }

  /// The terminal's real width; 80 where it has none (a pseudo-terminal that nobody gave a size).
  public int width() {
    String told = environment.getOrDefault("COLUMNS", "");
    String size = told.matches("\\d{1,4}") ? told : stty("size").strip().replaceFirst(".* ", "");
    int width = size.matches("\\d{1,4}") ? Integer.parseInt(size) : 0;
    return width > 0 ? width : DEFAULT_WIDTH;
  }

  public Optional<String> ask(String text, boolean secret) {
    return ask(text, secret, Duration.ZERO);
  }

  /// Asks for a line. `secret` hides what is typed. Empty at the end of the input, and when `limit`
  /// (zero: none) has passed.
  public Optional<String> ask(String text, boolean secret, Duration limit) {
    beginQuestion();
    try {
      return answer(text, secret, limit);
    } finally {
      asking.decrementAndGet();
    }
  }

  private Optional<String> answer(String text, boolean secret, Duration limit) {
    try (var typed = open()) {
      PrintStream screen = typed.screen();
      String saved = secret ? stty("-g").strip() : "";
      // Whatever ends the process while it is hidden, the terminal is put right again.
      var restore = new Thread(() -> stty(saved));
      try {
        if (!saved.isEmpty()) {
          Runtime.getRuntime().addShutdownHook(restore);
          stty("-echo");
        }
        // only now: who types at once must not be shown
        screen.print(text);
        screen.flush();
        return line(typed.lines(), limit);
      } finally {
        if (!saved.isEmpty()) {
          stty(saved);
          Runtime.getRuntime().removeShutdownHook(restore);
          screen.println();
        }
      }
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /// Watches for input instead of reading at once: a read of a terminal cannot be given up.
  private static Optional<String> line(BufferedReader lines, Duration limit) throws IOException {
    if (!limit.isZero()) {
      long end = System.nanoTime() + limit.toNanos();
      while (!lines.ready()) {
        if (System.nanoTime() - end >= 0 || Thread.currentThread().isInterrupted()) {
          return Optional.empty();
        }
        LockSupport.parkNanos(WATCH.toNanos());
      }
    }
    return Optional.ofNullable(lines.readLine());
  }

  /// Reads keys until the question has ended; Ctrl-C is one of them.
  public Reply ask(Question question) throws InterruptedException {
    beginQuestion();
    try (var keyboard = Keyboard.open()) {
      return keyboard.ask(question);
    } catch (IOException e) {
      return new Reply.Nobody();
    } finally {
      asking.decrementAndGet();
    }
  }

  /// What is done before each question from now on.
  public void beforeAsking(Runnable action) {
    beforeAsking.set(action);
  }

  private void beginQuestion() {
    asking.incrementAndGet();
    beforeAsking.get().run();
  }

  /// Whether somebody is being asked just now: nothing may be drawn over what is typed.
  public boolean isAsking() {
    return asking.get() > 0;
  }

  public Optional<Secret> askSecret(String text) {
    return ask(text, true).map(Secret::of);
  }

  /// Where a question is shown and its answer read.
  private record Dialogue(PrintStream screen, BufferedReader lines, boolean owned)
      implements AutoCloseable {
    @Override
    public void close() throws IOException {
      if (owned) {
        screen.close();
        lines.close();
      }
    }
  }

  private Dialogue open() {
    try {
      // opening fails when the process has no terminal, whatever the file's mode says
      var screen = new PrintStream(new FileOutputStream(tty), true, StandardCharsets.UTF_8);
      return new Dialogue(screen, reader(new FileInputStream(tty)), true);
    } catch (IOException e) {
      return new Dialogue(err, lines, false);
    }
  }

  private static BufferedReader reader(InputStream stream) {
    return new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
  }

  /// Shows bytes by a program on a terminal, else as they are.
  public void page(byte[] content, String pager) {
    try {
      if (outIsTerminal()) {
        Process process =
            new ProcessBuilder("/bin/sh", "-c", pager)
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var pipe = process.getOutputStream()) {
          pipe.write(content);
        }
        if (process.waitFor() == 0) {
          return;
        }
      }
    } catch (IOException e) {
      // the pager went away before it read everything; what is missing follows below
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    out.write(content, 0, content.length);
    out.flush();
  }

  /// What `stty` says; empty without a terminal.
  static String stty(String... arguments) {
    try {
      var words = new ArrayList<>(List.of("stty"));
      words.addAll(List.of(arguments));
      Process process =
          new ProcessBuilder(words)
              .redirectInput(TTY)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      boolean ended = process.waitFor(2, TimeUnit.SECONDS);
      return ended && process.exitValue() == 0 ? said : "";
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }
}
