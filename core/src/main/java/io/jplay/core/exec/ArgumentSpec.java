package io.jplay.core.exec;

import io.jplay.core.template.PythonText;
import io.jplay.core.value.Bool;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Null;
import io.jplay.core.value.Renderer;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Truth;
import io.jplay.core.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// An argument specification as roles write it, and what is wrong with arguments by it: all
/// problems in the order and words of ansible-core 2.18 (module_utils/common/arg_spec).
public final class ArgumentSpec {
  private final ArgumentTypes types;
  private final List<String> problems = new ArrayList<>();
  private final Set<String> unsupported = new TreeSet<>();
  private String supported = "";

  private ArgumentSpec(Renderer renderer) {
    this.types = new ArgumentTypes(renderer);
  }

  /// One level of options: those of the specification, or the `options` of a dict in it with the
  /// rules beside them. `path` leads there.
  private record Level(Dict options, ArgumentRules rules, List<String> path) {
    String place() {
      return path.isEmpty() ? "" : " found in " + String.join(" -> ", path);
    }
  }

  public static List<String> problems(Dict options, Dict arguments, Renderer renderer) {
    var spec = new ArgumentSpec(renderer);
    var values = new LinkedHashMap<String, Value>();
    arguments.entries().forEach((name, value) -> values.put(PythonText.str(name), value));
    var level = new Level(options, new ArgumentRules(Dict.EMPTY), List.of());
    spec.contradictions(level, values);
    spec.check(level, values);
    if (!spec.unsupported.isEmpty()) {
      spec.problems.add(
          String.join(", ", spec.unsupported)
              + ". Supported parameters include: "
              + spec.supported
              + ".");
    }
    return List.copyOf(spec.problems);
  }

  private static Dict attributes(Value written) {
    return written instanceof Dict d ? d : Dict.EMPTY;
  }

  private static Stream<Map.Entry<String, Dict>> each(Dict options) {
    return options.entries().entrySet().stream()
        .map(e -> Map.entry(PythonText.str(e.getKey()), attributes(e.getValue())));
  }

  private static boolean isDictList(Dict attributes) {
    return attributes.text("type").orElse("").equals("list")
        && attributes.text("elements").orElse("").equals("dict");
  }

  private static List<Value> items(Dict attributes, String key) {
    return attributes.get(key).orElse(Null.NULL) instanceof Seq s ? s.items() : List.of();
  }

  /// What makes no sense before any value is looked at.
  private void contradictions(Level level, Map<String, Value> values) {
    each(level.options())
        .filter(e -> isDictList(e.getValue()) && e.getValue().has("options"))
        .forEach(e -> {
          Value value = values.getOrDefault(e.getKey(), Null.NULL);
          if (!(value instanceof Null || value instanceof Seq)) {
            problems.add(
                "Value '%s' in the sub parameter field '%s' must be a list, not '%s'"
                    .formatted(PythonText.str(value), e.getKey(), PythonText.typeName(value)));
          }
        });
    each(level.options())
        .filter(e -> isRequired(e.getValue()) && !isNull(e.getValue().get("default")))
        .forEach(e ->
            problems.add(
                "internal error: required and default are mutually exclusive for " + e.getKey()));
  }

  private static boolean isRequired(Dict attributes) {
    return attributes.get("required").flatMap(Truth::of).orElse(false);
  }

  private static boolean isNull(Optional<Value> value) {
    return value.isEmpty() || value.get() instanceof Null;
  }

  private void check(Level level, Map<String, Value> values) {
    aliases(level, values);
    names(level, values);
    level.rules().exclusive(values).ifPresent(text -> problems.add(text + level.place()));
    each(level.options())
        .forEach(e -> {
          if (!isNull(e.getValue().get("default"))) {
            values.putIfAbsent(e.getKey(), e.getValue().get("default").orElseThrow());
          }
        });
    missing(level, values);
    each(level.options()).forEach(e -> type(level, e.getKey(), e.getValue(), values));
    each(level.options()).forEach(e -> choices(level, e.getKey(), e.getValue(), values));
    level.rules().others(values).forEach(text -> problems.add(text + level.place()));
    each(level.options()).forEach(e -> below(level, e.getKey(), e.getValue(), values));
  }

  private static void aliases(Level level, Map<String, Value> values) {
    each(level.options())
        .forEach(e -> {
          for (Value alias : items(e.getValue(), "aliases")) {
            Value value = values.remove(PythonText.str(alias));
            if (value != null) {
              values.put(e.getKey(), value);
            }
          }
        });
  }

  private void names(Level level, Map<String, Value> values) {
    Set<String> known = each(level.options()).map(Map.Entry::getKey).collect(Collectors.toSet());
    List<String> unknown = values.keySet().stream().filter(n -> !known.contains(n)).toList();
    if (unknown.isEmpty()) {
      return;
    }
    var aliases = new TreeSet<String>();
    each(level.options())
        .flatMap(e -> items(e.getValue(), "aliases").stream())
        .forEach(alias -> aliases.add(PythonText.str(alias)));
    supported =
        String.join(", ", new TreeSet<>(known))
            + (aliases.isEmpty() ? "" : " (" + String.join(", ", aliases) + ")");
    String prefix = level.path().isEmpty() ? "" : String.join(".", level.path()) + ".";
    unknown.forEach(name -> unsupported.add(prefix + name));
  }

  private void missing(Level level, Map<String, Value> values) {
    List<String> missing =
        each(level.options())
            .filter(e -> isRequired(e.getValue()) && !values.containsKey(e.getKey()))
            .map(Map.Entry::getKey)
            .sorted()
            .toList();
    if (!missing.isEmpty()) {
      problems.add("missing required arguments: " + String.join(", ", missing) + level.place());
    }
  }

  private void type(Level level, String name, Dict attributes, Map<String, Value> values) {
    Value value = values.get(name);
    if (value == null || value instanceof Null && !isRequired(attributes)) {
      return;
    }
    String wanted = attributes.text("type").orElse("str");
    try {
      Value converted = types.convert(wanted, value);
      Optional<String> elements = attributes.text("elements");
      values.put(
          name,
          converted instanceof Seq s && wanted.equals("list") && elements.isPresent()
              ? elements(level, name, elements.get(), s)
              : converted);
    } catch (ArgumentTypes.Mismatch e) {
      mismatch("argument", level, name, value, wanted, e);
    }
  }

  /// The elements that fit.
  private Value elements(Level level, String name, String wanted, Seq list) {
    var fitting = new ArrayList<Value>();
    for (Value element : list.items()) {
      try {
        fitting.add(types.convert(wanted, element));
      } catch (ArgumentTypes.Mismatch e) {
        mismatch("Elements value for option", level, name, element, wanted, e);
      }
    }
    return Seq.of(fitting);
  }

  private void mismatch(
      String what,
      Level level,
      String name,
      Value value,
      String wanted,
      ArgumentTypes.Mismatch reason) {
    String place =
        level.path().isEmpty() ? "" : " found in '" + String.join(" -> ", level.path()) + "'.";
    problems.add(
        "%s '%s' is of type %s%s and we were unable to convert to %s: %s"
            .formatted(what, name, ArgumentTypes.type(value), place, wanted, reason.text()));
  }

  private void choices(Level level, String name, Dict attributes, Map<String, Value> values) {
    List<Value> choices = items(attributes, "choices");
    Value value = values.get(name);
    if (choices.isEmpty() || value == null) {
      return;
    }
    String all = choices.stream().map(PythonText::str).collect(Collectors.joining(", "));
    if (value instanceof Seq s) {
      List<Value> wrong = s.items().stream().filter(item -> !choices.contains(item)).toList();
      if (!wrong.isEmpty()) {
        problems.add(
            "value of %s must be one or more of: %s. Got no match for: %s%s"
                .formatted(
                    name,
                    all,
                    wrong.stream().map(PythonText::str).collect(Collectors.joining(", ")),
                    level.place()));
      }
    } else if (!choices.contains(value)) {
      Optional<Value> meant = meant(value, choices);
      if (meant.isPresent()) {
        values.put(name, meant.get());
      } else {
        problems.add(
            "value of %s must be one of: %s, got: %s%s"
                .formatted(name, all, PythonText.str(value), level.place()));
      }
    }
  }

  /// `no` reaches us as false: it is mapped back when exactly one choice reads so.
  private static Optional<Value> meant(Value value, List<Value> choices) {
    String text = PythonText.str(value);
    if (!text.equals("True") && !text.equals("False")) {
      return Optional.empty();
    }
    boolean wanted = text.equals("True");
    var fitting = new LinkedHashSet<Value>();
    for (Value choice : choices) {
      Value lower = Str.of(PythonText.str(choice).toLowerCase(Locale.ROOT));
      if (Truth.of(lower).filter(t -> t == wanted).isPresent()) {
        fitting.add(choice);
      }
    }
    return fitting.size() == 1 ? Optional.of(fitting.getFirst()) : Optional.empty();
  }

  /// The options of a dict, or of each dict of a list.
  private void below(Level level, String name, Dict attributes, Map<String, Value> values) {
    boolean isDict = attributes.text("type").orElse("").equals("dict");
    if (!(isDict || isDictList(attributes))
        || !(attributes.get("options").orElse(Null.NULL) instanceof Dict options)) {
      return;
    }
    Value value = values.getOrDefault(name, Null.NULL);
    if (value instanceof Null) {
      boolean applied =
          attributes.get("apply_defaults").orElse(Null.NULL) instanceof Bool b && b.value();
      if (!applied) {
        return;
      }
      value = Dict.EMPTY;
    }
    var path = new ArrayList<>(level.path());
    path.add(name);
    var inner = new Level(options, new ArgumentRules(attributes), List.copyOf(path));
    for (Value element : value instanceof Seq s ? s.items() : List.of(value)) {
      if (element instanceof Dict d) {
        var parts = new LinkedHashMap<String, Value>();
        d.entries().forEach((key, part) -> parts.put(PythonText.str(key), part));
        check(inner, parts);
      } else {
        problems.add("value of '" + name + "' must be of type dict or list of dicts");
      }
    }
  }
}
