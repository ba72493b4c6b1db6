package io.jplay.core.template;

import io.jplay.core.value.Dict;
import io.jplay.core.value.Seq;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Every lookup that jplay knows.
public final class BuiltinLookups implements LookupFamily {
  private final List<LookupFamily> families =
      List.of(new ListLookups(), new FileLookups(), new SystemLookups());
  private final Set<String> names =
      families.stream().flatMap(f -> f.names().stream()).collect(Collectors.toUnmodifiableSet());

  @Override
  public Set<String> names() {
    return names;
  }

  @Override
  public Seq lookup(String name, Seq terms, Dict options, Evaluation eval) {
    for (LookupFamily family : families) {
      if (family.names().contains(name)) {
        return family.lookup(name, terms, options, eval);
      }
    }
    throw new IllegalArgumentException(name);
  }
}
