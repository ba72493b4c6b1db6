package io.jplay.cli.precedence;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/// The variables of one layout and values for them. Each value says which place gave it, so that a
/// wrong one shows what won.
final class Pool {
  static final int SIZE = 9;

  private final Random random;
  private final List<String> names;
  private int given;

  Pool(Random random, int layout) {
    this.random = random;
    this.names =
        IntStream.range(0, SIZE).mapToObj("v%02d_%%d".formatted(layout)::formatted).toList();
  }

  List<String> names() {
    return names;
  }

  String any() {
    return names.get(random.nextInt(SIZE));
  }

  /// The one that no other asks for: mappings made by tasks have their keys in another order.
  String first() {
    return names.getFirst();
  }

  /// Some of the variables, each with a value from the place that `origin` names.
  Map<String, Object> some(String origin) {
    var some = new LinkedHashMap<String, Object>();
    for (int i = 0; i < SIZE; i++) {
      if (random.nextInt(4) == 0) {
        some.put(names.get(i), value(origin, i));
      }
    }
    return some;
  }

  /// A value for a variable; its templates ask only for variables after it, so that none asks for
  /// itself.
  private Object value(String origin, int index) {
    String token = origin + given++;
    return switch (random.nextInt(9)) {
      case 0, 1 ->
          index + 1 < SIZE
              ? "{{ " + names.get(index + 1 + random.nextInt(SIZE - index - 1)) + " }}" + token
              : token;
      case 2 -> Map.of("k" + random.nextInt(3), token);
      case 3 -> Map.of("n", Map.of("k" + random.nextInt(3), token));
      case 4 -> List.of(token);
      default -> token;
    };
  }

  String token(String origin) {
    return origin + given++;
  }

  /// A template that shows all variables.
  String shown() {
    var all = new StringBuilder();
    for (String name : names) {
      all.append(all.isEmpty() ? "" : ", ").append(name).append(" | default('-')");
    }
    return "{{ [" + all + "] | to_json(sort_keys=True) }}";
  }
}
