package io.jplay.core.diag;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
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
}
