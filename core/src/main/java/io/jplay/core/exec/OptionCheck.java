package io.jplay.core.exec;

import io.jplay.core.api.ModuleInfo;
import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.Suggestion;
import io.jplay.core.playbook.Action;
import io.jplay.core.source.SourceRange;
import io.jplay.core.value.Bool;
import io.jplay.core.value.Deferred;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Foreign;
import io.jplay.core.value.Null;
import io.jplay.core.value.Omit;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Template;
import io.jplay.core.value.Undefined;
import io.jplay.core.value.Value;
import io.jplay.core.value.Vaulted;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Judges the options of a task against its module's without rendering anything: all problems of
/// what is constant, none of what is a template. The rules are those of [ArgumentBinder].
public final class OptionCheck {
  private final ModuleSpec spec;
  private final Action action;
  private final boolean hasDefaults;
  private final List<Diagnostic> problems = new ArrayList<>();
  private final Map<String, Value> given = new LinkedHashMap<>();

  /// What unknown options were most likely meant to be: those do not count as missing as well.
  private final List<String> meant = new ArrayList<>();

  private OptionCheck(ModuleSpec spec, Action action, boolean hasDefaults) {
    this.spec = spec;
    this.action = action;
    this.hasDefaults = hasDefaults;
  }

  /// `hasDefaults`: module_defaults may give options that the task does not name.
  public static List<Diagnostic> problems(ModuleSpec spec, Action action, boolean hasDefaults) {
    var check = new OptionCheck(spec, action, hasDefaults);
    boolean allNamed = check.names();
    check.types();
    check.rules(allNamed);
    return check.problems;
  }

  /// Sorts the options; false when some names are not known now.
  private boolean names() {
    boolean takesRest = spec.options().stream().anyMatch(OptionSpec::rest);
    boolean allNamed = action.whole().isEmpty();
    for (Map.Entry<Value, Value> entry : action.options().entries().entrySet()) {
      if (!(entry.getKey() instanceof Str key)) {
        allNamed = false;
        continue;
      }
      String name = key.text();
      Optional<OptionSpec> option =
          spec.option(name).or(() -> spec.option(name.replace('-', '_'))).filter(o -> !o.rest());
      if (option.isPresent()) {
        if (!given.containsKey(option.get().name()) || name.equals(option.get().name())) {
          given.put(option.get().name(), entry.getValue());
        }
      } else if (!takesRest && !name.startsWith("_")) {
        unknown(key, entry.getValue());
      }
    }
    return allNamed;
  }

  /// An option that may come to `omit` is no mistake of the run while it does.
  private void unknown(Str key, Value value) {
    var names = new ArrayList<String>();
    for (OptionSpec option : spec.options()) {
      option.names().stream().filter(n -> !n.startsWith("_")).forEach(names::add);
    }
    Suggestion.nearest(key.text(), names)
        .flatMap(spec::option)
        .ifPresent(option -> meant.add(option.name()));
    String near = Suggestion.hint(key.text(), names);
    String summary = "unknown option of a module";
    boolean omitted = !(value instanceof Null) && mayBeOmitted(value);
    boolean harmless = omitted || spec.info().ignoresUnknown();
    Diagnostic problem =
        harmless
            ? Diagnostic.warning("JP2003", summary, place(key))
            : Diagnostic.error("JP2003", summary, place(key));
    problems.add(
        problem
            .withDetail(
                "'"
                    + key.text()
                    + "' is not an option of "
                    + spec.fqcn()
                    + (spec.info().ignoresUnknown()
                        ? ", and does nothing"
                        : omitted ? ", a mistake as soon as its value is not omitted" : ""))
            .withHint(near.isEmpty() ? "it has: " + String.join(", ", names) : near));
  }

  private void types() {
    given.forEach((name, value) -> {
      Optional<OptionSpec> option = spec.option(name);
      if (option.isPresent() && !option.get().raw() && isConstant(value)) {
        try {
          OptionTypes.convert(option.get(), Optional.of(value));
        } catch (OptionTypes.Mismatch e) {
          problems.add(
              Diagnostic.error("JP2004", "option has a value that does not fit", place(value))
                  .withDetail(spec.fqcn() + ": " + e.text())
                  .withHint(e.hint()));
        }
      }
    });
  }

  private void rules(boolean allNamed) {
    var sure = new LinkedHashMap<String, Value>();
    given.forEach((name, value) -> {
      if (!mayBeOmitted(value)) {
        sure.put(name, value);
      }
    });
    exclusive(sure);
    boolean unsure = sure.size() < given.values().stream().filter(v -> !isAbsent(v)).count();
    if (!allNamed || hasDefaults || unsure) {
      return;
    }
    action.freeForm().ifPresent(text -> freeFormOption().ifPresent(n -> sure.put(n, text)));
    List<String> missing =
        spec.options().stream()
            .filter(o -> o.required() && !sure.containsKey(o.name()) && !meant.contains(o.name()))
            .map(OptionSpec::name)
            .sorted()
            .toList();
    if (!missing.isEmpty()) {
      problems.add(
          Diagnostic.error("JP2005", "required option is missing", action.where())
              .withDetail(
                  spec.fqcn() + ": missing required arguments: " + String.join(", ", missing)));
      return;
    }
    boolean said = problems.stream().anyMatch(p -> p.code().equals("JP2006"));
    if (!said
        && meant.isEmpty()
        && sure.values().stream().allMatch(v -> isConstant(v) || v instanceof Template)) {
      OptionRules.check(spec, sure).ifPresent(text -> together(text, action.where()));
      needed(sure);
    }
  }

  private void exclusive(Map<String, Value> sure) {
    ModuleInfo info = spec.info();
    for (String group :
        Stream.of(info.mutuallyExclusive(), info.exclusiveByModule())
            .flatMap(Arrays::stream)
            .toList()) {
      List<String> both =
          List.of(group.split(",")).stream().map(String::strip).filter(sure::containsKey).toList();
      if (both.size() > 1) {
        together(
            "parameters are mutually exclusive: " + String.join(" and ", both),
            keyPlace(both.get(1)));
      }
    }
  }

  private void needed(Map<String, Value> sure) {
    for (String rule : spec.info().neededByModule()) {
      String[] parts = rule.split(" if ", 2);
      List<String> names = List.of(parts[0].split("\\|"));
      boolean applies = parts.length == 1 || has(parts[1].split("=", 2), sure);
      if (applies && names.stream().noneMatch(sure::containsKey)) {
        problems.add(
            Diagnostic.error("JP2005", "required option is missing", action.where())
                .withDetail(
                    spec.fqcn()
                        + " needs "
                        + String.join(" or ", names)
                        + (parts.length == 1 ? "" : " where " + parts[1])));
        return;
      }
    }
  }

  /// Whether an option surely has a value: given so, or by its default.
  private boolean has(String[] option, Map<String, Value> sure) {
    Value given = sure.get(option[0]);
    return switch (given) {
      case null ->
          !action.options().has(option[0])
              && spec.option(option[0]).filter(o -> o.defaultText().equals(option[1])).isPresent();
      case Str s -> s.text().equals(option[1]);
      case Bool b -> String.valueOf(b.value()).equals(option[1]);
      default -> false;
    };
  }

  private void together(String text, SourceRange where) {
    problems.add(
        Diagnostic.error("JP2006", "options do not go together", where)
            .withDetail(spec.fqcn() + ": " + text));
  }

  private Optional<String> freeFormOption() {
    return spec.options().stream().filter(OptionSpec::freeForm).map(OptionSpec::name).findFirst();
  }

  private SourceRange keyPlace(String option) {
    for (Value key : action.options().keys()) {
      if (key instanceof Str s
          && spec.option(s.text()).filter(o -> o.name().equals(option)).isPresent()) {
        return place(s);
      }
    }
    return action.where();
  }

  private SourceRange place(Value value) {
    SourceRange where = value.tag().origin();
    return where.isKnown() ? where : action.where();
  }

  private static boolean isAbsent(Value value) {
    return ArgumentBinder.isAbsent(value);
  }

  /// Null, or a template that may give `omit`.
  private static boolean mayBeOmitted(Value value) {
    return isAbsent(value) || value instanceof Template t && t.text().contains("omit");
  }

  /// Whether a value has no template, secret or late part at any depth.
  public static boolean isConstant(Value value) {
    return switch (value) {
      case Template t -> false;
      case Vaulted v -> false;
      case Deferred d -> false;
      case Foreign f -> false;
      case Undefined u -> false;
      case Omit o -> false;
      case Null n -> true;
      case Seq s -> s.items().stream().allMatch(OptionCheck::isConstant);
      case Dict d ->
          d.entries().entrySet().stream()
              .allMatch(e -> isConstant(e.getKey()) && isConstant(e.getValue()));
      default -> true;
    };
  }
}
