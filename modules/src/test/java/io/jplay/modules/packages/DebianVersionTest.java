package io.jplay.modules.packages;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DebianVersionTest {
  @ParameterizedTest
  @CsvSource({
    "1.0, 1.0, 0",
    "1.0, 1.0-0, 0",
    "1.0, 1.00, 0",
    "1.9, 1.10, -1",
    "1.0, 1.0.1, -1",
    "1.0~rc1, 1.0, -1",
    "1.0~~, 1.0~, -1",
    "1.0a, 1.0+b, -1",
    "1.0-1, 1.0-2, -1",
    "1.0-9, 1.0.1-1, -1",
    "1-2-3, 1-2-10, -1",
    "9, 1:1, -1",
    "0:9, 9, 0",
    "5.2.15-2+b7, 5.2.15-2+b10, -1",
    "1:9.2p1-2+deb12u3, 1:9.2p1-2, 1",
    "20240101, 99999999999999999999999, -1"
  })
  void ordersAsDpkgDoes(String a, String b, int order) {
    var first = DebianVersion.parse(a);
    var second = DebianVersion.parse(b);
    assertEquals(order, Integer.signum(first.compareTo(second)));
    assertEquals(-order, Integer.signum(second.compareTo(first)));
  }
}
