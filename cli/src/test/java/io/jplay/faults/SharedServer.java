package io.jplay.faults;

import io.jplay.core.testing.SshdFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// One sshd for all tests of a class, in a directory of its own.
///
/// ```java
/// @RegisterExtension static final SharedServer SERVER = new SharedServer(directory -> "");
/// ```
final class SharedServer implements BeforeAllCallback, AfterAllCallback {
  /// A line of sshd's configuration that may name files of the server's directory.
  interface Config {
    String line(Path directory) throws IOException;
  }

  private final Config config;
  private @Nullable Path directory;
  private @Nullable SshdFixture sshd;

  SharedServer(Config config) {
    this.config = config;
  }

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    directory = Files.createTempDirectory("jplay-server");
    sshd = SshdFixture.start(directory, config.line(directory));
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    if (sshd != null) {
      sshd.close();
    }
    if (directory != null) {
      try (var files = Files.walk(directory)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  SshdFixture sshd() {
    if (sshd == null) {
      throw new IllegalStateException("not started");
    }
    return sshd;
  }

  /// An operator in a directory whose inventory has this server as its only host `h1`.
  Operator operator(Path work) throws IOException {
    return Operator.in(work).inventory(sshd(), "h1");
  }
}
