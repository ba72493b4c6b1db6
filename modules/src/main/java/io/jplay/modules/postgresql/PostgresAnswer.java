package io.jplay.modules.postgresql;

import io.jplay.core.api.ModuleFailure;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Json;
import io.jplay.core.value.Null;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Value;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What psql said: the rows of each query by its name.
record PostgresAnswer(Map<String, List<Dict>> rows) {
  PostgresAnswer {
    rows = Map.copyOf(rows);
  }

  /// A query whose rows come as one text, whatever is in them.
  static String rows(String query) {
    return "SELECT coalesce(json_agg(jp_row), '[]') FROM (" + query + ") AS jp_row;\n";
  }

  /// Parses records that each begin with a byte 30 and the name of a query.
  static PostgresAnswer parse(String text) {
    var rows = new LinkedHashMap<String, List<Dict>>();
    for (String record : text.split("\036")) {
      int end = record.indexOf('\n');
      if (end > 0) {
        rows.put(record.substring(0, end).strip(), list(record.substring(end + 1)));
      }
    }
    return new PostgresAnswer(rows);
  }

  private static List<Dict> list(String json) {
    try {
      return Json.read(json, Tag.REMOTE) instanceof Seq all
          ? all.items().stream().map(v -> v instanceof Dict d ? d : Dict.EMPTY).toList()
          : List.of();
    } catch (IOException e) {
      throw new ModuleFailure("psql gave no rows: " + e.getMessage());
    }
  }

  List<Dict> of(String query) {
    return rows.getOrDefault(query, List.of());
  }

  Optional<Dict> first(String query) {
    return of(query).stream().findFirst();
  }

  /// A column as text; empty where it is null.
  static Optional<String> text(Dict row, String column) {
    Value value = row.get(column).orElse(Null.NULL);
    return value instanceof Null ? Optional.empty() : Optional.of(value.toString());
  }
}
