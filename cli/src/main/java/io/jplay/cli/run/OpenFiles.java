package io.jplay.cli.run;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.source.SourceRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How many files this process may have open (`ulimit -n`), and so how many connections at once: a
/// run that met the limit halfway would leave hosts half done. The JVM has raised the soft limit to
/// the hard one when this is read.
record OpenFiles(long limit) {
  private static final Pattern LINE = Pattern.compile("(?m)^Max open files +(?<soft>\\S+) ");

  /// What the program itself has open at the most: jars, the terminal, files of tasks.
  private static final int RESERVE = 96;

  /// A local shell has three pipes, a connection by SSH one socket and at times one file.
  private static final int EACH = 3;

  /// Without a /proc there is no limit that we could see.
  static OpenFiles here() {
    try {
      return parse(Files.readString(Path.of("/proc/self/limits")));
    } catch (IOException e) {
      return new OpenFiles(Long.MAX_VALUE);
    }
  }

  static OpenFiles parse(String limits) {
    Matcher line = LINE.matcher(limits);
    return new OpenFiles(
        line.find() && line.group("soft").matches("\\d{1,18}")
            ? Long.parseLong(line.group("soft"))
            : Long.MAX_VALUE);
  }

  int connections() {
    return Math.clamp((limit - RESERVE) / EACH, 1, Integer.MAX_VALUE);
  }

  void warn(int hosts, Consumer<Diagnostic> warnings) {
    if (hosts > connections()) {
      warnings.accept(
          Diagnostic.warning("JP1912", "few files may be open", SourceRange.NONE)
              .withDetail(
                  "only %d files may be open (ulimit -n): no more than %d of %d hosts stay connected at a time, the others connect again for each task"
                      .formatted(limit, connections(), hosts))
              .withHint("raise the limit, for example ulimit -n " + (hosts * EACH + RESERVE)));
    }
  }
}
