package io.jplay.core.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jplay.core.shell.WordSplitter.Comments;
import io.jplay.core.shell.WordSplitter.Escapes;
import io.jplay.core.shell.WordSplitter.OpenEnd;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordSplitterTest {
  private static final WordSplitter INI =
      new WordSplitter(Comments.ANYWHERE, Escapes.POSIX, OpenEnd.REFUSED);
  private static final WordSplitter SSH =
      new WordSplitter(Comments.BEFORE_A_WORD, Escapes.SSH, OpenEnd.TAKEN);

  @Test
  void splitsAsAShellDoes() {
    assertEquals(
        List.of("-o", "ProxyCommand=ssh -W %h:%p jump"),
        WordSplitter.lenient("-o 'ProxyCommand=ssh -W %h:%p jump'"));
    assertEquals(
        List.of("a", "b c", "", "d\"e", "f g"), WordSplitter.lenient("a \"b c\" '' d\\\"e f\\ g"));
    assertEquals(List.of(), WordSplitter.lenient("  \t\n"));
    assertEquals(List.of("open end"), WordSplitter.lenient("'open end"));
    assertEquals(List.of("end\\"), WordSplitter.lenient("end\\"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '\0',
      value = {
        "a 'b'c \"d e\" ~ a|bc|d e",
        "\"a\\\\b\\\"c\\d\" ~ a\\b\"c\\d",
        "'a\\b' c\\d ~ a\\b|cd",
        "a#b # c ~ a#b|#|c",
      })
  void strictIsShlex(String line, String words) throws Exception {
    assertEquals(List.of(words.split("\\|")), WordSplitter.STRICT.split(line));
  }

  @Test
  void refusesWhatIsOpen() {
    var quotation =
        assertThrows(WordSplitter.OpenQuotation.class, () -> WordSplitter.STRICT.split("a 'b"));
    assertEquals("No closing quotation", quotation.getMessage());
    var escape =
        assertThrows(WordSplitter.OpenQuotation.class, () -> WordSplitter.STRICT.split("a\\"));
    assertEquals("No escaped character", escape.getMessage());
  }

  @Test
  void commentsOfInventoriesBeginAnywhere() throws Exception {
    assertEquals(List.of("a", "b=c"), INI.split("a b=c#d 'e"));
    assertEquals(List.of("a", "b#c"), INI.split("a 'b#c' # d"));
  }

  @Test
  void sshKeepsBackslashesButBeforeBlanksAndQuotes() throws Exception {
    assertEquals(List.of("a#b", "c d", "e\\f"), SSH.split("a#b c\\ d e\\f # g"));
    assertEquals(List.of("x\"y z"), SSH.split("\"x\\\"y z\""));
    assertEquals(List.of("it\\s x"), SSH.split("it\\'s x'"));
  }
}
