package io.jplay.core.template;

import io.jplay.core.value.Null;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Template;
import io.jplay.core.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The variables that only template files have: `template_host`, `template_path` and their kin.
public final class TemplateFacts {
  private static final Pattern FIELD = Pattern.compile("\\{\\{|\\}\\}|\\{(host|uid|file)\\}");

  private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");

  private TemplateFacts() {}

  /// For a file that a task or lookup names as `written`; `managed` is the setting
  /// `ansible_managed`. Like ansible-core 2.18 template/__init__.py generate_ansible_template_vars.
  public static Map<String, Value> of(Path file, String written, String managed, Clock clock) {
    String host = hostName();
    String owner = owner(file);
    var facts = new LinkedHashMap<String, Value>();
    facts.put("template_host", Str.of(host));
    facts.put("template_uid", Str.of(owner));
    facts.put("template_path", Str.of(written));
    facts.put("template_fullpath", Str.of(file.toAbsolutePath().toString()));
    facts.put("template_destpath", Null.NULL);
    facts.put("template_run_date", date(clock.instant().atZone(ZoneId.systemDefault())));
    Optional<ZonedDateTime> time = modified(file);
    time.ifPresent(t -> facts.put("template_mtime", date(t)));
    String filled = filled(managed);
    String said =
        time.map(t -> Strftime.format(filled, t.toLocalDateTime(), t.getZone())).orElse(filled);
    facts.put("ansible_managed", Template.ofTrusted(said, Tag.NONE));
    return facts;
  }

  /// A date as Python has it, which knows no zone.
  private static Value date(ZonedDateTime time) {
    return new PythonTime.DateTime(
        time.toLocalDateTime().truncatedTo(ChronoUnit.MICROS), time.getZone());
  }

  /// The setting as Python's `format` reads it: doubled braces are braces, so that the setting may
  /// hold expressions. What it names is filled in by the template, as data: names of files are no
  /// expressions, and no dates.
  private static String filled(String managed) {
    return FIELD
        .matcher(managed)
        .replaceAll(m ->
            switch (m.group()) {
              case "{{" -> "{";
              case "}}" -> "}";
              case "{file}" -> "{{ template_path }}";
              default -> "{{ template_" + m.group(1) + " }}";
            });
  }

  /// The name that the kernel has for this machine.
  private static String hostName() {
    try {
      return Files.readString(HOST_NAME).strip();
    } catch (IOException e) {
      return "localhost";
    }
  }

  private static String owner(Path file) {
    try {
      return Files.getOwner(file).getName();
    } catch (IOException e) {
      return ""; // what reads the file reports why it cannot
    }
  }

  private static Optional<ZonedDateTime> modified(Path file) {
    try {
      return Optional.of(
          Files.getLastModifiedTime(file).toInstant().atZone(ZoneId.systemDefault()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
