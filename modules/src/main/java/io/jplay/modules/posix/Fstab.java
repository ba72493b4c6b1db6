package io.jplay.modules.posix;

import io.jplay.modules.files.TextEdit;
import java.util.List;

/// The text of a table of file systems (fstab). Fields are kept escaped, lines that are not touched
/// stay as they are written.
record Fstab(String text) {

  /// One line: what is mounted where and how.
  record Entry(String source, String path, String type, String options, String dump, String pass) {
    private String line() {
      return String.join(
              " ",
              escape(source),
              escape(path),
              escape(type),
              escape(options),
              escape(dump),
              escape(pass))
          + "\n";
    }

    private boolean isMeant(String[] fields) {
      boolean swap = fields[1].equals("none") && fields[2].equals("swap");
      return fields[1].equals(escape(path))
          && (!swap || source.isEmpty() || fields[0].equals(escape(source)));
    }

    private boolean equalsFields(String[] fields) {
      String oldDump = fields.length > 4 ? fields[4] : "0";
      String oldPass = fields.length > 5 ? fields[5] : "0";
      return List.of(fields[0], fields[2], fields[3], oldDump, oldPass)
          .equals(
              List.of(escape(source), escape(type), escape(options), escape(dump), escape(pass)));
    }
  }

  static String escape(String field) {
    return field.replace("\\", "\\134").replace(" ", "\\040").replace("&", "\\046");
  }

  /// Blanks of paths in the kernel's lists of mounts.
  static String unescape(String field) {
    return field.replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\");
  }

  private static String[] fields(String line) {
    String stripped = line.strip();
    String[] fields = stripped.startsWith("#") ? new String[0] : stripped.split("\\s+");
    return fields.length >= 4 && fields.length <= 6 ? fields : new String[0];
  }

  /// With the entry in the place of the lines for the same path, else at the end.
  String with(Entry entry) {
    var out = new StringBuilder();
    boolean found = false;
    for (String line : TextEdit.lines(text)) {
      String whole = line.endsWith("\n") ? line : line + "\n";
      String[] fields = fields(whole);
      if (fields.length == 0 || !entry.isMeant(fields)) {
        out.append(whole);
        continue;
      }
      found = true;
      out.append(entry.equalsFields(fields) ? whole : entry.line());
    }
    return found ? out.toString() : out.append(entry.line()).toString();
  }

  /// Without the lines for the entry's path.
  String without(Entry entry) {
    var out = new StringBuilder();
    for (String line : TextEdit.lines(text)) {
      String[] fields = fields(line);
      if (fields.length == 0 || !entry.isMeant(fields)) {
        out.append(line);
      }
    }
    return out.toString();
  }
}
