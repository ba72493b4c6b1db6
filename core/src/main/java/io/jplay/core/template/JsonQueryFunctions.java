package io.jplay.core.template;

import io.burt.jmespath.Adapter;
import io.burt.jmespath.Expression;
import io.burt.jmespath.JmesPathType;
import io.burt.jmespath.RuntimeConfiguration;
import io.burt.jmespath.function.ArgumentConstraint;
import io.burt.jmespath.function.ArgumentConstraints;
import io.burt.jmespath.function.BaseFunction;
import io.burt.jmespath.function.FunctionArgument;
import io.burt.jmespath.function.FunctionRegistry;
import java.util.List;

/// Functions of JMESPath that differ from those of the Java library: integers stay integers, as
/// with Python's library, while the Java library counts in floats.
final class JsonQueryFunctions {
  private static final ArgumentConstraint NUMBER = ArgumentConstraints.typeOf(JmesPathType.NUMBER);

  private JsonQueryFunctions() {}

  static RuntimeConfiguration configuration() {
    return RuntimeConfiguration.builder()
        .withFunctionRegistry(
            FunctionRegistry.defaultRegistry()
                .extend(
                    new Sum(),
                    new MapAll(),
                    new Whole("abs"),
                    new Whole("ceil"),
                    new Whole("floor"),
                    new ToNumber()))
        .build();
  }

  private static final class Sum extends BaseFunction {
    Sum() {
      super("sum", ArgumentConstraints.arrayOf(NUMBER));
    }

    @Override
    protected <T> T callFunction(Adapter<T> runtime, List<FunctionArgument<T>> arguments) {
      List<Number> numbers =
          runtime.toList(arguments.getFirst().value()).stream().map(runtime::toNumber).toList();
      return numbers.stream().allMatch(Long.class::isInstance)
          ? runtime.createNumber(numbers.stream().mapToLong(Number::longValue).sum())
          : runtime.createNumber(numbers.stream().mapToDouble(Number::doubleValue).sum());
    }
  }

  /// Whatever the elements are, null among them.
  private static final class MapAll extends BaseFunction {
    MapAll() {
      super(
          "map", ArgumentConstraints.expression(), ArgumentConstraints.typeOf(JmesPathType.ARRAY));
    }

    @Override
    protected <T> T callFunction(Adapter<T> runtime, List<FunctionArgument<T>> arguments) {
      Expression<T> each = arguments.getFirst().expression();
      return runtime.createArray(
          runtime.toList(arguments.getLast().value()).stream().map(each::search).toList());
    }
  }

  /// As Python: a text is an integer, or else a float.
  private static final class ToNumber extends BaseFunction {
    ToNumber() {
      super("to_number", ArgumentConstraints.anyValue());
    }

    @Override
    protected <T> T callFunction(Adapter<T> runtime, List<FunctionArgument<T>> arguments) {
      T value = arguments.getFirst().value();
      return switch (runtime.typeOf(value)) {
        case NUMBER -> value;
        case STRING -> number(runtime, runtime.toString(value));
        default -> runtime.createNull();
      };
    }

    private static <T> T number(Adapter<T> runtime, String text) {
      var whole = PythonNumbers.parseInteger(text, 10);
      if (whole.isPresent()) {
        return runtime.createNumber(whole.get().longValue());
      }
      var real = PythonNumbers.parseFloat(text);
      return real.isPresent() ? runtime.createNumber(real.getAsDouble()) : runtime.createNull();
    }
  }

  private static final class Whole extends BaseFunction {
    Whole(String name) {
      super(name, NUMBER);
    }

    @Override
    protected <T> T callFunction(Adapter<T> runtime, List<FunctionArgument<T>> arguments) {
      Number number = runtime.toNumber(arguments.getFirst().value());
      double real = number.doubleValue();
      boolean isAbsolute = name().equals("abs");
      if (number instanceof Long whole) {
        return runtime.createNumber(isAbsolute ? Math.abs(whole) : whole);
      }
      return isAbsolute
          ? runtime.createNumber(Math.abs(real))
          : runtime.createNumber(
              (long) (name().equals("ceil") ? Math.ceil(real) : Math.floor(real)));
    }
  }
}
