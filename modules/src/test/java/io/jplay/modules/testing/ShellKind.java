package io.jplay.modules.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/// A shell of this machine that programs are tested with.
public enum ShellKind {
  /// dash with the machine's own tools.
  DASH(List.of("dash", "-c")),
  /// busybox sh with busybox's applets before the machine's tools.
  BUSYBOX(List.of("busybox", "sh", "-c"));

  private final List<String> command;

  ShellKind(List<String> command) {
    this.command = command;
  }

  List<String> command() {
    return command;
  }

  /// A PATH for this shell; skips the test when the shell is not installed.
  String path(Path scratch) {
    String system = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    boolean installed =
        List.of(system.split(":")).stream()
            .anyMatch(d -> Files.isExecutable(Path.of(d, command.getFirst())));
    Assumptions.assumeTrue(installed, command.getFirst() + " is not installed");
    if (this == DASH) {
      return system;
    }
    try {
      Path applets = scratch.resolveSibling(scratch.getFileName() + ".busybox");
      if (!Files.isDirectory(applets)) {
        Files.createDirectories(applets);
        new ProcessBuilder("busybox", "--install", "-s", applets.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor();
      }
      return applets + ":" + system;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
