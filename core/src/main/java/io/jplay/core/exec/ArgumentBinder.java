package io.jplay.core.exec;

import io.jplay.core.api.Result;
import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.Suggestion;
import io.jplay.core.source.SourceRange;
import io.jplay.core.value.Dict;
import io.jplay.core.value.HiddenTexts;
import io.jplay.core.value.Null;
import io.jplay.core.value.Omit;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Makes a module's `Args` record of rendered options: aliases, types, choices, defaults, and the
/// rules between options. The failures carry the texts that Ansible's AnsibleModule gives (like
/// ansible-core 2.18 module_utils/common/arg_spec).
public final class ArgumentBinder {
  private ArgumentBinder() {}

  /// Either the record or why there is none.
  public sealed interface Bound {
    /// `warnings` is what its result says of the way in which the options were given.
    record Ok(Record args, Invocation invocation, List<String> warnings) implements Bound {
      /// The values of all options, as far as the module has a use for them.
      Dict given() {
        return invocation.given();
      }

      /// What its result may not show of them.
      HiddenTexts hidden() {
        return invocation.hidden();
      }
    }

    /// `problem` says where the playbook is wrong, if that is known.
    record Bad(Result result, Optional<Diagnostic> problem) implements Bound {}
  }

  public static Bound bind(ModuleSpec spec, Dict options, Optional<Value> freeForm) {
    return bind(spec, spec.fqcn(), options, freeForm);
  }

  /// `name` is the module's as the task has it; `options` rendered (but raw ones), with [Omit]
  /// values where a template gave `omit`; `freeForm` the free text, if any.
  static Bound bind(ModuleSpec spec, String name, Dict options, Optional<Value> freeForm) {
    var given = new LinkedHashMap<String, Value>();
    var rest = new LinkedHashMap<Value, Value>();
    var unknown = new ArrayList<Str>();
    List<String> warnings = sort(spec, options, given, rest, unknown);
    if (!unknown.isEmpty()) {
      return unsupported(spec, name, unknown);
    }
    var problem = OptionRules.check(spec, given);
    if (problem.isPresent()) {
      return new Bound.Bad(Result.failed(problem.get()), Optional.empty());
    }
    var arguments = new Object[spec.options().size()];
    for (int i = 0; i < arguments.length; i++) {
      OptionSpec option = spec.options().get(i);
      try {
        if (option.rest()) {
          arguments[i] = new Dict(rest, options.tag());
        } else if (option.freeForm()) {
          arguments[i] =
              OptionTypes.convert(
                  option, freeForm.or(() -> Optional.ofNullable(given.get(option.name()))));
        } else {
          arguments[i] = OptionTypes.convert(option, Optional.ofNullable(given.get(option.name())));
        }
      } catch (OptionTypes.Mismatch e) {
        SourceRange where =
            Optional.ofNullable(given.get(option.name()))
                .map(value -> value.tag().origin())
                .orElse(SourceRange.NONE);
        return new Bound.Bad(
            Result.failed(e.text()),
            problem("JP2004", "option has a value that does not fit", where)
                .map(d -> d.withDetail(spec.fqcn() + ": " + e.text())));
      }
    }
    List<Object> all = Arrays.asList(arguments);
    return new Bound.Ok(spec.bind(all), new Invocation(spec.options(), all), warnings);
  }

  /// Returns what to warn of: an option that was given twice, under another name as well.
  private static List<String> sort(
      ModuleSpec spec,
      Dict options,
      Map<String, Value> given,
      Map<Value, Value> rest,
      List<Str> unknown) {
    boolean takesRest = spec.options().stream().anyMatch(OptionSpec::rest);
    var aliased = new HashMap<String, Value>();
    for (Map.Entry<Value, Value> entry : options.entries().entrySet()) {
      if (entry.getValue() instanceof Omit) {
        continue;
      }
      String key = entry.getKey() instanceof Str s ? s.text() : String.valueOf(entry.getKey());
      // `daemon-reload` is how many old playbooks write daemon_reload
      String known = spec.option(key).isPresent() ? key : key.replace('-', '_');
      Optional<OptionSpec> option = spec.option(known);
      if (option.isPresent() && !option.get().rest()) {
        boolean isAlias = !known.equals(option.get().name());
        (isAlias ? aliased : given).put(known, entry.getValue());
      } else if (takesRest) {
        rest.put(entry.getKey(), entry.getValue());
      } else if (!key.startsWith("_ansible_") && !spec.info().ignoresUnknown()) {
        unknown.add(new Str(key, entry.getKey().tag()));
      }
    }
    return aliased.isEmpty() ? List.of() : merge(spec, aliased, given);
  }

  /// An alias wins over the option's own name, the last over those before it (like ansible-core
  /// 2.18 module_utils/common/parameters.py _handle_aliases).
  private static List<String> merge(
      ModuleSpec spec, Map<String, Value> aliased, Map<String, Value> given) {
    var warnings = new ArrayList<String>();
    for (OptionSpec option : spec.options()) {
      for (String alias : option.names().subList(1, option.names().size())) {
        Value value = aliased.get(alias);
        if (value != null && given.put(option.name(), value) != null) {
          warnings.add("Both option " + option.name() + " and its alias " + alias + " are set.");
        }
      }
    }
    return warnings;
  }

  private static Bound unsupported(ModuleSpec spec, String name, List<Str> unknown) {
    // what begins so is no option of a user: a module keeps there what it prepared
    List<String> supported =
        spec.optionNames().stream().filter(option -> !option.startsWith("_")).sorted().toList();
    var named = new ArrayList<String>();
    var aliases = new TreeSet<String>();
    for (OptionSpec option : spec.options()) {
      named.addAll(option.names());
      aliases.addAll(option.names().subList(1, option.names().size()));
    }
    String message =
        "Unsupported parameters for ("
            + name
            + ") module: "
            + unknown.stream().map(Str::text).sorted().collect(Collectors.joining(", "))
            + ". Supported parameters include: "
            + String.join(", ", supported)
            + (aliases.isEmpty() ? "" : " (" + String.join(", ", aliases) + ")")
            + ".";
    Str first = unknown.getFirst();
    String refusal =
        "Invalid options for "
            + name
            + ": "
            + unknown.stream().map(Str::text).collect(Collectors.joining(","));
    return new Bound.Bad(
        Result.failed(spec.info().refusesUnknown() ? refusal : message),
        problem("JP2003", "unknown option of a module", first.tag().origin())
            .map(d ->
                d.withDetail("'" + first.text() + "' is not an option of " + spec.fqcn())
                    .withHint(Suggestion.hint(first.text(), named))));
  }

  private static Optional<Diagnostic> problem(String code, String summary, SourceRange where) {
    return where.isKnown() && where.source().isFile()
        ? Optional.of(Diagnostic.error(code, summary, where))
        : Optional.empty();
  }

  /// Whether a value counts as not given: null for most options.
  static boolean isAbsent(Value value) {
    return value instanceof Null || value instanceof Omit;
  }
}
