package io.jplay.modules.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.api.HostFacts;
import io.jplay.core.api.Mode;
import io.jplay.core.api.Result;
import io.jplay.core.api.TaskModule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// A host whose package managers are stand-ins: they answer as the real ones do, from two lists of
/// packages, and write down how they were called.
public final class FakePackages {
  private static final List<String> TOOLS =
      List.of(
          "rpm",
          "dnf",
          "yum",
          "zypper",
          "apk",
          "pacman",
          "xbps-query",
          "xbps-install",
          "xbps-remove",
          "apt-get",
          "apt-cache",
          "dpkg-query");
  private final String before;
  private final Path bin;
  private final ModuleHarness harness;

  /// Lists are `name version, name version`.
  public FakePackages(ShellKind shell, Path dir, String installed, String available) {
    before = installed;
    try {
      bin = Files.createDirectories(dir.resolve("fake-" + shell));
      try (InputStream in = FakePackages.class.getResourceAsStream("/fake/packages.sh")) {
        if (in == null) {
          throw new AssertionError("no fake/packages.sh");
        }
        byte[] script = in.readAllBytes();
        for (String tool : TOOLS) {
          Path file = Files.write(bin.resolve(tool), script);
          if (!file.toFile().setExecutable(true)) {
            throw new AssertionError("not executable: " + file);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    write("db", lines(installed));
    write("repo", lines(available));
    harness = new ModuleHarness(shell, dir);
    harness.session().tools(bin);
  }

  private static String lines(String list) {
    return list.isEmpty() ? "" : list.replace(", ", "\n") + "\n";
  }

  public void write(String file, String text) {
    try {
      Files.writeString(bin.resolve(file), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Makes the host one of another package manager.
  public FakePackages manager(String name) {
    harness
        .session()
        .facts(
            new HostFacts(
                "Linux", "x86_64", "x", "X", "1", "runit", name, "root", 0, 0, "/root", Set.of(),
                false, false, Map.of()));
    return this;
  }

  public ModuleHarness harness() {
    return harness;
  }

  /// Options as `name=value name=value`, lists with commas.
  public Result run(TaskModule<?> module, String options, boolean check) {
    var map = new LinkedHashMap<String, Object>();
    for (String pair : options.isEmpty() ? new String[0] : options.split(" ")) {
      String[] p = pair.split("=", 2);
      map.put(p[0], p[1]);
    }
    return harness.run(module, harness.context(new Mode(check, true)), map);
  }

  /// What is installed now, sorted, as `name version, name version`.
  public String installed() {
    return read("db").lines().sorted().collect(Collectors.joining(", "));
  }

  /// The calls that change something.
  public String calls() {
    return read("argv")
        .lines()
        .filter(l -> !l.matches("(rpm|xbps-query|dpkg-query|apt-cache|pacman -Q|apk info).*"))
        .collect(Collectors.joining("\n"));
  }

  private String read(String file) {
    try {
      Path path = bin.resolve(file);
      return Files.exists(path) ? Files.readString(path) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A change is told in check mode and not made, then made, and not needed again. `call` is a part
  /// of the calls of the manager.
  public void assertChanges(
      TaskModule<?> module, String options, boolean changed, String after, Optional<String> call) {
    Result would = run(module, options, true);
    assertEquals(changed, would.isChanged(), () -> would.fields().toString());
    assertEquals(before, installed());
    Result result = run(module, options, false);
    assertEquals(changed, result.isChanged(), () -> result.fields().toString());
    assertEquals(after, installed());
    assertTrue(call.isEmpty() || calls().contains(call.get()), this::calls);
    assertEquals(false, run(module, options, false).isChanged());
  }

  /// The task fails with the manager's own code, and nothing has changed.
  public void assertFails(TaskModule<?> module, String options, String rc) {
    Result result = run(module, options, false);
    assertTrue(result.isFailed(), () -> result.fields().toString());
    assertEquals(rc, result.fields().get("rc").orElseThrow().toString());
    assertEquals(before, installed());
  }
}
