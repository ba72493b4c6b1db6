package io.jplay.core.template;

import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Value;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Programs that lookups run on the controller.
final class Programs {
  private static final long LIMIT_SECONDS = 600;

  private Programs() {}

  /// `pipe` and `lines`: what commands print, by the shell, in the directory of the play.
  static Seq pipe(List<String> commands, Evaluation eval, boolean lines) {
    var out = new ArrayList<Value>();
    for (String command : commands) {
      String text = output(command, eval, lines ? "lines" : "pipe");
      if (lines) {
        PythonStrings.lines(text, false).forEach(l -> out.add(new Str(l, Tag.REMOTE)));
      } else {
        out.add(new Str(PythonStrings.stripEnd(text), Tag.REMOTE));
      }
    }
    return Call.list(out);
  }

  private static String output(String command, Evaluation eval, String lookup) {
    try {
      var process =
          new ProcessBuilder("/bin/sh", "-c", command)
              .directory(eval.environment().baseDirectory(eval.scope()).toFile())
              .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      var watchdog =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                  }
                } catch (InterruptedException e) {
                  process.destroyForcibly();
                }
              });
      byte[] bytes = process.getInputStream().readAllBytes();
      int code = process.waitFor();
      watchdog.join();
      if (code != 0) {
        throw eval.error("lookup_plugin.%s(%s) returned %d".formatted(lookup, command, code));
      }
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw eval.error("cannot run the command of lookup " + lookup + ": " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw eval.error("interrupted while lookup " + lookup + " ran");
    }
  }
}
