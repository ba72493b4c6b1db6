package io.jplay.core.template;

import io.jplay.core.value.Bool;
import io.jplay.core.value.Deferred;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Foreign;
import io.jplay.core.value.Null;
import io.jplay.core.value.Omit;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Undefined;
import io.jplay.core.value.Value;

/// What becomes of a template's result: the rules of Ansible's Templar and of its native types.
final class Conversion {
  private Conversion() {}

  /// The result of a template that is one `{{ }}`. Ansible prints it and reads back what looks like
  /// a list, a mapping or a truth value; other types become text. Data that would come back the
  /// same is kept without that detour.
  static Value single(Value value) {
    return switch (value) {
      case Omit o -> o;
      case Null n -> new Str("", n.tag());
      case Undefined u -> Str.EMPTY;
      case Bool b -> b;
      case Str s -> fromText(s);
      case Dict d when isData(d) -> d;
      case Seq s when s.kind() != Seq.Kind.TUPLE && isData(s) -> s;
      default -> fromText(PythonText.text(value));
    };
  }

  /// Whether a value is nothing but data that Python can read back. Fails on undefined parts.
  private static boolean isData(Value value) {
    return switch (value) {
      case Seq s -> {
        boolean data = true;
        for (Value item : s.items()) {
          data &= isData(item);
        }
        yield data;
      }
      case Dict d -> {
        boolean data = true;
        for (Value item : d.entries().values()) {
          data &= isData(item);
        }
        yield data;
      }
      case Undefined u when TemplateRun.isSilent(u) -> false;
      case Undefined u -> throw PythonError.undefined(u);
      case Foreign f -> false;
      case Deferred d -> false;
      default -> true;
    };
  }

  /// A text that looks like data becomes that data, unless it was made to be a text.
  static Value fromText(Str text) {
    String s = text.text();
    if (s.isEmpty() || text.tag().isText()) {
      return text;
    }
    char first = s.charAt(0);
    if (first != '{' && first != '[' && !s.equals("True") && !s.equals("False")) {
      return text;
    }
    return LiteralParser.parse(s, true, Taints.tag(text.taint())).orElse(text);
  }

  /// The result under jinja2_native: it keeps its type, and texts that are Python literals become
  /// data.
  static Value nativeResult(Value value) {
    if (value instanceof Undefined) {
      return Null.NULL;
    }
    if (!(value instanceof Str text)) {
      isData(value);
      return value;
    }
    if (text.tag().isText()) {
      return text;
    }
    return LiteralParser.parse(text.text(), false, Taints.tag(text.taint()))
        .map(v -> v instanceof Str s ? quoted(text, s) : v)
        .orElse(text);
  }

  /// Ansible keeps the quotes of a text that was a quoted literal.
  private static Str quoted(Str original, Str literal) {
    char quote = original.text().charAt(0);
    return new Str(quote + literal.text() + quote, literal.tag());
  }

  /// Jinja2 drops one line end at the end of a template; Ansible puts back as many as there were.
  static Str withLineEnds(String template, Str result, Syntax syntax) {
    int wanted = lineEnds(template);
    int there = lineEnds(result.text());
    return wanted > there
        ? new Str(result.text() + syntax.lines().end().repeat(wanted - there), result.tag())
        : result;
  }

  private static int lineEnds(String text) {
    int count = 0;
    while (count < text.length() && text.charAt(text.length() - 1 - count) == '\n') {
      count++;
    }
    return count;
  }
}
