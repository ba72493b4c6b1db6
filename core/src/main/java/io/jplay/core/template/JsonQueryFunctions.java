package io.jplay.core.template;

import static io.jplay.core.template.JsonQuery.plain;

import io.jplay.core.value.Bool;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Int;
import io.jplay.core.value.Null;
import io.jplay.core.value.Real;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The functions of JMESPath. Arguments are checked when a call is reached, as in Python's library:
/// their number, and their types by the signature.
final class JsonQueryFunctions {
  private static final JsonText.Options COMPACT =
      new JsonText.Options(Optional.empty(), ",", ":", false, true, false);

  private static final List<String> ANY = List.of();
  private static final List<String> NUMBER = List.of("number");
  private static final List<String> STRING = List.of("string");
  private static final List<String> ARRAY = List.of("array");
  private static final List<String> OBJECT = List.of("object");
  private static final List<String> EXPRESSION = List.of("expref");
  private static final List<String> NUMBERS = List.of("array-number");
  private static final List<String> NUMBERS_OR_STRINGS = List.of("array-number", "array-string");

  private static final Map<String, Signature> SIGNATURES =
      Map.ofEntries(
          Map.entry("abs", Signature.of(NUMBER)),
          Map.entry("avg", Signature.of(NUMBERS)),
          Map.entry("ceil", Signature.of(NUMBER)),
          Map.entry("contains", Signature.of(List.of("array", "string"), ANY)),
          Map.entry("ends_with", Signature.of(STRING, STRING)),
          Map.entry("floor", Signature.of(NUMBER)),
          Map.entry("join", Signature.of(STRING, List.of("array-string"))),
          Map.entry("keys", Signature.of(OBJECT)),
          Map.entry("length", Signature.of(List.of("string", "array", "object"))),
          Map.entry("map", Signature.of(EXPRESSION, ARRAY)),
          Map.entry("max", Signature.of(NUMBERS_OR_STRINGS)),
          Map.entry("max_by", Signature.of(ARRAY, EXPRESSION)),
          Map.entry("merge", new Signature(List.of(OBJECT), true)),
          Map.entry("min", Signature.of(NUMBERS_OR_STRINGS)),
          Map.entry("min_by", Signature.of(ARRAY, EXPRESSION)),
          Map.entry("not_null", new Signature(List.of(ANY), true)),
          Map.entry("reverse", Signature.of(List.of("array", "string"))),
          Map.entry("sort", Signature.of(List.of("array-string", "array-number"))),
          Map.entry("sort_by", Signature.of(ARRAY, EXPRESSION)),
          Map.entry("starts_with", Signature.of(STRING, STRING)),
          Map.entry("sum", Signature.of(NUMBERS)),
          Map.entry("to_array", Signature.of(ANY)),
          Map.entry("to_number", Signature.of(ANY)),
          Map.entry("to_string", Signature.of(ANY)),
          Map.entry("type", Signature.of(ANY)),
          Map.entry("values", Signature.of(OBJECT)));

  private JsonQueryFunctions() {}

  /// The types that each argument may have; the last of a variadic one may be left out of the check
  /// from the second time on, as there.
  private record Signature(List<List<String>> types, boolean isVariadic) {
    static Signature of(List<String> only) {
      return new Signature(List.of(only), false);
    }

    static Signature of(List<String> first, List<String> second) {
      return new Signature(List.of(first, second), false);
    }
  }

  static Value call(JsonQueryNode.Function call, Value current) {
    String name = call.name();
    var arguments = new ArrayList<Object>();
    for (JsonQueryNode argument : call.arguments()) {
      arguments.add(
          argument instanceof JsonQueryNode.Reference reference
              ? reference
              : plain(JsonQuery.search(argument, current)));
    }
    Signature signature = SIGNATURES.get(name);
    if (signature == null) {
      throw PythonError.value("Unknown function: " + name + "()");
    }
    checkCount(name, signature, arguments.size());
    for (int i = 0; i < signature.types().size(); i++) {
      check(name, arguments.get(i), signature.types().get(i));
    }
    Object first = arguments.getFirst();
    if (first instanceof JsonQueryNode.Reference each) {
      return name.equals("map") ? map(each, (Seq) arguments.get(1)) : reference();
    }
    if (arguments.getLast() instanceof JsonQueryNode.Reference by && arguments.size() == 2) {
      return by(name, (Value) first, by);
    }
    return apply(name, arguments.stream().map(JsonQueryFunctions::value).toList());
  }

  private static Value value(Object argument) {
    return argument instanceof Value v ? v : reference();
  }

  private static Value reference() {
    throw PythonError.value("an expression (&) is no value");
  }

  private static Value apply(String name, List<Value> args) {
    Value a = args.getFirst();
    return switch (name) {
      case "abs" -> isNegative(a) ? PythonNumbers.negate(a) : a;
      case "avg" -> average(((Seq) a).items());
      case "ceil" -> whole(a, true);
      case "floor" -> whole(a, false);
      case "contains" -> Bool.of(PythonOps.contains(a, args.get(1)));
      case "ends_with" -> Bool.of(text(a).endsWith(text(args.get(1))));
      case "starts_with" -> Bool.of(text(a).startsWith(text(args.get(1))));
      case "join" ->
          Str.of(
              ((Seq) args.get(1))
                  .stream().map(JsonQueryFunctions::text).collect(Collectors.joining(text(a))));
      case "keys" -> Call.list(List.copyOf(((Dict) a).entries().keySet()));
      case "values" -> Call.list(List.copyOf(((Dict) a).entries().values()));
      case "length" -> Int.of(PythonOps.length(a));
      case "max" -> extreme(((Seq) a).items(), ((Seq) a).items(), 1);
      case "min" -> extreme(((Seq) a).items(), ((Seq) a).items(), -1);
      case "merge" -> merge(args);
      case "not_null" ->
          args.stream().filter(v -> !JsonQuery.isNull(v)).findFirst().orElse(Null.NULL);
      case "reverse" -> reverse(a);
      case "sort" -> sort(((Seq) a).items(), ((Seq) a).items());
      case "sum" -> sum(((Seq) a).items());
      case "to_array" -> JsonQuery.list(a).isPresent() ? a : Call.list(List.of(a));
      case "to_number" -> number(a);
      case "to_string" -> a instanceof Str ? a : Str.of(JsonText.dump(a, COMPACT));
      case "type" -> typeName(a);
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static void checkCount(String name, Signature signature, int count) {
    int wanted = signature.types().size();
    if (signature.isVariadic() ? count < wanted : count != wanted) {
      throw PythonError.value(
          "Expected %s%d argument%s for function %s(), received %d"
              .formatted(
                  signature.isVariadic() ? "at least " : "",
                  wanted,
                  wanted == 1 ? "" : "s",
                  name,
                  count));
    }
  }

  /// One of the types, and with a dash the type of all elements: that of the first, if there are
  /// several to choose from.
  private static void check(String name, Object argument, List<String> types) {
    if (types.isEmpty()) {
      return;
    }
    String type = typeOf(argument);
    if (types.stream().noneMatch(t -> t.replaceFirst("-.*", "").equals(type))) {
      throw wrong(name, shown(argument), types, type);
    }
    List<String> inner =
        types.stream().filter(t -> t.contains("-")).map(t -> t.replaceFirst(".*-", "")).toList();
    if (inner.isEmpty()) {
      return;
    }
    List<Value> items = ((Seq) argument).items();
    String element =
        inner.size() > 1 && !items.isEmpty() ? typeOf(plain(items.getFirst())) : inner.getFirst();
    for (Value item : items) {
      if (!inner.contains(element) || !typeOf(plain(item)).equals(element)) {
        throw wrong(name, PythonText.str(item), types, PythonText.typeName(plain(item)));
      }
    }
  }

  private static String shown(Object argument) {
    return argument instanceof Value v ? PythonText.str(v) : "an expression";
  }

  private static PythonError wrong(String name, String value, List<String> types, String got) {
    return PythonError.value(
        "In function %s(), invalid type for value: %s, expected one of: [%s], received: \"%s\""
            .formatted(
                name,
                value,
                types.stream().map(PythonText::quote).collect(Collectors.joining(", ")),
                got));
  }

  private static String typeOf(Object argument) {
    return switch (argument) {
      case Bool b -> "boolean";
      case Null n -> "null";
      case Str s -> "string";
      case Seq s when s.kind() == Seq.Kind.LIST -> "array";
      case Dict d -> "object";
      case JsonQueryNode.Reference r -> "expref";
      case Value v when PythonNumbers.isNumber(v) -> "number";
      default -> "unknown";
    };
  }

  private static Value typeName(Value value) {
    String type = typeOf(value);
    return type.equals("unknown") ? Null.NULL : Str.of(type);
  }

  private static String text(Value value) {
    return ((Str) plain(value)).text();
  }

  private static boolean isNegative(Value number) {
    return PythonNumbers.compare(number, Int.of(0)) < 0;
  }

  private static Value sum(List<Value> numbers) {
    Value sum = Int.of(0);
    for (Value number : numbers) {
      sum = PythonOperators.add(sum, plain(number));
    }
    return sum;
  }

  private static Value average(List<Value> numbers) {
    return numbers.isEmpty()
        ? Null.NULL
        : PythonNumbers.divide(sum(numbers), Real.of(numbers.size()));
  }

  private static Value whole(Value number, boolean up) {
    return number instanceof Real r
        ? Int.of(
            PythonNumbers.truncate(Real.of(up ? Math.ceil(r.value()) : Math.floor(r.value()))),
            Tag.NONE)
        : number;
  }

  private static Value map(JsonQueryNode.Reference each, Seq list) {
    return Call.list(list.stream().map(item -> JsonQuery.search(each.body(), item)).toList());
  }

  private static Value merge(List<Value> maps) {
    var merged = new LinkedHashMap<Value, Value>();
    for (Value map : maps) {
      if (!(map instanceof Dict d)) {
        throw PythonError.type("'" + PythonText.typeName(map) + "' object is not iterable");
      }
      merged.putAll(d.entries());
    }
    return new Dict(merged, Tag.NONE);
  }

  private static Value reverse(Value value) {
    if (value instanceof Str s) {
      var reversed = new StringBuilder();
      int[] all = s.text().codePoints().toArray();
      for (int i = all.length - 1; i >= 0; i--) {
        reversed.appendCodePoint(all[i]);
      }
      return Str.of(reversed.toString());
    }
    var items = new ArrayList<Value>(((Seq) value).items());
    Collections.reverse(items);
    return Call.list(items);
  }

  /// As Python: a text is an integer, or else a float.
  private static Value number(Value value) {
    if (JsonQuery.isNumber(value)) {
      return value;
    }
    if (!(value instanceof Str s)) {
      return Null.NULL;
    }
    var whole = PythonNumbers.parseInteger(s.text(), 10);
    if (whole.isPresent()) {
      return Int.of(whole.get(), Tag.NONE);
    }
    var real = PythonNumbers.parseFloat(s.text());
    return real.isPresent() ? Real.of(real.getAsDouble()) : Null.NULL;
  }

  /// `sort_by`, `min_by`, `max_by`: by what an expression makes of each element.
  private static Value by(String name, Value list, JsonQueryNode.Reference by) {
    List<Value> items = ((Seq) list).items();
    boolean isSort = name.equals("sort_by");
    if (items.isEmpty()) {
      return isSort ? list : Null.NULL;
    }
    List<String> allowed = NUMBER_OR_STRING;
    var keys = new ArrayList<Value>();
    for (Value item : items) {
      Value key = plain(JsonQuery.search(by.body(), item));
      String type = typeOf(key);
      if (!allowed.contains(type)) {
        boolean isFirst = keys.isEmpty() && isSort;
        throw isFirst
            ? wrong(name, PythonText.str(item), List.of("string", "number"), type)
            : wrong(name, PythonText.str(key), allowed, type);
      }
      if (isSort) {
        allowed = List.of(type);
      }
      keys.add(key);
    }
    return isSort ? sort(items, keys) : extreme(items, keys, name.equals("max_by") ? 1 : -1);
  }

  private static final List<String> NUMBER_OR_STRING = List.of("number", "string");

  private static Value sort(List<Value> items, List<Value> keys) {
    var places = new ArrayList<Integer>();
    for (int i = 0; i < items.size(); i++) {
      places.add(i);
    }
    places.sort(Comparator.comparing(keys::get, (a, b) -> PythonOps.compare(a, b, "<")));
    return Call.list(places.stream().map(items::get).toList());
  }

  /// The first of the greatest (1) or smallest (-1) ones.
  private static Value extreme(List<Value> items, List<Value> keys, int sign) {
    int best = 0;
    for (int i = 1; i < items.size(); i++) {
      String operator = sign > 0 ? ">" : "<";
      if (PythonOps.compare(keys.get(i), keys.get(best), operator) * sign > 0) {
        best = i;
      }
    }
    return items.isEmpty() ? Null.NULL : items.get(best);
  }
}
