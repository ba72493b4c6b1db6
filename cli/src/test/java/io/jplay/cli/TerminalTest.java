package io.jplay.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalTest {
  /// A pseudo-terminal that nobody gave a size has 0 columns.
  @ParameterizedTest
  @CsvSource({"120, 120", "20, 20", "0, 80"})
  void hasAWidthWhateverItIsTold(String columns, int width) {
    var nowhere = new PrintStream(OutputStream.nullOutputStream());
    var terminal =
        new Terminal(InputStream.nullInputStream(), nowhere, nowhere, Map.of("COLUMNS", columns));
    assertEquals(width, terminal.width());
  }
}
