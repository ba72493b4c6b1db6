package io.jplay.core.run;

import io.jplay.core.inventory.Host;
import io.jplay.core.inventory.Inventory;
import java.util.List;
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

  /// Those of `hosts` that may take part, in their order.
  List<String> of(List<String> hosts) {
    if (pattern.isEmpty()) {
      return hosts;
    }
    Set<String> allowed =
        inventory.get().select(pattern.get()).hosts().stream()
            .map(Host::name)
            .collect(Collectors.toSet());
    return hosts.stream().filter(allowed::contains).toList();
  }
}
