package io.jplay.core.template;

import io.jplay.core.value.Bool;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Foreign;
import io.jplay.core.value.Int;
import io.jplay.core.value.Null;
import io.jplay.core.value.Omit;
import io.jplay.core.value.Real;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Undefined;
import io.jplay.core.value.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// Tests of types, order, numbers and membership.
final class ValueTests implements TestFamily {
  /// The function behind a test, as messages name it, and its parameters besides the input.
  private record Signature(String function, String... parameters) {}

  private static final Map<String, Signature> SIGNATURES = signatures();

  private static Map<String, Signature> signatures() {
    var all = new HashMap<String, Signature>();
    for (String name :
        """
        defined undefined none true false boolean number integer float string mapping sequence
        iterable callable escaped even odd nan isnan lower upper\
        """
            .split("\\s+")) {
      all.put(name, new Signature("test_" + name));
    }
    for (String name : "any all".split(" ")) {
      all.put(name, new Signature(name));
    }
    for (String name :
        "eq equalto == ne != gt greaterthan > ge >= lt lessthan < le <=".split(" ")) {
      all.put(name, new Signature(name, "b"));
    }
    for (String name : "issubset issuperset".split(" ")) {
      all.put(name, new Signature(name, "b"));
      all.put(name.substring(2), new Signature(name, "b"));
    }
    all.put("in", new Signature("test_in", "seq"));
    all.put("truthy", new Signature("truthy", "convert_bool"));
    all.put("falsy", new Signature("truthy", "convert_bool"));
    all.put("contains", new Signature("contains", "value"));
    all.put("sameas", new Signature("test_sameas", "other"));
    all.put("divisibleby", new Signature("test_divisibleby", "num"));
    return Map.copyOf(all);
  }

  @Override
  public Set<String> names() {
    return SIGNATURES.keySet();
  }

  @Override
  public boolean test(String name, Value input, CallArgs args, Evaluation eval) {
    Signature signature = Objects.requireNonNull(SIGNATURES.get(name), name);
    var c = Call.of(signature.function(), input, args, eval, signature.parameters());
    return switch (name) {
      case "defined" -> !(input instanceof Undefined);
      case "undefined" -> input instanceof Undefined;
      case "none" -> input instanceof Null;
      case "true" -> input instanceof Bool b && b.value();
      case "false" -> input instanceof Bool b && !b.value();
      case "boolean" -> input instanceof Bool;
      case "number" -> PythonNumbers.isNumber(input);
      case "integer" -> input instanceof Int;
      case "float" -> input instanceof Real;
      // `omit` is a text to ansible
      case "string" -> input instanceof Str || input instanceof Omit;
      case "mapping" -> input instanceof Dict;
      case "sequence" ->
          input instanceof Undefined u && TemplateRun.isSilent(u)
              || input instanceof Str
              || input instanceof Seq s && s.kind() != Seq.Kind.SET
              || input instanceof Dict;
      case "iterable" -> PythonOps.isIterable(input);
      case "callable" ->
          input instanceof Callable
              || input instanceof Undefined
              || input instanceof Foreign f && f.typeName().equals("function");
      case "escaped" -> false;
      case "sameas" -> same(input, c.require(0));
      default -> {
        PythonOps.require(input);
        yield defined(name, c);
      }
    };
  }

  private static boolean defined(String name, Call c) {
    Value input = c.input();
    return switch (name) {
      case "even" -> PythonOps.equal(Operator.MODULO.apply(input, Int.of(2)), Int.of(0));
      case "odd" -> PythonOps.equal(Operator.MODULO.apply(input, Int.of(2)), Int.of(1));
      case "divisibleby" -> PythonOps.equal(Operator.MODULO.apply(input, c.require(0)), Int.of(0));
      case "lower" -> cased(c.inputText(), false);
      case "upper" -> cased(c.inputText(), true);
      case "truthy" -> truthy(c);
      case "falsy" -> !truthy(c);
      case "nan", "isnan" -> input instanceof Real r && Double.isNaN(r.value());
      case "any" -> c.items().stream().anyMatch(PythonOps::truth);
      case "all" -> c.items().stream().allMatch(PythonOps::truth);
      case "contains" -> PythonOps.contains(c.eval().finishDeep(input), c.require(0));
      case "subset", "issubset" -> subset(c, false);
      case "superset", "issuperset" -> subset(c, true);
      default -> compare(name, c);
    };
  }

  /// What Python calls the comparison.
  private static String operator(String name) {
    return switch (name) {
      case "eq", "equalto", "==" -> "eq";
      case "ne", "!=" -> "ne";
      case "gt", "greaterthan", ">" -> "gt";
      case "ge", ">=" -> "ge";
      case "lt", "lessthan", "<" -> "lt";
      default -> "le";
    };
  }

  private static boolean compare(String name, Call c) {
    if (!c.has(0) && !name.equals("in")) {
      throw PythonError.type(operator(name) + " expected 2 arguments, got 1");
    }
    Value a = c.eval().finishDeep(c.input());
    Value b = c.eval().finishDeep(PythonOps.require(c.require(0)));
    return switch (name) {
      case "eq", "equalto", "==" -> PythonOps.equal(a, b);
      case "ne", "!=" -> !PythonOps.equal(a, b);
      case "gt", "greaterthan", ">" -> PythonOps.compare(a, b, ">") > 0;
      case "ge", ">=" -> PythonOps.compare(a, b, ">=") >= 0;
      case "lt", "lessthan", "<" -> PythonOps.compare(a, b, "<") < 0;
      case "le", "<=" -> PythonOps.compare(a, b, "<=") <= 0;
      case "in" -> PythonOps.contains(b, a);
      default -> throw new IllegalArgumentException(name);
    };
  }

  /// `str.islower` and `str.isupper`.
  private static boolean cased(String text, boolean upper) {
    String folded = upper ? text.toUpperCase(Locale.ROOT) : text.toLowerCase(Locale.ROOT);
    return text.equals(folded)
        && text.codePoints().anyMatch(c -> Character.isUpperCase(c) || Character.isLowerCase(c));
  }

  @SuppressWarnings("ReferenceEquality") // this is what the test asks
  private static boolean isSameObject(Value a, Value b) {
    return a == b;
  }

  /// Identity: of the constants, of equal small numbers and texts, else of the object.
  private static boolean same(Value a, Value b) {
    return switch (a) {
      case Bool x -> b instanceof Bool y && x.value() == y.value();
      case Null x -> b instanceof Null;
      case Int x -> b instanceof Int y && x.equals(y);
      case Str x -> b instanceof Str y && x.text().equals(y.text());
      default -> isSameObject(a, b);
    };
  }

  private static boolean truthy(Call c) {
    if (c.flag(0, false) && c.input() instanceof Str s) {
      switch (s.text().toLowerCase(Locale.ROOT).strip()) {
        case "y", "yes", "on", "1", "true", "t" -> {
          return true;
        }
        case "n", "no", "off", "0", "false", "f" -> {
          return false;
        }
        default -> {}
      }
    }
    return PythonOps.truth(c.input());
  }

  private static boolean subset(Call c, boolean swapped) {
    List<Value> a = c.items().stream().map(c.eval()::finishDeep).toList();
    List<Value> b = c.items(c.require(0)).stream().map(c.eval()::finishDeep).toList();
    a.forEach(PythonOps::hashable);
    b.forEach(PythonOps::hashable);
    var whole = Membership.of(swapped ? a : b);
    return (swapped ? b : a).stream().allMatch(whole::contains);
  }
}
