package io.jplay.core.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControllerPathTest {
  @ParameterizedTest
  @CsvSource({
    "~,                /home/me",
    "~/a b,            /home/me/a b",
    "~deploy,          /srv/deploy",
    "~deploy/.ssh/key, /srv/deploy/.ssh/key",
    "~root/x,          /root/x",
    "~nobody-here/x,   ~nobody-here/x",
    "~deplo/x,         ~deplo/x",
    "a/~root/x,        a/~root/x",
    "/etc/x,           /etc/x",
  })
  void expandsHomesAsPythonDoes(String path, String expanded, @TempDir Path dir) throws Exception {
    Path accounts =
        Files.writeString(
            dir.resolve("passwd"),
            "broken\nroot:x:0:0:root:/root:/bin/sh\ndeploy:x:1:1:,,:/srv/deploy/:/bin/sh\n");
    assertEquals(expanded, ControllerPath.expand(path, "/home/me", accounts));
  }

  @ParameterizedTest
  @CsvSource({"~root/x, ~root/x", "~/x, /home/me/x"})
  void livesWithoutAccounts(String path, String expanded, @TempDir Path dir) {
    assertEquals(expanded, ControllerPath.expand(path, "/home/me", dir.resolve("none")));
  }
}
