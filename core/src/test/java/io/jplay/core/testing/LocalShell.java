package io.jplay.core.testing;

import io.jplay.core.api.RemoteSession;
import io.jplay.core.api.TransportException;
import io.jplay.core.spi.Connection;
import io.jplay.core.spi.Endpoint;
import io.jplay.core.ssh.LocalConnectionType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/// Runs programs on this machine with a shell of one's choice, through the very session that hosts
/// get. Close it: it holds a process.
///
/// ```java
/// @ParameterizedTest
/// @MethodSource("io.jplay.core.testing.LocalShell#shells")
/// void works(String shell, @TempDir Path scratch) throws Exception {
///   try (var local = new LocalShell(shell)) {
///     var output = local.session().run(program);
///   }
/// }
/// ```
public final class LocalShell implements AutoCloseable {
  private final Connection connection;

  public LocalShell(String shell) {
    this.connection =
        new LocalConnectionType()
            .connect(
                new Endpoint(
                    "local",
                    "local",
                    OptionalInt.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    true,
                    Duration.ofSeconds(10),
                    Map.of("executable", shell)));
  }

  /// The shells to test with that this machine has: `dash`, `busybox sh`, `bash`, `ksh`.
  public static Stream<String> shells() {
    return Stream.of("dash", "busybox sh", "bash", "ksh")
        .filter(shell ->
            Stream.of("/bin/", "/usr/bin/")
                .anyMatch(bin -> Files.isExecutable(Path.of(bin + shell.split(" ")[0]))));
  }

  public RemoteSession session() {
    try {
      return connection.session(Optional.empty());
    } catch (TransportException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }

  /// A session without a handle to close it: its shell ends with this JVM. For quick tests.
  public static RemoteSession open(String shell) {
    return new LocalShell(shell).session();
  }

  @Override
  public void close() {
    connection.close();
  }
}
