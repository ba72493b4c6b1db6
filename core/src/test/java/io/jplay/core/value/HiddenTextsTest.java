package io.jplay.core.value;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HiddenTextsTest {
  private static final HiddenTexts HIDDEN = new HiddenTexts(List.of("", "pass", "password"));

  @ParameterizedTest
  @CsvSource({
    "password, VALUE_SPECIFIED_IN_NO_LOG_PARAMETER",
    "pass, VALUE_SPECIFIED_IN_NO_LOG_PARAMETER",
    "my-password, my-********",
    "passpassword, ****************",
    "none, none",
  })
  void masksAsAnsibleDoes(String text, String masked) {
    assertEquals(masked, HIDDEN.mask(text));
  }

  @Test
  void findsTextsAtAnyDepthButNotInKeys() {
    Value value =
        Dict.EMPTY.with("a-pass", Seq.of(List.of(Str.of("x pass"), Int.of(1), Bool.of(true))));
    Value expected =
        Dict.EMPTY.with("a-pass", Seq.of(List.of(Str.of("x ********"), Int.of(1), Bool.of(true))));
    assertEquals(expected, HIDDEN.mask(value));
    assertEquals(
        Dict.EMPTY.with("a-********", Dict.EMPTY.with("********-b", Int.of(1))),
        HIDDEN.maskKeys(Dict.EMPTY.with("a-pass", Dict.EMPTY.with("pass-b", Int.of(1)))));
  }

  @Test
  void hidesANumberAsAWhole() {
    assertEquals(
        Str.of("VALUE_SPECIFIED_IN_NO_LOG_PARAMETER"),
        new HiddenTexts(List.of("12")).mask(Int.of(4123)));
  }
}
