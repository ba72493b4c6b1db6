package io.jplay.core.template;

import io.jplay.core.value.Null;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The variables that only template files have: `template_host`, `template_path` and their kin.
public final class TemplateFacts {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT);

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
    facts.put(
        "template_run_date", Str.of(DATE.format(clock.instant().atZone(ZoneId.systemDefault()))));
    Optional<ZonedDateTime> time = modified(file);
    time.ifPresent(t -> facts.put("template_mtime", Str.of(DATE.format(t))));
    String dated =
        time.map(t -> Strftime.format(managed, t.toLocalDateTime(), t.getZone())).orElse(managed);
    String said = dated.replace("{host}", host).replace("{uid}", owner).replace("{file}", written);
    facts.put("ansible_managed", Str.of(said));
    return facts;
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
