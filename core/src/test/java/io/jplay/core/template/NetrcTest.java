package io.jplay.core.template;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetrcTest {
  @TempDir private Path dir;

  @Test
  void findsTheLoginOfAHost() throws Exception {
    Path file =
        Files.writeString(
            dir.resolve(".netrc"),
            """
            machine a.test login foo password bar
            machine b.test
              login two
              account x
              password s:p
            macdef init
            machine c.test login no password no

            default login any password one
            """);
    assertEquals(Optional.of(new Netrc.Login("foo", "bar")), Netrc.login(file, "a.test"));
    assertEquals(Optional.of(new Netrc.Login("two", "s:p")), Netrc.login(file, "b.test"));
    assertEquals(Optional.of(new Netrc.Login("any", "one")), Netrc.login(file, "c.test"));
    assertEquals(Optional.empty(), Netrc.login(dir.resolve("none"), "a.test"));
  }
}
