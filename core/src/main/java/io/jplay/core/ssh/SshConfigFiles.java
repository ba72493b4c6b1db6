package io.jplay.core.ssh;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The ssh_config files of a run, the first one deciding: with a section for each host they are
/// long, and each host reads them. Thread-safe.
public final class SshConfigFiles {
  /// A line with a keyword, cut into its words. `key` is in lower case, `number` counts from 1.
  record Statement(int number, String key, String written, List<String> arguments) {}

  private final List<Path> paths;
  private final ParsedFiles<List<Statement>> parsed;

  private SshConfigFiles(List<Path> paths, ParsedFiles<List<Statement>> parsed) {
    this.paths = List.copyOf(paths);
    this.parsed = parsed;
  }

  public static SshConfigFiles of(List<Path> paths) {
    return new SshConfigFiles(paths, new ParsedFiles<>(SshConfigFiles::parse));
  }

  /// Others in their place: those of `-F`.
  SshConfigFiles instead(List<Path> others) {
    return new SshConfigFiles(others, parsed);
  }

  List<Path> paths() {
    return paths;
  }

  /// The statements of a file, also of one that these include.
  List<Statement> statements(Path file) throws IOException {
    return parsed.of(file);
  }

  private static List<Statement> parse(List<String> lines) {
    var statements = new ArrayList<Statement>();
    for (int i = 0; i < lines.size(); i++) {
      List<String> words = SshWords.split(lines.get(i));
      if (!words.isEmpty()) {
        String written = words.getFirst();
        statements.add(
            new Statement(
                i + 1,
                written.toLowerCase(Locale.ROOT),
                written,
                List.copyOf(words.subList(1, words.size()))));
      }
    }
    return List.copyOf(statements);
  }
}
