package io.jplay.core.ssh;

import io.jplay.core.shell.ShellProgram;
import io.jplay.core.shell.ShellWord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;

/// The texts that are sent to a persistent shell.
///
/// The shell is started as `exec /bin/sh -c '...'` with a text that means the same to every login
/// shell (sh, csh, fish): no newline, no quote, no `!`. Its loop reads one request per line with
/// `read`, which takes single bytes, so that a payload may follow its line without a round trip.
final class LoopScript {
  private static final String LOOP =
      "exec 3<&0 </dev/null; while IFS= read -r jp_l <&3; do eval \"$jp_l\"; done";
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final String FUNCTIONS = resource("loop.sh");

  private LoopScript() {}

  /// The words that run the loop, for the login shell or a become program; `ready` is printed as an
  /// empty frame on both streams before the first request is read.
  static String command(String shell, Marker ready) {
    String begin = "echo %s\"\"%s".formatted(ready.first(), ready.second());
    String end = "echo %s\"\"%s\" 0\"".formatted(ready.second(), ready.first());
    String frames = "%s; %s; %s >&2; %s >&2; ".formatted(begin, end, begin, end);
    // a terminal cuts long lines and echoes until it is told not to
    return shell + " -c " + ShellWord.of("[ -t 0 ] && stty raw -echo; " + frames + LOOP);
  }

  /// A name for the private directory of a session that nobody can guess.
  static String privateName() {
    return ".jplay-" + Marker.token();
  }

  /// The first line: defines the functions, and answers with `pid processGroup`. Files that are
  /// sent go into a directory `name` below `temporary` where that can be had.
  static String hello(Marker marker, boolean terminal, String temporary, String name) {
    String setup =
        (terminal ? "jp_tty=1\n" : "jp_tty=\n")
            + "jp_tmp="
            + quoted(temporary)
            + "\n"
            + FUNCTIONS
            + "jp_name="
            + name
            + "\n"
            + (terminal ? "jp_private\n" : "");
    String identity =
        """
        if read -r a b c d group rest 2>/dev/null </proc/$$/stat; then :; else
          group=$(ps -o pgid= -p $$ 2>/dev/null)
        fi
        echo $$ $group
        """;
    // the newline first: a request is one line
    return "jp_nl=$(printf '\\nx'); jp_nl=${jp_nl%x}; eval "
        + inOneLine(setup)
        + "; "
        + request(marker, identity, -1);
  }

  /// A request line. `payload` bytes follow it, or none when it is negative.
  static String request(Marker marker, String script, long payload) {
    return "jp %s %s %s %s\n"
        .formatted(
            marker.first(),
            marker.second(),
            payload < 0 ? "-" : Long.toString(payload),
            inOneLine(script));
  }

  static String request(
      Marker marker, String script, Map<String, String> environment, int payload) {
    return request(marker, exports(environment) + script, payload == 0 ? -1 : payload);
  }

  static String request(Marker marker, ShellProgram program) {
    return request(marker, program.script(), program.environment(), program.stdin().length);
  }

  /// A line that gives the shell a variable; it has no answer.
  static String assignment(String name, String text) {
    return name + "=" + inOneLine(text) + "\n";
  }

  private static String exports(Map<String, String> environment) {
    var text = new StringBuilder();
    environment.forEach((name, value) -> {
      // what is no name of a shell variable cannot be exported; Ansible's shells fail on it
      if (NAME.matcher(name).matches()) {
        text.append("export ").append(name).append('=').append(quoted(value)).append('\n');
      }
    });
    return text.toString();
  }

  /// Quoted like [ShellWord], but without a plain form: the word is part of an assignment.
  private static String quoted(String text) {
    return "'" + text.replace("\0", "").replace("'", "'\\''") + "'";
  }

  private static String inOneLine(String script) {
    if (script.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("a program cannot hold NUL");
    }
    return quoted(script).replace("\n", "'\"$jp_nl\"'");
  }

  private static String resource(String name) {
    try (InputStream in = LoopScript.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("no resource " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#") && !line.isBlank())
          .map(String::strip)
          .reduce("", (all, line) -> all + line + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
