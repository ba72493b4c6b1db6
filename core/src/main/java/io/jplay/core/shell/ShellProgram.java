package io.jplay.core.shell;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A POSIX sh program and what it reads from standard input. Built by [ScriptBuilder]. `stdin` is
/// sent behind the program (payload of a file, input of a command) and is never part of the script
/// text; an empty payload reads as end of file at once. `environment` is exported before the
/// program runs. `libraries` are the whole lines of the script that many programs have in common,
/// in its order: a connection need not send them again for each.
public record ShellProgram(
    String script, List<String> libraries, byte[] stdin, Map<String, String> environment) {
  public ShellProgram {
    libraries = List.copyOf(libraries);
    environment = Map.copyOf(environment);
  }

  public static ShellProgram of(String script) {
    return new ShellProgram(script, List.of(), new byte[0], Map.of());
  }

  public ShellProgram withStdin(byte[] payload) {
    return new ShellProgram(script, libraries, payload, environment);
  }

  /// The program with another working directory; where that cannot be entered, it stays where it
  /// is.
  public ShellProgram within(String directory) {
    String quoted = ShellWord.of(directory).quoted();
    // on the first line: shells tell the lines of what fails
    String moved = "cd " + quoted + " 2>/dev/null || :; " + script;
    return new ShellProgram(moved, libraries, stdin, environment);
  }

  public ShellProgram withEnvironment(Map<String, String> more) {
    if (more.isEmpty()) {
      return this;
    }
    var all = new LinkedHashMap<>(more);
    all.putAll(environment);
    return new ShellProgram(script, libraries, stdin, all);
  }

  /// What an operator is shown of it: its own lines, without the functions that they call.
  public String shown() {
    String own = script;
    for (String library : libraries) {
      own = own.replace(library, "");
    }
    return own.strip();
  }
}
