package io.jplay.modules.files;

import io.jplay.core.api.ModuleFailure;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// Regular expressions and replacements as Python's `re` writes them.
public final class PythonRegex {
  private PythonRegex() {}

  /// Compiles an expression; a bad one fails the task.
  public static Pattern compile(String regex, int flags) {
    String java =
        regex
            .replace("(?P<", "(?<")
            .replaceAll("\\(\\?P=(\\w+)\\)", "\\\\k<$1>")
            .replace("\\Z", "\\z")
            .replaceAll("(?<!\\\\)\\[\\[(?![:.=])", "[\\\\[")
            .replaceAll("\\{,(?=\\d+\\})", "{0,")
            // a brace that begins no repeat stands for itself
            .replaceAll("(?<!\\\\)((?:\\\\\\\\)*)\\{(?!\\d+(?:,\\d*)?\\})", "$1\\\\{");
    try {
      // only a line feed ends a line
      return Pattern.compile(java, flags | Pattern.UNIX_LINES);
    } catch (PatternSyntaxException e) {
      throw new ModuleFailure("bad regular expression '" + regex + "': " + e.getDescription());
    }
  }

  /// The replacement template of a match expanded: `\1`, `\g<1>`, `\g<name>`, `\n`, `\t`.
  public static String expand(Matcher m, String template) {
    var out = new StringBuilder();
    for (int i = 0; i < template.length(); i++) {
      char c = template.charAt(i);
      if (c != '\\' || i + 1 == template.length()) {
        out.append(c);
        continue;
      }
      char next = template.charAt(++i);
      if (next == 'g' && i + 1 < template.length() && template.charAt(i + 1) == '<') {
        int end = template.indexOf('>', i);
        if (end < 0) {
          throw new ModuleFailure("missing >, unterminated name in replacement: " + template);
        }
        out.append(group(m, template.substring(i + 2, end), i + 2));
        i = end;
      } else if (Character.isDigit(next)) {
        int end = i + 1;
        if (end < template.length() && Character.isDigit(template.charAt(end)) && next != '0') {
          end++;
        }
        out.append(group(m, template.substring(i, end), i));
        i = end - 1;
      } else {
        out.append(
            switch (next) {
              case 'n' -> "\n";
              case 't' -> "\t";
              case 'r' -> "\r";
              case 'a' -> "\u0007";
              case 'b' -> "\b";
              case 'f' -> "\f";
              case 'v' -> "\u000b";
              case '\\' -> "\\";
              default -> "\\" + next;
            });
      }
    }
    return out.toString();
  }

  /// Fails the task for an escape that Python's `re` refuses, whether or not anything matches.
  public static void requireTemplate(String template) {
    for (int i = 0; i + 1 < template.length(); i++) {
      if (template.charAt(i) == '\\') {
        char next = template.charAt(i + 1);
        boolean letter = next >= 'a' && next <= 'z' || next >= 'A' && next <= 'Z';
        if (letter && "abfgnrtv".indexOf(next) < 0) {
          throw new ModuleFailure(
              "Unable to process replace due to error: bad escape \\%c at position %d"
                  .formatted(next, i));
        }
        i++;
      }
    }
  }

  private static String group(Matcher m, String name, int position) {
    try {
      String text = name.matches("\\d+") ? m.group(Integer.parseInt(name)) : m.group(name);
      return text == null ? "" : text;
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      throw new ModuleFailure("invalid group reference " + name + " at position " + position);
    }
  }
}
