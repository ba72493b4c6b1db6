package io.jplay.core.value;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.Temporal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A date or a time stamp that was written unquoted in YAML: Python's `datetime.date` or
/// `datetime.datetime`. `moment` is a LocalDate, LocalDateTime or OffsetDateTime.
public record YamlDate(Temporal moment, Tag tag) implements Foreign {

  @Override
  public YamlDate withTag(Tag newTag) {
    return new YamlDate(moment, newTag);
  }

  public boolean isDate() {
    return moment instanceof LocalDate;
  }

  @Override
  public String typeName() {
    return isDate() ? "date" : "datetime";
  }

  /// As Python's `str()`: date and time parted by a space.
  @Override
  public String text() {
    return iso().replace('T', ' ');
  }

  /// As Python's `isoformat()`, the form that results and `to_json` show.
  @Override
  public String jsonText() {
    return iso();
  }

  public String iso() {
    return switch (moment) {
      case LocalDateTime t -> isoTime(t);
      case OffsetDateTime t -> isoTime(t.toLocalDateTime()) + isoOffset(t.getOffset());
      default -> moment.toString();
    };
  }

  private static String isoTime(LocalDateTime t) {
    int micros = t.getNano() / 1000;
    String seconds =
        String.format(
            Locale.ROOT,
            "%04d-%02d-%02dT%02d:%02d:%02d",
            t.getYear(),
            t.getMonthValue(),
            t.getDayOfMonth(),
            t.getHour(),
            t.getMinute(),
            t.getSecond());
    return micros == 0 ? seconds : seconds + String.format(Locale.ROOT, ".%06d", micros);
  }

  private static String isoOffset(ZoneOffset offset) {
    return offset.getTotalSeconds() == 0 ? "+00:00" : offset.getId();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof YamlDate d && d.moment.equals(moment);
  }

  @Override
  public int hashCode() {
    return moment.hashCode();
  }
}
