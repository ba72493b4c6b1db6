package io.jplay.core.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ScriptBuilderTest {
  private static final String LIBRARY = "io/jplay/core/ssh/probe.sh";

  @Test
  void knowsWhatIsItsOwnAndWhatIsALibrary() {
    var inner = new ScriptBuilder().line("b={}", "2 3").use(LIBRARY, ScriptBuilder.class);
    var program = new ScriptBuilder().line("a=1").append(inner).line("echo $a$b").program();
    assertEquals(1, program.libraries().size());
    assertTrue(program.script().contains(program.libraries().getFirst()));
    assertEquals("a=1\nb='2 3'\necho $a$b", program.shown());
    assertEquals("cd / 2>/dev/null || :; a=1\nb='2 3'\necho $a$b", program.within("/").shown());
  }
}
