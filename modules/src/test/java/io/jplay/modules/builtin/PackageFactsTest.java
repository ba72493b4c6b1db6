package io.jplay.modules.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.api.Result;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Seq;
import io.jplay.modules.testing.Decided;
import io.jplay.modules.testing.FakePackages;
import io.jplay.modules.testing.ModuleHarness;
import io.jplay.modules.testing.ShellKind;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PackageFactsTest {
  @TempDir Path dir;

  private static Dict entry(Result result, String name) {
    Dict facts = result.facts();
    Dict packages = (Dict) facts.get("packages").orElseThrow();
    return (Dict) ((Seq) packages.get(name).orElseThrow()).stream().findFirst().orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "apt|ii |a|1.0-1|amd64|admin, apt, 1.0-1, arch, amd64",
    "'origin|a|Debian\napt|ii |a|1.0-1|amd64|admin', apt, 1.0-1, origin, Debian",
    "rpm|a|1.0|1.el9|(none)|x86_64, rpm, 1.0, release, 1.el9",
    "apk|a|1.0|r0, apk, 1.0, release, r0",
    "pacman|a|2:1.0|1, pacman, 2:1.0, release, 1",
    "xbps|a|1.0_1|, xbps, 1.0_1, source, xbps",
  })
  void parses(String line, String source, String version, String key, String value) {
    Decided d = Decided.of(new PackageFacts(), PackageFacts.Args.class, "", line + "\n");
    Dict entry = entry(d.result(), "a");
    assertEquals(source, entry.text("source").orElseThrow());
    assertEquals(version, entry.text("version").orElseThrow());
    assertEquals(value, entry.text(key).orElseThrow());
  }

  @Test
  void leavesOutWhatIsRemovedAndFailsForNothing() {
    Decided d = Decided.of(new PackageFacts(), PackageFacts.Args.class, "", "apt|rc |a|1|all|x\n");
    assertTrue(d.result().isFailed());
    d = Decided.of(new PackageFacts(), PackageFacts.Args.class, "manager=apt,none", "");
    assertEquals(
        "Unsupported package managers requested: none",
        d.result().fields().text("msg").orElseThrow());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          manager=apk | apk | r0
          manager=pacman,apk | pacman | r0
          manager=pacman,apk strategy=all | apk | r0
          manager=APK,auto | apk | r0
          """)
  void asksTheManagersOfTheTask(String options, String source, String release) {
    for (ShellKind shell : ShellKind.values()) {
      var host = new FakePackages(shell, dir, "a 1.0-r0", "");
      Dict entry = entry(host.run(new PackageFacts(), options, false), "a");
      assertEquals(source, entry.text("source").orElseThrow());
      assertEquals(release, entry.text("release").orElseThrow());
    }
  }

  @ParameterizedTest
  @EnumSource
  void asksThisMachine(ShellKind shell) {
    Assumptions.assumeTrue(Files.isDirectory(Path.of("/var/lib/dpkg/info")), "no dpkg");
    Result result = new ModuleHarness(shell, dir).run(new PackageFacts());
    assertTrue(entry(result, "bash").has("origin"));
    assertEquals("apt", entry(result, "dash").text("source").orElseThrow());
  }
}
