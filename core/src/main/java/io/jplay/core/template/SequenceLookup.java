package io.jplay.core.template;

import io.jplay.core.value.Dict;
import io.jplay.core.value.Int;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Value;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The lookup `sequence`: numbers as texts, from `start-end/stride:format` or from words like
/// `start=1 end=5`.
final class SequenceLookup {
  private static final Pattern SHORT =
      Pattern.compile(
          "^(?:(0?x?[0-9a-f]+)\\s*-)?\\s*(0?x?[0-9a-f]+)\\s*(?:/\\s*(0?x?[0-9a-f]+)\\s*)?(?::(.*))?$",
          Pattern.CASE_INSENSITIVE);
  private static final Set<String> WORDS = Set.of("start", "end", "count", "stride", "format");

  private SequenceLookup() {}

  /// The bounds of one term.
  private record Range(BigInteger start, BigInteger end, BigInteger stride, String format) {
    private static Range empty(String format) {
      return new Range(BigInteger.ONE, BigInteger.ZERO, BigInteger.ONE, format);
    }
  }

  static Seq numbers(List<Value> terms, Dict options, Evaluation eval) {
    var out = new ArrayList<Value>();
    for (Value term : terms) {
      if (!(term instanceof Str)) {
        throw eval.error(
            "unknown error parsing with_sequence arguments: %s. Error was: expected string or bytes-like object, got '%s'"
                .formatted(PythonText.repr(term), PythonText.typeName(term)));
      }
      Range r = range(words(PythonText.str(term), options, eval), eval);
      BigInteger count = r.end.subtract(r.start).divide(r.stride);
      Limits.checkCount(count.abs());
      int sign = r.stride.signum();
      for (BigInteger i = r.start; i.compareTo(r.end) * sign <= 0; i = i.add(r.stride)) {
        out.add(formatted(r.format, i, eval));
      }
    }
    return Call.list(out);
  }

  private static Value formatted(String format, BigInteger number, Evaluation eval) {
    try {
      return PythonFormat.percent(Str.of(format), Int.of(number, Tag.NONE));
    } catch (PythonError e) {
      throw eval.error("problem formatting %s with %s".formatted(number, PythonText.quote(format)));
    }
  }

  private static Map<String, String> words(String term, Dict options, Evaluation eval) {
    var words = new LinkedHashMap<String, String>();
    options
        .entries()
        .forEach((k, v) -> words.put(PythonText.str(k), PythonText.str(eval.finish(v))));
    Matcher m = SHORT.matcher(term);
    if (m.matches()) {
      putIf(words, "start", m.group(1));
      putIf(words, "end", m.group(2));
      putIf(words, "stride", m.group(3));
      putIf(words, "format", m.group(4));
      return words;
    }
    var unknown = new ArrayList<String>();
    for (String word : LookupOptions.words(term)) {
      int equals = word.indexOf('=');
      String key = equals < 0 ? "_raw_params" : word.substring(0, equals);
      if (WORDS.contains(key)) {
        words.put(key, LookupOptions.unquoted(word.substring(equals + 1)));
      } else {
        unknown.add(key);
      }
    }
    if (!unknown.isEmpty()) {
      throw eval.error(
          "unrecognized arguments to with_sequence: " + PythonText.repr(Seq.ofTexts(unknown)));
    }
    return words;
  }

  private static Range range(Map<String, String> words, Evaluation eval) {
    BigInteger start = number(words, "start", eval).orElse(BigInteger.ONE);
    Optional<BigInteger> end = number(words, "end", eval);
    Optional<BigInteger> count = number(words, "count", eval);
    BigInteger stride = number(words, "stride", eval).orElse(BigInteger.ONE);
    String format = words.getOrDefault("format", "%d");
    if (count.isPresent() == end.isPresent()) {
      throw eval.error(
          end.isPresent()
              ? "can't specify both count and end in with_sequence"
              : "must specify count or end in with_sequence");
    }
    if (stride.signum() == 0 || count.isPresent() && count.get().signum() == 0) {
      return Range.empty(format);
    }
    BigInteger last =
        end.orElseGet(
            () -> start.add(count.orElseThrow().multiply(stride)).subtract(BigInteger.ONE));
    return checked(new Range(start, last, stride, format), eval);
  }

  private static Range checked(Range r, Evaluation eval) {
    if (r.stride.signum() > 0 && r.end.compareTo(r.start) < 0) {
      throw eval.error("to count backwards make stride negative");
    }
    if (r.stride.signum() < 0 && r.end.compareTo(r.start) > 0) {
      throw eval.error("to count forward don't make stride negative");
    }
    if (r.format.chars().filter(c -> c == '%').count() != 1) {
      throw eval.error("bad formatting string: " + r.format);
    }
    return r;
  }

  private static void putIf(Map<String, String> words, String key, @Nullable String value) {
    if (value != null) {
      words.put(key, value);
    }
  }

  /// Decimal, or hexadecimal after `0x` as the documentation has it.
  private static Optional<BigInteger> number(
      Map<String, String> words, String key, Evaluation eval) {
    if (!words.containsKey(key)) {
      return Optional.empty();
    }
    String text = words.get(key).strip();
    boolean hexadecimal = text.startsWith("0x") || text.startsWith("0X");
    return Optional.of(
        PythonNumbers.parseInteger(text, hexadecimal ? 16 : 10)
            .orElseThrow(() ->
                eval.lookupError(
                    "Invalid type for configuration option plugin_type: lookup plugin: sequence"
                        + " setting: "
                        + key
                        + " (from Direct): ")));
  }
}
