package io.jplay.modules.mysql;

import io.jplay.core.shell.ProgramOutput;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the client said: the rows of all queries, each by the names of its columns, and the first
/// error.
record MysqlAnswer(List<Map<String, String>> rows, Optional<Problem> problem) {
  private static final Pattern ERROR =
      Pattern.compile(
          "(?m)^ERROR (\\d+)(?: \\(\\w+\\))?(?: at line (\\d+))?: (.*(?:\n(?!ERROR ).*)*)");

  /// A number of the server or the client, its text, and the line of the statement: without one
  /// there was no connection.
  record Problem(int number, String text, Optional<Integer> line) {
    /// As Python shows a pair of a number and a text.
    String shown() {
      boolean single = !text.contains("'") || text.contains("\"");
      String quoted =
          single ? "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'" : '"' + text + '"';
      return "(%d, %s)".formatted(number, quoted);
    }
  }

  MysqlAnswer {
    rows = List.copyOf(rows);
  }

  /// Before each query, `SELECT '' AS NAME` says with [#mark] whose rows follow.
  static String mark(String name) {
    return "SELECT '' AS `jplay " + name + "`;\n";
  }

  static MysqlAnswer parse(ProgramOutput out) {
    var rows = new ArrayList<Map<String, String>>();
    List<String> names = List.of();
    String query = "";
    boolean header = true;
    for (String line : out.stdout().lines().toList()) {
      if (line.startsWith("jplay ")) {
        query = line.substring("jplay ".length());
        names = List.of();
        header = false;
      } else if (!header) {
        header = true; // the empty value of the mark
      } else if (names.isEmpty()) {
        names = List.of(line.split("\t", -1));
      } else {
        rows.add(row(query, names, line.split("\t", -1)));
      }
    }
    return new MysqlAnswer(rows, problem(out));
  }

  private static Map<String, String> row(String query, List<String> names, String[] values) {
    var row = new LinkedHashMap<String, String>();
    row.put("", query);
    for (int i = 0; i < Math.min(names.size(), values.length); i++) {
      row.put(names.get(i), unescaped(values[i]));
    }
    return row;
  }

  private static String unescaped(String value) {
    var text = new StringBuilder();
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c != '\\' || i + 1 == value.length()) {
        text.append(c);
        continue;
      }
      char next = value.charAt(++i);
      text.append(
          switch (next) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case '0' -> '\0';
            default -> next;
          });
    }
    return text.toString();
  }

  static Optional<Problem> problem(ProgramOutput out) {
    Matcher error = ERROR.matcher(out.stderr());
    if (error.find()) {
      return Optional.of(
          new Problem(
              Integer.parseInt(error.group(1)),
              error.group(3).strip(),
              Optional.ofNullable(error.group(2)).map(Integer::valueOf)));
    }
    return out.isOk() || out.rc() == 127
        ? Optional.empty()
        : Optional.of(new Problem(out.rc(), out.stderr().strip(), Optional.empty()));
  }

  /// The rows of the query with this mark.
  List<Map<String, String>> of(String query) {
    return rows.stream().filter(r -> query.equals(r.get(""))).toList();
  }

  boolean isRefused() {
    return problem.filter(p -> p.line().isEmpty()).isPresent();
  }

  String error() {
    return problem.map(Problem::shown).orElse("");
  }
}
