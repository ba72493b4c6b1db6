package io.jplay.core.template;

import io.jplay.core.value.Value;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Every filter that jplay knows, the most used families first.
public final class BuiltinFilters implements FilterFamily {
  private final List<FilterFamily> families =
      List.of(
          new CoreFilters(),
          new TextFilters(),
          new SequenceFilters(),
          new SelectionFilters(),
          new DictFilters(),
          new DataFilters(),
          new RegexFilters(),
          new PathFilters(),
          new EncodingFilters(),
          new TimeFilters(),
          new RandomFilters(),
          new UrlFilters(),
          new CommunityFilters(),
          new FactDiff(),
          new NetworkFilters());
  private final Set<String> names =
      families.stream().flatMap(f -> f.names().stream()).collect(Collectors.toUnmodifiableSet());

  @Override
  public Set<String> names() {
    return names;
  }

  /// Whether there is a filter of that name, short or with `ansible.builtin.`.
  static boolean isKnown(String name) {
    return new BuiltinFilters().names().contains(shortName(name));
  }

  static String shortName(String name) {
    return name.startsWith("ansible.builtin.")
        ? name.substring("ansible.builtin.".length())
        : name.startsWith("ansible.legacy.") ? name.substring("ansible.legacy.".length()) : name;
  }

  @Override
  public Value apply(String name, Value input, CallArgs args, Evaluation eval) {
    for (FilterFamily family : families) {
      if (family.names().contains(name)) {
        return family.apply(name, input, args, eval);
      }
    }
    throw new IllegalArgumentException(name);
  }
}
