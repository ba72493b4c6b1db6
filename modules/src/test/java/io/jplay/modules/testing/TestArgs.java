package io.jplay.modules.testing;

import io.jplay.core.api.Option;
import io.jplay.core.value.Bool;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Int;
import io.jplay.core.value.Null;
import io.jplay.core.value.Real;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Makes an `Args` record from option names and values, by the annotations of its components:
/// enough of the engine's binder for tests of modules. A name that no component has fails the test.
public final class TestArgs {
  private TestArgs() {}

  public static <A extends Record> A of(Class<A> type, Map<String, ?> options) {
    var left = new LinkedHashMap<String, Value>();
    options.forEach((k, v) -> left.put(k, value(v)));
    A args = of(type, left);
    if (!left.isEmpty()) {
      throw new AssertionError("options that " + type.getName() + " does not have: " + left);
    }
    return args;
  }

  /// Takes what it knows out of `left`.
  private static <A extends Record> A of(Class<A> type, LinkedHashMap<String, Value> left) {
    RecordComponent[] components = type.getRecordComponents();
    Object[] values = new Object[components.length];
    int rest = -1;
    for (int i = 0; i < components.length; i++) {
      Option option = components[i].getAnnotation(Option.class);
      if (option != null && option.rest()) {
        rest = i;
        continue;
      }
      if (option != null && option.shared()) {
        values[i] = of(components[i].getType().asSubclass(Record.class), left);
        continue;
      }
      values[i] = convert(take(components[i], option, left), components[i].getGenericType());
    }
    if (rest >= 0) {
      values[rest] = Dict.of(left);
      left.clear();
    }
    try {
      var constructor =
          type.getDeclaredConstructor(
              Arrays.stream(components).map(RecordComponent::getType).toArray(Class[]::new));
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  /// The option's name: as annotated, else the component's in snake_case.
  public static String name(RecordComponent component, Option option) {
    return option.name().isEmpty()
        ? component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT)
        : option.name();
  }

  private static @Nullable Value take(
      RecordComponent component, @Nullable Option option, Map<String, Value> left) {
    if (option == null) {
      return null;
    }
    Value found = left.remove(name(component, option));
    for (String alias : option.aliases()) {
      Value other = left.remove(alias);
      found = found == null ? other : found;
    }
    if (found == null && option.freeForm()) {
      found = left.remove("_raw_params");
    }
    if (found == null && option.required()) {
      throw new AssertionError("missing required option " + component.getName());
    }
    return found == null && !option.value().isEmpty() ? Str.of(option.value()) : found;
  }

  private static Object convert(@Nullable Value v, Type type) {
    if (type instanceof ParameterizedType p) {
      Type inner = p.getActualTypeArguments()[0];
      if (p.getRawType() == Optional.class) {
        return v == null ? Optional.empty() : Optional.of(convert(v, inner));
      }
      return v == null ? List.of() : list(v, inner);
    }
    Class<?> c = (Class<?>) type;
    if (c == OptionalInt.class) {
      return v == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(text(v)));
    }
    if (c == OptionalLong.class) {
      return v == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text(v)));
    }
    if (c == Dict.class) {
      return v == null ? Dict.EMPTY : v;
    }
    if (c == boolean.class || c == Boolean.class) {
      return v != null && List.of("yes", "true", "True", "1", "on").contains(text(v));
    }
    if (v == null) {
      return c == String.class ? "" : c == Value.class ? Null.NULL : 0;
    }
    if (c == int.class || c == Integer.class) {
      return Integer.parseInt(text(v));
    }
    if (c == long.class) {
      return Long.parseLong(text(v));
    }
    if (c == double.class || c == Double.class) {
      return Double.parseDouble(text(v));
    }
    if (c.isEnum()) {
      String wanted = text(v).toUpperCase(Locale.ROOT).replace('-', '_');
      return Arrays.stream(c.getEnumConstants())
          .filter(e -> ((Enum<?>) e).name().equals(wanted))
          .findFirst()
          .orElseThrow(() -> new AssertionError("no such choice: " + wanted));
    }
    return c == String.class ? text(v) : v;
  }

  private static List<Object> list(Value v, Type inner) {
    if (v instanceof Seq s) {
      return s.stream().map(item -> convert(item, inner)).toList();
    }
    return inner == String.class
        ? Arrays.stream(text(v).split(",")).<Object>map(String::strip).toList()
        : List.of(convert(v, inner));
  }

  private static String text(Value v) {
    return switch (v) {
      case Str s -> s.text();
      case Int i -> i.toString();
      case Bool b -> b.value() ? "True" : "False";
      case Real r -> Double.toString(r.value());
      default -> throw new AssertionError("not a scalar: " + v);
    };
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
