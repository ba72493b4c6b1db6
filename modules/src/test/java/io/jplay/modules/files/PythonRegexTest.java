package io.jplay.modules.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.api.ModuleFailure;
import java.util.regex.Matcher;
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

  /// What Python's `re.search(regex, text).expand(template)` gives.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          (?P<my_key>\\w+)=(.)         | a=b     | \\g<my_key>:\\2 | a:b
          (?P<k>.)(?P=k)               | xaab    | \\g<k>          | a
          (?i)HTTP(\\Z)                | http    | <\\1>           | <>
          (?#a note)(é\\w)             | éß      | \\1             | éß
          []a]+(\\d)                   | ]a3     | \\1             | 3
          """)
  void namesGroupsAsPythonDoes(String regex, String text, String template, String expected) {
    var python = PythonRegex.compile(regex, 0);
    Matcher m = python.matcher(text);
    assertTrue(m.find());
    assertEquals(expected, python.expand(m, template));
  }

  @ParameterizedTest
  @CsvSource({
    "C:\\dir,bad escape \\d at position 2",
    "end\\,bad escape (end of pattern) at position 3"
  })
  void refusesTheEscapesThatPythonRefuses(String template, String why) {
    var python = PythonRegex.compile("a", 0);
    Matcher m = python.matcher("a");
    assertTrue(m.find());
    var failure = assertThrows(ModuleFailure.class, () -> python.expand(m, template));
    assertEquals(why, failure.result().fields().text("msg").orElse(""));
    assertThrows(ModuleFailure.class, () -> PythonRegex.requireTemplate(template));
  }
}
