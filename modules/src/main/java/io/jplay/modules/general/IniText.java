package io.jplay.modules.general;

import io.jplay.modules.files.TextEdit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The lines of an INI file under an edit; everything that is not touched stays as it is written.
final class IniText {
  private final IniFile.Args args;
  private final List<String> lines;
  private String message = "OK";

  IniText(IniFile.Args args, String text) {
    this.args = args;
    this.lines = new ArrayList<>(TextEdit.lines(text));
  }

  String message() {
    return message;
  }

  /// Makes the edit; returns the new text.
  String edit() {
    Optional<String> section = args.section().filter(s -> !s.isEmpty());
    int from = section.isEmpty() ? 0 : header(section.get()) + 1;
    boolean there = section.isEmpty() || from > 0;
    if (args.state() == IniFile.State.ABSENT) {
      if (there) {
        remove(section, from);
      }
    } else if (there) {
      put(from);
    } else {
      append(section.get());
    }
    return String.join("", lines);
  }

  private int header(String section) {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).strip().equals("[" + section + "]")) {
        return i;
      }
    }
    return -1;
  }

  private int end(int from) {
    int i = from;
    while (i < lines.size() && !lines.get(i).stripLeading().startsWith("[")) {
      i++;
    }
    return i;
  }

  private List<String> wanted() {
    if (!args.values().isEmpty()) {
      return args.values();
    }
    return args.value().map(List::of).orElse(List.of());
  }

  private String line(Optional<String> value) {
    String option = args.option().orElse("");
    String separator = args.noExtraSpaces() ? "=" : " = ";
    return value.map(v -> option + separator + v).orElse(option) + "\n";
  }

  private List<String> newLines() {
    return wanted().isEmpty()
        ? List.of(line(Optional.empty()))
        : wanted().stream().map(v -> line(Optional.of(v))).toList();
  }

  /// A line of the option, active or commented out.
  private Matcher match(String line, boolean inactive) {
    return Pattern.compile(
            (inactive ? "[ \t]*[#;][ \t]*" : "[ \t]*")
                + Pattern.quote(args.option().orElse(""))
                + "[ \t]*(?:=[ \t]*(.*))?\\R?")
        .matcher(line);
  }

  private void remove(Optional<String> section, int from) {
    int end = end(from);
    if (args.option().isEmpty()) {
      if (section.isPresent()) {
        lines.subList(from - 1, end).clear();
        message = "section removed";
      }
      return;
    }
    for (int i = end - 1; i >= from; i--) {
      Matcher m = match(lines.get(i), false);
      boolean value =
          args.exclusive() || wanted().isEmpty() || m.matches() && wanted().contains(m.group(1));
      if (m.matches() && value) {
        lines.remove(i);
        message = "option changed";
      }
    }
  }

  private void put(int from) {
    if (args.option().isEmpty()) {
      return;
    }
    int end = end(from);
    var left = new ArrayList<>(newLines());
    var free = new ArrayList<Integer>();
    for (int i = from; i < end; i++) {
      Matcher m = match(lines.get(i), false);
      if (m.matches()) {
        int same = same(left, lines.get(i));
        if (same >= 0) {
          left.remove(same);
        } else {
          free.add(i);
        }
      }
    }
    if (args.exclusive()) {
      for (int at : free) {
        if (!left.isEmpty()) {
          lines.set(at, left.removeFirst());
          message = "option changed";
        } else {
          lines.set(at, "");
          message = "option changed";
        }
      }
    }
    if (!left.isEmpty() && args.modifyInactiveOption()) {
      for (int i = from; i < end && !left.isEmpty(); i++) {
        if (match(lines.get(i), true).matches()) {
          lines.set(i, left.removeFirst());
          message = "option changed";
        }
      }
    }
    if (!left.isEmpty()) {
      insert(end, from, left);
      message = "option added";
    }
    lines.removeIf(String::isEmpty);
  }

  private int same(List<String> wanted, String line) {
    for (int i = 0; i < wanted.size(); i++) {
      boolean equal = wanted.get(i).strip().equals(line.strip());
      boolean loose =
          args.ignoreSpaces()
              && wanted
                  .get(i)
                  .replaceFirst("\\s*=\\s*", "=")
                  .strip()
                  .equals(line.replaceFirst("\\s*=\\s*", "=").strip());
      if (equal || loose) {
        return i;
      }
    }
    return -1;
  }

  /// Behind the last line of the section that is not blank.
  private void insert(int end, int from, List<String> more) {
    int at = end;
    while (at > from && lines.get(at - 1).isBlank()) {
      at--;
    }
    if (at > 0 && !lines.get(at - 1).endsWith("\n")) {
      lines.set(at - 1, lines.get(at - 1) + "\n");
    }
    lines.addAll(at, more);
  }

  private void append(String section) {
    if (!lines.isEmpty() && !lines.getLast().endsWith("\n")) {
      lines.set(lines.size() - 1, lines.getLast() + "\n");
    }
    if (lines.isEmpty()) {
      lines.add("\n");
    }
    lines.add("[" + section + "]\n");
    if (args.option().isPresent()) {
      lines.addAll(newLines());
      message = "section and option added";
    } else {
      message = "only section added";
    }
  }
}
