package io.jplay.core.diag;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionTest {
  @ParameterizedTest
  @CsvSource({
    "restart ngnix, restart nginx, true",
    "Restart nginx, restart nginx, true",
    "nginx_prot, nginx_port, true",
    "restart apache, restart apache2, false",
    "node_1_name, node_2_name, false",
    "nginx_vhost, nginx_vhosts, false",
    "restart mysql, restart redis, false",
  })
  void aSlipIsNearAndNoOtherNumberOrPlural(String name, String known, boolean slip) {
    assertEquals(
        slip ? Optional.of(known) : Optional.empty(), Suggestion.slip(name, List.of(known)));
  }

  /// What is passed over unmeasured is never the nearest.
  @Test
  void theNearestIsTheOneOfFewestEdits() {
    var random = new Random(7);
    for (int round = 0; round < 300; round++) {
      List<String> known = IntStream.range(0, 30).mapToObj(_ -> name(random)).toList();
      String name = name(random);
      int limit = Math.max(1, name.length() / 3);
      Optional<String> expected =
          known.stream()
              .filter(k -> Suggestion.distance(name, k) <= limit)
              .min(
                  Comparator.comparingInt((String k) -> Suggestion.distance(name, k))
                      .thenComparing(k -> k));
      assertEquals(expected, Suggestion.nearest(name, known), name + " of " + known);
    }
  }

  private static String name(Random random) {
    return random
        .ints(3 + random.nextInt(6), 0, 4)
        .mapToObj(i -> "aB_c".substring(i, i + 1))
        .collect(Collectors.joining());
  }
}
