package io.jplay.core.playbook;

import io.jplay.core.value.Seq;
import io.jplay.core.value.Value;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;

/// Puts the keywords of a role under those of the role that depends on it.
final class KeywordMerge {
  private KeywordMerge() {}

  /// Conditions and tags add up, outer ones first; of any other keyword the inner one wins.
  static Keywords inherit(Keywords outer, Keywords inner) {
    if (outer.values().isEmpty()) {
      return inner;
    }
    var all = new EnumMap<Keyword, Value>(Keyword.class);
    all.putAll(outer.values());
    inner
        .values()
        .forEach((keyword, value) -> {
          Value above = all.get(keyword);
          boolean adds =
              keyword == Keyword.WHEN
                  || keyword == Keyword.TAGS
                  || keyword == Keyword.ENVIRONMENT
                  || keyword == Keyword.MODULE_DEFAULTS;
          all.put(
              keyword,
              adds && above instanceof Seq a && value instanceof Seq b ? joined(a, b) : value);
        });
    return new Keywords(all);
  }

  private static Seq joined(Seq outer, Seq inner) {
    var items = new LinkedHashSet<>(outer.items());
    items.addAll(inner.items());
    return new Seq(new ArrayList<>(items), Seq.Kind.LIST, inner.tag());
  }

  /// The `vars` of a role entry stand below the role's own variables, so they go there.
  static Keywords withoutVars(Keywords keywords) {
    if (!keywords.has(Keyword.VARS)) {
      return keywords;
    }
    var rest = new EnumMap<Keyword, Value>(Keyword.class);
    rest.putAll(keywords.values());
    rest.remove(Keyword.VARS);
    return new Keywords(rest);
  }
}
