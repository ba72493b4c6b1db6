package io.jplay.core.exec;

import io.jplay.core.api.ModuleInfo;
import io.jplay.core.template.PythonText;
import io.jplay.core.value.Truth;
import io.jplay.core.value.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The rules between options of a module: required ones, exclusive ones, ones that belong together.
/// Texts as Ansible has them (like ansible-core 2.18 module_utils/common/validation).
final class OptionRules {
  private OptionRules() {}

  static Optional<String> check(ModuleSpec spec, Map<String, Value> given) {
    var missing = new ArrayList<String>();
    for (OptionSpec option : spec.options()) {
      if (option.required() && !has(given, option.name())) {
        missing.add(option.name());
      }
    }
    ModuleInfo info = spec.info();
    for (String group : info.mutuallyExclusive()) {
      List<String> names = split(group);
      if (names.stream().filter(n -> has(given, n)).count() > 1) {
        return Optional.of("parameters are mutually exclusive: " + String.join("|", names));
      }
    }
    if (!missing.isEmpty()) {
      missing.sort(null);
      return Optional.of(
          info.missing().isEmpty()
              ? "missing required arguments: " + String.join(", ", missing)
              : info.missing());
    }
    for (String group : info.requiredTogether()) {
      List<String> names = split(group);
      long count = names.stream().filter(n -> has(given, n)).count();
      if (count > 0 && count < names.size()) {
        return Optional.of("parameters are required together: " + String.join(", ", names));
      }
    }
    for (String group : info.requiredOneOf()) {
      List<String> names = split(group);
      // like ansible-core 2.18 common/arg_spec: defaults are filled in before this is looked at
      if (names.stream().noneMatch(n -> has(given, n) || hasDefault(spec, n))) {
        return Optional.of("one of the following is required: " + String.join(", ", names));
      }
    }
    for (String rule : info.requiredIf()) {
      Optional<String> problem = requiredIf(rule, spec, given);
      if (problem.isPresent()) {
        return problem;
      }
    }
    return Arrays.stream(info.requiredBy())
        .flatMap(rule -> requiredBy(rule, spec, given).stream())
        .findFirst();
  }

  private static Optional<String> requiredBy(
      String rule, ModuleSpec spec, Map<String, Value> given) {
    int colon = rule.indexOf(':');
    String option = rule.substring(0, colon).strip();
    List<String> absent = absent(rule.substring(colon + 1), spec, given);
    return has(given, option) && !absent.isEmpty()
        ? Optional.of(
            "missing parameter(s) required by '" + option + "': " + String.join(", ", absent))
        : Optional.empty();
  }

  private static Optional<String> requiredIf(
      String rule, ModuleSpec spec, Map<String, Value> given) {
    int equals = rule.indexOf('=');
    int colon = rule.indexOf(':', equals);
    String option = rule.substring(0, equals).strip();
    String wanted = rule.substring(equals + 1, colon).strip();
    if (!actual(option, spec, given).equals(wanted)) {
      return Optional.empty();
    }
    List<String> absent = absent(rule.substring(colon + 1), spec, given);
    return absent.isEmpty()
        ? Optional.empty()
        : Optional.of(
            option
                + " is "
                + wanted
                + " but all of the following are missing: "
                + String.join(", ", absent));
  }

  /// What an option is, given or by default, as Python prints it.
  private static String actual(String option, ModuleSpec spec, Map<String, Value> given) {
    String text =
        Optional.ofNullable(given.get(option))
            .filter(value -> !ArgumentBinder.isAbsent(value))
            .map(PythonText::str)
            .or(() -> spec.option(option).map(OptionSpec::defaultText))
            .orElse("");
    boolean isTruth = spec.option(option).filter(o -> o.type() == boolean.class).isPresent();
    return isTruth ? Truth.ofOption(text).map(b -> b ? "True" : "False").orElse(text) : text;
  }

  private static List<String> absent(String names, ModuleSpec spec, Map<String, Value> given) {
    return split(names).stream().filter(n -> !has(given, n) && !hasDefault(spec, n)).toList();
  }

  private static boolean has(Map<String, Value> given, String name) {
    Value value = given.get(name);
    return value != null && !ArgumentBinder.isAbsent(value);
  }

  private static boolean hasDefault(ModuleSpec spec, String name) {
    return spec.option(name).filter(o -> !o.defaultText().isEmpty()).isPresent();
  }

  private static List<String> split(String names) {
    return Arrays.stream(names.split(",")).map(String::strip).filter(n -> !n.isEmpty()).toList();
  }
}
