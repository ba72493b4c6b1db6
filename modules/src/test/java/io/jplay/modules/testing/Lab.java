package io.jplay.modules.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jplay.core.api.HostFacts;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// A root of its own for real tools that change a whole system: this machine's files under an
/// overlay in memory, in mount and process namespaces of its own. All of it ends with [#close].
/// Programs that this machine does not have (apk, xbps) are taken from the directories that the
/// environment variable `JPLAY_LAB_PATH` names, as `PATH` does.
public final class Lab implements AutoCloseable {
  private static final String BIN = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
  private static final String MORE =
      Optional.ofNullable(System.getenv("JPLAY_LAB_PATH")).orElse("");
  private final Path scratch;
  private final Process holder;
  private final List<String> within;

  private Lab(Path scratch, Process holder, List<String> within) {
    this.scratch = scratch;
    this.holder = holder;
    this.within = within;
  }

  /// Opens a root that also sees `directory`. Skips the test where that cannot be.
  public static Lab open(Path directory) {
    Assumptions.assumeTrue(
        "root".equals(System.getProperty("user.name")), "needs root: a root of its own");
    Assumptions.assumeTrue(
        isInstalled("unshare") && isInstalled("nsenter"), "needs unshare and nsenter");
    try {
      Path mount = Files.createDirectory(directory.resolve("lab"));
      Path scratch = Files.createDirectories(directory.resolve("seen/scratch"));
      Path script = copy("root.sh", directory);
      var words = new ArrayList<String>(List.of("unshare", "--mount", "--pid", "--fork"));
      words.addAll(List.of("--kill-child", "--propagation", "private", "sh", script.toString()));
      words.addAll(List.of(mount.toString(), scratch.getParent().toString()));
      Process holder = new ProcessBuilder(words).redirectErrorStream(true).start();
      var out =
          new BufferedReader(
              new InputStreamReader(holder.getInputStream(), StandardCharsets.UTF_8));
      String line = out.readLine();
      Assumptions.assumeTrue(
          "ready".equals(line),
          "needs a kernel that lets root make namespaces and overlays: " + line);
      String pid = "" + holder.children().findFirst().orElseThrow().pid();
      var lab =
          new Lab(
              scratch,
              holder,
              List.of("nsenter", "--target", pid, "--mount", "--pid", "--root", "--wd"));
      copy("repositories.sh", scratch);
      copy("services.sh", scratch);
      for (String more : MORE.isEmpty() ? new String[0] : MORE.split(":")) {
        lab.run("sh", "-c", "ln -sf \"$0\"/* /usr/local/bin/", more);
      }
      return lab;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path copy(String resource, Path directory) throws IOException {
    try (InputStream in = Lab.class.getResourceAsStream("/lab/" + resource)) {
      if (in == null) {
        throw new AssertionError("no lab/" + resource);
      }
      Path file = directory.resolve(resource);
      Files.copy(in, file);
      return file;
    }
  }

  /// Whether this machine has a program.
  public static boolean isInstalled(String program) {
    return Stream.of((BIN + ":" + MORE).split(":"))
        .anyMatch(d -> Files.isExecutable(Path.of(d, program)));
  }

  /// A directory that is the same inside and outside.
  public Path scratch() {
    return scratch;
  }

  /// Runs one of the root's own scripts (`lab/NAME`); what it prints.
  public String script(String name, String... words) {
    var all = new ArrayList<>(List.of("sh", scratch.resolve(name).toString()));
    all.addAll(List.of(words));
    return run(all.toArray(String[]::new)).strip();
  }

  /// A harness whose programs run in this root, for a host of this package manager.
  public ModuleHarness harness(String manager) {
    var session = new ProcessSession(ShellKind.DASH, scratch, within);
    session.facts(
        new HostFacts(
            "Linux",
            "x86_64",
            "debian",
            "Debian",
            "12",
            "none",
            manager,
            "root",
            0,
            0,
            "/root",
            Set.of("stat", "sha1sum", "mktemp", "getent", "lsattr", "chattr"),
            false,
            false,
            Map.of()));
    return new ModuleHarness(session, scratch);
  }

  /// Starts a program of the root.
  public Process start(String... command) {
    try {
      var words = new ArrayList<>(within);
      words.addAll(List.of(command));
      var builder = new ProcessBuilder(words).redirectErrorStream(true).directory(scratch.toFile());
      builder.environment().put("LC_ALL", "C");
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What a program of the root prints; it has to succeed.
  public String run(String... command) {
    try {
      Process process = start(command);
      process.getOutputStream().close();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(0, process.waitFor(), () -> String.join(" ", command) + ": " + out);
      return out;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    try {
      holder.getOutputStream().close();
      holder.waitFor();
    } catch (IOException e) {
      holder.destroyForcibly();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
