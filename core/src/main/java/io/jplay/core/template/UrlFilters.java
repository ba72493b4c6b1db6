package io.jplay.core.template;

import io.jplay.core.value.Dict;
import io.jplay.core.value.Int;
import io.jplay.core.value.Null;
import io.jplay.core.value.PythonCodec;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Utf8;
import io.jplay.core.value.Value;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Addresses of the web: parts and quoting, as Python's `urllib.parse`.
final class UrlFilters implements FilterFamily {
  private static final Set<String> NAMES = Set.of("urlsplit", "urlencode", "urldecode");
  private static final Pattern ASCII = Pattern.compile("\\p{ASCII}+");
  private static final String SAFE =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-~";

  @Override
  public Set<String> names() {
    return NAMES;
  }

  @Override
  public Value apply(String name, Value input, CallArgs args, Evaluation eval) {
    PythonOps.require(input);
    return switch (name) {
      case "urlsplit" -> split(Call.of(name, input, args, eval, "query", "alias"));
      case "urlencode" -> encode(Call.of("do_urlencode", input, args, eval));
      case "urldecode" -> {
        var c = Call.of(name, input, args, eval, "encoding", "errors");
        if (!(input instanceof Str)) {
          throw noAttribute(input, "replace");
        }
        yield Call.str(decode(c.inputText(), c));
      }
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static PythonError noAttribute(Value value, String name) {
    return new PythonError(
        PythonError.Kind.ATTRIBUTE,
        "'" + PythonText.typeName(value) + "' object has no attribute '" + name + "'");
  }

  static String quote(String text, String alsoSafe) {
    var out = new StringBuilder();
    for (byte b : Utf8.encode(text)) {
      char c = (char) (b & 0xff);
      if (c < 128 && (SAFE.indexOf(c) >= 0 || alsoSafe.indexOf(c) >= 0)) {
        out.append(c);
      } else {
        out.append(String.format(Locale.ROOT, "%%%02X", (int) c));
      }
    }
    return out.toString();
  }

  private static String quotePlus(String text) {
    return quote(text, "").replace("%20", "+");
  }

  private static Value encode(Call c) {
    if (c.input() instanceof Str || !PythonOps.isIterable(c.input())) {
      return Call.str(quote(c.inputText(), "/"));
    }
    var pairs = new ArrayList<String>();
    if (c.input() instanceof Dict d) {
      c.entries(d).forEach((k, v) -> pairs.add(pair(c, k, v)));
    } else {
      for (Value item : c.items()) {
        List<Value> both = c.items(item);
        if (both.size() != 2) {
          throw PythonError.value(
              both.size() > 2
                  ? "too many values to unpack (expected 2)"
                  : "not enough values to unpack (expected 2, got " + both.size() + ")");
        }
        pairs.add(pair(c, both.get(0), both.get(1)));
      }
    }
    return Call.str(String.join("&", pairs));
  }

  private static String pair(Call c, Value key, Value value) {
    return quotePlus(c.str(key)) + "=" + quotePlus(c.str(value));
  }

  /// Each run of ASCII is decoded for itself, by the encoding of the call if it has escapes.
  private static String decode(String text, Call c) {
    return ASCII
        .matcher(text.replace('+', ' '))
        .replaceAll(m -> Matcher.quoteReplacement(unescaped(m.group(), c)));
  }

  private static String unescaped(String text, Call c) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    var bytes = new ByteArrayOutputStream();
    for (int i = 0; i < text.length(); i++) {
      int high = i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
      int low = i + 2 < text.length() ? Character.digit(text.charAt(i + 2), 16) : -1;
      boolean isEscape = text.charAt(i) == '%' && high >= 0 && low >= 0;
      bytes.write(isEscape ? high * 16 + low : text.charAt(i));
      i += isEscape ? 2 : 0;
    }
    String encoding = c.optionalText(0).orElse("utf-8");
    return bytes.toString(
        PythonCodec.of(encoding).orElseThrow(() -> c.error("unknown encoding: " + encoding)));
  }

  private static Value split(Call c) {
    PythonOps.hashable(c.input());
    if (!(c.input() instanceof Str) && PythonOps.truth(c.input())) {
      throw noAttribute(c.input(), "decode");
    }
    Dict parts = parts(c.inputText().strip().replaceAll("[\t\r\n]", ""));
    if (!PythonOps.truth(c.get(0))) {
      return parts;
    }
    String query = c.text(0);
    return parts
        .get(query)
        .orElseThrow(() -> c.error(c.text(1, "urlsplit") + ": unknown URL component: " + query));
  }

  private static Dict parts(String url) {
    String rest = url;
    String scheme = "";
    int colon = rest.indexOf(':');
    if (colon > 0 && rest.substring(0, colon).matches("[A-Za-z][A-Za-z0-9+.-]*")) {
      scheme = rest.substring(0, colon).toLowerCase(Locale.ROOT);
      rest = rest.substring(colon + 1);
    }
    String netloc = "";
    if (rest.startsWith("//")) {
      int end = 2;
      while (end < rest.length() && "/?#".indexOf(rest.charAt(end)) < 0) {
        end++;
      }
      netloc = rest.substring(2, end);
      rest = rest.substring(end);
    }
    String fragment = after(rest, '#');
    rest = before(rest, '#');
    String query = after(rest, '?');
    rest = before(rest, '?');
    int at = netloc.lastIndexOf('@');
    String user = at < 0 ? "" : netloc.substring(0, at);
    String host = netloc.substring(at + 1);
    var map = new LinkedHashMap<Value, Value>();
    put(map, "fragment", Str.of(fragment));
    put(map, "hostname", host(host));
    put(map, "netloc", Str.of(netloc));
    put(map, "password", at >= 0 && user.contains(":") ? Str.of(after(user, ':')) : Null.NULL);
    put(map, "path", Str.of(rest));
    put(map, "port", port(host));
    put(map, "query", Str.of(query));
    put(map, "scheme", Str.of(scheme));
    put(map, "username", at >= 0 ? Str.of(before(user, ':')) : Null.NULL);
    return new Dict(map, Tag.NONE);
  }

  private static void put(Map<Value, Value> map, String key, Value value) {
    map.put(Str.of(key), value);
  }

  private static String before(String text, char mark) {
    int i = text.indexOf(mark);
    return i < 0 ? text : text.substring(0, i);
  }

  private static String after(String text, char mark) {
    int i = text.indexOf(mark);
    return i < 0 ? "" : text.substring(i + 1);
  }

  private static Value host(String host) {
    String name = host;
    if (name.startsWith("[") && name.contains("]")) {
      name = name.substring(1, name.indexOf(']'));
    } else {
      name = before(name, ':');
    }
    return name.isEmpty() ? Null.NULL : Str.of(name.toLowerCase(Locale.ROOT));
  }

  private static Value port(String host) {
    String tail = host.substring(host.lastIndexOf(']') + 1);
    String port = after(tail, ':');
    if (port.isEmpty()) {
      return Null.NULL;
    }
    if (!port.matches("\\d{1,9}")) {
      throw PythonError.value(
          "Port could not be cast to integer value as " + PythonText.quote(port));
    }
    int number = Integer.parseInt(port);
    if (number > 65535) {
      throw PythonError.value("Port out of range 0-65535");
    }
    return Int.of(number);
  }
}
