package io.jplay.core.template;

import io.jplay.core.value.Dict;
import io.jplay.core.value.Null;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Undefined;
import io.jplay.core.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/// A macro, bound to the names around its definition.
record Macro(Definition definition, Frame around) implements Callable, Attributed {

  /// One parameter with its default.
  record Parameter(String name, Optional<Expr> fallback) {}

  /// A macro as written. `uses*`: whether its body reads that name, which decides what it accepts.
  record Definition(
      String name,
      List<Parameter> parameters,
      Node body,
      boolean usesVarargs,
      boolean usesKwargs,
      boolean usesCaller) {

    /// Whether the caller is a parameter of its own.
    boolean namesCaller() {
      return parameters.stream().anyMatch(p -> p.name().equals("caller"));
    }
  }

  @Override
  public Value call(CallArgs args, TemplateRun run) {
    run.budget().enter();
    try {
      return run.within(
          "macro '" + definition.name() + "' is called here",
          around.rendering().unit(),
          () -> render(args, run));
    } finally {
      run.budget().leave();
    }
  }

  private Value render(CallArgs args, TemplateRun run) {
    Frame frame = around.child();
    var named = new LinkedHashMap<>(args.named());
    if (definition.usesCaller() && !definition.namesCaller()) {
      Value caller = named.remove("caller");
      frame.set(
          "caller",
          caller == null || caller instanceof Null
              ? new Undefined("caller", "No caller defined", Tag.NONE)
              : caller);
    }
    List<Value> positional = args.positional();
    int count = definition.parameters().size();
    for (int i = 0; i < count; i++) {
      Parameter parameter = definition.parameters().get(i);
      Value given = i < positional.size() ? positional.get(i) : named.remove(parameter.name());
      frame.set(parameter.name(), given == null ? fallback(parameter, frame) : given);
    }
    takeRest(frame, positional, count, named);
    Output out = around.rendering().part();
    definition.body().render(frame, out);
    return out.result();
  }

  private static Value fallback(Parameter parameter, Frame frame) {
    return parameter.fallback().isPresent()
        ? parameter.fallback().get().eval(frame)
        : new Undefined(
            parameter.name(), "parameter '" + parameter.name() + "' was not provided", Tag.NONE);
  }

  private void takeRest(
      Frame frame, List<Value> positional, int count, LinkedHashMap<String, Value> named) {
    if (definition.usesKwargs()) {
      frame.set("kwargs", Dict.of(named));
    } else if (named.containsKey("caller")) {
      throw PythonError.type(
          "macro '"
              + definition.name()
              + "' was invoked with two values for the special caller"
              + " argument. This is most likely a bug.");
    } else if (!named.isEmpty()) {
      throw PythonError.type(
          "macro '%s' takes no keyword argument '%s'"
              .formatted(definition.name(), named.firstEntry().getKey()));
    }
    if (definition.usesVarargs()) {
      List<Value> rest =
          positional.size() > count ? positional.subList(count, positional.size()) : List.of();
      frame.set("varargs", new Seq(rest, Seq.Kind.TUPLE, Tag.NONE));
    } else if (positional.size() > count) {
      throw PythonError.type(
          "macro '%s' takes not more than %d argument(s)".formatted(definition.name(), count));
    }
  }

  @Override
  public Value attribute(String name) {
    return switch (name) {
      case "name" -> Str.of(definition.name());
      case "arguments" ->
          new Seq(
              definition.parameters().stream().<Value>map(p -> Str.of(p.name())).toList(),
              Seq.Kind.TUPLE,
              Tag.NONE);
      case "catch_varargs" -> Operator.bool(definition.usesVarargs());
      case "catch_kwargs" -> Operator.bool(definition.usesKwargs());
      case "caller" -> Operator.bool(definition.usesCaller());
      default -> Access.noAttribute(this, name);
    };
  }

  @Override
  public String typeName() {
    return "Macro";
  }

  @Override
  public String text() {
    return "<Macro '" + definition.name() + "'>";
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }

  @Override
  public String toString() {
    return text();
  }
}
