package io.jplay.modules.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PortConnectionsTest {
  private static final String LOCAL = "0100007F:4973 0100007F:BD9E ";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "127.0.0.1 |           | 06 |                         | false",
        "127.0.0.1 |           | 01 |                         | false",
        "127.0.0.1 |           | 0A |                         | true",
        "127.0.0.1 |           | 08 |                         | true",
        "127.0.0.1 |           | 06 | ESTABLISHED             | true",
        "127.0.0.1 |           | 06 | ESTABLISHED TIME_WAIT   | false",
        "127.0.0.9 |           | 06 |                         | true",
        "0.0.0.0   |           | 06 |                         | false",
        "::        |           | 06 |                         | true",
        "127.0.0.1 | 127.0.0.1 | 06 |                         | true",
        "127.0.0.1 | 127.0.0.2 | 06 |                         | false",
      })
  void countsThoseInAStateAtTheAddress(
      String local, String out, String state, String states, boolean drained) {
    var wanted = states == null ? List.<String>of() : List.of(states.split(" "));
    String said =
        "\036local\n%s\n\036out\n%s\n\036connections\n%s%s\n"
            .formatted(local, out == null ? "" : out, LOCAL, state);
    assertEquals(drained, PortConnections.parse(said).isDrained(wanted));
  }

  @ParameterizedTest
  @CsvSource({
    // fe80::1, ::1, and 127.0.0.1 in the list of IPv6
    "fe80::1%eth0, 000080FE000000000000000001000000:0016, false",
    "::1, 00000000000000000000000001000000:0016, false",
    "127.0.0.1, 0000000000000000FFFF00000100007F:0016, false",
    "::1, 0000000000000000FFFF00000100007F:0016, true",
  })
  void knowsTheAddressesOfBothFamilies(String local, String kernels, boolean drained) {
    String said =
        "\036local\n%s\n\036out\n\036connections\n%s %s 01\n".formatted(local, kernels, kernels);
    assertEquals(drained, PortConnections.parse(said).isDrained(List.of()));
  }
}
