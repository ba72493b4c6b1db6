package io.jplay.core.template;

import io.jplay.core.value.Bool;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Int;
import io.jplay.core.value.Null;
import io.jplay.core.value.Real;
import io.jplay.core.value.Secret;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Undefined;
import io.jplay.core.value.Value;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;

/// The methods of Python's dict, list, tuple, int and float; those of str are [StringMethods].
final class Methods {
  private static final Set<String> DICT =
      Set.of(
          "clear",
          "copy",
          "fromkeys",
          "get",
          "items",
          "keys",
          "pop",
          "popitem",
          "setdefault",
          "update",
          "values",
          "__len__",
          "__contains__",
          "__setitem__",
          "__getitem__");
  private static final Set<String> LIST =
      Set.of(
          "append",
          "clear",
          "copy",
          "count",
          "extend",
          "index",
          "insert",
          "pop",
          "remove",
          "reverse",
          "sort",
          "__len__",
          "__contains__",
          "__getitem__");
  private static final Set<String> TUPLE = Set.of("count", "index", "__len__", "__contains__");
  private static final Set<String> SET =
      Set.of(
          "union",
          "intersection",
          "difference",
          "symmetric_difference",
          "issubset",
          "issuperset",
          "copy",
          "__len__",
          "__contains__");
  private static final Set<String> CHANGES =
      Set.of(
          "append",
          "clear",
          "extend",
          "insert",
          "pop",
          "popitem",
          "remove",
          "reverse",
          "sort",
          "setdefault",
          "update",
          "__setitem__");

  private Methods() {}

  static boolean isMethod(Value object, String name) {
    return switch (object) {
      case Dict d -> DICT.contains(name);
      case Str s -> StringMethods.NAMES.contains(name);
      case Seq s ->
          switch (s.kind()) {
            case LIST -> LIST.contains(name);
            case TUPLE -> TUPLE.contains(name);
            case SET -> SET.contains(name);
          };
      case Int i -> name.equals("bit_length");
      case Bool b -> name.equals("bit_length");
      case Real r -> name.equals("is_integer");
      default -> false;
    };
  }

  /// Whether a method of that name changes the object it is called on.
  static boolean changes(String name) {
    return CHANGES.contains(name);
  }

  /// A method that was read but not called yet.
  record Bound(Value object, String name) implements Callable {
    @Override
    public Value call(CallArgs args, TemplateRun run) {
      return Methods.call(object, name, args, run);
    }

    @Override
    public String typeName() {
      return "builtin_function_or_method";
    }

    @Override
    public String text() {
      return "<built-in method " + name + " of " + PythonText.typeName(object) + " object>";
    }
  }

  static Value call(Value object, String name, CallArgs args, TemplateRun run) {
    return switch (object) {
      case Str s -> PluginCalls.tainted(StringMethods.call(s, name, args), s, args);
      case Dict d -> dict(d, name, args);
      case Seq s -> s.kind() == Seq.Kind.SET ? set(s, name, args) : list(s, name, args);
      case Int i -> Int.of(i.bigValue().abs().bitLength());
      case Bool b -> Int.of(b.value() ? 1 : 0);
      case Real r -> Bool.of(r.value() == Math.rint(r.value()));
      default -> throw new IllegalStateException(name);
    };
  }

  /// An argument by position that must be there.
  static Value argument(CallArgs args, int index, String method) {
    if (index >= args.size()) {
      throw PythonError.type(
          "%s expected at least %d argument%s, got %d"
              .formatted(method, index + 1, index == 0 ? "" : "s", args.size()));
    }
    return args.positional().get(index);
  }

  // ---- dict

  private static Value dict(Dict dict, String name, CallArgs args) {
    return switch (name) {
      case "get" -> {
        Value key = PythonOps.hashable(argument(args, 0, name));
        yield PythonOps.find(dict, key).orElseGet(() -> args.get(1, "default", Null.NULL));
      }
      case "items" -> items(dict);
      case "keys" -> view(dict, new ArrayList<>(dict.entries().keySet()));
      case "values" ->
          view(
              dict,
              dict.entries().values().stream()
                  .<Value>map(v -> Taints.add(v, dict.taint()))
                  .toList());
      case "copy" -> new Dict(new LiveMap(dict.entries()), dict.tag());
      case "__len__" -> Int.of(dict.size());
      case "__contains__" ->
          Bool.of(PythonOps.find(dict, PythonOps.hashable(argument(args, 0, name))).isPresent());
      case "__getitem__" -> required(dict, argument(args, 0, name));
      case "fromkeys" -> {
        var map = new LinkedHashMap<Value, Value>();
        for (Value key : PythonOps.iterate(argument(args, 0, name))) {
          map.put(PythonOps.hashable(key), args.get(1, "value", Null.NULL));
        }
        yield new Dict(new LiveMap(map), Tag.NONE);
      }
      default -> change(dict, name, args);
    };
  }

  private static Value items(Dict dict) {
    var list = new ArrayList<Value>(dict.size());
    for (var entry : dict.entries().entrySet()) {
      Value value = Taints.add(entry.getValue(), dict.taint());
      list.add(new Seq(List.of(entry.getKey(), value), Seq.Kind.TUPLE, Tag.NONE));
    }
    return view(dict, list);
  }

  private static Value view(Dict dict, List<Value> items) {
    return list(
        dict.entries() instanceof LiveMap live ? new LiveView(items, live) : items, dict.tag());
  }

  private static Value list(List<Value> items, Tag tag) {
    return new Seq(items, Seq.Kind.LIST, tag);
  }

  private static Value required(Dict dict, Value key) {
    return PythonOps.find(dict, PythonOps.hashable(key)).orElseThrow(() -> keyError(key));
  }

  private static PythonError keyError(Value key) {
    String shown = key.isSecret() ? Secret.MASK : PythonText.repr(key);
    return new PythonError(PythonError.Kind.KEY, shown);
  }

  private static Value change(Dict dict, String name, CallArgs args) {
    SequencedMap<Value, Value> map =
        dict.entries() instanceof LiveMap live ? live.map() : new LinkedHashMap<>(dict.entries());
    switch (name) {
      case "clear" -> map.clear();
      case "update" -> map.putAll(Globals.entries(args));
      case "__setitem__" ->
          map.put(PythonOps.hashable(argument(args, 0, name)), argument(args, 1, name));
      case "setdefault" -> {
        Value key = PythonOps.hashable(argument(args, 0, name));
        Value now = map.get(key);
        if (now == null) {
          now = args.get(1, "default", Null.NULL);
        }
        Value live = LiveAccess.live(now);
        map.put(key, live);
        return live;
      }
      case "pop" -> {
        Value key = PythonOps.hashable(argument(args, 0, name));
        Value gone = map.remove(key);
        if (gone != null) {
          return gone;
        }
        if (args.size() > 1) {
          return args.positional().get(1);
        }
        throw keyError(key);
      }
      case "popitem" -> {
        if (map.isEmpty()) {
          throw new PythonError(PythonError.Kind.KEY, "'popitem(): dictionary is empty'");
        }
        var last = map.pollLastEntry();
        return new Seq(List.of(last.getKey(), last.getValue()), Seq.Kind.TUPLE, Tag.NONE);
      }
      default -> throw new IllegalStateException(name);
    }
    return Null.NULL;
  }

  // ---- list and tuple

  private static Value list(Seq seq, String name, CallArgs args) {
    return switch (name) {
      case "copy" -> new Seq(new LiveList(PythonOps.iterate(seq)), seq.kind(), seq.tag());
      case "count" -> {
        Value wanted = argument(args, 0, name);
        yield Int.of(seq.items().stream().filter(v -> PythonOps.equal(v, wanted)).count());
      }
      case "index" -> Int.of(indexOf(seq, argument(args, 0, name)));
      case "__len__" -> Int.of(seq.size());
      case "__contains__" -> Bool.of(PythonOps.contains(seq, argument(args, 0, name)));
      case "__getitem__" -> {
        long at = PythonNumbers.index(argument(args, 0, name));
        yield seq.at(checked(at, seq.size(), "list index out of range"));
      }
      default -> change(seq, name, args);
    };
  }

  private static int indexOf(Seq seq, Value wanted) {
    for (int i = 0; i < seq.size(); i++) {
      if (PythonOps.equal(seq.at(i), wanted)) {
        return i;
      }
    }
    throw PythonError.value(PythonText.repr(wanted) + " is not in list");
  }

  private static int checked(long index, int size, String message) {
    long at = index < 0 ? index + size : index;
    if (at < 0 || at >= size) {
      throw new PythonError(PythonError.Kind.INDEX, message);
    }
    return (int) at;
  }

  private static Value change(Seq seq, String name, CallArgs args) {
    List<Value> items =
        seq.items() instanceof LiveList live ? live.items() : new ArrayList<>(seq.items());
    switch (name) {
      case "append" -> items.add(argument(args, 0, name));
      case "extend" -> items.addAll(List.copyOf(PythonOps.iterate(argument(args, 0, name))));
      case "insert" -> {
        long at = PythonNumbers.index(argument(args, 0, name));
        long from = at < 0 ? at + items.size() : at;
        items.add((int) Math.clamp(from, 0L, items.size()), argument(args, 1, name));
      }
      case "clear" -> items.clear();
      case "reverse" -> Collections.reverse(items);
      case "sort" -> sort(items, args);
      case "remove" -> {
        Value wanted = argument(args, 0, name);
        for (int i = 0; i < items.size(); i++) {
          if (PythonOps.equal(items.get(i), wanted)) {
            items.remove(i);
            return Null.NULL;
          }
        }
        throw PythonError.value("list.remove(x): x not in list");
      }
      case "pop" -> {
        if (items.isEmpty()) {
          throw new PythonError(PythonError.Kind.INDEX, "pop from empty list");
        }
        long at = args.size() > 0 ? PythonNumbers.index(args.positional().getFirst()) : -1;
        return items.remove(checked(at, items.size(), "pop index out of range"));
      }
      default -> throw new IllegalStateException(name);
    }
    Limits.checkCount(BigInteger.valueOf(items.size()));
    return Null.NULL;
  }

  private static void sort(List<Value> items, CallArgs args) {
    boolean reverse = PythonOps.truth(args.get(1, "reverse", Bool.of(false)));
    items.sort((a, b) -> reverse ? PythonOps.compare(b, a, "<") : PythonOps.compare(a, b, "<"));
  }

  // ---- set

  private static Value set(Seq set, String name, CallArgs args) {
    if (name.equals("copy") || name.equals("__len__")) {
      return name.equals("copy") ? set : Int.of(set.size());
    }
    Value other = argument(args, 0, name);
    if (other instanceof Undefined || name.equals("__contains__")) {
      return Bool.of(PythonOps.contains(set, other));
    }
    var right = Seq.of(PythonOps.iterate(other));
    var left = new ArrayList<>(set.items());
    return switch (name) {
      case "union" -> {
        right.items().stream().filter(v -> !PythonOps.contains(set, v)).forEach(left::add);
        yield new Seq(left, Seq.Kind.SET, Taints.join(set, other));
      }
      case "intersection", "difference", "symmetric_difference" -> {
        boolean keep = name.equals("intersection");
        left.removeIf(v -> PythonOps.contains(right, v) != keep);
        if (name.equals("symmetric_difference")) {
          right.items().stream().filter(v -> !PythonOps.contains(set, v)).forEach(left::add);
        }
        yield new Seq(left, Seq.Kind.SET, Taints.join(set, other));
      }
      case "issubset" -> Bool.of(left.stream().allMatch(v -> PythonOps.contains(right, v)));
      default -> Bool.of(right.items().stream().allMatch(v -> PythonOps.contains(set, v)));
    };
  }
}
