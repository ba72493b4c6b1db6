package io.jplay.core.yaml;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.source.SourceRange;
import io.jplay.core.value.Bool;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Json;
import io.jplay.core.value.Null;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Template;
import io.jplay.core.value.Value;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Collects the entries of one mapping; of equal keys the last wins and Ansible warns (also when a
/// mapping overrides what it merged).
final class YamlMappings {
  private final SourceRange place;
  private final boolean warn;
  private final List<Diagnostic> problems;
  private final Map<Value, Value> entries = new LinkedHashMap<>();

  /// Where each key was first, once a key has come twice.
  private final Map<Value, SourceRange> first = new HashMap<>();

  YamlMappings(SourceRange place, boolean warn, List<Diagnostic> problems) {
    this.place = place;
    this.warn = warn;
    this.problems = problems;
  }

  void put(Value key, Value value) {
    if (warn && entries.containsKey(key)) {
      if (first.isEmpty()) {
        entries.keySet().forEach(known -> first.put(known, known.tag().origin()));
      }
      warn(key, first.getOrDefault(key, SourceRange.NONE));
    } else if (!first.isEmpty()) {
      first.put(key, key.tag().origin());
    }
    entries.put(key, value);
  }

  private void warn(Value key, SourceRange before) {
    problems.add(
        Diagnostic.warning("JP1003", "duplicate key in a YAML mapping", key.tag().origin())
            .withDetail(
                "While constructing a mapping from %s, line %d, column %d, found a duplicate dict key (%s). Using last defined value only."
                    .formatted(place.source().name(), place.line(), place.column(), key(key)))
            .withRelated("first defined here", before));
  }

  Dict build(Tag tag) {
    return new Dict(entries, tag);
  }

  private static String key(Value key) {
    return switch (key) {
      case Template t -> t.text();
      case Str s -> s.text();
      case Bool b -> b.value() ? "True" : "False";
      case Null n -> "None";
      default -> Json.write(key, Json.Layout.LINE);
    };
  }
}
