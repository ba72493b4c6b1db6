package io.jplay.modules.facts;

import io.jplay.core.value.Dict;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// The clock of a host.
final class DateFacts {
  private DateFacts() {}

  static Dict collect(Sections s) {
    String[] now = s.line("date", 0).split(" ");
    if (now.length < 4) {
      return Dict.EMPTY;
    }
    ZoneOffset offset = offset(now[2]);
    String[] other = s.line("date", 1).split(" ");
    OffsetDateTime local =
        Instant.ofEpochSecond(PlatformFacts.number(now[0]), nanos(now[1])).atOffset(offset);
    OffsetDateTime utc = local.withOffsetSameInstant(ZoneOffset.UTC);
    int monday = (local.getDayOfYear() + 7 - local.getDayOfWeek().getValue()) / 7;
    var facts =
        Dict.builder()
            .put("year", text(local, "yyyy"))
            .put("month", text(local, "MM"))
            .put("weekday", text(local, "EEEE"))
            .put("weekday_number", Integer.toString(local.getDayOfWeek().getValue() % 7))
            .put("weeknumber", String.format(Locale.ROOT, "%02d", monday))
            .put("day", text(local, "dd"))
            .put("hour", text(local, "HH"))
            .put("minute", text(local, "mm"))
            .put("second", text(local, "ss"))
            .put("epoch", now[0])
            .put("epoch_int", now[0])
            .put("date", text(local, "yyyy-MM-dd"))
            .put("time", text(local, "HH:mm:ss"))
            .put("iso8601_micro", text(utc, "yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'"))
            .put("iso8601", text(utc, "yyyy-MM-dd'T'HH:mm:ss'Z'"))
            .put("iso8601_basic", text(local, "yyyyMMdd'T'HHmmssSSSSSS"))
            .put("iso8601_basic_short", text(local, "yyyyMMdd'T'HHmmss"))
            .put("tz", now[3])
            .put("tz_dst", summerName(now, other))
            .put("tz_offset", now[2]);
    return Dict.builder().put("date_time", facts.build()).build();
  }

  /// The zone's name now or in half a year, whichever is further ahead.
  private static String summerName(String[] now, String[] other) {
    return other.length > 3 && offset(other[2]).getTotalSeconds() > offset(now[2]).getTotalSeconds()
        ? other[3]
        : now[3];
  }

  private static ZoneOffset offset(String text) {
    return text.matches("[+-](0\\d|1[0-7])[0-5]\\d") ? ZoneOffset.of(text) : ZoneOffset.UTC;
  }

  /// busybox has no %N and prints it as it is.
  private static long nanos(String text) {
    return text.matches("\\d{1,9}") ? Long.parseLong(text) : 0;
  }

  private static String text(OffsetDateTime time, String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).format(time);
  }
}
