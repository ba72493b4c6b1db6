package io.jplay.cli.config;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.ExitCode;
import io.jplay.core.diag.JplayException;
import io.jplay.core.source.SourceRange;
import io.jplay.core.source.SourceText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A file of `[section]` and `key = value`, read as Python's configparser does for ansible.cfg:
/// keys ignore case, `#` and `;` begin comment lines, ` ;` a comment behind a value, deeper lines
/// continue a value, nothing is interpolated, `[DEFAULT]` is seen in every section.
public final class IniFile {
  /// A value and where it stands.
  record Entry(String text, SourceRange where) {}

  private static final String SHARED = "DEFAULT";
  private final Map<String, Map<String, Entry>> sections;

  private IniFile(Map<String, Map<String, Entry>> sections) {
    this.sections = sections;
  }

  static IniFile parse(SourceText source) {
    return new IniFile(new Reading(source).run());
  }

  /// The entry of `section.key`.
  Optional<Entry> get(String sectionAndKey) {
    int dot = sectionAndKey.indexOf('.');
    String key = sectionAndKey.substring(dot + 1);
    Map<String, Entry> section = sections.get(sectionAndKey.substring(0, dot));
    if (section == null) {
      return Optional.empty();
    }
    Entry own = section.get(key);
    return Optional.ofNullable(
        own != null ? own : sections.getOrDefault(SHARED, Map.of()).get(key));
  }

  /// The names of all sections, in order, with those of their keys.
  public Map<String, List<String>> keys() {
    var keys = new LinkedHashMap<String, List<String>>();
    sections.forEach((name, entries) -> keys.put(name, List.copyOf(entries.keySet())));
    return keys;
  }

  /// All keys of a section; empty when there is none.
  Map<String, Entry> section(String name) {
    return sections.getOrDefault(name, Map.of());
  }

  /// One pass over the lines.
  private static final class Reading {
    private final SourceText source;
    private final Map<String, Map<String, Entry>> sections = new LinkedHashMap<>();
    private String section = "";
    private String key = "";
    private int keyIndent;

    Reading(SourceText source) {
      this.source = source;
    }

    Map<String, Map<String, Entry>> run() {
      for (int number = 1; number <= source.lineCount(); number++) {
        String line = withoutComment(source.line(number)).stripTrailing();
        if (!line.isBlank()) {
          read(line, number);
        } else if (source.line(number).isBlank() && !key.isEmpty()) {
          continued("", number);
        }
      }
      sections
          .values()
          .forEach(s -> s.replaceAll((_, e) -> new Entry(e.text().strip(), e.where())));
      return sections;
    }

    private void read(String line, int number) {
      int indent = line.length() - line.stripLeading().length();
      if (!key.isEmpty() && indent > keyIndent) {
        continued(line.strip(), number);
        return;
      }
      String text = line.strip();
      int close = text.lastIndexOf(']');
      if (text.startsWith("[") && close > 1) {
        section = text.substring(1, close);
        sections.computeIfAbsent(section, _ -> new LinkedHashMap<>());
        key = "";
        return;
      }
      int at = separator(text);
      if (section.isEmpty() || at <= 0) {
        throw new JplayException(
            ExitCode.BAD_OPTIONS,
            Diagnostic.error("JP1802", "configuration file cannot be read", where(number, indent))
                .withDetail(
                    section.isEmpty()
                        ? "'" + text + "' stands before the first [section]"
                        : "'" + text + "' is neither [section] nor key = value")
                .withHint("sections are written [defaults], settings forks = 20"));
      }
      key = text.substring(0, at).strip().toLowerCase(Locale.ROOT);
      keyIndent = indent;
      entries().put(key, new Entry(text.substring(at + 1).strip(), where(number, indent)));
    }

    private void continued(String text, int number) {
      entries().computeIfPresent(key, (_, old) -> new Entry(old.text() + "\n" + text, old.where()));
    }

    private Map<String, Entry> entries() {
      return sections.computeIfAbsent(section, _ -> new LinkedHashMap<>());
    }

    private SourceRange where(int line, int indent) {
      return SourceRange.at(source, line, indent + 1);
    }

    private static int separator(String text) {
      int equals = text.indexOf('=');
      int colon = text.indexOf(':');
      return equals < 0 ? colon : colon < 0 ? equals : Math.min(equals, colon);
    }

    private static String withoutComment(String line) {
      String text = line.stripLeading();
      if (text.startsWith("#") || text.startsWith(";")) {
        return "";
      }
      for (int at = line.indexOf(';'); at >= 0; at = line.indexOf(';', at + 1)) {
        if (Character.isWhitespace(line.charAt(at - 1))) {
          return line.substring(0, at);
        }
      }
      return line;
    }
  }
}
