package io.jplay.core.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.shell.ShellProgram;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KnownLibrariesTest {
  private final KnownLibraries known = new KnownLibraries();

  private String request(String own, String... libraries) {
    var program =
        new ShellProgram(
            String.join("", libraries) + own, List.of(libraries), new byte[0], Map.of());
    return known.request(Marker.next(), program);
  }

  @Test
  void aLibraryIsSentOnce() {
    String first = request("f 1\n", "f() { echo one; }\n");
    assertEquals(2, first.lines().count());
    assertTrue(first.startsWith("jp_library0='f() { echo one; }'"), first);
    assertTrue(first.contains("eval \"$jp_library0\""), first);
    String second = request("f 2\n", "f() { echo one; }\n", "g() { echo two; }\n");
    assertTrue(second.startsWith("jp_library1='g() { echo two; }'"), second);
    assertFalse(second.contains("one"), second);
    String third = request("g 3\n", "f() { echo one; }\n", "g() { echo two; }\n");
    assertEquals(1, third.lines().count());
    assertFalse(third.contains("two"), third);
  }
}
