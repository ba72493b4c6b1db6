package io.jplay.core.template;

import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The `comment` filter: a text as a comment of a configuration file's language.
final class Comment {
  private Comment() {}

  private static Map<String, String> style(Call c, String name) {
    return switch (name) {
      case "plain" -> Map.of("decoration", "# ");
      case "erlang" -> Map.of("decoration", "% ");
      case "c" -> Map.of("decoration", "// ");
      case "cblock" -> Map.of("beginning", "/*", "decoration", " * ", "end", " */");
      case "xml" -> Map.of("beginning", "<!--", "decoration", " - ", "end", "-->");
      default -> throw c.error("Invalid style '" + name + "'.");
    };
  }

  static Value comment(Call c) {
    if (!(c.input() instanceof Str)) {
      throw new PythonError(
          PythonError.Kind.ATTRIBUTE,
          "'" + PythonText.typeName(c.input()) + "' object has no attribute 'replace'");
    }
    var p = new HashMap<String, String>(style(c, c.text(0, "plain")));
    c.args().named().forEach((k, v) -> p.put(k, text(c, k, v)));
    String newline = p.getOrDefault("newline", "\n");
    String decoration = p.getOrDefault("decoration", "# ");
    String bare = PythonStrings.stripEnd(decoration);
    String prefix = p.getOrDefault("prefix", bare);
    String postfix = p.getOrDefault("postfix", bare);
    int before = count(c, p, "prefix_count");
    int after = count(c, p, "postfix_count");
    String beginning = p.getOrDefault("beginning", "");
    String end = p.getOrDefault("end", "");

    var out = new StringBuilder(beginning.isEmpty() ? "" : beginning + newline);
    String head = prefix.isEmpty() || prefix.equals(newline) ? prefix : prefix + newline;
    out.append(body(head.repeat(before), decoration + c.inputText(), newline, decoration, bare));
    out.repeat(newline + postfix, after);
    return Call.str(out.append(end.isEmpty() ? "" : newline + end));
  }

  /// What stands around the text is left out when it is false (None, 0).
  private static String text(Call c, String key, Value value) {
    boolean isOptional = List.of("beginning", "prefix", "end").contains(key);
    return isOptional && !PythonOps.truth(value) ? "" : c.str(value);
  }

  private static int count(Call c, Map<String, String> p, String key) {
    try {
      return Math.max(0, Integer.parseInt(p.getOrDefault(key, "1")));
    } catch (NumberFormatException e) {
      throw c.error(key + " must be a number, got " + p.get(key));
    }
  }

  /// Every line decorated; blanks at the end of empty ones go.
  private static String body(
      String head, String text, String newline, String decoration, String bare) {
    return (head + text.replace(newline, newline + decoration))
        .replace(newline + decoration + newline, newline + bare + newline);
  }
}
