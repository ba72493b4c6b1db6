package io.jplay.core.template;

import io.jplay.core.value.Dict;
import io.jplay.core.value.Int;
import io.jplay.core.value.Null;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Undefined;
import io.jplay.core.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Filters from text to text: case, blanks, layout, quoting.
final class TextFilters implements FilterFamily {
  private static final Set<String> NAMES =
      Set.of(
          "lower",
          "upper",
          "capitalize",
          "title",
          "trim",
          "replace",
          "indent",
          "truncate",
          "wordwrap",
          "wordcount",
          "center",
          "escape",
          "e",
          "forceescape",
          "safe",
          "striptags",
          "format",
          "quote",
          "comment",
          "split",
          "xmlattr",
          "pprint",
          "urlize");
  private static final Pattern SHELL_SAFE = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}_]+");
  private static final Pattern TAGS = Pattern.compile("(?s)<!--.*?-->|<[^>]*>");
  private static final Pattern BAD_KEY = Pattern.compile("[\\s/>=]");

  @Override
  public Set<String> names() {
    return NAMES;
  }

  @Override
  public Value apply(String name, Value input, CallArgs args, Evaluation eval) {
    PythonOps.require(input);
    return switch (name) {
      case "lower" -> Call.str(text("do_lower", input, args, eval).toLowerCase(Locale.ROOT));
      case "upper" -> Call.str(text("do_upper", input, args, eval).toUpperCase(Locale.ROOT));
      case "capitalize" ->
          Call.str(PythonStrings.capitalize(text("do_capitalize", input, args, eval)));
      case "title" -> Call.str(title(text("do_title", input, args, eval)));
      case "trim" -> trim(Call.of("do_trim", input, args, eval, "chars"));
      case "replace" ->
          replace(Call.of("do_replace", input, args, eval, "old", "new", "count").requiring(2));
      case "indent" -> indent(Call.of("do_indent", input, args, eval, "width", "first", "blank"));
      case "truncate" ->
          truncate(
              Call.of("do_truncate", input, args, eval, "length", "killwords", "end", "leeway"));
      case "wordwrap" ->
          TextWrap.wordwrap(
              Call.of(
                  "do_wordwrap",
                  input,
                  args,
                  eval,
                  "width",
                  "break_long_words",
                  "wrapstring",
                  "break_on_hyphens"));
      case "wordcount" ->
          Int.of(WORD.matcher(text("do_wordcount", input, args, eval)).results().count());
      case "center" -> center(Call.of("do_center", input, args, eval, "width"));
      case "escape", "e", "forceescape" -> Call.str(escape(text("do_" + name, input, args, eval)));
      case "safe" -> Call.str(text("do_safe", input, args, eval));
      case "striptags" -> stripTags(text("do_striptags", input, args, eval));
      case "format" -> format(Call.open("do_format", input, args, eval));
      case "quote" -> quote(Call.of("quote", input, args, eval));
      case "comment" -> Comment.comment(Call.open("comment", input, args, eval, "style"));
      case "split" -> split(Call.of("split", input, args, eval, "sep", "maxsplit"));
      case "xmlattr" -> xmlAttributes(Call.of("do_xmlattr", input, args, eval, "autospace"));
      case "pprint" ->
          Call.str(PrettyText.of(eval.finishDeep(Call.of("do_pprint", input, args, eval).input())));
      case "urlize" ->
          Urlize.urlize(
              Call.of(
                  "do_urlize",
                  input,
                  args,
                  eval,
                  "trim_url_limit",
                  "nofollow",
                  "target",
                  "rel",
                  "extra_schemes"));
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static String text(String name, Value input, CallArgs args, Evaluation eval) {
    return Call.of(name, input, args, eval).inputText();
  }

  /// Upper case after blanks, hyphens and opening brackets, as jinja2 (not `str.title`).
  private static String title(String text) {
    var out = new StringBuilder(text.length());
    boolean start = true;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      String one = Character.toString(c);
      out.append(start ? one.toUpperCase(Locale.ROOT) : one.toLowerCase(Locale.ROOT));
      start = PythonStrings.isSpace(c) || "-({[<".indexOf(c) >= 0;
    }
    return out.toString();
  }

  private static Value trim(Call c) {
    String text = c.inputText();
    if (!(c.get(0) instanceof Null) && !(c.get(0) instanceof Str)) {
      throw PythonError.type("strip arg must be None or str");
    }
    return Call.str(
        c.optionalText(0)
            .map(chars -> PythonStrings.strip(text, chars, true, true))
            .orElseGet(() -> PythonStrings.strip(text)));
  }

  private static Value replace(Call c) {
    long count = c.get(2) instanceof Null ? -1 : c.integer(2, -1);
    return Call.str(PythonStrings.replace(c.inputText(), c.text(0), c.text(1), count));
  }

  private static Value indent(Call c) {
    String by = c.get(0) instanceof Str s ? s.text() : " ".repeat(Math.max(0, c.size(0, 4)));
    requireLines(c.input());
    String text = c.inputText();
    List<String> lines = PythonStrings.lines(text + "\n", false);
    var out = new StringBuilder(c.flag(1, false) ? by : "");
    boolean blank = c.flag(2, false);
    for (int i = 0; i < lines.size(); i++) {
      if (i > 0) {
        out.append('\n').append(blank || !lines.get(i).isEmpty() ? by : "");
      }
      out.append(lines.get(i));
      Limits.checkLength(out.length());
    }
    return Call.str(out);
  }

  /// Jinja2 adds a line end to the value first: lists take it and have no lines then.
  private static void requireLines(Value value) {
    if (value instanceof Seq s && s.kind() == Seq.Kind.LIST) {
      throw new PythonError(
          PythonError.Kind.ATTRIBUTE, "'list' object has no attribute 'splitlines'");
    }
    if (value instanceof Seq s && s.kind() == Seq.Kind.TUPLE) {
      throw PythonError.type("can only concatenate tuple (not \"str\") to tuple");
    }
    if (!(value instanceof Str)) {
      throw PythonError.type(
          "unsupported operand type(s) for +=: '" + PythonText.typeName(value) + "' and 'str'");
    }
  }

  private static Value truncate(Call c) {
    int length = (int) c.integer(0, 255);
    int endLength = PythonOps.length(c.get(2, Str.of("...")));
    String end = c.text(2, "...");
    int leeway = (int) (c.get(3) instanceof Null ? 5 : c.integer(3, 5));
    if (length < endLength) {
      throw c.error("expected length >= " + endLength + ", got " + length);
    }
    if (leeway < 0) {
      throw c.error("expected leeway >= 0, got " + leeway);
    }
    if (PythonOps.length(c.input()) <= length + leeway) {
      return c.input();
    }
    if (!(c.input() instanceof Str)) {
      throw PythonError.type(
          "can only concatenate list (not \"str\") to " + PythonText.typeName(c.input()));
    }
    String text = c.inputText();
    String head = text.substring(0, text.offsetByCodePoints(0, length - endLength));
    int space = head.lastIndexOf(' ');
    return Call.str((c.flag(1, false) || space < 0 ? head : head.substring(0, space)) + end);
  }

  private static Value center(Call c) {
    return Call.str(PythonStrings.center(c.inputText(), c.size(0, 80), " "));
  }

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("'", "&#39;")
        .replace("\"", "&#34;");
  }

  private static Value stripTags(String text) {
    String bare = TAGS.matcher(text).replaceAll("");
    String one = String.join(" ", PythonStrings.words(bare, -1));
    return Call.str(
        one.replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&#39;", "'")
            .replace("&#34;", "\"")
            .replace("&quot;", "\"")
            .replace("&amp;", "&"));
  }

  private static Value format(Call c) {
    if (!c.args().positional().isEmpty() && !c.args().named().isEmpty()) {
      throw c.error("can't handle positional and keyword arguments at the same time");
    }
    Value values =
        c.args().named().isEmpty()
            ? new Seq(c.args().positional(), Seq.Kind.TUPLE, Tag.NONE)
            : Dict.of(c.args().named());
    return PythonFormat.percent(Str.of(c.inputText()), c.eval().finishDeep(values));
  }

  private static Value quote(Call c) {
    String text = c.input() instanceof Null ? "" : c.inputText();
    return Call.str(
        SHELL_SAFE.matcher(text).matches() ? text : "'" + text.replace("'", "'\"'\"'") + "'");
  }

  private static Value split(Call c) {
    if (!(c.input() instanceof Str)) {
      throw PythonError.type(
          "descriptor 'split' for 'str' objects doesn't apply to a '"
              + PythonText.typeName(c.input())
              + "' object");
    }
    String text = c.inputText();
    long limit = c.integer(1, -1);
    List<String> parts;
    if (c.get(0) instanceof Null) {
      parts = PythonStrings.words(text, limit);
    } else {
      if (!(c.get(0) instanceof Str)) {
        throw PythonError.type("must be str or None, not " + PythonText.typeName(c.get(0)));
      }
      if (c.text(0).isEmpty()) {
        throw PythonError.value("empty separator");
      }
      parts = PythonStrings.split(text, c.text(0), limit);
    }
    return Seq.ofTexts(parts);
  }

  private static Value xmlAttributes(Call c) {
    if (!(c.input() instanceof Dict dict)) {
      throw PythonError.type(
          "'" + PythonText.typeName(c.input()) + "' object has no attribute 'items'");
    }
    var items = new ArrayList<String>();
    for (Map.Entry<Value, Value> e : c.entries(dict).entrySet()) {
      if (e.getValue() instanceof Null || e.getValue() instanceof Undefined) {
        continue;
      }
      if (!(e.getKey() instanceof Str)) {
        throw PythonError.type(
            "expected string or bytes-like object, got '" + PythonText.typeName(e.getKey()) + "'");
      }
      String key = PythonText.str(e.getKey());
      if (BAD_KEY.matcher(key).find()) {
        throw PythonError.value("Invalid character in attribute name: " + PythonText.quote(key));
      }
      items.add(escape(key) + "=\"" + escape(c.str(e.getValue())) + "\"");
    }
    String joined = String.join(" ", items);
    return Call.str(!joined.isEmpty() && c.flag(0, true) ? " " + joined : joined);
  }
}
