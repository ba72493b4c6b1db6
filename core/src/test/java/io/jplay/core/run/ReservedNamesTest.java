package io.jplay.core.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Int;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReservedNamesTest {
  /// The names of which ansible-core 2.14 and 2.18 warn, among some of which they do not.
  @Test
  void warnsOnceOfEachName() {
    var names = new ReservedNames();
    Dict variables = Dict.EMPTY;
    for (String name :
        List.of("port", "name", "lipsum", "with_", "hosts", "vars", "role", "item", "omit")) {
      variables = variables.with(name, Int.of(1));
    }
    assertEquals(
        List.of("port", "name", "lipsum", "with_", "hosts").stream()
            .map(n -> "Found variable using reserved name: " + n)
            .toList(),
        names.warnings(variables).stream().map(Diagnostic::detail).toList());
    assertEquals(List.of(), names.warnings(variables));
  }
}
