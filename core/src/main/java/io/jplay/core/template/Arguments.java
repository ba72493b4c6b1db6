package io.jplay.core.template;

import io.jplay.core.value.Dict;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The arguments of a call as written. Constant ones are evaluated once, when the template is read.
final class Arguments {
  static final Arguments NONE = new Arguments(List.of(), List.of(), CallArgs.NONE, true);

  /// One argument by position; `spread` is `*list`.
  record Positional(Expr value, boolean spread) {}

  /// One argument by name; an empty name is `**mapping`.
  record Named(String name, Expr value) {}

  private final List<Positional> positional;
  private final List<Named> named;
  private final CallArgs constant;
  private final boolean isConstant;

  private Arguments(
      List<Positional> positional, List<Named> named, CallArgs constant, boolean isConstant) {
    this.positional = positional;
    this.named = named;
    this.constant = constant;
    this.isConstant = isConstant;
  }

  static Arguments of(List<Positional> positional, List<Named> named) {
    if (positional.isEmpty() && named.isEmpty()) {
      return NONE;
    }
    boolean constant =
        positional.stream().allMatch(p -> !p.spread() && p.value() instanceof Expr.Literal)
            && named.stream()
                .allMatch(n -> !n.name().isEmpty() && n.value() instanceof Expr.Literal);
    var later = new Arguments(List.copyOf(positional), List.copyOf(named), CallArgs.NONE, false);
    if (!constant) {
      return later;
    }
    var values = new ArrayList<Value>();
    var names = new LinkedHashMap<String, Value>();
    for (Positional p : positional) {
      values.add(((Expr.Literal) p.value()).value());
    }
    for (Named n : named) {
      names.put(n.name(), ((Expr.Literal) n.value()).value());
    }
    var args =
        new CallArgs(
            List.copyOf(values), names.isEmpty() ? Map.of() : Collections.unmodifiableMap(names));
    return new Arguments(later.positional, later.named, args, true);
  }

  /// These with one more by name (`caller`).
  Arguments with(String name, Expr value) {
    var more = new ArrayList<>(named);
    more.add(new Named(name, value));
    return of(positional, more);
  }

  List<Positional> positional() {
    return positional;
  }

  List<Named> named() {
    return named;
  }

  CallArgs eval(Frame frame) {
    if (isConstant) {
      return constant;
    }
    var values = new ArrayList<Value>(positional.size());
    for (Positional p : positional) {
      Value value = p.value().eval(frame);
      if (p.spread()) {
        values.addAll(PythonOps.iterate(value));
      } else {
        values.add(value);
      }
    }
    if (named.isEmpty()) {
      return new CallArgs(values, Map.of());
    }
    var names = LinkedHashMap.<String, Value>newLinkedHashMap(named.size());
    for (Named n : named) {
      Value value = n.value().eval(frame);
      if (n.name().isEmpty()) {
        spread(value, names);
      } else {
        names.put(n.name(), value);
      }
    }
    return new CallArgs(values, names);
  }

  private static void spread(Value value, Map<String, Value> names) {
    if (!(PythonOps.require(value) instanceof Dict dict)) {
      throw PythonError.type(
          "argument after ** must be a mapping, not " + PythonText.typeName(value));
    }
    for (var entry : dict.entries().entrySet()) {
      if (!(entry.getKey() instanceof Str key)) {
        throw PythonError.type("keywords must be strings");
      }
      names.put(key.text(), entry.getValue());
    }
  }
}
