package io.jplay.core.template;

import io.jplay.core.value.Dict;
import io.jplay.core.value.Int;
import io.jplay.core.value.Null;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Lookups that only rearrange what they are given: those behind `with_items` and its kin. Nothing
/// of it comes from outside, so no taint is added.
final class ListLookups implements LookupFamily {
  private static final Set<String> NAMES =
      Set.of(
          "items",
          "list",
          "dict",
          "nested",
          "together",
          "indexed_items",
          "subelements",
          "sequence",
          "flattened",
          "community.general.flattened",
          "random_choice",
          "cartesian",
          "community.general.cartesian");
  private static final String SUBELEMENTS =
      "subelements lookup expects a list of two or three items, ";

  @Override
  public Set<String> names() {
    return NAMES;
  }

  @Override
  public Seq lookup(String name, Seq terms, Dict options, Evaluation eval) {
    List<Value> items = finished(terms, eval);
    return switch (name) {
      case "items" -> Call.list(flattenOnce(items, eval));
      case "list" -> Call.list(items);
      case "dict" -> dict(items, options, eval);
      case "nested" -> nested(items, eval);
      case "together" -> together(items, eval);
      case "indexed_items" -> indexed(items, eval);
      case "subelements" -> subelements(items, eval);
      case "sequence" -> SequenceLookup.numbers(items, options, eval);
      case "random_choice" -> choice(items);
      case "cartesian", "community.general.cartesian" -> cartesian(items, eval);
      default -> flattened(items, eval);
    };
  }

  static List<Value> finished(Seq seq, Evaluation eval) {
    return new ArrayList<>(seq.items().stream().map(eval::finish).toList());
  }

  /// One level of lists taken apart, as `with_items` does.
  static List<Value> flattenOnce(List<Value> terms, Evaluation eval) {
    var out = new ArrayList<Value>();
    for (Value term : terms) {
      if (term instanceof Seq s && s.kind() != Seq.Kind.SET) {
        out.addAll(finished(s, eval));
      } else {
        out.add(term);
      }
    }
    return out;
  }

  private static Seq dict(List<Value> terms, Dict options, Evaluation eval) {
    var out = new ArrayList<Value>();
    for (Value term : terms) {
      if (!(PythonOps.require(term) instanceof Dict d)) {
        throw eval.error("with_dict expects a dict");
      }
      d.entries()
          .forEach((k, v) -> {
            var map = new LinkedHashMap<Value, Value>(4);
            map.put(Str.of("key"), k);
            map.put(Str.of("value"), eval.finish(v));
            out.add(new Dict(map, Tag.NONE));
          });
    }
    return Call.list(out);
  }

  /// The lists of the terms; a text that is no list is one element.
  private static List<List<Value>> lists(List<Value> terms, Evaluation eval) {
    var lists = new ArrayList<List<Value>>();
    for (Value term : terms) {
      lists.add(
          switch (PythonOps.require(term)) {
            case Seq s -> finished(s, eval);
            case Dict d -> new ArrayList<>(d.keys());
            default -> List.of(term);
          });
    }
    return lists;
  }

  private static Seq asList(Value row) {
    return row instanceof Seq s ? Call.list(s.items()) : Seq.of(row);
  }

  private static Seq nested(List<Value> terms, Evaluation eval) {
    if (terms.isEmpty()) {
      throw eval.error("with_nested requires at least one element in the nested list");
    }
    if (terms.size() == 1) {
      // one list is not multiplied: what is in it is taken apart, texts too
      var rows = new ArrayList<Value>();
      for (Value item : lists(terms, eval).getFirst()) {
        rows.add(Call.list(flattenOnce(PythonOps.iterate(eval.finish(item)), eval)));
      }
      return Call.list(rows);
    }
    return product(terms, eval);
  }

  private static Seq product(List<Value> terms, Evaluation eval) {
    var rows = Combinations.product(lists(terms, eval));
    // elements that are lists themselves are taken apart
    return Call.list(
        new ArrayList<>(
            rows.stream()
                .<Value>map(r -> Call.list(flattenOnce(asList(r).items(), eval)))
                .toList()));
  }

  private static Seq cartesian(List<Value> terms, Evaluation eval) {
    if (terms.isEmpty()) {
      throw eval.error("with_cartesian requires at least one element in each list");
    }
    return product(terms, eval);
  }

  private static Seq together(List<Value> terms, Evaluation eval) {
    if (terms.isEmpty()) {
      throw eval.error("with_together requires at least one element in each list");
    }
    List<List<Value>> lists = lists(terms, eval);
    int rows = lists.stream().mapToInt(List::size).max().orElse(0);
    var out = new ArrayList<Value>();
    for (int i = 0; i < rows; i++) {
      var row = new ArrayList<Value>();
      for (List<Value> list : lists) {
        row.add(i < list.size() ? list.get(i) : Null.NULL);
      }
      out.add(Call.list(flattenOnce(row, eval)));
    }
    return Call.list(out);
  }

  private static Seq indexed(List<Value> terms, Evaluation eval) {
    var out = new ArrayList<Value>();
    for (Value item : flattenOnce(terms, eval)) {
      out.add(Call.tuple(Int.of(out.size()), item));
    }
    return Call.list(out);
  }

  private static Seq subelements(List<Value> terms, Evaluation eval) {
    if (terms.size() < 2 || terms.size() > 3) {
      throw eval.error(SUBELEMENTS);
    }
    boolean skip = false;
    if (terms.size() == 3) {
      if (!(terms.get(2) instanceof Dict flags)) {
        throw eval.error(
            SUBELEMENTS + "the optional third item must be a dict with flags skip_missing");
      }
      skip = flags.get("skip_missing").map(v -> PythonOps.truth(v) && !isNo(v)).orElse(false);
    }
    Value elements = terms.getFirst();
    if (!(terms.get(1) instanceof Str)) {
      throw eval.error(
          SUBELEMENTS + "first a dict or a list, second a string pointing to the subkey");
    }
    if (!(elements instanceof Dict || elements instanceof Seq)) {
      throw eval.error(
          "subelements lookup expects a dictionary, got '" + PythonText.str(elements) + "'");
    }
    if (elements instanceof Dict d && isSkipped(d)) {
      return Seq.EMPTY;
    }
    List<Value> all =
        elements instanceof Dict d
            ? new ArrayList<>(d.entries().values())
            : ((Seq) elements).items();
    List<String> path = List.of(PythonText.str(terms.get(1)).split("\\.", -1));
    var rows = new ArrayList<Value>();
    for (Value raw : all) {
      Value element = eval.finish(raw);
      if (!(element instanceof Dict dict)) {
        throw eval.error(
            "subelements lookup expects a dictionary, got '" + PythonText.str(element) + "'");
      }
      if (isSkipped(dict)) {
        continue;
      }
      for (Value item : below(dict, path, skip, eval)) {
        rows.add(Call.tuple(without(element, path), eval.finish(item)));
      }
    }
    return Call.list(rows);
  }

  /// The result of a task, or of a loop's item, that was skipped.
  private static boolean isSkipped(Dict element) {
    return element.get("skipped").map(PythonOps::truth).orElse(false);
  }

  /// The list at the end of a path of keys; with `skip` a path that leads elsewhere has none.
  private static List<Value> below(Dict element, List<String> path, boolean skip, Evaluation eval) {
    Value value = element;
    for (int i = 0; i < path.size(); i++) {
      String key = path.get(i);
      if (!(value instanceof Dict dict) || !dict.has(key)) {
        if (skip) {
          return List.of();
        }
        throw eval.error(
            "could not find '%s' key in iterated item '%s'"
                .formatted(key, PythonText.str(eval.finishDeep(value))));
      }
      value = eval.finish(dict.get(key).orElseThrow());
      boolean last = i == path.size() - 1;
      if (last ? value instanceof Seq : value instanceof Dict) {
        continue;
      }
      if (skip) {
        return List.of();
      }
      throw eval.error(
          "the key %s should point to a %s, got '%s'"
              .formatted(
                  key, last ? "list" : "dictionary", PythonText.str(eval.finishDeep(value))));
    }
    return ((Seq) value).items();
  }

  /// As ansible-core's lookup, unlike its filter, the list leaves the element that it is taken
  /// from.
  private static Value without(Value element, List<String> path) {
    if (!(element instanceof Dict dict) || !dict.has(path.getFirst())) {
      return element;
    }
    String key = path.getFirst();
    return path.size() == 1
        ? dict.without(key)
        : dict.with(key, without(dict.get(key).orElseThrow(), path.subList(1, path.size())));
  }

  private static boolean isNo(Value value) {
    return value instanceof Str s
        && Set.of("no", "false", "n", "f", "0", "off").contains(s.text().toLowerCase(Locale.ROOT));
  }

  private static Seq flattened(List<Value> terms, Evaluation eval) {
    var out = new ArrayList<Value>();
    flatten(terms, out, eval);
    return Call.list(out);
  }

  private static void flatten(List<Value> terms, List<Value> out, Evaluation eval) {
    for (Value term : terms) {
      switch (term) {
        case Seq s -> flatten(finished(s, eval), out, eval);
        // ansible ends here: an undefined list of old playbooks
        case Str s when s.text().equals("None") || s.text().equals("null") -> {
          return;
        }
        default -> out.add(term);
      }
    }
  }

  private static Seq choice(List<Value> terms) {
    return terms.isEmpty() ? Seq.EMPTY : Seq.of(PythonRandom.seeded(Null.NULL).choice(terms));
  }
}
