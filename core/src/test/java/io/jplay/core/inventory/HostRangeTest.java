package io.jplay.core.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.diag.JplayException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// As ansible-core 2.18 reads them.
class HostRangeTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "h[1:3]       | h1 h2 h3",
        "h[01:03]     | h01 h02 h03",
        "h[a:c]       | ha hb hc",
        "h[1:6:2]     | h1 h3 h5",
        "h[1:2]x[a:b] | h1xa h1xb h2xa h2xb",
        "h[:2]        | h0 h1 h2",
        "h[3:1]       | ''",
      })
  void expands(String pattern, String names) {
    List<String> expected = names.isEmpty() ? List.of() : List.of(names.split(" "));
    assertEquals(expected, HostRange.parse(pattern).names());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "h[1]    | host range must be begin:end or begin:end:step",
        "[g]x    | host range must be begin:end or begin:end:step",
        "h[1:3   | host range has no closing bracket",
        "h[1:]   | host range must specify end value",
        "h[1:2]x[| host range has no closing bracket",
      })
  void refusesBrackets(String pattern, String message) {
    var problem = assertThrows(JplayException.class, () -> HostRange.parse(pattern));
    assertEquals(message, problem.diagnostic().sentence());
  }

  @Test
  void nothingHasTheGroupAllBelowIt() {
    var builder = new InventoryBuilder();
    builder.addGroup("g");
    assertFalse(builder.addChild("g", "all"));
    assertTrue(builder.addChild("all", "g"));
    assertFalse(builder.addChild("g", "g"));
  }
}
