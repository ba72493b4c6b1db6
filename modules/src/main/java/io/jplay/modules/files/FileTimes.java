package io.jplay.modules.files;

import io.jplay.core.api.ModuleFailure;
import io.jplay.core.api.Observed;
import io.jplay.core.api.Read;
import io.jplay.core.shell.ScriptBuilder;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Real;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.SignStyle;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/// Wanted access and modification times of a file: `preserve`, `now`, or a moment in the host's own
/// time zone.
public record FileTimes(Wish access, Wish modification) {

  /// What one of the two times is to be.
  public sealed interface Wish {
    record Preserve() implements Wish {}

    record Now() implements Wish {}

    record At(LocalDateTime moment) implements Wish {}
  }

  private static final DateTimeFormatter TOUCH = DateTimeFormatter.ofPattern("uuuuMMddHHmm.ss");
  private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

  /// Two digits of a year are of 1969 to 2068.
  private static final int FIRST_SHORT_YEAR = 1969;

  /// Reads an option and its format (strptime's); absent means `otherwise`.
  public static Wish parse(Optional<String> text, String format, Wish otherwise) {
    if (text.isEmpty() || text.get().isEmpty()) {
      return otherwise;
    }
    if (text.get().equals("preserve")) {
      return new Wish.Preserve();
    }
    if (text.get().equals("now")) {
      return new Wish.Now();
    }
    try {
      return new Wish.At(LocalDateTime.parse(text.get(), formatter(format)));
    } catch (DateTimeException e) {
      throw new ModuleFailure(
          "Error while obtaining timestamp for time %s using format %s: time data '%s' does not match format '%s'"
              .formatted(text.get(), format, text.get(), format));
    }
  }

  private static DateTimeFormatter formatter(String format) {
    var builder = new DateTimeFormatterBuilder();
    int i = 0;
    while (i < format.length()) {
      char c = format.charAt(i++);
      if (c != '%' || i == format.length()) {
        builder.appendLiteral(c);
        continue;
      }
      switch (format.charAt(i++)) {
        case 'Y' -> builder.appendValue(ChronoField.YEAR, 4);
        case 'y' -> builder.appendValueReduced(ChronoField.YEAR, 2, 2, FIRST_SHORT_YEAR);
        case 'm' -> number(builder, ChronoField.MONTH_OF_YEAR, 2);
        case 'd' -> number(builder, ChronoField.DAY_OF_MONTH, 2);
        case 'H' -> number(builder, ChronoField.HOUR_OF_DAY, 2);
        case 'M' -> number(builder, ChronoField.MINUTE_OF_HOUR, 2);
        case 'S' -> number(builder, ChronoField.SECOND_OF_MINUTE, 2);
        case 'j' -> number(builder, ChronoField.DAY_OF_YEAR, 3);
        case 'b' -> builder.appendPattern("MMM");
        case 'B' -> builder.appendPattern("MMMM");
        case 'T' -> builder.appendPattern("HH:mm:ss");
        case 'F' -> builder.appendPattern("uuuu-MM-dd");
        case '%' -> builder.appendLiteral('%');
        default -> throw new DateTimeException("unknown directive %" + format.charAt(i - 1));
      }
    }
    return builder
        .parseDefaulting(ChronoField.MONTH_OF_YEAR, 1)
        .parseDefaulting(ChronoField.DAY_OF_MONTH, 1)
        .parseDefaulting(ChronoField.HOUR_OF_DAY, 0)
        .parseDefaulting(ChronoField.MINUTE_OF_HOUR, 0)
        .parseDefaulting(ChronoField.SECOND_OF_MINUTE, 0)
        .toFormatter(Locale.ENGLISH);
  }

  /// Leading zeros may be left out, as strptime allows.
  private static void number(DateTimeFormatterBuilder builder, ChronoField field, int digits) {
    builder.appendValue(field, 1, digits, SignStyle.NOT_NEGATIVE);
  }

  /// The seconds since 1970 of the wanted moments, by the host's clock and zone.
  public List<Read<?>> reads() {
    var reads = new ArrayList<Read<?>>();
    for (Wish wish : List.of(access, modification)) {
      switch (wish) {
        case Wish.Preserve p -> {}
        case Wish.Now n -> reads.add(now());
        case Wish.At(LocalDateTime moment) -> reads.add(epoch(moment));
      }
    }
    return reads;
  }

  private static Read<OptionalLong> epoch(LocalDateTime moment) {
    var program = new ScriptBuilder().line("date -d {} +%s", DATE.format(moment)).program();
    return new Read<>(
        "epoch:" + DATE.format(moment),
        program,
        output -> {
          String seconds = output.stdout().strip();
          return seconds.matches("-?[0-9]{1,18}")
              ? OptionalLong.of(Long.parseLong(seconds))
              : OptionalLong.empty();
        });
  }

  /// The host's clock, which shows what `now` will be.
  private static Read<Double> now() {
    var program = new ScriptBuilder().line("date +%s.%N 2>/dev/null || date +%s").program();
    return new Read<>(
        "clock",
        program,
        output -> {
          String seconds = output.stdout().strip();
          int end = seconds.indexOf('.');
          // a date without nanoseconds shows the letter
          boolean whole = end >= 0 && !seconds.substring(end + 1).matches("[0-9]+");
          String number = whole ? seconds.substring(0, end) : seconds;
          return number.matches("[0-9.]{1,40}") ? Double.parseDouble(number) : 0.0;
        });
  }

  /// Which times of a file are to be set.
  public Change changeOf(FileStat current, Observed seen) {
    var before = Dict.builder();
    var after = Dict.builder();
    boolean accessed = differs(access, current.atime(), seen);
    if (accessed) {
      before.put("atime", Real.of(Double.parseDouble(current.atime())));
      after.put("atime", wanted(access, seen));
    }
    boolean modified = differs(modification, current.mtime(), seen);
    if (modified) {
      before.put("mtime", Real.of(Double.parseDouble(current.mtime())));
      after.put("mtime", wanted(modification, seen));
    }
    return new Change(
        accessed ? Optional.of(access) : Optional.empty(),
        modified ? Optional.of(modification) : Optional.empty(),
        before.build(),
        after.build());
  }

  /// For something that the program has just made, which has the present time already.
  public Change ofNew() {
    return new Change(
        Optional.of(access).filter(w -> w instanceof Wish.At),
        Optional.of(modification).filter(w -> w instanceof Wish.At),
        Dict.EMPTY,
        Dict.EMPTY);
  }

  private static Real wanted(Wish wish, Observed seen) {
    return wish instanceof Wish.At(LocalDateTime moment)
        ? Real.of((double) seen.get(epoch(moment)).orElse(0))
        : Real.of(seen.get(now()));
  }

  private static boolean differs(Wish wish, String current, Observed seen) {
    return switch (wish) {
      case Wish.Preserve p -> false;
      case Wish.Now n -> true;
      case Wish.At(LocalDateTime moment) -> {
        OptionalLong wanted = seen.get(epoch(moment));
        yield wanted.isEmpty() || wanted.getAsLong() != (long) Double.parseDouble(current);
      }
    };
  }

  /// Times to be set on an existing file.
  public record Change(
      Optional<Wish> access, Optional<Wish> modification, Dict before, Dict after) {
    public boolean isEmpty() {
      return access.isEmpty() && modification.isEmpty();
    }

    /// Appends touch commands for the path in `jp_target`.
    public void appendTo(ScriptBuilder script) {
      access.ifPresent(w -> append(script, "-a", w));
      modification.ifPresent(w -> append(script, "-m", w));
    }

    /// The same for many paths: commands to which they are added.
    List<List<String>> commands() {
      var all = new ArrayList<List<String>>();
      access.ifPresent(w -> all.addAll(command("-a", w)));
      modification.ifPresent(w -> all.addAll(command("-m", w)));
      return all;
    }

    private static List<List<String>> command(String which, Wish wish) {
      return switch (wish) {
        case Wish.Preserve p -> List.of();
        case Wish.Now n -> List.of(List.of("touch", "-c", which, "--"));
        case Wish.At(LocalDateTime moment) ->
            List.of(List.of("touch", "-c", which, "-t", TOUCH.format(moment), "--"));
      };
    }

    private static void append(ScriptBuilder script, String which, Wish wish) {
      switch (wish) {
        case Wish.Preserve p -> {}
        case Wish.Now n -> script.line("touch -c " + which + " \"$jp_target\" || exit");
        case Wish.At(LocalDateTime moment) ->
            script.line(
                "touch -c " + which + " -t {} \"$jp_target\" || exit", TOUCH.format(moment));
      }
    }
  }
}
