package io.jplay.modules.mysql;

import io.jplay.core.api.ModuleFailure;

/// Texts in statements of MySQL. Each statement is one line, so that an error names it.
final class Sql {
  /// What a literal of [#text] counts on.
  static final String MODE =
      "SET SESSION sql_mode=REPLACE(@@SESSION.sql_mode,'NO_BACKSLASH_ESCAPES','')";

  private Sql() {}

  static String text(String text) {
    if (text.indexOf('\0') >= 0) {
      throw new ModuleFailure("a text of the server cannot hold a zero byte");
    }
    return "'"
        + text.replace("\\", "\\\\").replace("'", "''").replace("\n", "\\n").replace("\r", "\\r")
        + "'";
  }

  static String name(String name) {
    if (name.matches("(?s).*[\r\n\0].*")) {
      throw new ModuleFailure("a name of the server cannot be of more than one line");
    }
    return "`" + name.replace("`", "``") + "`";
  }
}
