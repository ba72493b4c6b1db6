package io.jplay.core.run;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.JplayException;
import io.jplay.core.source.SourceRange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;

/// The `order:` and `serial:` of a play.
final class HostOrder {
  private HostOrder() {}

  static List<String> sorted(List<String> hosts, String order, SourceRange where) {
    var list = new ArrayList<>(hosts);
    switch (order) {
      case "", "inventory", "None" -> {}
      case "reverse_inventory" -> Collections.reverse(list);
      case "sorted" -> list.sort(Comparator.naturalOrder());
      case "reverse_sorted" -> list.sort(Comparator.reverseOrder());
      case "shuffle" -> Collections.shuffle(list, RandomGenerator.getDefault());
      default ->
          throw new JplayException(
              Diagnostic.error("JP1904", "unknown order of hosts", where)
                  .withDetail("Invalid 'order' specified for inventory hosts: " + order)
                  .withHint(
                      "one of inventory, reverse_inventory, sorted, reverse_sorted, shuffle"));
    }
    return list;
  }

  /// The batches of hosts; `sizes` are numbers or percentages, the last one repeats; none means all
  /// at once.
  static List<List<String>> batches(List<String> hosts, List<String> sizes) {
    if (sizes.isEmpty() || hosts.isEmpty()) {
      return List.of(hosts);
    }
    var batches = new ArrayList<List<String>>();
    int from = 0;
    for (int i = 0; from < hosts.size(); i++) {
      int size = size(sizes.get(Math.min(i, sizes.size() - 1)), hosts.size());
      int to = size <= 0 ? hosts.size() : Math.min(hosts.size(), from + size);
      batches.add(List.copyOf(hosts.subList(from, to)));
      from = to;
    }
    return batches;
  }

  private static int size(String text, int total) {
    String trimmed = text.strip();
    if (trimmed.endsWith("%")) {
      double percent = Double.parseDouble(trimmed.substring(0, trimmed.length() - 1));
      return Math.max(1, (int) (percent / 100.0 * total));
    }
    return Integer.parseInt(trimmed);
  }
}
