package io.jplay.core.template;

import java.util.List;

/// Every test that jplay knows.
final class BuiltinTests {
  static final List<TestFamily> FAMILIES =
      List.of(new ValueTests(), new ResultTests(), new FileTests(), new NetworkTests());

  private BuiltinTests() {}

  static boolean isKnown(String name) {
    String known = BuiltinFilters.shortName(name);
    return FAMILIES.stream().anyMatch(family -> family.names().contains(known));
  }
}
