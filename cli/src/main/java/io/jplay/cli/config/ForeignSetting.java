package io.jplay.cli.config;

import java.util.List;
import java.util.Locale;

/// A setting of ansible that changes nothing here, and why. It is read, shown and answered for as
/// any other.
public record ForeignSetting(
    String name,
    String typeName,
    String fallback,
    List<String> environmentNames,
    List<String> iniKeys,
    String reason)
    implements SettingKey {
  static ForeignSetting parse(String line) {
    String[] cells = line.split("\t");
    return new ForeignSetting(
        cells[0], cells[1], cells[2], words(cells[3]), words(cells[4]), cells[5]);
  }

  private static List<String> words(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split(" "));
  }

  @Override
  public Setting.Type type() {
    return switch (typeName.toLowerCase(Locale.ROOT)) {
      case "bool", "boolean" -> Setting.Type.BOOL;
      case "int", "integer" -> Setting.Type.INT;
      case "list" -> Setting.Type.LIST;
      case "path" -> Setting.Type.PATH;
      case "pathspec" -> Setting.Type.PATH_SPEC;
      default -> Setting.Type.TEXT;
    };
  }
}
