package io.jplay.core.template;

import io.jplay.core.value.Bool;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Int;
import io.jplay.core.value.Null;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Taint;
import io.jplay.core.value.Undefined;
import io.jplay.core.value.Value;
import java.math.BigInteger;
import java.util.List;

/// `str.format` and the `%` operator of texts.
public final class PythonFormat {
  private PythonFormat() {}

  /// `format.format(*positional, **named)`.
  public static Str format(Str format, CallArgs args) {
    var formatter = new Braces(args);
    String text = formatter.format(format.text(), 0);
    return new Str(text, Taints.tag(format.taint().and(formatter.taint)));
  }

  /// One run of `str.format`, which numbers the fields that have no name.
  private static final class Braces {
    private final CallArgs args;
    private int automatic;
    private Taint taint = Taint.NONE;

    Braces(CallArgs args) {
      this.args = args;
    }

    String format(String format, int depth) {
      if (depth > 2) {
        throw PythonError.value("Max string recursion exceeded");
      }
      var out = new StringBuilder();
      for (int i = 0; i < format.length(); i++) {
        char c = format.charAt(i);
        boolean twice = i + 1 < format.length() && format.charAt(i + 1) == c;
        if (c == '{' && !twice) {
          int end = fieldEnd(format, i);
          field(format.substring(i + 1, end), depth, out);
          i = end;
        } else if (c == '}' && !twice) {
          throw PythonError.value("Single '}' encountered in format string");
        } else {
          out.append(c);
          i += c == '{' || c == '}' ? 1 : 0;
        }
        Limits.checkLength(out.length());
      }
      return out.toString();
    }

    private static int fieldEnd(String format, int start) {
      int depth = 0;
      for (int i = start; i < format.length(); i++) {
        char c = format.charAt(i);
        if (c == '{') {
          depth++;
        } else if (c == '}' && --depth == 0) {
          return i;
        }
      }
      throw PythonError.value(
          start + 1 >= format.length()
              ? "Single '{' encountered in format string"
              : "expected '}' before end of string");
    }

    private void field(String body, int depth, StringBuilder out) {
      int nameEnd = 0;
      int brackets = 0;
      while (nameEnd < body.length()) {
        char c = body.charAt(nameEnd);
        if (brackets == 0 && (c == ':' || c == '!')) {
          break;
        }
        brackets += c == '[' ? 1 : c == ']' ? -1 : 0;
        nameEnd++;
      }
      Value value = value(body.substring(0, nameEnd));
      String rest = body.substring(nameEnd);
      if (rest.startsWith("!") && rest.length() > 1) {
        value = Str.of(rest.charAt(1) == 's' ? PythonText.str(value) : PythonText.repr(value));
        rest = rest.substring(2);
      }
      String spec = rest.startsWith(":") ? rest.substring(1) : "";
      out.append(FormatSpec.apply(value, spec.contains("{") ? format(spec, depth + 1) : spec));
    }

    private Value value(String field) {
      int end = 0;
      while (end < field.length() && field.charAt(end) != '.' && field.charAt(end) != '[') {
        end++;
      }
      Value value = argument(field.substring(0, end));
      while (end < field.length()) {
        int start = end + 1;
        if (field.charAt(end) == '.') {
          end = start;
          while (end < field.length() && field.charAt(end) != '.' && field.charAt(end) != '[') {
            end++;
          }
          value = member(value, field.substring(start, end));
        } else {
          int close = field.indexOf(']', start);
          if (close < 0) {
            throw PythonError.value("Missing ']' in format string");
          }
          value = element(value, field.substring(start, close));
          end = close + 1;
        }
      }
      taint = taint.and(Taints.deep(PythonOps.require(value)));
      return value;
    }

    private Value argument(String name) {
      String id = name.isEmpty() ? Integer.toString(automatic++) : name;
      if (id.chars().allMatch(c -> c >= '0' && c <= '9')) {
        int index = PythonNumbers.parseInteger(id, 10).map(BigInteger::intValue).orElse(0);
        if (index >= args.size()) {
          throw new PythonError(
              PythonError.Kind.INDEX,
              "Replacement index " + index + " out of range for positional args tuple");
        }
        return args.positional().get(index);
      }
      Value value = args.named().get(id);
      if (value == null) {
        throw new PythonError(PythonError.Kind.KEY, PythonText.quote(id));
      }
      return value;
    }

    /// Attributes only, not entries: jinja2 would read entries too, `str.format` does not.
    private static Value member(Value value, String name) {
      if (value instanceof Attributed a && !(a.attribute(name) instanceof Undefined)) {
        return a.attribute(name);
      }
      throw new PythonError(
          PythonError.Kind.ATTRIBUTE,
          "'%s' object has no attribute '%s'".formatted(PythonText.typeName(value), name));
    }

    private static Value element(Value value, String key) {
      boolean index = !key.isEmpty() && key.chars().allMatch(c -> c >= '0' && c <= '9');
      Value id = index ? Int.of(new BigInteger(key), Tag.NONE) : Str.of(key);
      return switch (value) {
        case Dict d ->
            PythonOps.find(d, id)
                .orElseThrow(() -> new PythonError(PythonError.Kind.KEY, PythonText.repr(id)));
        case Seq s when index -> {
          long at = PythonNumbers.index(id);
          if (at >= s.size()) {
            throw new PythonError(PythonError.Kind.INDEX, "list index out of range");
          }
          yield s.at((int) at);
        }
        default ->
            throw PythonError.type(
                "'" + PythonText.typeName(value) + "' object is not subscriptable");
      };
    }
  }

  /// `format % values`.
  public static Str percent(Str format, Value values) {
    Taint taint = format.taint().and(Taints.deep(values));
    return new Str(new Percent(format.text(), values).run(), Taints.tag(taint));
  }

  /// One run of the `%` operator.
  private static final class Percent {
    private final String format;
    private final Value values;
    private final List<Value> positional;
    private int next;
    private int at;

    Percent(String format, Value values) {
      this.format = format;
      this.values = values;
      this.positional =
          values instanceof Seq s && s.kind() == Seq.Kind.TUPLE ? s.items() : List.of(values);
    }

    /// A list or mapping may have more than the format asks for.
    private boolean isContainer() {
      return values instanceof Dict || values instanceof Seq s && s.kind() == Seq.Kind.LIST;
    }

    String run() {
      var out = new StringBuilder();
      boolean named = false;
      while (at < format.length()) {
        char c = format.charAt(at++);
        if (c != '%') {
          out.append(c);
        } else if (peek() == '%') {
          at++;
          out.append('%');
        } else {
          named |= peek() == '(';
          conversion(out);
          at++;
          Limits.checkLength(out.length());
        }
      }
      if (!named && !isContainer() && !(values instanceof Undefined) && next < positional.size()) {
        throw PythonError.type("not all arguments converted during string formatting");
      }
      return out.toString();
    }

    private char peek() {
      if (at >= format.length()) {
        throw PythonError.value("incomplete format");
      }
      return format.charAt(at);
    }

    private Value take() {
      if (next >= positional.size()) {
        throw PythonError.type("not enough arguments for format string");
      }
      return positional.get(next++);
    }

    private Value entry() {
      int close = format.indexOf(')', at);
      if (close < 0) {
        throw PythonError.value("incomplete format key");
      }
      String key = format.substring(at + 1, close);
      at = close + 1;
      if (!(values instanceof Dict dict)) {
        throw PythonError.type("format requires a mapping");
      }
      return dict.get(key)
          .orElseThrow(() -> new PythonError(PythonError.Kind.KEY, PythonText.quote(key)));
    }

    private int number() {
      if (peek() == '*') {
        at++;
        return (int) PythonNumbers.index(take());
      }
      int value = 0;
      while (peek() >= '0' && peek() <= '9') {
        value = (int) Math.min(value * 10L + peek() - '0', Limits.TEXT + 1L);
        at++;
      }
      return value;
    }

    private void conversion(StringBuilder out) {
      boolean keyed = peek() == '(';
      Value value = keyed ? entry() : Null.NULL;
      var flags = new StringBuilder();
      while ("#0- +".indexOf(peek()) >= 0) {
        flags.append(peek());
        at++;
      }
      int width = number();
      int precision = -1;
      if (peek() == '.') {
        at++;
        precision = number();
      }
      while ("hlL".indexOf(peek()) >= 0) {
        at++;
      }
      char type = peek();
      if (!keyed) {
        value = take();
      }
      PythonOps.require(value);
      if ("diouxXeEfFgGcsra".indexOf(type) < 0) {
        throw PythonError.value(
            "unsupported format character '%s' (0x%x) at index %d".formatted(type, (int) type, at));
      }
      out.append(convert(value, type, flags.toString(), width, precision));
    }

    private static String convert(Value value, char type, String flags, int width, int precision) {
      boolean left = flags.indexOf('-') >= 0;
      if (type == 's' || type == 'r' || type == 'a') {
        String text = type == 's' ? PythonText.str(value) : PythonText.repr(value);
        if (precision >= 0 && text.length() > precision) {
          text = text.substring(0, precision);
        }
        return FormatSpec.pad(text, width, left ? '<' : '>', " ", "");
      }
      if (type == 'c' && value instanceof Str) {
        return FormatSpec.pad(PythonText.str(value), width, left ? '<' : '>', " ", "");
      }
      if (!PythonNumbers.isNumber(value)) {
        String wanted =
            type == 'd' || type == 'i' || type == 'u'
                ? "a real number"
                : type == 'x' || type == 'X' || type == 'o' ? "an integer" : "a number";
        throw PythonError.type(
            "%%%s format: %s is required, not %s"
                .formatted(type, wanted, PythonText.typeName(value)));
      }
      boolean zero = flags.indexOf('0') >= 0 && !left;
      char sign = flags.indexOf('+') >= 0 ? '+' : flags.indexOf(' ') >= 0 ? ' ' : '-';
      var spec =
          new FormatSpec(
              zero ? "0" : " ",
              left ? '<' : zero ? '=' : '>',
              sign,
              flags.indexOf('#') >= 0,
              width,
              (char) 0,
              precision,
              type == 'i' || type == 'u' ? 'd' : type);
      return spec.number(value instanceof Bool b ? Int.of(b.value() ? 1 : 0) : value);
    }
  }
}
