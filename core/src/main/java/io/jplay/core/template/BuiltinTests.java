package io.jplay.core.template;

import io.jplay.core.value.Value;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Every test that jplay knows.
public final class BuiltinTests implements TestFamily {
  private final List<TestFamily> families =
      List.of(new ValueTests(), new ResultTests(), new FileTests(), new NetworkTests());
  private final Set<String> names =
      families.stream().flatMap(f -> f.names().stream()).collect(Collectors.toUnmodifiableSet());

  @Override
  public Set<String> names() {
    return names;
  }

  static boolean isKnown(String name) {
    return new BuiltinTests().names().contains(BuiltinFilters.shortName(name));
  }

  @Override
  public boolean test(String name, Value input, CallArgs args, Evaluation eval) {
    for (TestFamily family : families) {
      if (family.names().contains(name)) {
        return family.test(name, input, args, eval);
      }
    }
    throw new IllegalArgumentException(name);
  }
}
