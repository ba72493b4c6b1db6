package io.jplay.core.yaml;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.source.SourceRange;
import io.jplay.core.value.Bool;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Json;
import io.jplay.core.value.Null;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Template;
import io.jplay.core.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Collects the entries of one mapping: merge keys first, then its own; of equal keys the last wins
/// and Ansible warns (also when a mapping overrides what it merged).
final class YamlMappings {
  private final SourceRange place;
  private final boolean warn;
  private final List<Diagnostic> problems;
  private final List<Map.Entry<Value, Value>> merged = new ArrayList<>();
  private final List<Map.Entry<Value, Value>> own = new ArrayList<>();

  YamlMappings(SourceRange place, boolean warn, List<Diagnostic> problems) {
    this.place = place;
    this.warn = warn;
    this.problems = problems;
  }

  void put(Value key, Value value) {
    if (key instanceof Dict || key instanceof Seq s && s.kind() == Seq.Kind.LIST) {
      problems.add(
          Diagnostic.error("JP1005", "YAML key must be a text or number", key.tag().origin())
              .withDetail(YamlErrors.unacceptable(key instanceof Dict ? "mapping" : "list")));
      return;
    }
    own.add(Map.entry(key, value));
  }

  /// The value of a `<<` key: a mapping, or a list of them of which earlier ones win.
  void merge(Value value, SourceRange valuePlace) {
    if (value instanceof Dict dict) {
      merged.addAll(dict.entries().entrySet());
      return;
    }
    if (value instanceof Seq list && list.items().stream().allMatch(Dict.class::isInstance)) {
      for (Value item : list.items().reversed()) {
        merged.addAll(((Dict) item).entries().entrySet());
      }
      return;
    }
    Value wrong =
        value instanceof Seq list
            ? list.stream().filter(item -> !(item instanceof Dict)).findFirst().orElse(value)
            : value;
    problems.add(
        Diagnostic.error("JP1005", "YAML merge key needs a mapping", valuePlace)
            .withDetail(
                "expected a mapping %sfor merging, but found %s"
                    .formatted(
                        value instanceof Seq ? "" : "or list of mappings ",
                        YamlErrors.shape(wrong))));
  }

  Dict build(Tag tag) {
    var map = LinkedHashMap.<Value, Value>newLinkedHashMap(merged.size() + own.size());
    merged.forEach(entry -> add(map, entry));
    own.forEach(entry -> add(map, entry));
    return new Dict(map, tag);
  }

  private void add(Map<Value, Value> map, Map.Entry<Value, Value> entry) {
    Value key = entry.getKey();
    if (map.containsKey(key) && warn) {
      SourceRange first =
          map.keySet().stream().filter(key::equals).findFirst().orElse(key).tag().origin();
      problems.add(
          Diagnostic.warning("JP1003", "duplicate key in a YAML mapping", key.tag().origin())
              .withDetail(
                  "While constructing a mapping from %s, line %d, column %d, found a duplicate dict key (%s). Using last defined value only."
                      .formatted(place.source().name(), place.line(), place.column(), key(key)))
              .withRelated("first defined here", first));
    }
    map.put(key, entry.getValue());
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

  /// `!!omap` and `!!pairs`: a list of one-entry mappings as a list of pairs.
  static Value pairs(List<Value> items, Tag tag, List<Diagnostic> problems) {
    var list = new ArrayList<Value>();
    for (Value item : items) {
      if (item instanceof Dict d && d.size() == 1) {
        var entry = d.entries().entrySet().iterator().next();
        list.add(new Seq(List.of(entry.getKey(), entry.getValue()), Seq.Kind.TUPLE, item.tag()));
      } else {
        problems.add(
            Diagnostic.error("JP1005", "YAML value cannot be read", item.tag().origin())
                .withDetail(
                    item instanceof Dict d
                        ? "expected a single mapping item, but found " + d.size() + " items"
                        : "expected a mapping of length 1, but found " + YamlErrors.shape(item)));
      }
    }
    return new Seq(list, Seq.Kind.LIST, tag);
  }

  static Value set(Dict dict) {
    return new Seq(new ArrayList<>(dict.keys()), Seq.Kind.SET, dict.tag());
  }
}
