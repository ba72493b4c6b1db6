package io.jplay.modules.packages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.api.Mode;
import io.jplay.core.api.Result;
import io.jplay.core.api.TaskModule;
import io.jplay.core.value.Json;
import io.jplay.modules.builtin.Apt;
import io.jplay.modules.jplay.Upgrade;
import io.jplay.modules.testing.Lab;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// What goes wrong, or takes more than a new version, with the real apt: packages that replace
/// others, that are held, a dpkg that was interrupted, locks.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AptTroubleTest {
  private Lab lab;

  @BeforeAll
  void open(@TempDir Path dir) {
    lab = Lab.open(dir);
    Assumptions.assumeTrue(Lab.isInstalled("dpkg-scanpackages"), "needs dpkg-scanpackages");
    lab.script("repositories.sh", "build", "deb");
    deb("swap-old", "1.0", "");
    deb("swap-app", "1.0", "swap-old");
    deb("swap-app", "2.0", "swap-new");
    deb("swap-new", "2.0", "", "Conflicts: swap-old");
  }

  @AfterAll
  void close() {
    if (lab != null) {
      lab.close();
    }
  }

  private void deb(String... words) {
    var all = new ArrayList<>(List.of("deb"));
    all.addAll(List.of(words));
    lab.script("repositories.sh", all.toArray(String[]::new));
  }

  private void start(String... debs) {
    lab.run("sh", "-c", "apt-mark unhold lab-hello swap-app >/dev/null 2>&1 || :");
    lab.run("sh", "-c", "dpkg -P swap-app swap-old swap-new lab-hello >/dev/null 2>&1 || :");
    for (String deb : debs) {
      lab.run("dpkg", "-i", "/opt/lab/deb/" + deb + ".deb");
    }
    lab.run("apt-get", "-qq", "update");
  }

  private String installed() {
    String all = lab.run("dpkg-query", "-W", "-f", "${db:Status-Abbrev}|${Package} ${Version}\n");
    return String.join(
        ",",
        all.lines()
            .filter(l -> l.startsWith("ii |") || l.startsWith("hi |"))
            .map(l -> l.substring(4))
            .filter(l -> l.startsWith("swap-") || l.startsWith("lab-"))
            .sorted()
            .toList());
  }

  private Result run(TaskModule<?> module, boolean check, Object... options) {
    var host = lab.harness("apt");
    var map = new LinkedHashMap<String, Object>();
    for (int i = 0; i < options.length; i += 2) {
      map.put((String) options[i], options[i + 1]);
    }
    return host.run(module, host.context(new Mode(check, true)), Map.copyOf(map));
  }

  private static String packages(Result result) {
    return Json.write(result.fields().get("packages").orElseThrow(), Json.Layout.LINE);
  }

  @Test
  void aDistUpgradeReplacesWhatASafeOneKeeps() {
    start("swap-old-1.0", "swap-app-1.0");
    Result safe = run(new Upgrade(), false, "update_cache", false);
    assertFalse(safe.isChanged() || safe.isFailed(), () -> safe.fields().toString());
    String before = "swap-app 1.0,swap-old 1.0";
    assertEquals(before, installed());
    Result would = run(new Upgrade(), true, "update_cache", false, "mode", "dist");
    assertTrue(would.isChanged(), () -> would.fields().toString());
    assertEquals(before, installed());
    Result did = run(new Upgrade(), false, "update_cache", false, "mode", "dist");
    assertEquals("swap-app 2.0,swap-new 2.0", installed(), () -> did.fields().toString());
    for (Result result : List.of(would, did)) {
      String said = packages(result);
      assertTrue(
          said.contains("{\"package\": \"swap-app\", \"from\": \"1.0\", \"to\": \"2.0\"}"), said);
      assertTrue(
          said.contains("{\"package\": \"swap-new\", \"from\": \"\", \"to\": \"2.0\"}"), said);
      assertTrue(
          said.contains("{\"package\": \"swap-old\", \"from\": \"1.0\", \"to\": \"\"}"), said);
    }
    assertEquals(packages(would), packages(did));
    assertEquals(would.diffs(), did.diffs());
    Result again = run(new Upgrade(), false, "update_cache", false, "mode", "dist");
    assertFalse(again.isChanged() || again.isFailed(), () -> again.fields().toString());
  }

  @Test
  void aptUpgradesADistribution() {
    start("swap-old-1.0", "swap-app-1.0");
    Result safe = run(new Apt(), false, "upgrade", "safe");
    assertFalse(safe.isChanged() || safe.isFailed(), () -> safe.fields().toString());
    Result would = run(new Apt(), true, "upgrade", "dist");
    assertTrue(would.isChanged());
    assertEquals("swap-app 1.0,swap-old 1.0", installed());
    Result did = run(new Apt(), false, "upgrade", "dist");
    assertTrue(did.isChanged());
    assertEquals(would.diffs(), did.diffs());
    assertEquals("swap-app 2.0,swap-new 2.0", installed());
    assertFalse(run(new Apt(), false, "upgrade", "full").isChanged());
  }

  @Test
  void heldPackagesStayUnlessTheTaskSaysSo() {
    start("lab-hello-1.0", "swap-old-1.0", "swap-app-1.0");
    lab.run("apt-mark", "hold", "lab-hello", "swap-app");
    String before = "lab-hello 1.0,swap-app 1.0,swap-old 1.0";
    for (boolean check : List.of(true, false)) {
      Result upgrade = run(new Upgrade(), check, "update_cache", false, "mode", "dist");
      assertFalse(upgrade.isChanged() || upgrade.isFailed(), () -> upgrade.fields().toString());
      assertFalse(run(new Apt(), check, "upgrade", "dist").isChanged());
      Result latest = run(new Apt(), check, "name", "lab-hello", "state", "latest");
      assertTrue(latest.isFailed(), () -> latest.fields().toString());
      assertTrue(
          latest.fields().text("msg").orElseThrow().contains("--allow-change-held-packages"));
      assertEquals(before, installed());
    }
    Object[] allowed = {"name", "lab-hello", "state", "latest", "allow_change_held_packages", true};
    assertTrue(run(new Apt(), true, allowed).isChanged());
    assertTrue(run(new Apt(), false, allowed).isChanged());
    assertEquals("lab-hello 1.1,swap-app 1.0,swap-old 1.0", installed());
  }

  @Test
  void anInterruptedDpkgIsNamedAndLeftAlone() {
    start("lab-hello-1.0");
    lab.run("sh", "-c", "dpkg-query -s lab-hello >/var/lib/dpkg/updates/0000");
    for (boolean check : List.of(true, false)) {
      for (Result result :
          List.of(
              run(new Upgrade(), check, "update_cache", false),
              run(new Apt(), check, "name", "lab-hello", "state", "latest"))) {
        // what apt only simulates it does not refuse
        assertTrue(result.isFailed() || check, () -> result.fields().toString());
        String said = result.fields().text("msg").orElse("");
        assertTrue(check || said.contains("dpkg --configure -a"), said);
      }
      assertEquals("lab-hello 1.0", installed());
    }
    lab.run("dpkg", "--configure", "-a");
    assertTrue(run(new Upgrade(), false, "update_cache", false).isChanged());
    assertEquals("lab-hello 1.1", installed());
  }

  @Test
  void aHalfInstalledPackageIsFinished() {
    start("lab-hello-1.0");
    lab.run("dpkg", "--unpack", "/opt/lab/deb/lab-hello-1.1.deb");
    assertEquals("", installed());
    Result result = run(new Apt(), false, "name", "lab-hello", "state", "fixed");
    assertFalse(result.isFailed(), () -> result.fields().toString());
    assertEquals("lab-hello 1.1", installed());
  }

  /// The lists are being fetched by another process.
  @Test
  void waitsForTheLockOfTheLists() throws IOException, InterruptedException {
    start("lab-hello-1.0");
    Assumptions.assumeTrue(Lab.isInstalled("perl"), "needs perl");
    lab.run("sh", "-c", "rm -f /tmp/held; mkfifo /tmp/held");
    Process holder =
        lab.start(
            "perl",
            "-e",
            "use Fcntl qw(:DEFAULT :flock); open my $f, '>>', '/var/lib/apt/lists/lock'; my $l ="
                + " pack('s s x4 q q i x4', F_WRLCK, 0, 0, 0, 0); fcntl($f, F_SETLK, $l) or die $!;"
                + " open my $p, '>', '/tmp/held'; print $p 'held'; close $p; sleep 3;");
    lab.run("timeout", "20", "cat", "/tmp/held");
    Result refused = run(new Apt(), false, "update_cache", true, "lock_timeout", 0);
    assertTrue(refused.isFailed(), () -> refused.fields().toString());
    assertTrue(
        refused
            .fields()
            .text("msg")
            .orElseThrow()
            .startsWith("Failed to lock apt for exclusive operation: "));
    Result waited = run(new Apt(), false, "update_cache", true);
    assertFalse(waited.isFailed(), () -> waited.fields().toString());
    assertEquals(0, holder.waitFor());
  }
}
