package io.jplay.core.template;

import io.jplay.core.value.Bool;
import io.jplay.core.value.Deferred;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Foreign;
import io.jplay.core.value.Int;
import io.jplay.core.value.Json;
import io.jplay.core.value.Null;
import io.jplay.core.value.PythonFloat;
import io.jplay.core.value.Real;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Undefined;
import io.jplay.core.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;

/// Values as JSON with all of the layout that Python's `json.dumps` can be asked for.
final class JsonText {
  /// The parameters of `json.dumps`; `indent` is what a level adds, or "none" as an empty optional.
  record Options(
      Optional<String> indent,
      String itemSeparator,
      String keySeparator,
      boolean sortKeys,
      boolean ascii,
      boolean skipKeys) {}

  private final Options options;
  private final StringBuilder out = new StringBuilder();

  private JsonText(Options options) {
    this.options = options;
  }

  /// The text of a finished value.
  static String dump(Value value, Options options) {
    var writer = new JsonText(options);
    writer.write(value, 0);
    return writer.out.toString();
  }

  private void write(Value value, int depth) {
    switch (value) {
      case Null n -> out.append("null");
      case Bool b -> out.append(b.value());
      case Int i -> out.append(i.bigValue());
      case Real r -> out.append(PythonFloat.repr(r.value(), true));
      case Seq s when s.kind() == Seq.Kind.SET ->
          throw PythonError.type("Object of type set is not JSON serializable");
      case Seq s -> container('[', ']', s.items().size(), depth, i -> write(s.at(i), depth + 1));
      case Dict d -> mapping(d, depth);
      case Deferred d -> write(d.force(), depth);
      case Str s -> quote(s.text());
      case Foreign f -> quote(f.text().replace(' ', 'T'));
      case Undefined u when TemplateRun.isSilent(u) ->
          throw PythonError.type("Object of type Undefined is not JSON serializable");
      default -> quote(PythonText.str(value));
    }
  }

  private void mapping(Dict dict, int depth) {
    List<Map.Entry<Value, Value>> entries = new ArrayList<>(dict.entries().entrySet());
    if (options.sortKeys()) {
      entries.sort((a, b) -> PythonOps.compare(a.getKey(), b.getKey(), "<"));
    }
    if (options.skipKeys()) {
      entries.removeIf(e -> e.getKey() instanceof Seq);
    }
    container(
        '{',
        '}',
        entries.size(),
        depth,
        i -> {
          quote(key(entries.get(i).getKey()));
          out.append(options.keySeparator());
          write(entries.get(i).getValue(), depth + 1);
        });
  }

  private static String key(Value key) {
    return switch (key) {
      case Str s -> s.text();
      case Bool b -> b.value() ? "true" : "false";
      case Null n -> "null";
      case Real r -> PythonFloat.repr(r.value(), true);
      case Int i -> i.bigValue().toString();
      default ->
          throw PythonError.type(
              "keys must be str, int, float, bool or None, not " + PythonText.typeName(key));
    };
  }

  private void container(char open, char close, int size, int depth, IntConsumer item) {
    out.append(open);
    for (int i = 0; i < size; i++) {
      out.append(i > 0 ? options.itemSeparator() : "");
      newLine(depth + 1);
      item.accept(i);
    }
    if (size > 0) {
      newLine(depth);
    }
    out.append(close);
  }

  private void newLine(int depth) {
    options.indent().ifPresent(by -> out.append('\n').repeat(by, depth));
  }

  private void quote(String text) {
    Json.quote(text, options.ascii(), out);
  }
}
