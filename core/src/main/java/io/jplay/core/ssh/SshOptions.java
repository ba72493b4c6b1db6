package io.jplay.core.ssh;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The options collected for one host. As in ssh, the first value of an option stays; those that
/// name files or variables collect. Keys are lower case.
final class SshOptions {
  private static final Set<String> COLLECTED = Set.of("identityfile", "certificatefile", "sendenv");
  private final Map<String, List<String>> values = new LinkedHashMap<>();

  void add(String key, List<String> words) {
    String name = key.toLowerCase(Locale.ROOT);
    if (COLLECTED.contains(name)) {
      values.computeIfAbsent(name, n -> new ArrayList<>()).addAll(words);
    } else {
      values.putIfAbsent(name, List.copyOf(words));
    }
  }

  Optional<String> first(String key) {
    return Optional.ofNullable(values.get(key)).filter(list -> !list.isEmpty()).map(List::getFirst);
  }

  List<String> all(String key) {
    return values.getOrDefault(key, List.of());
  }

  /// All words as one text, for commands.
  Optional<String> line(String key) {
    return Optional.ofNullable(values.get(key)).map(list -> String.join(" ", list));
  }

  boolean isYes(String key, boolean otherwise) {
    return first(key)
        .map(text -> Set.of("yes", "true", "on").contains(text.toLowerCase(Locale.ROOT)))
        .orElse(otherwise);
  }

  Optional<Integer> number(String key) {
    return first(key)
        .filter(text -> text.matches("[0-9]{1,8}s?"))
        .map(text -> Integer.parseInt(text.replace("s", "")));
  }
}
