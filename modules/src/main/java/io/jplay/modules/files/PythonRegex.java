package io.jplay.modules.files;

import io.jplay.core.api.ModuleFailure;
import io.jplay.core.value.PythonPattern;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// A regular expression and its replacements as Python's `re` has them.
public final class PythonRegex {
  private final Pattern pattern;
  private final Map<String, Integer> names;

  private PythonRegex(Pattern pattern, Map<String, Integer> names) {
    this.pattern = pattern;
    this.names = names;
  }

  /// `flags` are MULTILINE and DOTALL of [Pattern]; a bad expression fails the task.
  public static PythonRegex compile(String regex, int flags) {
    try {
      PythonPattern.Translated t = PythonPattern.translate(regex, flags);
      return new PythonRegex(Pattern.compile(t.java(), t.flags()), t.groupNames());
    } catch (PatternSyntaxException e) {
      throw new ModuleFailure("bad regular expression '" + regex + "': " + e.getDescription());
    }
  }

  public Matcher matcher(String text) {
    return pattern.matcher(text);
  }

  /// The numbers of the groups that have names.
  public Map<String, Integer> names() {
    return names;
  }

  /// The replacement template of a match expanded: `\1`, `\g<1>`, `\g<name>`, `\n`, `\t`.
  public String expand(Matcher m, String template) {
    var out = new StringBuilder();
    for (int i = 0; i < template.length(); i++) {
      char c = template.charAt(i);
      if (c == '\\' && i + 1 == template.length()) {
        throw new ModuleFailure("bad escape (end of pattern) at position " + i);
      }
      if (c != '\\') {
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
              default -> {
                if (isLetter(next)) {
                  throw new ModuleFailure("bad escape \\%c at position %d".formatted(next, i - 1));
                }
                yield "\\" + next;
              }
            });
      }
    }
    return out.toString();
  }

  /// Fails the task for an escape that Python's `re` refuses, whether or not anything matches.
  public static void requireTemplate(String template) {
    for (int i = 0; i < template.length(); i++) {
      if (template.charAt(i) == '\\') {
        if (i + 1 == template.length()) {
          throw new ModuleFailure(
              "Unable to process replace due to error: bad escape (end of pattern) at position "
                  + i);
        }
        char next = template.charAt(i + 1);
        if (isLetter(next) && "abfgnrtv".indexOf(next) < 0) {
          throw new ModuleFailure(
              "Unable to process replace due to error: bad escape \\%c at position %d"
                  .formatted(next, i));
        }
        i++;
      }
    }
  }

  private static boolean isLetter(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
  }

  private String group(Matcher m, String name, int position) {
    try {
      Integer number = name.matches("\\d+") ? Integer.valueOf(name) : names.get(name);
      String text = m.group(number == null ? -1 : number);
      return text == null ? "" : text;
    } catch (IndexOutOfBoundsException | NumberFormatException e) {
      throw new ModuleFailure("invalid group reference " + name + " at position " + position);
    }
  }
}
