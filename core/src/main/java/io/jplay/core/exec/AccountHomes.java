package io.jplay.core.exec;

import io.jplay.core.api.RemoteSession;
import io.jplay.core.api.TransportException;
import io.jplay.core.shell.ShellProgram;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The home directories of the accounts of a host that a task's arguments may name (`~deploy/x`).
/// Asked for anew by each such task, because an account may have been made by the task before.
final class AccountHomes {
  /// Nothing that a shell would take for anything but a name.
  private static final Pattern NAMED = Pattern.compile("~([A-Za-z_][A-Za-z0-9_.-]*)(?:/|$)");

  private AccountHomes() {}

  /// The accounts that an argument begins with, at any depth.
  static Set<String> named(Value arguments) {
    var names = new TreeSet<String>();
    collect(arguments, names);
    return names;
  }

  private static void collect(Value value, Set<String> names) {
    switch (value) {
      case Str text -> {
        Matcher m = NAMED.matcher(text.text());
        if (m.lookingAt()) {
          names.add(m.group(1));
        }
      }
      case Seq list -> list.items().forEach(item -> collect(item, names));
      case Dict options -> options.entries().values().forEach(item -> collect(item, names));
      default -> {}
    }
  }

  /// Homes by account; without the accounts that the host does not have.
  static Map<String, String> read(Set<String> names, RemoteSession session)
      throws TransportException {
    if (names.isEmpty()) {
      return Map.of();
    }
    var ordered = new ArrayList<>(names);
    var script = new StringBuilder();
    ordered.forEach(name -> script.append("printf '%s\\n' ~").append(name).append('\n'));
    List<String> lines = session.run(ShellProgram.of(script.toString())).stdout().lines().toList();
    var homes = new HashMap<String, String>();
    for (int i = 0; i < Math.min(ordered.size(), lines.size()); i++) {
      if (lines.get(i).startsWith("/")) {
        homes.put(ordered.get(i), lines.get(i).replaceFirst("(?<=.)/+$", ""));
      }
    }
    return homes;
  }
}
