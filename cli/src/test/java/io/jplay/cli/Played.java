package io.jplay.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What a command line came to: exit code and both streams. Run in this process, in a directory of
/// its own that is its home as well, with nothing of the user's settings.
record Played(int code, String out, String err) {
  static Played of(Path directory, Map<String, String> more, String... words) {
    return of("jplay", directory, more, words);
  }

  static Played of(String program, Path directory, Map<String, String> more, String... words) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var environment = new HashMap<>(Map.of("HOME", directory.toString(), "ANSIBLE_NOCOLOR", "1"));
    environment.put("PATH", System.getenv("PATH"));
    environment.putAll(more);
    var terminal =
        new Terminal(
            InputStream.nullInputStream(),
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8),
            environment);
    int code =
        new Dispatcher(program, directory, environment, terminal).run(List.of(words)).number();
    return new Played(code, out.toString(UTF_8), err.toString(UTF_8));
  }

  /// A directory below whose name is as long on every run: where lines of a screen are broken
  /// depends on it.
  static Path steady(Path temporary) throws IOException {
    Path real = temporary.toRealPath();
    int missing = 60 - real.toString().length();
    return Files.createDirectories(real.resolve("d".repeat(Math.max(1, missing))));
  }

  /// For golden files: names of temporary directories are replaced.
  String screen(Path directory) {
    return "exit %d\n--- stdout\n%s--- stderr\n%s"
        .formatted(code, out, err)
        .replace(directory.toString(), "DIR");
  }
}
