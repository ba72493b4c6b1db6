package io.jplay.core.template;

import io.jplay.core.template.JsonQueryNode.And;
import io.jplay.core.template.JsonQueryNode.Chain;
import io.jplay.core.template.JsonQueryNode.Comparison;
import io.jplay.core.template.JsonQueryNode.Current;
import io.jplay.core.template.JsonQueryNode.Field;
import io.jplay.core.template.JsonQueryNode.Filter;
import io.jplay.core.template.JsonQueryNode.Flatten;
import io.jplay.core.template.JsonQueryNode.Function;
import io.jplay.core.template.JsonQueryNode.Index;
import io.jplay.core.template.JsonQueryNode.Literal;
import io.jplay.core.template.JsonQueryNode.MultiList;
import io.jplay.core.template.JsonQueryNode.MultiMap;
import io.jplay.core.template.JsonQueryNode.Not;
import io.jplay.core.template.JsonQueryNode.Or;
import io.jplay.core.template.JsonQueryNode.Projection;
import io.jplay.core.template.JsonQueryNode.Reference;
import io.jplay.core.template.JsonQueryNode.Slice;
import io.jplay.core.template.JsonQueryNode.Values;
import io.jplay.core.value.Bool;
import io.jplay.core.value.Deferred;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Int;
import io.jplay.core.value.Null;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Value;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/// JMESPath over values as Python's library does it: `json_query`.
final class JsonQuery {
  private static final TreeCache<String, JsonQueryNode> PARSED = new TreeCache<>(512);

  private JsonQuery() {}

  static Value query(Call c) {
    String query = c.text(0);
    Value data = c.eval().finishDeep(c.input());
    try {
      return search(PARSED.get(query, JsonQueryParser::parse), data);
    } catch (PythonError e) {
      if (e.kind() == PythonError.Kind.LIMIT) {
        throw e;
      }
      String head =
          e.kind() == PythonError.Kind.VALUE
              ? "JMESPathError in json_query filter plugin:\n"
              : "Error in jmespath.search in json_query filter plugin:\n";
      throw c.error(head + e.text());
    }
  }

  static Value search(JsonQueryNode node, Value value) {
    return switch (node) {
      case Current n -> value;
      case Literal n -> n.value();
      case Field n -> field(value, n.name());
      case Index n -> index(value, n.at());
      case Slice n -> slice(value, n);
      case Chain n -> search(n.then(), search(n.first(), value));
      case Flatten n -> flatten(search(n.list(), value));
      case Projection n -> project(search(n.list(), value), n.each());
      case Values n ->
          plain(search(n.map(), value)) instanceof Dict d
              ? each(List.copyOf(d.entries().values()), n.each())
              : Null.NULL;
      case Filter n -> filter(n, search(n.list(), value));
      case MultiList n ->
          isNull(value)
              ? Null.NULL
              : Call.list(n.items().stream().map(item -> search(item, value)).toList());
      case MultiMap n -> multiMap(n, value);
      case Or n -> {
        Value left = search(n.left(), value);
        yield isFalse(left) ? search(n.right(), value) : left;
      }
      case And n -> {
        Value left = search(n.left(), value);
        yield isFalse(left) ? left : search(n.right(), value);
      }
      case Not n -> not(search(n.body(), value));
      case Comparison n -> compare(n, search(n.left(), value), search(n.right(), value));
      case Function n -> JsonQueryFunctions.call(n, value);
      case Reference n -> throw PythonError.value("an expression (&) is an argument of functions");
    };
  }

  static Value plain(Value value) {
    return value instanceof Deferred d ? d.force() : value;
  }

  static boolean isNull(Value value) {
    return plain(value) instanceof Null;
  }

  /// The items of a list; tuples are none to JMESPath.
  static Optional<List<Value>> list(Value value) {
    return plain(value) instanceof Seq s && s.kind() == Seq.Kind.LIST
        ? Optional.of(s.items())
        : Optional.empty();
  }

  private static Value field(Value value, String name) {
    return plain(value) instanceof Dict d ? d.get(name).orElse(Null.NULL) : Null.NULL;
  }

  private static Value index(Value value, BigInteger at) {
    List<Value> items = list(value).orElse(List.of());
    BigInteger place = at.signum() < 0 ? at.add(BigInteger.valueOf(items.size())) : at;
    return place.signum() >= 0 && place.compareTo(BigInteger.valueOf(items.size())) < 0
        ? items.get(place.intValueExact())
        : Null.NULL;
  }

  private static Value slice(Value value, Slice slice) {
    if (list(value).isEmpty()) {
      return Null.NULL;
    }
    List<Value> ends =
        slice.parts().stream()
            .map(p -> p.<Value>map(n -> Int.of(n, Tag.NONE)).orElse(Null.NULL))
            .toList();
    if (ends.get(2) instanceof Int step && PythonNumbers.big(step).signum() == 0) {
      throw new PythonError(PythonError.Kind.RUNTIME, "slice step cannot be zero");
    }
    return PythonOps.slice(plain(value), ends.get(0), ends.get(1), ends.get(2));
  }

  private static Value flatten(Value value) {
    var items = list(value);
    if (items.isEmpty()) {
      return Null.NULL;
    }
    var merged = new ArrayList<Value>();
    for (Value item : items.get()) {
      list(item).ifPresentOrElse(merged::addAll, () -> merged.add(item));
    }
    return Call.list(merged);
  }

  private static Value project(Value value, JsonQueryNode each) {
    return list(value).<Value>map(items -> each(items, each)).orElse(Null.NULL);
  }

  /// What becomes of each element, without those that are null.
  private static Value each(List<Value> items, JsonQueryNode node) {
    var found = new ArrayList<Value>();
    for (Value item : items) {
      Value one = search(node, item);
      if (!isNull(one)) {
        found.add(one);
      }
    }
    return Call.list(found);
  }

  private static Value filter(Filter filter, Value value) {
    var items = list(value);
    return items.isEmpty()
        ? Null.NULL
        : each(
            items.get().stream()
                .filter(item -> !isFalse(search(filter.condition(), item)))
                .toList(),
            filter.each());
  }

  private static Value multiMap(MultiMap map, Value value) {
    if (isNull(value)) {
      return Null.NULL;
    }
    var made = new LinkedHashMap<Value, Value>();
    map.entries().forEach((name, entry) -> made.put(Str.of(name), search(entry, value)));
    return new Dict(made, Tag.NONE);
  }

  /// False to JMESPath is what is empty, null or false; 0 is not.
  private static boolean isFalse(Value value) {
    return switch (plain(value)) {
      case Null n -> true;
      case Bool b -> !b.value();
      case Str s -> s.text().isEmpty();
      case Seq s -> s.kind() == Seq.Kind.LIST && s.items().isEmpty();
      case Dict d -> d.isEmpty();
      default -> false;
    };
  }

  private static Value not(Value value) {
    return Bool.of(!isNumber(value) && !PythonOps.truth(value));
  }

  static boolean isNumber(Value value) {
    Value plain = plain(value);
    return PythonNumbers.isNumber(plain) && !(plain instanceof Bool);
  }

  private static Value compare(Comparison comparison, Value left, Value right) {
    String operator = comparison.operator();
    if (operator.equals("==") || operator.equals("!=")) {
      return Bool.of(equal(left, right) == operator.equals("=="));
    }
    if (!isOrdered(left) || !isOrdered(right)) {
      return Null.NULL;
    }
    int order = PythonOps.compare(left, right, operator);
    return Bool.of(
        switch (operator) {
          case "<" -> order < 0;
          case "<=" -> order <= 0;
          case ">" -> order > 0;
          default -> order >= 0;
        });
  }

  private static boolean isOrdered(Value value) {
    return isNumber(value) || plain(value) instanceof Str;
  }

  /// As in Python, but 0 and 1 are not false and true.
  private static boolean equal(Value left, Value right) {
    boolean isMixed =
        isNumber(left) && plain(right) instanceof Bool
            || isNumber(right) && plain(left) instanceof Bool;
    return !isMixed && PythonOps.equal(left, right);
  }
}
