package io.jplay.core.value;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What Python 3.11 says of each text.
class JsonMistakeTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '`',
      value = {
        "``#Expecting value: line 1 column 1 (char 0)",
        "nope#Expecting value: line 1 column 1 (char 0)",
        "[1 2]#Expecting ',' delimiter: line 1 column 4 (char 3)",
        "[1,]#Expecting value: line 1 column 4 (char 3)",
        "{a: 1}#Expecting property name enclosed in double quotes: line 1 column 2 (char 1)",
        "{\"a\" 1}#Expecting ':' delimiter: line 1 column 6 (char 5)",
        "{\"a\": 1} x#Extra data: line 1 column 10 (char 9)",
        "\"abc#Unterminated string starting at: line 1 column 1 (char 0)",
        "[\"a\\q\"]#Invalid \\escape: line 1 column 4 (char 3)",
        "01#Extra data: line 1 column 2 (char 1)",
        "-#Expecting value: line 1 column 1 (char 0)",
      })
  void saysWhatPythonSays(String text, String wanted) {
    assertEquals(wanted, JsonMistake.describe(text));
  }

  @Test
  void countsLines() {
    assertEquals("Expecting value: line 3 column 2 (char 8)", JsonMistake.describe("[1,\n2,\n x]"));
  }
}
