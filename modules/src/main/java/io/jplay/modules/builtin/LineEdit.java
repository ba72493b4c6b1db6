package io.jplay.modules.builtin;

import io.jplay.modules.files.PythonRegex;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;

/// Where lineinfile puts a line: over the last match of `regexp`, else where the line is, else by
/// `insertafter` or `insertbefore`, else at the end.
final class LineEdit {
  private final Lineinfile.Args args;
  private final Optional<String> insertbefore;
  private final String insertafter;
  private final List<String> lines;

  /// The lines after the edit, and what was done (empty for nothing).
  record Edited(List<String> lines, String message) {}

  LineEdit(Lineinfile.Args args, List<String> lines) {
    this.args = args;
    // an empty place is none: a template that came to nothing
    this.insertbefore = args.insertbefore().filter(place -> !place.isEmpty());
    this.insertafter = args.insertafter().filter(place -> !place.isEmpty()).orElse("EOF");
    this.lines = new ArrayList<>(lines);
  }

  static String withoutEnd(String line) {
    int end = line.length();
    while (end > 0 && "\r\n".indexOf(line.charAt(end - 1)) >= 0) {
      end--;
    }
    return line.substring(0, end);
  }

  Edited present() {
    String line = args.line().orElse("");
    int at = -1;
    String replacement = line;
    Optional<PythonRegex> regexp = args.regexp().map(r -> PythonRegex.compile(r, 0));
    for (int i = 0; i < lines.size() && !(at >= 0 && args.firstmatch()); i++) {
      String current = lines.get(i);
      Optional<Matcher> match = regexp.map(r -> r.matcher(current));
      if (match.filter(Matcher::find).isPresent()) {
        at = i;
        replacement = args.backrefs() ? regexp.get().expand(match.get(), line) : line;
      } else if (args.searchString().filter(current::contains).isPresent()) {
        at = i;
      }
    }
    if (at >= 0) {
      return replace(at, withoutEnd(replacement) + "\n");
    }
    if (args.backrefs()) {
      return new Edited(lines, "");
    }
    int same = same(line);
    return same >= 0 ? replace(same, withoutEnd(line) + "\n") : insert(line + "\n");
  }

  /// Where the line is already, or -1. With firstmatch it is not seen further behind the place
  /// where it would go (ansible-core 2.18).
  private int same(String line) {
    Optional<PythonRegex> place =
        Optional.of(insertbefore.orElse(insertafter))
            .filter(p -> args.firstmatch() && !p.equals("BOF") && !p.equals("EOF"))
            .map(p -> PythonRegex.compile(p, 0));
    int at = -1;
    for (int i = 0; i < lines.size(); i++) {
      String current = lines.get(i);
      if (withoutEnd(current).equals(line)) {
        at = i;
      } else if (place.filter(p -> p.matcher(current).find()).isPresent()) {
        boolean next =
            insertbefore.isEmpty()
                && i + 1 < lines.size()
                && withoutEnd(lines.get(i + 1)).equals(line);
        return next ? i + 1 : at;
      }
    }
    return at;
  }

  private Edited replace(int at, String line) {
    if (lines.get(at).equals(line)) {
      return new Edited(lines, "");
    }
    lines.set(at, line);
    return new Edited(lines, "line replaced");
  }

  private Edited insert(String line) {
    int at = lines.size();
    if (insertbefore.isPresent()) {
      at = insertbefore.get().equals("BOF") ? 0 : place(insertbefore.get(), 0);
    } else if (insertafter.equals("BOF")) {
      at = 0;
    } else if (!insertafter.equals("EOF")) {
      at = place(insertafter, 1);
    }
    if (at > 0 && at == lines.size() && !lines.getLast().endsWith("\n")) {
      lines.set(at - 1, lines.getLast() + "\n");
    }
    lines.add(at, line);
    return new Edited(lines, "line added");
  }

  /// The last match (or the first with firstmatch), else the end.
  private int place(String regex, int offset) {
    PythonRegex pattern = PythonRegex.compile(regex, 0);
    int found = lines.size();
    for (int i = 0; i < lines.size(); i++) {
      if (pattern.matcher(lines.get(i)).find()) {
        found = i + offset;
        if (args.firstmatch()) {
          break;
        }
      }
    }
    return found;
  }
}
