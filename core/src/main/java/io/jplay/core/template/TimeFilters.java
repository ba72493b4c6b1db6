package io.jplay.core.template;

import io.jplay.core.value.Int;
import io.jplay.core.value.Null;
import io.jplay.core.value.Real;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Dates, and spans of time in words.
final class TimeFilters implements FilterFamily {
  private static final Set<String> NAMES =
      Set.of(
          "to_datetime",
          "strftime",
          "community.general.to_time_unit",
          "community.general.to_milliseconds",
          "community.general.to_seconds",
          "community.general.to_minutes",
          "community.general.to_hours",
          "community.general.to_days",
          "community.general.to_weeks",
          "community.general.to_months",
          "community.general.to_years");
  private static final Pattern SPAN = Pattern.compile("^(-?\\d+(?:\\.\\d+)?)([a-zA-Z]+)$");

  /// Units of time by their names, in milliseconds; a month has 30 and a year 365 days.
  private static final Map<String, Double> UNITS =
      Map.ofEntries(
          Map.entry("ms", 1.0),
          Map.entry("s", 1000.0),
          Map.entry("m", 60_000.0),
          Map.entry("h", 3_600_000.0),
          Map.entry("d", 86_400_000.0),
          Map.entry("w", 604_800_000.0),
          Map.entry("mo", 2_592_000_000.0),
          Map.entry("y", 31_536_000_000.0));

  @Override
  public Set<String> names() {
    return NAMES;
  }

  @Override
  public Value apply(String name, Value input, CallArgs args, Evaluation eval) {
    PythonOps.require(input);
    return switch (name) {
      case "to_datetime" -> {
        var c = Call.of(name, input, args, eval, "format");
        if (!(input instanceof Str)) {
          String type = input instanceof Null ? "None" : PythonText.typeName(input);
          throw PythonError.type("strptime() argument 1 must be str, not " + type);
        }
        yield new PythonTime.DateTime(
            Strftime.parse(c.inputText(), c.text(0, "%Y-%m-%d %H:%M:%S")), ZoneOffset.UTC);
      }
      case "strftime" -> strftime(Call.of(name, input, args, eval, "second", "utc"));
      case "community.general.to_time_unit" -> {
        var c = Call.open(name, input, args, eval, "unit").named();
        yield span(c, c.text(0, "ms"));
      }
      default ->
          span(
              Call.open(name, input, args, eval).named(),
              name.substring("community.general.to_".length()));
    };
  }

  private static Value strftime(Call c) {
    if (!(c.input() instanceof Str)) {
      throw PythonError.type(
          "strftime() argument 1 must be str, not "
              + (c.input() instanceof Null ? "None" : PythonText.typeName(c.input())));
    }
    ZoneId zone = c.flag(1, false) ? ZoneOffset.UTC : ZoneId.systemDefault();
    Instant instant = c.eval().environment().clock().instant();
    if (!(c.get(0) instanceof Null)) {
      double seconds =
          PythonNumbers.toReal(c.get(0))
              .orElseThrow(
                  () -> c.error("Invalid value for epoch value (" + c.str(c.get(0)) + ")"));
      instant = Instant.ofEpochSecond((long) Math.floor(seconds));
    }
    return Call.str(Strftime.format(c.inputText(), LocalDateTime.ofInstant(instant, zone), zone));
  }

  /// The short name of a unit: `ms`, `s`, ... from any of its names, or empty.
  private static String unit(String name) {
    String n = name.toLowerCase(Locale.ROOT);
    return switch (n) {
      case "ms", "msec", "msecs", "millisecond", "milliseconds" -> "ms";
      case "s", "sec", "secs", "second", "seconds" -> "s";
      case "m", "min", "mins", "minute", "minutes" -> "m";
      case "h", "hour", "hours" -> "h";
      case "d", "day", "days" -> "d";
      case "w", "week", "weeks" -> "w";
      case "mo", "month", "months" -> "mo";
      case "y", "year", "years" -> "y";
      default -> "";
    };
  }

  private static double multiplier(Call c, String unit) {
    Value days = c.args().named().get(unit.equals("y") ? "year" : "month");
    if (days != null && (unit.equals("y") || unit.equals("mo"))) {
      return PythonNumbers.real(days) * 86_400_000.0;
    }
    return UNITS.getOrDefault(unit, 0.0);
  }

  private static Value span(Call c, String wanted) {
    String to = unit(wanted);
    if (to.isEmpty()) {
      throw c.error("to_time_unit() can not convert to the following unit: " + wanted + ".");
    }
    if (PythonNumbers.isNumber(c.input()) && PythonNumbers.real(c.input()) == 0) {
      return Int.of(0);
    }
    double sum = 0;
    for (String part : PythonStrings.words(c.inputText(), -1)) {
      Matcher m = SPAN.matcher(part);
      if (!m.find() || unit(m.group(2)).isEmpty()) {
        throw c.error("to_time_unit() can not interpret following string: " + c.inputText());
      }
      sum += Double.parseDouble(m.group(1)) * multiplier(c, unit(m.group(2)));
    }
    double result = sum / multiplier(c, to);
    return Real.of(Math.round(result * 1e12) / 1e12);
  }
}
