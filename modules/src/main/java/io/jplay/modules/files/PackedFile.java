package io.jplay.modules.files;

import io.jplay.core.shell.ScriptBuilder;
import java.util.Map;
import java.util.Optional;

/// A file that a program writes or reads, packed as the end of its name says.
public record PackedFile(String path) {
  private static final Map<String, String> PACKERS =
      Map.of("gz", "gzip", "bz2", "bzip2", "xz", "xz");

  private Optional<String> packer() {
    return Optional.ofNullable(PACKERS.get(path.substring(path.lastIndexOf('.') + 1)));
  }

  /// Adds a line that lets the shell function `jp_run` write the file, and ends with its status.
  public void written(ScriptBuilder script) {
    Optional<String> packer = packer();
    if (packer.isEmpty()) {
      script.line("jp_run > {}", path);
    } else {
      // the status of the program counts, not that of what packs
      script.line("jp_rc=$({ { jp_run; echo $? >&4; } | {} >{}; } 4>&1)", packer.get(), path);
      script.line("exit $jp_rc");
    }
  }

  /// Adds a line that lets the shell function `jp_run` read the file.
  public void read(ScriptBuilder script) {
    Optional<String> packer = packer();
    if (packer.isEmpty()) {
      script.line("jp_run < {}", path);
    } else {
      script.line("{} -dc {} | jp_run", packer.get(), path);
    }
  }

  /// How a command that writes the file is shown.
  public String shownWritten(String command) {
    return packer()
        .map(p -> "%s | %s > %s".formatted(command, p, path))
        .orElse(command + " > " + path);
  }

  /// How a command that reads the file is shown.
  public String shownRead(String command) {
    return packer()
        .map(p -> "%s -dc %s | %s".formatted(p, path, command))
        .orElse(command + " < " + path);
  }
}
