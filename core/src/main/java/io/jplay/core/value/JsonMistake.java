package io.jplay.core.value;

/// Where a text stops being JSON, in the words of Python's decoder: scripts look for them, and they
/// tell line and column. Read only after a parser refused the text.
public final class JsonMistake {
  private static final int MAX_DEPTH = 1000;

  private final String text;
  private int at;

  private JsonMistake(String text) {
    this.text = text;
  }

  private static final class Found extends Exception {
    private static final long serialVersionUID = 1;

    Found(String message) {
      super(message, null, false, false);
    }

    String text() {
      return String.valueOf(getMessage());
    }
  }

  /// `Expecting ',' delimiter: line 1 column 6 (char 5)`.
  public static String describe(String text) {
    var reader = new JsonMistake(text);
    try {
      reader.blanks();
      reader.value(0);
      reader.blanks();
      return reader.at("Extra data", reader.at).text();
    } catch (Found e) {
      return e.text();
    }
  }

  private Found at(String problem, int offset) {
    int line = 1 + (int) text.chars().limit(offset).filter(c -> c == '\n').count();
    int column = offset - text.lastIndexOf('\n', offset - 1);
    return new Found(problem + ": line " + line + " column " + column + " (char " + offset + ")");
  }

  private void blanks() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private char peek() {
    return at < text.length() ? text.charAt(at) : 0;
  }

  private void value(int depth) throws Found {
    if (depth > MAX_DEPTH) {
      throw at("maximum recursion depth exceeded while decoding a JSON value", at);
    }
    switch (peek()) {
      case '"' -> string();
      case '{' -> object(depth);
      case '[' -> array(depth);
      default -> literal();
    }
  }

  private void literal() throws Found {
    for (String word : new String[] {"null", "true", "false", "NaN", "Infinity", "-Infinity"}) {
      if (text.startsWith(word, at)) {
        at += word.length();
        return;
      }
    }
    int start = at;
    if (peek() == '-') {
      at++;
    }
    int digits = digits();
    if (digits == 0) {
      at = start;
      throw at("Expecting value", start);
    }
    int end = at;
    if (peek() == '.') {
      at++;
      end = digits() > 0 ? at : end;
      at = end;
    }
    if (peek() == 'e' || peek() == 'E') {
      at++;
      if (peek() == '-' || peek() == '+') {
        at++;
      }
      at = digits() > 0 ? at : end;
    }
  }

  /// How many digits there are; after a leading zero no more belong to the number.
  private int digits() {
    int start = at;
    while (Character.isDigit(peek()) && peek() < 128) {
      at++;
      boolean leadingZero = at == start + 1 && text.charAt(start) == '0';
      if (leadingZero && (start == 0 || text.charAt(start - 1) != '.')) {
        break;
      }
    }
    return at - start;
  }

  private void string() throws Found {
    int begin = at++;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '"') {
        at++;
        return;
      }
      if (c < ' ') {
        throw at("Invalid control character at", at);
      }
      if (c == '\\') {
        escape(begin);
      } else {
        at++;
      }
    }
    throw at("Unterminated string starting at", begin);
  }

  private void escape(int begin) throws Found {
    if (at + 1 >= text.length()) {
      throw at("Unterminated string starting at", begin);
    }
    char kind = text.charAt(at + 1);
    if (kind == 'u') {
      if (at + 6 > text.length() || !text.substring(at + 2, at + 6).matches("[0-9a-fA-F]{4}")) {
        throw at("Invalid \\uXXXX escape", at + 1);
      }
      at += 6;
    } else if ("\"\\/bfnrt".indexOf(kind) < 0) {
      throw at("Invalid \\escape", at);
    } else {
      at += 2;
    }
  }

  private void object(int depth) throws Found {
    at++;
    blanks();
    if (peek() == '}') {
      at++;
      return;
    }
    while (true) {
      if (peek() != '"') {
        throw at("Expecting property name enclosed in double quotes", at);
      }
      string();
      blanks();
      if (peek() != ':') {
        throw at("Expecting ':' delimiter", at);
      }
      at++;
      blanks();
      value(depth + 1);
      if (isEnd('}')) {
        return;
      }
    }
  }

  private void array(int depth) throws Found {
    at++;
    blanks();
    if (peek() == ']') {
      at++;
      return;
    }
    do {
      value(depth + 1);
    } while (!isEnd(']'));
  }

  /// Steps over the end of a collection, or over the comma before its next element.
  private boolean isEnd(char end) throws Found {
    blanks();
    if (at < text.length() && peek() == end) {
      at++;
      return true;
    }
    if (peek() != ',') {
      throw at("Expecting ',' delimiter", at);
    }
    at++;
    blanks();
    return false;
  }
}
