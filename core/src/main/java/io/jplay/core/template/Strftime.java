package io.jplay.core.template;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Python's `strftime` and `strptime` in the C locale.
final class Strftime {
  private static final String[] MONTHS = {
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december"
  };
  private static final String[] DAYS = {
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"
  };

  private Strftime() {}

  static String format(String format, LocalDateTime time, ZoneId zone) {
    var out = new StringBuilder();
    ZonedDateTime t = time.atZone(zone);
    for (int i = 0; i < format.length(); i++) {
      char c = format.charAt(i);
      if (c != '%' || i + 1 >= format.length()) {
        out.append(c);
        continue;
      }
      c = format.charAt(++i);
      boolean unpadded = c == '-' && i + 1 < format.length();
      if (unpadded) {
        c = format.charAt(++i);
      }
      String part = part(c, t);
      if (unpadded) {
        part = part.replaceFirst("^[0 ]+(?=.)", "");
      }
      out.append(part);
    }
    return out.toString();
  }

  private static String two(int number) {
    return (number < 10 ? "0" : "") + number;
  }

  private static String blank(int number) {
    return (number < 10 ? " " : "") + number;
  }

  private static String part(char c, ZonedDateTime t) {
    int hour12 = (t.getHour() + 11) % 12 + 1;
    int weekday = t.getDayOfWeek().getValue() % 7;
    return switch (c) {
      case 'Y' -> Integer.toString(t.getYear());
      case 'C' -> two(t.getYear() / 100);
      case 'y' -> two(t.getYear() % 100);
      case 'm' -> two(t.getMonthValue());
      case 'd' -> two(t.getDayOfMonth());
      case 'e' -> blank(t.getDayOfMonth());
      case 'H' -> two(t.getHour());
      case 'k' -> blank(t.getHour());
      case 'I' -> two(hour12);
      case 'l' -> blank(hour12);
      case 'M' -> two(t.getMinute());
      case 'S' -> two(t.getSecond());
      case 'f' -> String.format(Locale.ROOT, "%06d", t.getNano() / 1000);
      case 'j' -> String.format(Locale.ROOT, "%03d", t.getDayOfYear());
      case 'B' -> t.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
      case 'b', 'h' -> capital(MONTHS[t.getMonthValue() - 1].substring(0, 3));
      case 'A' -> t.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
      case 'a' -> capital(DAYS[t.getDayOfWeek().getValue() - 1].substring(0, 3));
      case 'p' -> t.getHour() < 12 ? "AM" : "PM";
      case 'P' -> t.getHour() < 12 ? "am" : "pm";
      case 'w' -> Integer.toString(weekday);
      case 'u' -> Integer.toString(t.getDayOfWeek().getValue());
      case 'U' -> two((t.getDayOfYear() + 6 - weekday) / 7);
      case 'W' -> two((t.getDayOfYear() + 6 - (weekday + 6) % 7) / 7);
      case 'V' -> two(t.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
      case 'G' -> Integer.toString(t.get(IsoFields.WEEK_BASED_YEAR));
      case 'g' -> two(t.get(IsoFields.WEEK_BASED_YEAR) % 100);
      case 's' -> Long.toString(t.toEpochSecond());
      case 'F' -> format("%Y-%m-%d", t.toLocalDateTime(), t.getZone());
      case 'T', 'X' -> format("%H:%M:%S", t.toLocalDateTime(), t.getZone());
      case 'D', 'x' -> format("%m/%d/%y", t.toLocalDateTime(), t.getZone());
      case 'R' -> format("%H:%M", t.toLocalDateTime(), t.getZone());
      case 'r' -> format("%I:%M:%S %p", t.toLocalDateTime(), t.getZone());
      case 'c' -> format("%a %b %e %H:%M:%S %Y", t.toLocalDateTime(), t.getZone());
      case 'Z' -> zoneName(t);
      case 'z' -> offset(t.getOffset());
      case 'n' -> "\n";
      case 't' -> "\t";
      case '%' -> "%";
      default -> "%" + c;
    };
  }

  private static String capital(String word) {
    return Character.toUpperCase(word.charAt(0)) + word.substring(1);
  }

  private static String zoneName(ZonedDateTime t) {
    return t.getOffset().equals(ZoneOffset.UTC) && t.getZone() instanceof ZoneOffset
        ? "GMT"
        : DateTimeFormatter.ofPattern("zzz", Locale.ENGLISH).format(t);
  }

  private static String offset(ZoneOffset offset) {
    int minutes = Math.abs(offset.getTotalSeconds() / 60);
    return (offset.getTotalSeconds() < 0 ? "-" : "+") + two(minutes / 60) + two(minutes % 60);
  }

  /// `datetime.strptime`.
  static LocalDateTime parse(String text, String format) {
    return new Reader(text, format).read();
  }

  /// One parse.
  private static final class Reader {
    private final String text;
    private final String format;
    private int at;
    private int year = 1900;
    private int month = 1;
    private int day = 1;
    private int hour;
    private int minute;
    private int second;
    private int nano;
    private int dayOfYear;
    private @Nullable Boolean afternoon;

    Reader(String text, String format) {
      this.text = text;
      this.format = format;
    }

    LocalDateTime read() {
      fields(format);
      if (at < text.length()) {
        throw PythonError.value("unconverted data remains: " + text.substring(at));
      }
      if (afternoon != null) {
        hour = hour % 12 + (afternoon ? 12 : 0);
      }
      try {
        var time = LocalDateTime.of(year, month, day, hour, minute, Math.min(second, 59), nano);
        return dayOfYear > 0 ? time.with(ChronoField.DAY_OF_YEAR, dayOfYear) : time;
      } catch (DateTimeException e) {
        throw PythonError.value("day is out of range for month");
      }
    }

    private PythonError mismatch() {
      return PythonError.value(
          "time data %s does not match format %s"
              .formatted(PythonText.quote(text), PythonText.quote(format)));
    }

    private void fields(String fields) {
      for (int i = 0; i < fields.length(); i++) {
        char c = fields.charAt(i);
        if (c == '%' && i + 1 < fields.length()) {
          field(fields.charAt(++i));
        } else if (Character.isWhitespace(c)) {
          int from = at;
          while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
          }
          if (from == at) {
            throw mismatch();
          }
        } else if (at < text.length()
            && Character.toLowerCase(text.charAt(at)) == Character.toLowerCase(c)) {
          at++;
        } else {
          throw mismatch();
        }
      }
    }

    private int number(int digits, int least, int most) {
      int from = at;
      int value = 0;
      while (at < text.length() && at - from < digits && Character.isDigit(text.charAt(at))) {
        int next = value * 10 + Character.digit(text.charAt(at), 10);
        if (next > most) {
          break;
        }
        value = next;
        at++;
      }
      if (at == from || value < least) {
        throw mismatch();
      }
      return value;
    }

    private int name(String[] names, boolean shortForm) {
      for (int i = 0; i < names.length; i++) {
        String name = shortForm ? names[i].substring(0, 3) : names[i];
        if (text.regionMatches(true, at, name, 0, name.length())) {
          at += name.length();
          return i + 1;
        }
      }
      throw mismatch();
    }

    private void field(char c) {
      switch (c) {
        case 'Y' -> {
          int from = at;
          year = number(4, 1, 9999);
          if (at - from != 4) {
            throw mismatch();
          }
        }
        case 'y' -> {
          int two = number(2, 0, 99);
          year = two < 69 ? 2000 + two : 1900 + two;
        }
        case 'm' -> month = number(2, 1, 12);
        case 'd', 'e' -> day = number(2, 1, 31);
        case 'H' -> hour = number(2, 0, 23);
        case 'I' -> hour = number(2, 1, 12);
        case 'M' -> minute = number(2, 0, 59);
        case 'S' -> second = number(2, 0, 61);
        case 'j' -> dayOfYear = number(3, 1, 366);
        case 'f' -> {
          int from = at;
          int value = number(6, 0, 999_999);
          nano = (int) (value * Math.pow(10, 9 - (at - from)));
        }
        case 'B' -> month = name(MONTHS, false);
        case 'b', 'h' -> month = name(MONTHS, true);
        case 'A' -> name(DAYS, false);
        case 'a' -> name(DAYS, true);
        case 'p' -> {
          boolean pm = text.regionMatches(true, at, "pm", 0, 2);
          if (!pm && !text.regionMatches(true, at, "am", 0, 2)) {
            throw mismatch();
          }
          afternoon = pm;
          at += 2;
        }
        case 'z' -> zone();
        case 'Z' -> {
          if (!text.regionMatches(true, at, "UTC", 0, 3)
              && !text.regionMatches(true, at, "GMT", 0, 3)) {
            throw mismatch();
          }
          at += 3;
        }
        case 'T', 'X' -> fields("%H:%M:%S");
        case 'D', 'x' -> fields("%m/%d/%y");
        case 'c' -> fields("%a %b %d %H:%M:%S %Y");
        case '%' -> {
          if (at >= text.length() || text.charAt(at++) != '%') {
            throw mismatch();
          }
        }
        default ->
            throw PythonError.value("'%s' is a bad directive in format '%s'".formatted(c, format));
      }
    }

    private void zone() {
      var m = Pattern.compile("Z|[+-]\\d\\d:?\\d\\d(:?\\d\\d)?").matcher(text);
      if (!m.find(at) || m.start() != at) {
        throw mismatch();
      }
      at = m.end();
    }
  }
}
