package io.jplay.core.run;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.ExitCode;
import io.jplay.core.diag.JplayException;
import io.jplay.core.source.SourceRange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The `order:` and `serial:` of a play.
final class HostOrder {
  private static final Pattern SIZE = Pattern.compile("([+-]?\\d{1,9}(?:\\.\\d+)?)(%?)");

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
              ExitCode.BAD_OPTIONS,
              Diagnostic.error("JP1904", "unknown order of hosts", where)
                  .withDetail("Invalid 'order' specified for inventory hosts: " + order)
                  .withHint(
                      "one of inventory, reverse_inventory, sorted, reverse_sorted, shuffle"));
    }
    return list;
  }

  /// The batches of hosts; `sizes` are numbers or percentages, the last one repeats; none means all
  /// at once.
  static List<List<String>> batches(List<String> hosts, List<String> sizes, SourceRange where) {
    if (sizes.isEmpty() || hosts.isEmpty()) {
      return List.of(hosts);
    }
    var batches = new ArrayList<List<String>>();
    int from = 0;
    for (int i = 0; from < hosts.size(); i++) {
      int size = size(sizes.get(Math.min(i, sizes.size() - 1)), hosts.size(), where);
      int to = size <= 0 ? hosts.size() : Math.min(hosts.size(), from + size);
      batches.add(List.copyOf(hosts.subList(from, to)));
      from = to;
    }
    return batches;
  }

  private static int size(String text, int total, SourceRange where) {
    Matcher size = SIZE.matcher(text.strip());
    if (!size.matches()) {
      throw new JplayException(
          Diagnostic.error("JP1919", "serial is no number of hosts", where)
              .withDetail("'" + text + "' is neither a number of hosts nor a percentage")
              .withHint("give a number (2), a percentage (\"30%\"), or a list of them"));
    }
    return size.group(2).isEmpty()
        ? (int) Math.min(total, Double.parseDouble(size.group(1)))
        : Math.max(1, (int) (Double.parseDouble(size.group(1)) / 100.0 * total));
  }
}
