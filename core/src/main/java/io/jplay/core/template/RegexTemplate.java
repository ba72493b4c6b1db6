package io.jplay.core.template;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;

/// The replacement text of `re.sub`: `\1`, `\g<name>`, and the escapes of patterns.
final class RegexTemplate {
  /// A literal text, or (when the text is empty) a group.
  record Part(String text, int group) {}

  private final String template;
  private final Regex regex;
  private final List<Part> parts = new ArrayList<>();
  private final StringBuilder literal = new StringBuilder();
  private int at;

  private RegexTemplate(String template, Regex regex) {
    this.template = template;
    this.regex = regex;
  }

  static List<Part> parse(String template, Regex regex) {
    if (template.indexOf('\\') < 0) {
      return List.of(new Part(template, -1));
    }
    return new RegexTemplate(template, regex).parse();
  }

  static void append(List<Part> parts, String text, Matcher m, StringBuilder out) {
    for (Part part : parts) {
      out.append(part.group < 0 ? part.text : Regex.groupText(text, m, part.group));
    }
  }

  private List<Part> parse() {
    while (at < template.length()) {
      char c = template.charAt(at++);
      if (c != '\\') {
        literal.append(c);
      } else if (at == template.length()) {
        throw PythonError.value("bad escape (end of pattern) at position " + (at - 1));
      } else {
        escape(template.charAt(at++));
      }
    }
    flush();
    return parts;
  }

  private void escape(char c) {
    switch (c) {
      case 'g' -> named();
      case 'n' -> literal.append('\n');
      case 't' -> literal.append('\t');
      case 'r' -> literal.append('\r');
      case 'a' -> literal.append('\u0007');
      case 'b' -> literal.append('\b');
      case 'f' -> literal.append('\f');
      case 'v' -> literal.append('\u000b');
      case '\\' -> literal.append('\\');
      default -> {
        if (c >= '0' && c <= '9') {
          number(c);
        } else if (c < 128 && Character.isLetter(c)) {
          throw PythonError.value("bad escape \\" + c + " at position " + (at - 2));
        } else {
          literal.append('\\').append(c);
        }
      }
    }
  }

  private void named() {
    int close = template.indexOf('>', at);
    if (at >= template.length() || template.charAt(at) != '<') {
      throw PythonError.value("missing < at position " + at);
    }
    if (close < 0) {
      throw PythonError.value("missing >, unterminated name at position " + (at + 1));
    }
    String name = template.substring(at + 1, close);
    int start = at + 1;
    at = close + 1;
    if (name.isEmpty()) {
      throw PythonError.value("missing group name at position " + start);
    }
    if (name.chars().allMatch(Character::isDigit)) {
      group(name.length() > 6 ? Integer.MAX_VALUE : Integer.parseInt(name), start);
    } else {
      group(
          regex
              .group(name)
              .orElseThrow(() ->
                  new PythonError(
                      PythonError.Kind.INDEX, "unknown group name " + PythonText.quote(name))),
          start);
    }
  }

  private boolean octal(int index) {
    return index < template.length()
        && template.charAt(index) >= '0'
        && template.charAt(index) <= '7';
  }

  private void number(char first) {
    int start = at - 1;
    if (first == '0' || first <= '3' && octal(at) && octal(at + 1)) {
      int end = at;
      while (end < start + 3 && octal(end)) {
        end++;
      }
      literal.append((char) Integer.parseInt(template.substring(start, end), 8));
      at = end;
      return;
    }
    if (at < template.length() && Character.isDigit(template.charAt(at))) {
      at++;
    }
    group(Integer.parseInt(template.substring(start, at)), start);
  }

  private void group(int number, int position) {
    if (number > regex.groups()) {
      throw PythonError.value("invalid group reference " + number + " at position " + position);
    }
    flush();
    parts.add(new Part("", number));
  }

  private void flush() {
    if (!literal.isEmpty()) {
      parts.add(new Part(literal.toString(), -1));
      literal.setLength(0);
    }
  }
}
