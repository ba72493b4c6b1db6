package io.jplay.core.template;

import io.jplay.core.value.Null;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Utf8;
import io.jplay.core.value.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// `csvfile`: single values out of tables.
final class TableLookups {
  private static final Set<String> CSV_OPTIONS =
      Set.of("col", "default", "delimiter", "file", "encoding", "keycol");

  private TableLookups() {}

  /// An option given in the term (`key file=x col=2`), else as keyword.
  static Seq csv(List<String> terms, LookupOptions o) {
    if (terms.isEmpty()) {
      throw o.eval().error("Search key is required but was not found");
    }
    var out = new ArrayList<Value>();
    for (String term : terms) {
      Map<String, String> own = LookupOptions.inlineWords(term);
      own.replaceAll((name, value) -> LookupOptions.unquoted(value));
      String key = own.isEmpty() ? term : LookupOptions.bareWords(term);
      if (key.isBlank()) {
        throw o.eval().error("Search key is required but was not found");
      }
      own.keySet().stream()
          .filter(name -> !CSV_OPTIONS.contains(name))
          .findFirst()
          .ifPresent(name -> {
            throw o.eval().error(name + " is not a valid option");
          });
      String delimiter = LookupOptions.inline(own, o, "delimiter", "TAB");
      if (delimiter.length() != 1 && !delimiter.equals("TAB") && !delimiter.equals("\\t")) {
        throw o.eval().error("csvfile: \"delimiter\" must be a 1-character string");
      }
      char separator =
          delimiter.equals("TAB") || delimiter.equals("\\t") ? '\t' : delimiter.charAt(0);
      Path file =
          FileLookups.find(
              "csvfile", "files", LookupOptions.inline(own, o, "file", "ansible.csv"), o.eval());
      int column = number(LookupOptions.inline(own, o, "col", "1"), o);
      int keyColumn = number(LookupOptions.inline(own, o, "keycol", "0"), o);
      String otherwise = LookupOptions.inline(own, o, "default", "");
      String found = null;
      String text = decoded(file, LookupOptions.inline(own, o, "encoding", "utf-8"), o.eval());
      for (List<String> row : Csv.rows(text, separator)) {
        if (cell(row, keyColumn, o).equals(key)) {
          found = cell(row, column, o);
          break;
        }
      }
      if (found != null) {
        out.add(new Str(found, Tag.REMOTE));
      } else if (own.containsKey("default")) {
        out.add(new Str(otherwise, Tag.REMOTE));
      } else if (o.options().has("default")) {
        out.addAll(otherwise(o));
      }
    }
    return Call.list(out);
  }

  /// The option `default`: nothing for None, each element of a list.
  private static List<Value> otherwise(LookupOptions o) {
    Value value = o.eval().finishDeep(o.options().get("default").orElse(Null.NULL));
    return switch (value) {
      case Null n -> List.of();
      case Seq s -> s.items();
      default -> List.of(value);
    };
  }

  /// A table has to be text in its encoding.
  private static String decoded(Path file, String encoding, Evaluation eval) {
    String text = FileLookups.read(file, encoding, eval);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0xdc80
          && c <= 0xdcff
          && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)))) {
        throw eval.error(
            "csvfile: 'utf-8' codec can't decode byte 0x%02x in position %d: invalid %s byte"
                .formatted(
                    c & 0xff,
                    Utf8.encode(text.substring(0, i)).length,
                    c < 0xdcc2 || c > 0xdcf4 ? "start" : "continuation"));
      }
    }
    return text;
  }

  /// A cell of a row, counted from the end where the number is negative.
  private static String cell(List<String> row, int column, LookupOptions o) {
    int index = column < 0 ? row.size() + column : column;
    if (index < 0 || index >= row.size()) {
      throw o.eval().error("csvfile: list index out of range");
    }
    return row.get(index);
  }

  private static int number(String text, LookupOptions o) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw o.eval()
          .error("csvfile: invalid literal for int() with base 10: " + PythonText.quote(text));
    }
  }
}
