package io.jplay.modules.facts;

import java.util.List;
import java.util.regex.Pattern;

/// Shell patterns that choose facts by name; `ansible_` before a name may be left out. No pattern
/// keeps all.
public record FactFilter(List<String> patterns) {
  public FactFilter {
    patterns = List.copyOf(patterns);
  }

  public boolean keeps(String name) {
    String bare = name.startsWith("ansible_") ? name.substring("ansible_".length()) : name;
    return patterns.isEmpty()
        || patterns.stream().anyMatch(p -> p.isEmpty() || matches(p, name) || matches(p, bare));
  }

  private static boolean matches(String pattern, String name) {
    var regex = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      int end = pattern.indexOf(']', i + 2);
      if (c == '*') {
        regex.append(".*");
      } else if (c == '?') {
        regex.append('.');
      } else if (c == '[' && end > 0) {
        String set = pattern.substring(i + 1, end).replace("\\", "\\\\").replace("[", "\\[");
        regex.append('[').append(set.startsWith("!") ? "^" + set.substring(1) : set).append(']');
        i = end;
      } else {
        regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return name.matches(regex.toString());
  }
}
