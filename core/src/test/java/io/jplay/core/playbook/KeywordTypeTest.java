package io.jplay.core.playbook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jplay.core.value.Bool;
import io.jplay.core.value.Int;
import io.jplay.core.value.Real;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What each type reads; how whole plays and tasks answer is in the samples of the command line's
/// tests.
class KeywordTypeTest {
  @ParameterizedTest
  @MethodSource
  void readsNumbers(KeywordType type, Value value, double expected) {
    assertEquals(Optional.of(expected), type.number(value));
  }

  static Stream<Arguments> readsNumbers() {
    return Stream.of(
        Arguments.of(KeywordType.WHOLE, Int.of(30), 30),
        Arguments.of(KeywordType.WHOLE, Str.of(" 7 "), 7),
        Arguments.of(KeywordType.WHOLE, Str.of("-1"), -1),
        Arguments.of(KeywordType.WHOLE, Real.of(1.9), 1),
        Arguments.of(KeywordType.WHOLE, Real.of(-1.9), -1),
        Arguments.of(KeywordType.WHOLE, Bool.of(true), 1),
        Arguments.of(KeywordType.NUMBER, Str.of("0.5"), 0.5),
        Arguments.of(KeywordType.NUMBER, Str.of("1e3"), 1000),
        Arguments.of(KeywordType.PERCENT, Int.of(30), 30),
        Arguments.of(KeywordType.PERCENT, Str.of("12.5 %"), 12.5));
  }

  @ParameterizedTest
  @MethodSource
  void refusesWhatIsNone(KeywordType type, Value value) {
    assertEquals(false, type.fits(value));
  }

  static Stream<Arguments> refusesWhatIsNone() {
    return Stream.of(
        Arguments.of(KeywordType.WHOLE, Str.of("1.5")),
        Arguments.of(KeywordType.WHOLE, Str.of("")),
        Arguments.of(KeywordType.NUMBER, Str.of("1d")),
        Arguments.of(KeywordType.NUMBER, Seq.EMPTY),
        Arguments.of(KeywordType.PERCENT, Str.of("half")),
        Arguments.of(KeywordType.FLAG, Int.of(7)),
        Arguments.of(KeywordType.FLAG, Str.of("")),
        Arguments.of(KeywordType.FLAG, Str.of("none")),
        Arguments.of(KeywordType.FLAG, Str.of("maybe")));
  }
}
