package io.jplay.core.template;

import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The variables that only template files have: `template_host`, `template_path` and their kin.
public final class TemplateFacts {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT);

  private TemplateFacts() {}

  /// For a file; `environment` gives variables of the controller's environment.
  public static Map<String, Value> of(
      Path file, Function<String, Optional<String>> environment, Clock clock) {
    var facts = new LinkedHashMap<String, Value>();
    facts.put("template_host", Str.of(environment.apply("HOSTNAME").orElse("localhost")));
    facts.put("template_uid", Str.of(environment.apply("USER").orElse("root")));
    facts.put("template_path", Str.of(file.toString()));
    facts.put("template_fullpath", Str.of(file.toAbsolutePath().toString()));
    facts.put(
        "template_run_date", Str.of(DATE.format(clock.instant().atZone(ZoneId.systemDefault()))));
    modified(file).ifPresent(time -> facts.put("template_mtime", Str.of(time)));
    return facts;
  }

  private static Optional<String> modified(Path file) {
    try {
      var time = Files.getLastModifiedTime(file).toInstant().atZone(ZoneId.systemDefault());
      return Optional.of(DATE.format(time));
    } catch (IOException e) {
      return Optional.empty(); // what reads the file reports why it cannot
    }
  }
}
