package io.jplay.core.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class CommandWordsTest {
  @Test
  void splitsAsAShellDoes() {
    assertEquals(
        List.of("-o", "ProxyCommand=ssh -W %h:%p jump"),
        CommandWords.split("-o 'ProxyCommand=ssh -W %h:%p jump'"));
    assertEquals(
        List.of("a", "b c", "", "d\"e", "f g"), CommandWords.split("a \"b c\" '' d\\\"e f\\ g"));
    assertEquals(List.of(), CommandWords.split("  \t\n"));
    assertEquals(List.of("open end"), CommandWords.split("'open end"));
  }
}
