package io.jplay.inventory;

import io.jplay.core.diag.JplayException;
import io.jplay.core.inventory.GroupNames;
import io.jplay.core.inventory.InventoryBuilder;
import io.jplay.core.inventory.SourceContext;
import io.jplay.core.value.Bool;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Int;
import io.jplay.core.value.Json;
import io.jplay.core.value.Null;
import io.jplay.core.value.PythonFloat;
import io.jplay.core.value.Real;
import io.jplay.core.value.Scope;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Template;
import io.jplay.core.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The options `compose`, `groups`, `keyed_groups` and `strict` of dynamic sources: variables and
/// groups computed from the variables of each host.
final class ConstructedGroups {
  private final Dict compose;
  private final Dict groups;
  private final Seq keyedGroups;
  private final boolean strict;
  private final boolean leadingSeparator;
  private final boolean sanitize;
  private final SourceContext context;
  private final InventoryBuilder into;

  /// With names of groups made into identifiers, unless the settings say `ignore`.
  ConstructedGroups(Dict options, InventoryBuilder into, SourceContext context) {
    this(options, into, context, !context.settings().groupNames().equals("ignore"));
  }

  /// With names of groups as they come, unless the settings say `always` or `silently`.
  static ConstructedGroups unsanitized(Dict options, InventoryBuilder into, SourceContext context) {
    String wanted = context.settings().groupNames();
    boolean sanitize = wanted.equals("always") || wanted.equals("silently");
    return new ConstructedGroups(options, into, context, sanitize);
  }

  private ConstructedGroups(
      Dict options, InventoryBuilder into, SourceContext context, boolean sanitize) {
    this.sanitize = sanitize;
    this.compose = dict(options, "compose");
    this.groups = dict(options, "groups");
    this.keyedGroups =
        options.get("keyed_groups").orElse(Seq.EMPTY) instanceof Seq s ? s : Seq.EMPTY;
    this.strict = options.flag("strict");
    this.leadingSeparator =
        !(options.get("leading_separator").orElse(Bool.of(true)) instanceof Bool b) || b.value();
    this.context = context;
    this.into = into;
  }

  private static Dict dict(Dict options, String name) {
    return switch (options.get(name).orElse(Null.NULL)) {
      case Dict d -> d;
      case Null _ -> Dict.EMPTY;
      case Value v -> throw Problems.at("'" + name + "' must be a mapping", v.tag().origin());
    };
  }

  /// Sets the composed variables of a host, then puts it into its groups. `variables` is what
  /// expressions see.
  void apply(String host, Dict variables) {
    Dict seen = variables;
    for (Map.Entry<Value, Value> entry : compose.entries().entrySet()) {
      String name = text(entry.getKey());
      Optional<Value> value =
          evaluate(entry.getValue(), seen, "Could not set " + name + " for host " + host);
      if (value.isPresent()) {
        into.hostVariable(host, name, value.get());
      }
    }
    seen = variables.plus(into.variablesOf(host));
    for (Map.Entry<Value, Value> entry : groups.entries().entrySet()) {
      conditional(host, text(entry.getKey()), entry.getValue(), seen);
    }
    for (Value entry : keyedGroups.items()) {
      if (!(entry instanceof Dict keyed)) {
        throw Problems.at("an entry of keyed_groups must be a mapping", entry.tag().origin());
      }
      keyed(host, keyed, seen);
    }
  }

  /// The value of an expression over variables; empty when it fails and `strict` is off.
  Optional<Value> evaluate(Value expression, Dict variables, String complaint) {
    try {
      return Optional.of(
          expression instanceof Str || expression instanceof Template
              // as a template: a variable alone keeps its type
              ? context
                  .renderer()
                  .render(
                      new Template("{{" + text(expression) + "}}", expression.tag()),
                      scope(variables))
              : expression);
    } catch (JplayException e) {
      return failed(expression, complaint, e);
    }
  }

  private <T> Optional<T> failed(Value expression, String complaint, JplayException cause) {
    if (strict) {
      throw Problems.at(complaint + ": " + cause.getMessage(), expression.tag().origin());
    }
    return Optional.empty();
  }

  /// Whether a condition holds; a failing one does not, unless `strict`.
  boolean test(Value condition, Dict variables, String complaint) {
    try {
      return context.renderer().test(condition, scope(variables));
    } catch (JplayException e) {
      return this.<Boolean>failed(condition, complaint, e).orElse(false);
    }
  }

  private static Scope scope(Dict variables) {
    var byName = new HashMap<String, Value>();
    variables
        .entries()
        .forEach((k, v) -> {
          if (k instanceof Str s) {
            byName.put(s.text(), v);
          }
        });
    return Scope.EMPTY.with(byName);
  }

  private void conditional(String host, String group, Value condition, Dict variables) {
    if (test(condition, variables, "Could not add host " + host + " to group " + group)) {
      join(host, safe(group));
    }
  }

  private void keyed(String host, Dict keyed, Dict variables) {
    Value expression = keyed.get("key").orElse(Str.EMPTY);
    Optional<Value> found =
        evaluate(
            expression,
            variables,
            "Could not generate group for host " + host + " from " + text(expression) + " entry");
    if (found.isEmpty()) {
      return;
    }
    Value key = found.get();
    Optional<String> defaultValue = keyed.text("default_value");
    if (defaultValue.isPresent() && keyed.has("trailing_separator")) {
      throw Problems.broken(
          "parameters are mutually exclusive for keyed groups: default_value|trailing_separator");
    }
    if (isEmpty(key) && !(key instanceof Str && defaultValue.isPresent())) {
      if (strict && !(key instanceof Seq) && !(key instanceof Dict)) {
        throw Problems.broken(
            "No key or key resulted empty for "
                + text(expression)
                + " in host "
                + host
                + ", invalid entry");
      }
      return;
    }
    String prefix = keyed.text("prefix").orElse("");
    String separator = keyed.text("separator").orElse("_");
    String lead = prefix.isEmpty() && !leadingSeparator ? "" : separator;
    Optional<String> parent = parent(host, keyed, variables);
    for (String bare : names(key, separator, defaultValue, keyed)) {
      String group = safe(prefix + lead + bare);
      join(host, group);
      parent.ifPresent(p -> adopt(safe(p), group));
    }
  }

  private Optional<String> parent(String host, Dict keyed, Dict variables) {
    Optional<Value> raw = keyed.get("parent_group").filter(v -> !isEmpty(v));
    if (raw.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(text(context.renderer().render(raw.get(), scope(variables))));
    } catch (JplayException e) {
      return failed(raw.get(), "Could not generate parent group for host " + host, e);
    }
  }

  private List<String> names(
      Value key, String separator, Optional<String> defaultValue, Dict keyed) {
    return switch (key) {
      case Str s -> List.of(s.text().isEmpty() ? defaultValue.orElse("") : s.text());
      case Seq s ->
          s.items().stream()
              .map(ConstructedGroups::text)
              .map(n -> n.isEmpty() ? defaultValue.orElse("") : n)
              .toList();
      case Dict d -> {
        boolean trailing =
            !(keyed.get("trailing_separator").orElse(Null.NULL) instanceof Bool b) || b.value();
        var names = new ArrayList<String>();
        d.entries()
            .forEach((k, v) -> {
              String value = text(v);
              if (!value.isEmpty()) {
                names.add(text(k) + separator + value);
              } else if (defaultValue.isPresent()) {
                names.add(text(k) + separator + defaultValue.get());
              } else {
                names.add(trailing ? text(k) + separator : text(k));
              }
            });
        yield names;
      }
      default ->
          throw Problems.at(
              "Invalid group name format, expected a string or a list of them or dictionary, got: "
                  + text(key),
              keyed.tag().origin());
    };
  }

  private void join(String host, String group) {
    into.addGroup(group);
    into.addHostTo(group, host);
  }

  private void adopt(String parent, String group) {
    into.addGroup(parent);
    if (!into.addChild(parent, group)) {
      throw Problems.broken(
          "Adding group '" + group + "' as child to '" + parent + "' closes a loop");
    }
  }

  private String safe(String name) {
    return sanitize ? GroupNames.safe(name) : name;
  }

  private static boolean isEmpty(Value value) {
    return switch (value) {
      case Str s -> s.text().isEmpty();
      case Seq s -> s.items().isEmpty();
      case Dict d -> d.isEmpty();
      case Null _ -> true;
      case Bool b -> !b.value();
      case Int i -> i.longValue() == 0;
      default -> false;
    };
  }

  /// A value as Python's str() has it, for names.
  static String text(Value value) {
    return switch (value) {
      case Str s -> s.text();
      case Template t -> t.text();
      case Int i -> i.bigValue().toString();
      case Real r -> PythonFloat.repr(r.value(), false);
      case Bool b -> b.value() ? "True" : "False";
      case Null _ -> "None";
      default -> Json.write(value, Json.Layout.LINE);
    };
  }
}
