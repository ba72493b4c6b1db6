package io.jplay.core.template;

import io.jplay.core.value.Value;
import java.util.Map;

/// The first line `#jinja2: trim_blocks: False, ...` of a template, and the options of the template
/// module, as a [Syntax].
record TemplateHeader(Syntax syntax, int length) {
  static final String UNREADABLE = "failed to parse jinja2 override ";
  private static final String START = "#jinja2:";

  /// Reads the header, if there is one, over a syntax. `length` counts its characters and line end.
  static TemplateHeader read(String text, Syntax base) {
    if (!text.startsWith(START)) {
      return new TemplateHeader(base, 0);
    }
    int end = text.indexOf('\n');
    String line = text.substring(START.length(), end < 0 ? text.length() : end);
    Syntax syntax = base;
    for (String part : line.split(",", -1)) {
      int colon = part.indexOf(':');
      if (colon < 0) {
        throw new SyntaxError(
            UNREADABLE
                + "'"
                + part.strip()
                + "'. Did you use something different from colon as key-value separator?",
            0);
      }
      syntax = syntax.with(part.substring(0, colon).strip(), unquoted(part.substring(colon + 1)));
    }
    return new TemplateHeader(syntax, end < 0 ? text.length() : end + 1);
  }

  private static String unquoted(String value) {
    String text = value.strip();
    boolean quoted =
        text.length() > 1
            && (text.charAt(0) == '"' || text.charAt(0) == '\'')
            && text.charAt(text.length() - 1) == text.charAt(0);
    return quoted ? text.substring(1, text.length() - 1) : text;
  }

  /// The syntax that the options of the template module ask for.
  static Syntax settings(Map<String, Value> settings, Syntax base) {
    Syntax syntax = base;
    for (var entry : settings.entrySet()) {
      syntax = syntax.with(entry.getKey(), PythonText.str(entry.getValue()));
    }
    return syntax;
  }
}
