package io.jplay.core.template;

import io.jplay.core.value.Bool;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Int;
import io.jplay.core.value.Null;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Value;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// The methods of Python's str; those that only look are in [StringQuestions]. The caller joins the
/// taints.
final class StringMethods {
  static final Set<String> NAMES =
      Set.of(
          "capitalize",
          "casefold",
          "center",
          "count",
          "encode",
          "endswith",
          "expandtabs",
          "find",
          "format",
          "format_map",
          "index",
          "isalnum",
          "isalpha",
          "isascii",
          "isdecimal",
          "isdigit",
          "isidentifier",
          "islower",
          "isnumeric",
          "isprintable",
          "isspace",
          "istitle",
          "isupper",
          "join",
          "ljust",
          "lower",
          "lstrip",
          "maketrans",
          "partition",
          "removeprefix",
          "removesuffix",
          "replace",
          "rfind",
          "rindex",
          "rjust",
          "rpartition",
          "rsplit",
          "rstrip",
          "split",
          "splitlines",
          "startswith",
          "strip",
          "swapcase",
          "title",
          "translate",
          "upper",
          "zfill",
          "decode",
          "__len__",
          "__contains__");

  private static final Set<String> NO_ARGUMENTS =
      Set.of(
          "capitalize",
          "casefold",
          "isalnum",
          "isalpha",
          "isascii",
          "isdecimal",
          "isdigit",
          "isidentifier",
          "islower",
          "isnumeric",
          "isprintable",
          "isspace",
          "istitle",
          "isupper",
          "lower",
          "swapcase",
          "title",
          "upper");

  private StringMethods() {}

  static Value call(Str receiver, String name, CallArgs args) {
    String s = receiver.text();
    args.positional().forEach(PythonOps::require);
    if (NO_ARGUMENTS.contains(name) && (args.size() > 0 || !args.named().isEmpty())) {
      throw PythonError.type(
          args.named().isEmpty()
              ? "str.%s() takes no arguments (%d given)".formatted(name, args.size())
              : "str." + name + "() takes no keyword arguments");
    }
    return switch (name) {
      case "split", "rsplit" -> split(s, name, args);
      case "splitlines" ->
          texts(PythonStrings.lines(s, PythonOps.truth(args.get(0, "keepends", Bool.of(false)))));
      case "partition", "rpartition" -> partition(s, name, text(args, 0, name));
      case "strip" -> strip(s, args, true, true);
      case "lstrip" -> strip(s, args, true, false);
      case "rstrip" -> strip(s, args, false, true);
      case "upper" -> Str.of(s.toUpperCase(Locale.ROOT));
      case "lower" -> Str.of(s.toLowerCase(Locale.ROOT));
      case "casefold" -> Str.of(PythonStrings.caseFold(s));
      case "title" -> Str.of(PythonStrings.title(s));
      case "capitalize" -> Str.of(PythonStrings.capitalize(s));
      case "swapcase" -> Str.of(PythonStrings.swapCase(s));
      case "replace" -> replace(s, args);
      case "removeprefix" -> {
        String prefix = text(args, 0, name);
        yield Str.of(s.startsWith(prefix) ? s.substring(prefix.length()) : s);
      }
      case "removesuffix" -> {
        String suffix = text(args, 0, name);
        yield Str.of(s.endsWith(suffix) ? s.substring(0, s.length() - suffix.length()) : s);
      }
      case "join" -> join(receiver, args);
      case "format" -> PythonFormat.format(receiver, args);
      case "format_map" -> formatMap(receiver, args);
      case "center", "ljust", "rjust" -> justify(s, name, args);
      case "zfill" -> Str.of(zeroFill(s, width(name, args)));
      case "expandtabs" -> Str.of(expandTabs(s, args));
      case "translate", "maketrans", "encode", "decode" -> other(receiver, name, args);
      default -> StringQuestions.call(s, name, args);
    };
  }

  private static Value other(Str receiver, String name, CallArgs args) {
    return switch (name) {
      // bytes are not modelled: what follows an encode is a decode, a hash or base64 of UTF-8
      case "encode", "decode" -> receiver;
      case "maketrans" -> makeTranslation(args);
      default -> translate(receiver.text(), Methods.argument(args, 0, name));
    };
  }

  static String text(CallArgs args, int index, String method) {
    Value value = Methods.argument(args, index, method);
    if (!(value instanceof Str s)) {
      throw PythonError.type("must be str, not " + PythonText.typeName(value));
    }
    return s.text();
  }

  private static Value texts(List<String> parts) {
    return new Seq(parts.stream().<Value>map(Str::of).toList(), Seq.Kind.LIST, Tag.NONE);
  }

  private static Value split(String s, String name, CallArgs args) {
    Value separator = args.get(0, "sep", Null.NULL);
    long limit = PythonNumbers.index(args.get(1, "maxsplit", Int.of(-1)));
    boolean fromEnd = name.equals("rsplit");
    if (separator instanceof Null) {
      if (!fromEnd || limit < 0) {
        return texts(PythonStrings.words(s, limit));
      }
      String reversed = new StringBuilder(s).reverse().toString();
      List<String> parts = PythonStrings.words(reversed, limit);
      return texts(
          parts.reversed().stream().map(p -> new StringBuilder(p).reverse().toString()).toList());
    }
    if (!(separator instanceof Str mark)) {
      throw PythonError.type("must be str or None, not " + PythonText.typeName(separator));
    }
    return texts(
        fromEnd
            ? PythonStrings.splitFromEnd(s, /* separator= */ mark.text(), limit)
            : PythonStrings.split(s, /* separator= */ mark.text(), limit));
  }

  private static Value partition(String s, String name, String separator) {
    if (separator.isEmpty()) {
      throw PythonError.value("empty separator");
    }
    boolean fromEnd = name.equals("rpartition");
    int at = fromEnd ? s.lastIndexOf(separator) : s.indexOf(separator);
    List<Value> parts;
    if (at >= 0) {
      parts =
          List.of(
              Str.of(s.substring(0, at)),
              Str.of(separator),
              Str.of(s.substring(at + separator.length())));
    } else {
      parts =
          fromEnd
              ? List.of(Str.EMPTY, Str.EMPTY, Str.of(s))
              : List.of(Str.of(s), Str.EMPTY, Str.EMPTY);
    }
    return new Seq(parts, Seq.Kind.TUPLE, Tag.NONE);
  }

  private static Value strip(String s, CallArgs args, boolean start, boolean end) {
    Value characters = args.get(0, "chars", Null.NULL);
    if (characters instanceof Str c) {
      return Str.of(PythonStrings.strip(s, /* characters= */ c.text(), start, end));
    }
    if (!(characters instanceof Null)) {
      throw PythonError.type("strip arg must be None or str");
    }
    String front = start ? PythonStrings.stripStart(s) : s;
    return Str.of(end ? PythonStrings.stripEnd(front) : front);
  }

  private static Value replace(String s, CallArgs args) {
    String from = text(args, 0, "replace");
    String to = text(args, 1, "replace");
    long limit = PythonNumbers.index(args.get(2, "count", Int.of(-1)));
    Limits.checkSize(
        BigInteger.valueOf(s.length() + 1L)
            .multiply(BigInteger.valueOf(from.isEmpty() ? to.length() + 1L : 1)));
    return Str.of(PythonStrings.replace(s, from, to, limit));
  }

  private static List<Value> joined(Value items) {
    if (!PythonOps.isIterable(PythonOps.require(items))) {
      throw PythonError.type("can only join an iterable");
    }
    return PythonOps.iterate(items);
  }

  private static Value join(Str separator, CallArgs args) {
    var out = new StringBuilder();
    int index = 0;
    for (Value item : joined(Methods.argument(args, 0, "join"))) {
      PythonOps.require(item);
      if (!(item instanceof Str s)) {
        throw PythonError.type(
            "sequence item %d: expected str instance, %s found"
                .formatted(index, PythonText.typeName(item)));
      }
      if (index++ > 0) {
        out.append(separator.text());
      }
      out.append(s.text());
      Limits.checkLength(out.length());
    }
    return Str.of(out.toString());
  }

  private static Value formatMap(Str format, CallArgs args) {
    if (!(Methods.argument(args, 0, "format_map") instanceof Dict dict)) {
      throw PythonError.type("format_map() argument must be a mapping");
    }
    var names = new LinkedHashMap<String, Value>();
    dict.entries().forEach((k, v) -> names.put(PythonText.str(k), v));
    return PythonFormat.format(format, new CallArgs(List.of(), names));
  }

  private static int width(String method, CallArgs args) {
    long width = PythonNumbers.index(Methods.argument(args, 0, method));
    Limits.checkSize(BigInteger.valueOf(Math.max(0, width)));
    return (int) width;
  }

  private static Value justify(String s, String name, CallArgs args) {
    int width = width(name, args);
    String fill = args.size() > 1 ? text(args, 1, name) : " ";
    if (fill.codePointCount(0, fill.length()) != 1) {
      throw PythonError.type("The fill character must be exactly one character long");
    }
    String padding = fill.repeat(Math.max(0, width - s.codePointCount(0, s.length())));
    return Str.of(
        switch (name) {
          case "ljust" -> s + padding;
          case "rjust" -> padding + s;
          default -> PythonStrings.center(s, width, fill);
        });
  }

  private static String zeroFill(String s, int width) {
    int missing = width - s.codePointCount(0, s.length());
    if (missing <= 0) {
      return s;
    }
    int sign = s.startsWith("-") || s.startsWith("+") ? 1 : 0;
    return s.substring(0, sign) + "0".repeat(missing) + s.substring(sign);
  }

  private static String expandTabs(String s, CallArgs args) {
    int size =
        (int) Math.clamp(PythonNumbers.index(args.get(0, "tabsize", Int.of(8))), 0L, 10_000L);
    var out = new StringBuilder();
    int column = 0;
    for (int i = 0; i < s.length(); i++) {
      char c = s.charAt(i);
      if (c == '\t') {
        int blanks = size == 0 ? 0 : size - column % size;
        out.repeat(' ', blanks);
        column += blanks;
      } else {
        out.append(c);
        column = c == '\n' || c == '\r' ? 0 : column + 1;
      }
    }
    return out.toString();
  }

  private static Value makeTranslation(CallArgs args) {
    var map = new LinkedHashMap<Value, Value>();
    if (args.size() == 1 && args.positional().getFirst() instanceof Dict d) {
      d.entries()
          .forEach((k, v) -> map.put(k instanceof Str c ? Int.of(c.text().codePointAt(0)) : k, v));
    } else {
      int[] from = text(args, 0, "maketrans").codePoints().toArray();
      int[] to = text(args, 1, "maketrans").codePoints().toArray();
      if (from.length != to.length) {
        throw PythonError.value("the first two maketrans arguments must have equal length");
      }
      for (int i = 0; i < from.length; i++) {
        map.put(Int.of(from[i]), Int.of(to[i]));
      }
      if (args.size() > 2) {
        text(args, 2, "maketrans").codePoints().forEach(c -> map.put(Int.of(c), Null.NULL));
      }
    }
    return new Dict(map, Tag.NONE);
  }

  private static Value translate(String s, Value table) {
    if (!(table instanceof Dict dict)) {
      throw PythonError.type("'" + PythonText.typeName(table) + "' object is not subscriptable");
    }
    var out = new StringBuilder();
    s.codePoints()
        .forEach(c -> {
          switch (dict.entries().get(Int.of(c))) {
            case null -> out.appendCodePoint(c);
            case Null n -> {}
            case Int i -> out.appendCodePoint((int) i.longValue());
            case Value v -> out.append(PythonText.str(v));
          }
        });
    return Str.of(out.toString());
  }
}
