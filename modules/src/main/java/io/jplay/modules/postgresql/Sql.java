package io.jplay.modules.postgresql;

import io.jplay.core.api.ModuleFailure;

/// Texts and names in statements of PostgreSQL.
final class Sql {
  private Sql() {}

  static String text(String text) {
    String quoted = "'" + checked(text).replace("'", "''") + "'";
    return text.contains("\\") ? "E" + quoted.replace("\\", "\\\\") : quoted;
  }

  static String name(String name) {
    return '"' + checked(name).replace("\"", "\"\"") + '"';
  }

  private static String checked(String text) {
    if (text.indexOf('\0') >= 0) {
      throw new ModuleFailure("a text of the server cannot hold a zero byte");
    }
    return text;
  }
}
