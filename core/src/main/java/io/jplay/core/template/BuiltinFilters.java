package io.jplay.core.template;

import java.util.List;

/// Every filter that jplay knows, the most used families first.
final class BuiltinFilters {
  static final List<FilterFamily> FAMILIES =
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

  private BuiltinFilters() {}

  /// Whether there is a filter of that name, short or with `ansible.builtin.`.
  static boolean isKnown(String name) {
    String known = shortName(name);
    return FAMILIES.stream().anyMatch(family -> family.names().contains(known));
  }

  static String shortName(String name) {
    return name.startsWith("ansible.builtin.")
        ? name.substring("ansible.builtin.".length())
        : name.startsWith("ansible.legacy.") ? name.substring("ansible.legacy.".length()) : name;
  }
}
