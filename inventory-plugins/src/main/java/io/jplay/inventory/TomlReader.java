package io.jplay.inventory;

import io.jplay.core.source.SourceRange;
import io.jplay.core.source.SourceText;
import io.jplay.core.value.Bool;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Int;
import io.jplay.core.value.Real;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Template;
import io.jplay.core.value.Value;
import io.jplay.core.value.YamlDate;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A TOML 1.0 document as a value. Times of no day stay texts: nothing in an inventory computes
/// with them.
final class TomlReader {
  private static final Pattern BARE_KEY = Pattern.compile("[A-Za-z0-9_-]+");
  private static final Pattern INTEGER =
      Pattern.compile(
          "[+-]?(?:0|[1-9](?:_?\\d)*)|0x[0-9A-Fa-f](?:_?[0-9A-Fa-f])*|0o[0-7](?:_?[0-7])*|0b[01](?:_?[01])*");
  private static final Pattern FLOAT =
      Pattern.compile(
          "[+-]?(?:0|[1-9](?:_?\\d)*)(?:\\.\\d(?:_?\\d)*)?(?:[eE][+-]?\\d(?:_?\\d)*)?|[+-]?(?:inf|nan)");
  private static final Pattern DATE_OR_TIME =
      Pattern.compile(
          "\\d{4}-\\d\\d-\\d\\d(?:[Tt"
              + " ]\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?(?:[Zz]|[+-]\\d\\d:\\d\\d)?)?"
              + "|\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?");
  private static final Pattern WORD = Pattern.compile("[^\\s,\\]}#]+(?: \\d\\d:[^\\s,\\]}#]+)?");
  private static final int MAX_DEPTH = 200;

  /// A table that still grows.
  private static final class Table {
    final Map<String, Object> entries = new LinkedHashMap<>();
    boolean declared;
    boolean closed;
  }

  private final SourceText source;
  private final String text;
  private int at;
  private int depth;

  private TomlReader(SourceText source) {
    this.source = source;
    this.text = source.text();
  }

  /// The document; JplayException with the place when it is not TOML.
  static Dict read(SourceText source) {
    return (Dict) new TomlReader(source).document();
  }

  private Value document() {
    var root = new Table();
    Table current = root;
    for (blankLines(); at < text.length(); blankLines()) {
      if (text.startsWith("[[", at)) {
        at += 2;
        current = element(root, header("]]"));
      } else if (text.charAt(at) == '[') {
        at++;
        current = table(root, header("]"));
      } else {
        entry(current);
      }
      endOfLine();
    }
    return value(root);
  }

  private List<String> header(String close) {
    List<String> path = keys();
    expect(close);
    return path;
  }

  private Table table(Table root, List<String> path) {
    Table table = walk(root, path);
    if (table.declared || table.closed) {
      throw problem("table " + String.join(".", path) + " is there twice");
    }
    table.declared = true;
    return table;
  }

  private Table element(Table root, List<String> path) {
    Table parent = walk(root, path.subList(0, path.size() - 1));
    Object list = parent.entries.computeIfAbsent(path.getLast(), _ -> new ArrayList<Table>());
    if (!(list instanceof ArrayList<?> tables) || parent.closed) {
      throw problem(path.getLast() + " is no list of tables");
    }
    var added = new Table();
    added.declared = true;
    @SuppressWarnings("unchecked") // only tables are put into such lists
    var growing = (ArrayList<Table>) tables;
    growing.add(added);
    return added;
  }

  /// The table at the end of a path, made as needed; of a list of tables the last one.
  private Table walk(Table from, List<String> path) {
    Table table = from;
    for (String key : path) {
      Object next = table.entries.computeIfAbsent(key, _ -> new Table());
      table =
          switch (next) {
            case Table t when !t.closed -> t;
            case ArrayList<?> list when list.getLast() instanceof Table t -> t;
            default -> throw problem(key + " is no table");
          };
    }
    return table;
  }

  private void entry(Table into) {
    List<String> path = keys();
    expect("=");
    blanks();
    Object value = value();
    Table table = walk(into, path.subList(0, path.size() - 1));
    if (table.entries.putIfAbsent(path.getLast(), value) != null) {
      throw problem("key " + path.getLast() + " is there twice");
    }
  }

  private List<String> keys() {
    var keys = new ArrayList<String>();
    do {
      blanks();
      keys.add(key());
      blanks();
    } while (skip("."));
    return keys;
  }

  private String key() {
    if (peek() == '"' || peek() == '\'') {
      return string();
    }
    Matcher bare = BARE_KEY.matcher(text).region(at, text.length());
    if (!bare.lookingAt()) {
      throw problem("a key is expected");
    }
    at = bare.end();
    return bare.group();
  }

  private Object value() {
    if (++depth > MAX_DEPTH) {
      throw problem("values are nested too deeply");
    }
    Tag tag = Tag.at(place());
    Object value =
        switch (peek()) {
          case '"', '\'' -> Template.ofTrusted(string(), tag);
          case '[' -> array(tag);
          case '{' -> inlineTable();
          default -> plain(tag);
        };
    depth--;
    return value;
  }

  private Value array(Tag tag) {
    var items = new ArrayList<Value>();
    expect("[");
    for (blankLines(); !skip("]"); blankLines()) {
      items.add(finished(value()));
      blankLines();
      if (!skip(",") && peek() != ']') {
        throw problem("a comma or ] is expected");
      }
    }
    return new Seq(items, Seq.Kind.LIST, tag);
  }

  private Table inlineTable() {
    var table = new Table();
    expect("{");
    blanks();
    while (!skip("}")) {
      entry(table);
      blanks();
      if (!skip(",") && peek() != '}') {
        throw problem("a comma or } is expected");
      }
      blanks();
    }
    table.closed = true;
    return table;
  }

  private Value plain(Tag tag) {
    Matcher found = WORD.matcher(text).region(at, text.length());
    String word = found.lookingAt() ? found.group() : "";
    String digits = word.replace("_", "");
    Value value;
    if (word.equals("true") || word.equals("false")) {
      value = new Bool(word.equals("true"), tag);
    } else if (INTEGER.matcher(word).matches()) {
      value = Int.of(integer(digits), tag);
    } else if (FLOAT.matcher(word).matches()) {
      value = new Real(real(digits), tag);
    } else if (DATE_OR_TIME.matcher(word).matches()) {
      value = moment(word, tag);
    } else {
      throw problem("a value is expected");
    }
    at += word.length();
    return value;
  }

  /// A day, or a time of one, as Python's datetime has it: to the microsecond.
  private Value moment(String word, Tag tag) {
    if (word.charAt(2) == ':') {
      return new Str(word, tag);
    }
    String iso =
        word.toUpperCase(Locale.ROOT).replace(' ', 'T').replaceAll("(\\.\\d{6})\\d+", "$1");
    try {
      if (iso.indexOf('T') < 0) {
        return new YamlDate(LocalDate.parse(iso), tag);
      }
      boolean isLocal = iso.matches(".*T[\\d:.]+");
      return new YamlDate(isLocal ? LocalDateTime.parse(iso) : OffsetDateTime.parse(iso), tag);
    } catch (DateTimeParseException e) {
      throw problem("there is no such date or time");
    }
  }

  private static BigInteger integer(String digits) {
    if (digits.length() > 2 && digits.charAt(0) == '0') {
      int radix =
          switch (digits.charAt(1)) {
            case 'x' -> 16;
            case 'o' -> 8;
            default -> 2;
          };
      return new BigInteger(digits.substring(2), radix);
    }
    return new BigInteger(digits);
  }

  private static double real(String digits) {
    return Double.parseDouble(digits.replace("inf", "Infinity").replace("nan", "NaN"));
  }

  private String string() {
    String quote = String.valueOf(peek());
    boolean isLong = text.startsWith(quote.repeat(3), at);
    String close = isLong ? quote.repeat(3) : quote;
    at += close.length();
    if (isLong && !skip("\r\n")) {
      skip("\n");
    }
    var content = new StringBuilder();
    while (!isClosed(close)) {
      char c = peek();
      if (at >= text.length() || (c == '\n' && !isLong)) {
        throw problem("the text is not closed");
      }
      if (c == '\\' && quote.equals("\"")) {
        escape(content);
      } else {
        content.append(c);
        at++;
      }
    }
    at += close.length();
    return content.toString();
  }

  /// A long text may end in quotes of its own: the last three close it.
  private boolean isClosed(String close) {
    return text.startsWith(close, at) && !(close.length() == 3 && text.startsWith(close, at + 1));
  }

  private void escape(StringBuilder content) {
    at++;
    char c = peek();
    at++;
    switch (c) {
      case 'b' -> content.append('\b');
      case 't' -> content.append('\t');
      case 'n' -> content.append('\n');
      case 'f' -> content.append('\f');
      case 'r' -> content.append('\r');
      case '"', '\\' -> content.append(c);
      case 'u' -> content.appendCodePoint(hex(4));
      case 'U' -> content.appendCodePoint(hex(8));
      case ' ', '\t', '\r', '\n' -> {
        while (Character.isWhitespace(peek())) {
          at++;
        }
      }
      default -> throw problem("unknown escape \\" + c);
    }
  }

  private int hex(int length) {
    try {
      int code = Integer.parseInt(text, at, at + length, 16);
      at += length;
      if (Character.isValidCodePoint(code)) {
        return code;
      }
    } catch (NumberFormatException | IndexOutOfBoundsException e) {
      // said below
    }
    throw problem("not a character");
  }

  private static Value finished(Object value) {
    return switch (value) {
      case Value v -> v;
      case Table t -> value(t);
      case List<?> l -> Seq.of(l.stream().map(TomlReader::finished).toList());
      default -> throw new IllegalStateException("neither value nor table");
    };
  }

  private static Value value(Table table) {
    var entries = new LinkedHashMap<String, Value>();
    table.entries.forEach((key, entry) -> entries.put(key, finished(entry)));
    return Dict.of(entries);
  }

  private char peek() {
    return at < text.length() ? text.charAt(at) : 0;
  }

  private boolean skip(String token) {
    boolean found = text.startsWith(token, at);
    at += found ? token.length() : 0;
    return found;
  }

  private void expect(String token) {
    if (!skip(token)) {
      throw problem("'" + token + "' is expected");
    }
  }

  private void blanks() {
    while (peek() == ' ' || peek() == '\t') {
      at++;
    }
  }

  private void blankLines() {
    for (blanks(); peek() == '#' || peek() == '\n' || peek() == '\r'; blanks()) {
      comment();
      at++;
    }
  }

  private void comment() {
    if (peek() == '#') {
      while (at < text.length() && peek() != '\n') {
        at++;
      }
    }
  }

  private void endOfLine() {
    blanks();
    comment();
    if (at < text.length() && !skip("\r\n") && !skip("\n")) {
      throw problem("the end of the line is expected");
    }
  }

  private SourceRange place() {
    return source.range(Math.min(at, text.length()), Math.min(1, text.length() - at));
  }

  private RuntimeException problem(String detail) {
    return Problems.at("not TOML: " + detail, place());
  }
}
