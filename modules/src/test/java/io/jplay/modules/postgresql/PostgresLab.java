package io.jplay.modules.postgresql;

import io.jplay.core.api.Mode;
import io.jplay.core.api.Result;
import io.jplay.core.api.TaskModule;
import io.jplay.modules.testing.ModuleHarness;
import io.jplay.modules.testing.ShellKind;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// A server of PostgreSQL of its own, with a socket in a scratch directory and the password
/// `server's "own" \word` for connections by TCP. Tests are skipped where none is installed.
final class PostgresLab implements AutoCloseable {
  static final String PASSWORD = "server's \"own\" \\word";
  private static final int LIMIT_SECONDS = 60;

  private final Path bin;
  private final Path top;
  private final Path data;
  private final int port;

  private PostgresLab(Path bin, Path top, int port) {
    this.bin = bin;
    this.top = top;
    this.data = top.resolve("data");
    this.port = port;
  }

  static PostgresLab open(Path dir) throws Exception {
    Optional<Path> bin = programs();
    Assumptions.assumeTrue(bin.isPresent(), "no PostgreSQL server is installed");
    // the server's account has to reach it
    for (Path p = dir; p.startsWith("/tmp/") && p.getNameCount() > 1; p = p.getParent()) {
      Files.setPosixFilePermissions(p, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    Path top = Files.createDirectories(dir.resolve("pg"));
    try (var free = new ServerSocket(0)) {
      var lab = new PostgresLab(bin.get(), top, free.getLocalPort());
      free.close();
      lab.start();
      return lab;
    }
  }

  private static Optional<Path> programs() throws IOException {
    Path versions = Path.of("/usr/lib/postgresql");
    if (!Files.isDirectory(versions)) {
      return Optional.empty();
    }
    try (Stream<Path> all = Files.list(versions)) {
      return all.map(p -> p.resolve("bin"))
          .filter(p -> Files.isExecutable(p.resolve("initdb")))
          .max(Path::compareTo);
    }
  }

  private void start() throws Exception {
    Path password = Files.writeString(top.resolve("pw"), PASSWORD + "\n");
    if (isRoot()) {
      run(List.of("chown", "-R", "postgres", top.toString()));
    }
    server(
        bin.resolve("initdb").toString(),
        "-D",
        data.toString(),
        "-U",
        "postgres",
        "-E",
        "UTF8",
        "--locale=C.UTF-8",
        "--auth-local=trust",
        "--auth-host=scram-sha-256",
        "--no-sync",
        "--pwfile=" + password);
    server(
        bin.resolve("pg_ctl").toString(),
        "-D",
        data.toString(),
        "-w",
        "-l",
        top.resolve("log").toString(),
        "-o",
        "-k %s -p %d -c listen_addresses=127.0.0.1 -c fsync=off".formatted(top, port),
        "start");
  }

  private static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  private void server(String... words) throws Exception {
    var all = new ArrayList<String>();
    if (isRoot()) {
      all.addAll(List.of("runuser", "-u", "postgres", "--"));
    }
    all.addAll(List.of(words));
    run(all);
  }

  private void run(List<String> words) throws Exception {
    var builder = new ProcessBuilder(words).directory(top.toFile()).redirectErrorStream(true);
    Process process = builder.redirectOutput(top.resolve("out").toFile()).start();
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new AssertionError(words + ": " + Files.readString(top.resolve("out")));
    }
  }

  int port() {
    return port;
  }

  Path directory() {
    return top;
  }

  /// Runs a module against the server; options as `name, value`.
  Result run(TaskModule<?> module, boolean check, Object... options) {
    var map = new LinkedHashMap<String, Object>();
    map.put("login_unix_socket", top.toString());
    map.put("port", port);
    for (int i = 0; i < options.length; i += 2) {
      map.put((String) options[i], options[i + 1]);
    }
    var host = new ModuleHarness(ShellKind.DASH, top);
    return host.run(module, host.context(new Mode(check, true)), map);
  }

  @Override
  public void close() throws Exception {
    server(bin.resolve("pg_ctl").toString(), "-D", data.toString(), "-m", "immediate", "stop");
  }
}
