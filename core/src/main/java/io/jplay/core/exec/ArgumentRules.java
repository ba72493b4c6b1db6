package io.jplay.core.exec;

import io.jplay.core.template.PythonText;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Null;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Truth;
import io.jplay.core.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The rules between the options of a dict in an argument specification (`mutually_exclusive`,
/// `required_together`, `required_one_of`, `required_if`, `required_by`), with the texts of
/// ansible-core 2.18 (module_utils/common/validation).
final class ArgumentRules {
  private final Dict attributes;

  ArgumentRules(Dict attributes) {
    this.attributes = attributes;
  }

  private List<Value> rules(String key) {
    return attributes.get(key).orElse(Null.NULL) instanceof Seq s ? s.items() : List.of();
  }

  /// One rule names options; a list of names alone is one rule.
  private List<List<String>> groups(String key) {
    List<Value> rules = rules(key);
    if (rules.stream().noneMatch(Seq.class::isInstance)) {
      return rules.isEmpty() ? List.of() : List.of(names(Seq.of(rules)));
    }
    return rules.stream().map(ArgumentRules::names).toList();
  }

  private static List<String> names(Value value) {
    return value instanceof Seq s
        ? s.stream().map(PythonText::str).toList()
        : List.of(PythonText.str(value));
  }

  Optional<String> exclusive(Map<String, Value> values) {
    List<String> broken =
        groups("mutually_exclusive").stream()
            .filter(group -> group.stream().filter(values::containsKey).count() > 1)
            .map(group -> String.join("|", group))
            .toList();
    return broken.isEmpty()
        ? Optional.empty()
        : Optional.of("parameters are mutually exclusive: " + String.join(", ", broken));
  }

  /// The rules that are looked at after the values.
  List<String> others(Map<String, Value> values) {
    var problems = new ArrayList<String>();
    for (List<String> group : groups("required_together")) {
      long count = group.stream().filter(values::containsKey).count();
      if (count > 0 && count < group.size()) {
        problems.add("parameters are required together: " + String.join(", ", group));
        break;
      }
    }
    groups("required_one_of").stream()
        .filter(group -> group.stream().noneMatch(values::containsKey))
        .findFirst()
        .ifPresent(
            group -> problems.add("one of the following is required: " + String.join(", ", group)));
    rules("required_if").stream()
        .flatMap(rule -> requiredIf(rule, values).stream())
        .findFirst()
        .ifPresent(problems::add);
    requiredBy(values).ifPresent(problems::add);
    return problems;
  }

  private static Optional<String> requiredIf(Value rule, Map<String, Value> values) {
    if (!(rule instanceof Seq s) || s.size() < 3) {
      return Optional.empty();
    }
    String option = PythonText.str(s.items().get(0));
    Value wanted = s.items().get(1);
    List<String> needed = names(s.items().get(2));
    boolean any = s.size() > 3 && Truth.of(s.items().get(3)).orElse(false);
    if (!wanted.equals(values.get(option))) {
      return Optional.empty();
    }
    List<String> missing = needed.stream().filter(n -> !values.containsKey(n)).toList();
    boolean broken = any ? missing.size() == needed.size() : !missing.isEmpty();
    return broken
        ? Optional.of(
            "%s is %s but %s of the following are missing: %s"
                .formatted(
                    option,
                    PythonText.str(wanted),
                    any ? "any" : "all",
                    String.join(", ", missing)))
        : Optional.empty();
  }

  private Optional<String> requiredBy(Map<String, Value> values) {
    if (!(attributes.get("required_by").orElse(Null.NULL) instanceof Dict rules)) {
      return Optional.empty();
    }
    for (Map.Entry<Value, Value> rule : rules.entries().entrySet()) {
      String option = PythonText.str(rule.getKey());
      if (isGiven(values, option)) {
        List<String> missing =
            names(rule.getValue()).stream().filter(n -> !isGiven(values, n)).toList();
        if (!missing.isEmpty()) {
          return Optional.of(
              "missing parameter(s) required by '" + option + "': " + String.join(", ", missing));
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isGiven(Map<String, Value> values, String name) {
    return !(values.getOrDefault(name, Null.NULL) instanceof Null);
  }
}
