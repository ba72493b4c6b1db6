package io.jplay.core.template;

import io.jplay.core.value.Dict;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.BiPredicate;

/// The filters `keep_keys` and `remove_keys`: of each mapping in a list the entries whose keys are
/// named, or the others.
final class KeySelection {
  private KeySelection() {}

  static Value apply(Call c, boolean keep) {
    List<Dict> mappings = mappings(c);
    BiPredicate<String, String> matching = matching(c);
    List<String> targets = targets(c);
    var out = new ArrayList<Value>();
    for (Dict mapping : mappings) {
      var map = new LinkedHashMap<Value, Value>();
      mapping
          .entries()
          .forEach((key, value) -> {
            if (targets.stream().anyMatch(t -> matching.test(PythonText.str(key), t)) == keep) {
              map.put(key, value);
            }
          });
      out.add(new Dict(map, Tag.NONE));
    }
    return Call.list(out);
  }

  private static List<Dict> mappings(Call c) {
    if (!(c.input() instanceof Seq || c.input() instanceof Str)) {
      throw c.error("First argument must be a list. " + shown(c, c.input()));
    }
    var mappings = new ArrayList<Dict>();
    for (Value item : c.items()) {
      if (!(item instanceof Dict d)) {
        throw c.error("The data items must be dictionaries. " + shown(c, item));
      }
      List<Value> keys = List.copyOf(d.entries().keySet());
      if (!keys.stream().allMatch(Str.class::isInstance)) {
        throw c.error("Top level keys must be strings. keys: " + PythonText.repr(Call.list(keys)));
      }
      mappings.add(d);
    }
    return mappings;
  }

  /// How a key and a target are compared.
  private static BiPredicate<String, String> matching(Call c) {
    String how = c.text(1, "equal");
    return switch (how) {
      case "equal" -> String::equals;
      case "starts_with" -> String::startsWith;
      case "ends_with" -> String::endsWith;
      case "regex" -> (key, target) -> Regex.compile(target, Regex.Flags.NONE).match(key);
      default ->
          throw c.error(
              "The matching_parameter must be one of ['equal', 'starts_with', 'ends_with',"
                  + " 'regex']. matching_parameter="
                  + PythonText.repr(c.get(1)));
    };
  }

  private static List<String> targets(Call c) {
    Value target = c.get(0);
    List<Value> all =
        switch (target) {
          case Str s -> s.text().isEmpty() ? List.of() : List.of(s);
          case Seq s -> c.items(s);
          default ->
              throw c.error(
                  "The target must be a string or a list. target is <class '%s'>."
                      .formatted(PythonText.typeName(target)));
        };
    if (all.isEmpty()) {
      throw c.error("The target can't be empty.");
    }
    for (Value each : all) {
      if (!(each instanceof Str)) {
        throw c.error("The target items must be strings. " + shown(c, each));
      }
    }
    if (c.text(1, "equal").equals("regex")) {
      requirePattern(c, all);
    }
    return all.stream().map(PythonText::str).toList();
  }

  private static void requirePattern(Call c, List<Value> targets) {
    if (targets.size() > 1) {
      throw c.error("Single item is required in the target list if matching_parameter=regex.");
    }
    String pattern = PythonText.str(targets.getFirst());
    try {
      Regex.compile(pattern, Regex.Flags.NONE);
    } catch (PythonError e) {
      throw c.error(
          "The target must be a valid regex if matching_parameter=regex. target is " + pattern);
    }
  }

  private static String shown(Call c, Value value) {
    return "%s is <class '%s'>".formatted(c.str(value), PythonText.typeName(value));
  }
}
