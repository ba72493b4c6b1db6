package io.jplay.core.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.api.TransportException;
import io.jplay.core.shell.ShellProgram;
import io.jplay.core.spi.Endpoint;
import io.jplay.core.testing.SshdFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A directory with nothing but a shell and its libraries as a host.
@Timeout(60)
class ChrootConnectionTest {
  @TempDir Path root;

  private Endpoint endpoint() {
    return new Endpoint(
        "jail",
        root.toString(),
        OptionalInt.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        true,
        Duration.ofSeconds(5),
        Map.of());
  }

  /// Copies a program with what `ldd` names to the same places below the root.
  private void install(String program) throws Exception {
    var words = List.of(SshdFixture.command(Map.of(), "ldd", program).split("\\s+"));
    copy(Path.of(program));
    for (String word : words) {
      if (word.startsWith("/")) {
        copy(Path.of(word));
      }
    }
  }

  private void copy(Path file) throws Exception {
    Path to = root.resolve(file.toString().substring(1));
    Files.createDirectories(to.getParent());
    if (Files.notExists(to)) {
      Files.copy(file.toRealPath(), to);
    }
  }

  @Test
  void runsInsideTheDirectory() throws Exception {
    Assumptions.assumeTrue(SshdFixture.isRoot(), "chroot needs root");
    Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/ldd")), "needs ldd");
    install("/bin/sh");
    Files.createDirectory(root.resolve("dev"));
    Files.writeString(root.resolve("dev/null"), "");
    Files.writeString(root.resolve("only-here"), "");
    try (var connection = new ChrootConnectionType().connect(endpoint())) {
      var output = connection.session(Optional.empty()).run(ShellProgram.of("echo /only*; exit 5"));
      assertEquals("/only-here\n", output.stdout());
      assertEquals(5, output.rc());
    }
  }

  @Test
  void refusesADirectoryWithoutAShell() {
    Assumptions.assumeTrue(SshdFixture.isRoot(), "chroot needs root");
    var e =
        assertThrows(
            TransportException.class, () -> new ChrootConnectionType().connect(endpoint()));
    assertTrue(e.getMessage().contains("does not look like a chrootable dir"), e.getMessage());
  }
}
