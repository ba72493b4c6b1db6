package io.jplay.core.playbook;

import io.jplay.core.source.SourceRange;
import io.jplay.core.value.BackslashEscapes;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Template;
import io.jplay.core.value.Value;
import io.jplay.core.yaml.ScalarPlace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The `key=value` form of module options: `src=a dest="b c" {{ x }}`. Splits at spaces and line
/// ends that are outside of quotes and template markers, as Ansible's argument splitter does, down
/// to how it keeps the white space of the free text.
final class ArgumentText {
  /// The options that the text of a free-form module may hold; any other `a=b` belongs to it.
  private static final Set<String> FREE_FORM_OPTIONS =
      Set.of(
          "creates",
          "removes",
          "chdir",
          "executable",
          "warn",
          "stdin",
          "stdin_add_newline",
          "strip_empty_ends");

  /// What a text holds: options, and the rest (empty when there is none).
  record Arguments(Dict options, Optional<Value> rest) {}

  /// The text ends inside quotes or a template.
  static final class Unbalanced extends Exception {
    private static final long serialVersionUID = 1;

    Unbalanced(String text) {
      super(
          "failed at splitting arguments, either an unbalanced jinja2 block or quotes: " + text,
          null,
          false,
          false);
    }
  }

  /// One word with the white space kept after it; `offset` is its place in the text.
  private record Word(String text, int offset) {
    Word plus(String blank) {
      return new Word(text + blank, offset);
    }
  }

  private ArgumentText() {}

  /// Splits the text of `value` (a Str or Template). `freeForm` says that only the options of
  /// free-form modules are options.
  static Arguments parse(Value value, boolean freeForm) throws Unbalanced {
    String text = textOf(value);
    var options = new LinkedHashMap<Value, Value>();
    var rest = new StringBuilder();
    int restOffset = -1;
    for (Word word : words(text)) {
      int equals = equalsSign(word.text());
      String key = equals > 0 ? key(word, equals) : "";
      if (equals > 0 && (!freeForm || FREE_FORM_OPTIONS.contains(key))) {
        int at = word.offset() + equals + 1;
        options.put(new Str(key, value.tag()), option(value, text, word, equals, at));
      } else {
        restOffset = restOffset < 0 ? word.offset() : restOffset;
        boolean escaped = equals < 0 && word.text().indexOf('=') > 0;
        join(rest, escaped ? word.text().replace("\\=", "=") : word.text());
      }
    }
    if (restOffset < 0) {
      return new Arguments(new Dict(options, value.tag()), Optional.empty());
    }
    if (rest.toString().equals(text)) {
      return new Arguments(new Dict(options, value.tag()), Optional.of(value));
    }
    SourceRange place =
        ScalarPlace.of(value.tag().origin(), text, restOffset, text.length() - restOffset);
    var tag = new Tag(place, value.tag().taint());
    return new Arguments(
        new Dict(options, value.tag()), Optional.of(Template.ofTrusted(rest.toString(), tag)));
  }

  static String textOf(Value value) {
    return switch (value) {
      case Str s -> s.text();
      case Template t -> t.text();
      default -> throw new IllegalArgumentException("not a text");
    };
  }

  private static String key(Word word, int equals) {
    return BackslashEscapes.decode(word.text().substring(0, equals)).strip();
  }

  private static Value option(Value whole, String text, Word word, int equals, int at) {
    String raw = BackslashEscapes.decode(word.text().substring(equals + 1)).strip();
    var place = ScalarPlace.of(whole.tag().origin(), text, at, raw.length());
    return Template.ofTrusted(unquote(raw), new Tag(place, whole.tag().taint()));
  }

  /// The first `=` that is neither first nor after a backslash, or -1.
  private static int equalsSign(String word) {
    for (int at = word.indexOf('=', 1); at > 0; at = word.indexOf('=', at + 1)) {
      if (word.charAt(at - 1) != '\\') {
        return at;
      }
    }
    return -1;
  }

  private static void join(StringBuilder out, String word) {
    if (!out.isEmpty() && out.charAt(out.length() - 1) != '\n') {
      out.append(' ');
    }
    out.append(word);
  }

  private static String unquote(String text) {
    int last = text.length() - 1;
    boolean quoted =
        last > 0
            && (text.charAt(0) == '"' || text.charAt(0) == '\'')
            && text.charAt(last) == text.charAt(0)
            && text.charAt(last - 1) != '\\';
    return quoted ? text.substring(1, last) : text;
  }

  private static List<Word> words(String text) throws Unbalanced {
    var words = new ArrayList<Word>();
    var current = new StringBuilder();
    int start = 0;
    char quote = '\0';
    int depth = 0;
    boolean lineStart = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote == '\0' && depth == 0 && (c == ' ' || c == '\n')) {
        boolean continued = current.length() == 1 && current.charAt(0) == '\\';
        if (!current.isEmpty() && !continued) {
          words.add(new Word(current + (c == '\n' ? "\n" : ""), start));
        } else if (!continued && !words.isEmpty()) {
          keepBlank(words, c, lineStart, i > 0 && text.charAt(i - 1) == ' ');
        }
        lineStart = c == '\n';
        current.setLength(0);
        start = i + 1;
        continue;
      }
      boolean escaped = i > 0 && text.charAt(i - 1) == '\\';
      if ((c == '"' || c == '\'') && !escaped && (quote == '\0' || quote == c)) {
        quote = quote == '\0' ? c : '\0';
      }
      depth = Math.max(0, depth + marker(text, i));
      current.append(c);
    }
    if (quote != '\0' || depth > 0) {
      throw new Unbalanced(text);
    }
    if (!current.isEmpty() && !current.toString().equals("\\")) {
      words.add(new Word(current.toString(), start));
    } else if (text.endsWith(" ") && !words.isEmpty()) {
      words.add(words.removeLast().plus(" "));
    }
    return words;
  }

  /// White space beyond the one space between words stays with the word before it, and so does a
  /// line end; the first space of a line is lost.
  private static void keepBlank(List<Word> words, char c, boolean lineStart, boolean afterSpace) {
    if (c == '\n') {
      words.add(words.removeLast().plus(afterSpace ? " \n" : "\n"));
    } else if (!lineStart) {
      words.add(words.removeLast().plus(" "));
    }
  }

  /// +1 where a template marker opens, -1 where one closes.
  private static int marker(String text, int at) {
    if (at + 1 >= text.length()) {
      return 0;
    }
    return switch (text.substring(at, at + 2)) {
      case "{{", "{%", "{#" -> 1;
      case "}}", "%}", "#}" -> -1;
      default -> 0;
    };
  }
}
