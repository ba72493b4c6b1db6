package io.jplay.core.ssh;

import io.jplay.core.shell.ShellProgram;
import java.util.HashMap;
import java.util.Map;

/// The libraries that one persistent shell keeps in variables of its own. The shell reads its
/// requests byte by byte, a system call for each, so that functions of ten thousand bytes which
/// come with every task cost a host more than what most tasks do. Not exported, and out of reach of
/// what a program does in its subshell. Used by one thread at a time.
final class KnownLibraries {
  private final Map<String, String> names = new HashMap<>();

  /// The request lines for a program: first what the shell does not have yet, then the program with
  /// a call in the place of each library.
  String request(Marker marker, ShellProgram program) {
    var lines = new StringBuilder();
    String script = program.script();
    for (String library : program.libraries()) {
      String name = names.get(library);
      if (name == null) {
        name = "jp_library" + names.size();
        names.put(library, name);
        lines.append(LoopScript.assignment(name, library));
      }
      script = script.replace(library, "eval \"$" + name + "\"\n");
    }
    return lines
        + LoopScript.request(marker, script, program.environment(), program.stdin().length);
  }
}
