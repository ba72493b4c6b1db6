package io.jplay.core.template;

import io.jplay.core.value.Bool;
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
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One call of a filter or test with its arguments bound to the names of its parameters, as Python
/// binds them: too many, unknown and missing ones are TypeErrors.
record Call(String name, Value input, CallArgs args, Evaluation eval, List<String> parameters) {

  /// Those that people give too many arguments, and that need none.
  private static final Set<String> FREE =
      Set.of(
          "comment",
          "do_default",
          "do_indent",
          "do_int",
          "do_float",
          "do_join",
          "do_max",
          "do_min",
          "do_round",
          "do_sort",
          "do_trim",
          "do_truncate",
          "do_unique",
          "do_wordwrap",
          "falsy",
          "truthy");

  /// Binds the arguments; fails when there are more than parameters, or unknown names.
  static Call of(String name, Value input, CallArgs args, Evaluation eval, String... parameters) {
    var call = new Call(name, input, args, eval, List.of(parameters));
    if (args.size() > parameters.length) {
      int most = parameters.length + 1;
      throw PythonError.type(
          "%s() takes %s%s but %d were given"
              .formatted(
                  name,
                  FREE.contains(name) ? "from 1 to " : "",
                  most == 1 ? "1 positional argument" : most + " positional arguments",
                  args.size() + 1));
    }
    if (args.named().isEmpty()) {
      return call;
    }
    for (String key : args.named().keySet()) {
      int at = call.parameters.indexOf(key);
      if (at < 0) {
        throw PythonError.type(name + "() got an unexpected keyword argument '" + key + "'");
      }
      if (at < args.size()) {
        throw PythonError.type(name + "() got multiple values for argument '" + key + "'");
      }
    }
    return call;
  }

  /// As [#of], for a filter that has no parameters of its own but any keyword.
  static Call open(String name, Value input, CallArgs args, Evaluation eval, String... parameters) {
    return new Call(name, input, args, eval, List.of(parameters));
  }

  /// Fails when a keyword was given that is none of these; for filters that take any number of
  /// positions.
  Call allowing(String... keywords) {
    for (String key : args.named().keySet()) {
      if (!List.of(keywords).contains(key)) {
        throw PythonError.type(name + "() got an unexpected keyword argument '" + key + "'");
      }
    }
    return this;
  }

  /// Fails when more arguments stand in positions than there are parameters.
  Call named() {
    if (args.size() > parameters.size()) {
      throw PythonError.type(
          "%s() takes %d positional arguments but %d were given"
              .formatted(name, parameters.size() + 1, args.size() + 1));
    }
    return this;
  }

  boolean has(int index) {
    return args.has(index, parameters.get(index));
  }

  Optional<Value> find(int index) {
    return has(index)
        ? Optional.of(args.get(index, parameters.get(index), Null.NULL))
        : Optional.empty();
  }

  /// The argument, or None when it was not given.
  Value get(int index) {
    return args.get(index, parameters.get(index), Null.NULL);
  }

  Value get(int index, Value otherwise) {
    return args.get(index, parameters.get(index), otherwise);
  }

  /// The argument, or the TypeError of a missing one.
  Value require(int index) {
    return find(index)
        .orElseThrow(() ->
            PythonError.type(
                "%s() missing 1 required positional argument: '%s'"
                    .formatted(name, parameters.get(index))));
  }

  /// Fails when arguments from the first on are missing, of which so many must be given.
  Call requiring(int count) {
    List<String> missing = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      if (!has(i)) {
        missing.add("'" + parameters.get(i) + "'");
      }
    }
    if (missing.size() > 1) {
      String last = missing.removeLast();
      throw PythonError.type(
          "%s() missing %d required positional arguments: %s and %s"
              .formatted(name, missing.size() + 1, String.join(", ", missing), last));
    }
    return this;
  }

  /// The text of an argument that must be given.
  String text(int index) {
    return PythonText.str(eval.finishDeep(require(index)));
  }

  String text(int index, String otherwise) {
    return find(index).map(v -> PythonText.str(eval.finishDeep(v))).orElse(otherwise);
  }

  /// The text of an argument; empty when it was not given or is None.
  Optional<String> optionalText(int index) {
    return find(index).filter(v -> !(v instanceof Null)).map(v -> PythonText.str(v));
  }

  boolean flag(int index, boolean otherwise) {
    return find(index).map(PythonOps::truth).orElse(otherwise);
  }

  long integer(int index, long otherwise) {
    return find(index).map(Call::index).orElse(otherwise);
  }

  /// A number of characters, columns or the like: refused when it is larger than a text may be.
  int size(int index, int otherwise) {
    long size = integer(index, otherwise);
    Limits.checkSize(BigInteger.valueOf(Math.max(0, size)));
    return (int) Math.max(Integer.MIN_VALUE, size);
  }

  private static long index(Value value) {
    return PythonNumbers.index(PythonOps.require(value));
  }

  /// The input as a text, whatever it is.
  String inputText() {
    return str(input);
  }

  /// `str(value)` of a value whose elements may not be finished yet.
  String str(Value value) {
    return value instanceof Str s ? s.text() : PythonText.str(eval.finishDeep(value));
  }

  /// The finished elements of the input.
  List<Value> items() {
    return items(input);
  }

  /// The finished elements of a value that can be iterated over.
  List<Value> items(Value container) {
    List<Value> raw = PythonOps.iterate(container);
    var list = new ArrayList<Value>(raw.size());
    for (Value item : raw) {
      list.add(eval.finish(item));
    }
    return list;
  }

  /// The entries of a mapping with their values finished, in order; its keys are as they are.
  Map<Value, Value> entries(Dict dict) {
    var map = LinkedHashMap.<Value, Value>newLinkedHashMap(dict.size());
    dict.entries().forEach((k, v) -> map.put(k, eval.finish(v)));
    return map;
  }

  PythonError error(String message) {
    return new PythonError(PythonError.Kind.RUNTIME, message);
  }

  static Seq list(List<Value> items) {
    return new Seq(items, Seq.Kind.LIST, Tag.NONE);
  }

  static Seq tuple(Value... items) {
    return new Seq(List.of(items), Seq.Kind.TUPLE, Tag.NONE);
  }

  static Str str(CharSequence text) {
    return Str.of(text.toString());
  }

  static Bool bool(boolean value) {
    return Bool.of(value);
  }

  static Int integer(long value) {
    return Int.of(value);
  }
}
