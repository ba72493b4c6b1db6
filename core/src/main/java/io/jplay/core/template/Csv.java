package io.jplay.core.template;

import java.util.ArrayList;
import java.util.List;

/// Rows of a text with separated values, quoted with `"` as Python's `csv` (dialect excel) has it.
final class Csv {
  private Csv() {}

  static List<List<String>> rows(String text, char separator) {
    var rows = new ArrayList<List<String>>();
    var row = new ArrayList<String>();
    var cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean doubled = c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"';
      if (quoted && doubled) {
        cell.append(c);
        i++;
      } else if (c == '"' && (quoted || cell.isEmpty())) {
        quoted = !quoted;
      } else if (!quoted && c == separator) {
        row.add(cell.toString());
        cell.setLength(0);
      } else if (!quoted && (c == '\n' || c == '\r')) {
        if (!cell.isEmpty() || !row.isEmpty()) {
          row.add(cell.toString());
          rows.add(List.copyOf(row));
        }
        cell.setLength(0);
        row.clear();
      } else {
        cell.append(c);
      }
    }
    if (!cell.isEmpty() || !row.isEmpty()) {
      row.add(cell.toString());
      rows.add(List.copyOf(row));
    }
    return rows;
  }
}
