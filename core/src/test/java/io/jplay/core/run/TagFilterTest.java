package io.jplay.core.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The expectations were made by running ansible with the same tags.
class TagFilterTest {
  @ParameterizedTest(name = "--tags {0} --skip-tags {1}: task with [{2}] runs: {3}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "- | - | - | true",
        "- | - | a | true",
        "- | - | never | false",
        "- | - | never,a | false",
        "a | - | - | false",
        "a | - | a,b | true",
        "a | - | b | false",
        "a | - | always | true",
        "a | - | never,a | true",
        "never | - | never | true",
        "tagged | - | - | false",
        "tagged | - | a | true",
        "tagged | - | never | false",
        "untagged | - | - | true",
        "untagged | - | a | false",
        "all | - | never | false",
        "- | a | a | false",
        "- | a | b | true",
        "- | always | always | false",
        "- | tagged | a | false",
        "- | tagged | - | true",
        "- | untagged | - | false",
        "- | all | a | false",
        "- | all | always | true",
        "a | a | a | false",
      })
  void selects(String only, String skip, String tags, boolean expected) {
    assertEquals(expected, new TagFilter(list(only), list(skip)).selects(list(tags)));
  }

  private static List<String> list(String text) {
    return text == null ? List.of() : Arrays.asList(text.split(","));
  }
}
