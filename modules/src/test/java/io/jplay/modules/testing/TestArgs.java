package io.jplay.modules.testing;

import io.jplay.core.api.TaskModule;
import io.jplay.core.exec.ArgumentBinder;
import io.jplay.core.exec.ModuleSpec;
import io.jplay.core.value.Bool;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Int;
import io.jplay.core.value.Real;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes a module's `Args` record from option names and values, with the engine's own binder.
public final class TestArgs {
  private static final String FREE_FORM = "_raw_params";

  private TestArgs() {}

  /// Options that the module does not take fail the test.
  public static <A extends Record> A of(Class<A> type, Map<String, ?> options) {
    return switch (bind(moduleOf(type), options)) {
      case ArgumentBinder.Bound.Ok ok -> type.cast(ok.args());
      case ArgumentBinder.Bound.Bad bad ->
          throw new AssertionError(bad.result().fields().text("msg").orElse(""));
    };
  }

  /// What the engine makes of the options: the arguments, or why it refuses them.
  public static ArgumentBinder.Bound bind(TaskModule<?> module, Map<String, ?> options) {
    var given = new LinkedHashMap<String, Value>();
    options.forEach((name, value) -> given.put(name, value(value)));
    Optional<Value> freeForm = Optional.ofNullable(given.remove(FREE_FORM));
    ModuleSpec spec = ModuleSpec.of(module.getClass().getSimpleName(), module);
    return ArgumentBinder.bind(spec, Dict.of(given), freeForm);
  }

  private static TaskModule<?> moduleOf(Class<?> args) {
    try {
      return (TaskModule<?>) args.getEnclosingClass().getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  /// A Java object as the value it stands for.
  public static Value value(Object o) {
    return switch (o) {
      case Value v -> v;
      case Boolean b -> Bool.of(b);
      case Integer i -> Int.of(i);
      case Long l -> Int.of(l);
      case Double d -> Real.of(d);
      case List<?> l -> Seq.of(l.stream().map(TestArgs::value).toList());
      case Map<?, ?> m -> {
        var dict = Dict.builder();
        m.forEach((k, v) -> dict.put((String) k, value(v)));
        yield dict.build();
      }
      default -> Str.of(o.toString());
    };
  }
}
