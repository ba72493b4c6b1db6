package io.jplay.core.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jplay.core.value.Int;
import io.jplay.core.value.Str;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/// How the rules work in a play is in the samples of the command line's tests.
class FailureRulesTest {
  @Test
  void readsPercentagesWithAndWithoutTheSign() {
    assertEquals(OptionalDouble.of(30), FailureRules.percentage(Optional.of(Int.of(30))));
    assertEquals(OptionalDouble.of(12.5), FailureRules.percentage(Optional.of(Str.of("12.5 %"))));
    assertEquals(OptionalDouble.empty(), FailureRules.percentage(Optional.empty()));
  }
}
