package io.jplay.modules.files;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PythonRegexTest {
  /// What Python's `re.sub(regex, "<>", text)` gives.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          http { | x http {; | x <>;
          {      | a{b       | a<>b
          {}     | a{}b      | a<>b
          a{2}   | caaat     | c<>at
          a{,2}b | caaabt    | ca<>t
          a{1,}  | caaat     | c<>t
          [{]x   | a{x       | a<>
          \\{x   | a{x       | a<>
          \\\\{  | a\\{b      | a<>b
          {{ x }}| {{ x }}y  | <>y
          ${a}   | $ {a}     | $ {a}
          """)
  void takesBracesAsPythonDoes(String regex, String text, String expected) {
    assertEquals(expected, PythonRegex.compile(regex, 0).matcher(text).replaceAll("<>"));
  }
}
