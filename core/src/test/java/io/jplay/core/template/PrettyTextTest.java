package io.jplay.core.template;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jplay.core.value.Dict;
import io.jplay.core.value.Json;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Tag;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// `pretty-cases.json` holds values and what Python's pprint.pformat makes of them.
class PrettyTextTest {
  @TestFactory
  Stream<DynamicTest> breaksLinesAsPythonDoes() throws Exception {
    try (var in = Objects.requireNonNull(getClass().getResourceAsStream("pretty-cases.json"))) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      Seq cases = (Seq) Json.read(text, Tag.NONE);
      return cases.stream()
          .map(Dict.class::cast)
          .map(c ->
              DynamicTest.dynamicTest(
                  PythonText.repr(c),
                  () ->
                      assertEquals(
                          c.text("pretty").orElseThrow(),
                          PrettyText.of(c.get("value").orElseThrow()))));
    }
  }
}
