package io.jplay.cli.view;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.ExitCode;
import io.jplay.core.diag.IoReason;
import io.jplay.core.diag.JplayException;
import io.jplay.core.source.SourceRange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/// `log_path`: everything that is shown, without colours, each text behind time, process, user and
/// level, as ansible-core 2.18 logs it. Lines are appended whole, so that several runs may share
/// the file.
public final class LogFile implements BiConsumer<System.Logger.Level, String> {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss,SSS", Locale.ROOT);
  private static final Pattern PAINT = Pattern.compile("\u001b\\[[0-9;]*m");

  private final Path file;
  private final Clock clock;
  private final String who;
  private final AtomicBoolean broken = new AtomicBoolean();

  private LogFile(Path file, Clock clock, String user) {
    this.file = file;
    this.clock = clock;
    this.who = " p=" + ProcessHandle.current().pid() + " u=" + user + " n=ansible ";
  }

  /// Throws IOException when nothing can be appended to the file.
  public static LogFile open(Path file, Clock clock, String user) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    if (directory != null) {
      Files.createDirectories(directory);
    }
    append(file, "");
    return new LogFile(file, clock, user);
  }

  @Override
  public void accept(System.Logger.Level level, String shown) {
    String text = PAINT.matcher(shown).replaceAll("").replaceFirst("^\n+", "");
    // empty lines set parts of the screen apart, and are for the screen only
    if (broken.get() || text.isEmpty()) {
      return;
    }
    try {
      append(
          file,
          TIME.format(clock.instant().atZone(clock.getZone()))
              + who
              + level.getName()
              + "| "
              + text
              + (text.endsWith("\n") ? "" : "\n"));
    } catch (IOException e) {
      // once: the text of this very problem comes here as well
      if (broken.compareAndSet(false, true)) {
        throw new JplayException(
            ExitCode.ERROR,
            Diagnostic.error("JP1913", "the log cannot be written", SourceRange.NONE)
                .withDetail("the log cannot be written: " + file + ": " + IoReason.of(e))
                .withHint("free some space there, or choose another place with log_path"));
      }
    }
  }

  private static void append(Path file, String text) throws IOException {
    Files.write(
        file,
        text.getBytes(StandardCharsets.UTF_8),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }
}
