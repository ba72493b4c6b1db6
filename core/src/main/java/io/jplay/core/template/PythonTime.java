package io.jplay.core.template;

import io.jplay.core.value.Foreign;
import io.jplay.core.value.Int;
import io.jplay.core.value.Null;
import io.jplay.core.value.Real;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Undefined;
import io.jplay.core.value.Value;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.function.UnaryOperator;

/// Python's `datetime` and `timedelta`, as `to_datetime` and differences of it give them.
final class PythonTime {
  private PythonTime() {}

  private static Value method(String name, UnaryOperator<Value> body) {
    return new Callable.Function(
        name,
        (args, run) -> body.apply(args.size() == 0 ? Null.NULL : args.positional().getFirst()));
  }

  private static Value absent(Foreign value, String name) {
    return new Undefined(
        name,
        "'datetime.%s object' has no attribute '%s'".formatted(value.typeName(), name),
        Tag.NONE);
  }

  /// A point in time without a zone.
  record DateTime(LocalDateTime time, ZoneId zone)
      implements Attributed, PythonOps.Ordered, PythonOperators.Arithmetic {
    @Override
    public String typeName() {
      return "datetime";
    }

    @Override
    public String text() {
      return Strftime.format("%Y-%m-%d %H:%M:%S", time, zone) + micros();
    }

    private String micros() {
      int micros = time.get(ChronoField.NANO_OF_SECOND) / 1000;
      return micros == 0 ? "" : String.format(Locale.ROOT, ".%06d", micros);
    }

    @Override
    public Value attribute(String name) {
      return switch (name) {
        case "year" -> Int.of(time.getYear());
        case "month" -> Int.of(time.getMonthValue());
        case "day" -> Int.of(time.getDayOfMonth());
        case "hour" -> Int.of(time.getHour());
        case "minute" -> Int.of(time.getMinute());
        case "second" -> Int.of(time.getSecond());
        case "microsecond" -> Int.of(time.get(ChronoField.NANO_OF_SECOND) / 1000);
        case "strftime" ->
            method(name, a -> Call.str(Strftime.format(PythonText.str(a), time, zone)));
        case "isoformat" ->
            method(
                name,
                a ->
                    Call.str(
                        Strftime.format("%Y-%m-%d", time, zone)
                            + (a instanceof Str s ? s.text() : "T")
                            + Strftime.format("%H:%M:%S", time, zone)
                            + micros()));
        case "timestamp" ->
            method(
                name,
                a -> {
                  var instant = time.atZone(zone).toInstant();
                  return Real.of(instant.getEpochSecond() + instant.getNano() / 1e9);
                });
        case "weekday" -> method(name, a -> Int.of(time.getDayOfWeek().getValue() - 1));
        case "isoweekday" -> method(name, a -> Int.of(time.getDayOfWeek().getValue()));
        case "date" -> method(name, a -> Call.str(time.toLocalDate().toString()));
        default -> absent(this, name);
      };
    }

    @Override
    public int compareWith(Foreign other) {
      if (other instanceof DateTime d) {
        return time.compareTo(d.time);
      }
      throw PythonError.type("can't compare datetime.datetime to " + other.typeName());
    }

    @Override
    public Value plus(Value other) {
      if (other instanceof Delta d) {
        return new DateTime(time.plus(d.duration), zone);
      }
      throw PythonNumbers.unsupported("+", this, other);
    }

    @Override
    public Value minus(Value other) {
      return switch (other) {
        case DateTime d -> new Delta(Duration.between(d.time, time));
        case Delta d -> new DateTime(time.minus(d.duration), zone);
        default -> throw PythonNumbers.unsupported("-", this, other);
      };
    }

    @Override
    public String toString() {
      return text();
    }
  }

  /// A span of time.
  record Delta(Duration duration)
      implements Attributed, PythonOps.Ordered, PythonOperators.Arithmetic {
    @Override
    public String typeName() {
      return "timedelta";
    }

    private long days() {
      return Math.floorDiv(duration.toSeconds(), 86_400L);
    }

    private long seconds() {
      return Math.floorMod(duration.toSeconds(), 86_400L);
    }

    @Override
    public String text() {
      long s = seconds();
      int micros = duration.toNanosPart() / 1000;
      String clock =
          String.format(Locale.ROOT, "%d:%02d:%02d", s / 3600, s / 60 % 60, s % 60)
              + (micros == 0 ? "" : String.format(Locale.ROOT, ".%06d", micros));
      return days() == 0 ? clock : days() + (Math.abs(days()) == 1 ? " day, " : " days, ") + clock;
    }

    @Override
    public Value attribute(String name) {
      return switch (name) {
        case "days" -> Int.of(days());
        case "seconds" -> Int.of(seconds());
        case "microseconds" -> Int.of(duration.toNanosPart() / 1000);
        case "total_seconds" ->
            method(name, a -> Real.of(duration.toSeconds() + duration.toNanosPart() / 1e9));
        default -> absent(this, name);
      };
    }

    @Override
    public int compareWith(Foreign other) {
      if (other instanceof Delta d) {
        return duration.compareTo(d.duration);
      }
      throw PythonError.type("can't compare timedelta to " + other.typeName());
    }

    @Override
    public Value plus(Value other) {
      return switch (other) {
        case Delta d -> new Delta(duration.plus(d.duration));
        case DateTime d -> d.plus(this);
        default -> throw PythonNumbers.unsupported("+", this, other);
      };
    }

    @Override
    public Value minus(Value other) {
      if (other instanceof Delta d) {
        return new Delta(duration.minus(d.duration));
      }
      throw PythonNumbers.unsupported("-", this, other);
    }

    @Override
    public String toString() {
      return text();
    }
  }
}
