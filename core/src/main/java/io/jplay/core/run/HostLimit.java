package io.jplay.core.run;

import io.jplay.core.inventory.Host;
import io.jplay.core.inventory.Inventory;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// `--limit`: which hosts may take part at all.
final class HostLimit {
  private final Optional<String> pattern;
  private final Supplier<Inventory> inventory;

  HostLimit(Optional<String> pattern, Supplier<Inventory> inventory) {
    this.pattern = pattern;
    this.inventory = inventory;
  }

  boolean allows(String host) {
    return pattern.map(p -> names(p).contains(host)).orElse(true);
  }

  private Set<String> names(String wanted) {
    return inventory.get().select(wanted).hosts().stream()
        .map(Host::name)
        .collect(Collectors.toSet());
  }
}
