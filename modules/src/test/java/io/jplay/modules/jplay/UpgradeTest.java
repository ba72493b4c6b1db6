package io.jplay.modules.jplay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.api.Result;
import io.jplay.modules.testing.FakePackages;
import io.jplay.modules.testing.ShellKind;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class UpgradeTest {
  private static final String INSTALLED = "a 1.0-r1, b 2.0-r1, orphan 1-r1";

  @TempDir Path dir;

  private FakePackages host(ShellKind shell, String manager) {
    return new FakePackages(shell, dir, INSTALLED, "a 1.1-r1, b 2.1-r1, new 3-r1, xbps 1-r1")
        .manager(manager);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          apt | '' | 'a 1.1-r1, b 2.1-r1, orphan 1-r1' | --with-new-pkgs upgrade
          apt | mode=dist autoremove=yes | 'a 1.1-r1, b 2.1-r1' | dist-upgrade
          apt | name=a | 'a 1.1-r1, b 2.0-r1, orphan 1-r1' | install --only-upgrade a
          apt | security=yes | 'a 1.1-r1, b 2.1-r1, orphan 1-r1' | --with-new-pkgs upgrade
          dnf | security=yes | 'a 1.1-r1, b 2.1-r1, orphan 1-r1' | upgrade --security
          yum | autoremove=yes | 'a 1.1-r1, b 2.1-r1' | autoremove
          apk | mode=dist | 'a 1.1-r1, b 2.1-r1, orphan 1-r1' | apk upgrade --available
          apk | name=b | 'a 1.0-r1, b 2.1-r1, orphan 1-r1' | apk upgrade b
          pacman | '' | 'a 1.1-r1, b 2.1-r1, orphan 1-r1' | pacman -Su --noconfirm
          zypper | mode=dist | 'a 1.1-r1, b 2.1-r1, orphan 1-r1' | zypper --non-interactive dist-upgrade
          """)
  void upgrades(String manager, String options, String after, String call) {
    for (ShellKind shell : ShellKind.values()) {
      FakePackages host = host(shell, manager);
      Result would = host.run(new Upgrade(), options, true);
      assertTrue(would.isChanged(), () -> would.fields().toString());
      assertEquals(INSTALLED, host.installed());
      Result result = host.run(new Upgrade(), options, false);
      assertTrue(result.isChanged(), () -> result.fields().toString());
      assertEquals(after, host.installed());
      assertTrue(host.calls().contains(call), host::calls);
      String packages = result.fields().get("packages").orElseThrow().toString();
      assertTrue(packages.contains("1.0-r1") || packages.contains("2.0-r1"), packages);
      assertEquals(false, host.run(new Upgrade(), options, false).isChanged());
    }
  }

  @ParameterizedTest
  @EnumSource
  void upgradesXbpsFirst(ShellKind shell) {
    FakePackages host =
        new FakePackages(shell, dir, "a 1.0_1", "a 1.1_1, xbps 0.60_1").manager("xbps");
    host.write("self", "");
    Result would = host.run(new Upgrade(), "", true);
    Result result = host.run(new Upgrade(), "", false);
    assertTrue(result.isChanged(), () -> result.fields().toString());
    assertEquals(would.fields().get("packages"), result.fields().get("packages"));
    assertEquals("a 1.1_1, xbps 0.60_1", host.installed());
  }

  @ParameterizedTest
  @EnumSource
  void upgradesXbpsFirstForANamedPackage(ShellKind shell) {
    FakePackages host =
        new FakePackages(shell, dir, "a 1.0_1, b 1.0_1", "a 1.1_1, b 1.1_1, xbps 0.60_1")
            .manager("xbps");
    host.write("self", "");
    Result would = host.run(new Upgrade(), "name=a", true);
    Result result = host.run(new Upgrade(), "name=a", false);
    assertEquals(would.fields().get("packages"), result.fields().get("packages"));
    assertEquals("a 1.1_1, b 1.0_1, xbps 0.60_1", host.installed());
  }

  /// apk and xbps go on without such a repository and call that a success.
  @ParameterizedTest
  @CsvSource({"apk, untrusted, UNTRUSTED signature", "xbps, broken, failed to open repodata"})
  void failsForARepositoryThatCannotBeReadOrTrusted(String manager, String file, String words) {
    for (ShellKind shell : ShellKind.values()) {
      FakePackages host = host(shell, manager);
      host.write(file, "");
      for (boolean check : new boolean[] {true, false}) {
        Result result = host.run(new Upgrade(), "", check);
        assertTrue(result.isFailed(), () -> result.fields().toString());
        String msg = result.fields().text("msg").orElseThrow();
        assertTrue(msg.startsWith("could not read every repository: "), msg);
        assertTrue(msg.contains(words), msg);
      }
      assertEquals(INSTALLED, host.installed());
    }
  }

  @ParameterizedTest
  @EnumSource
  void waitsForTheLockOfApk(ShellKind shell) {
    FakePackages host = host(shell, "apk");
    host.write("lock", "9");
    Result held = host.run(new Upgrade(), "update_cache=no lock_timeout=0", false);
    assertTrue(held.isFailed(), () -> held.fields().toString());
    host.write("lock", "1");
    assertTrue(host.run(new Upgrade(), "lock_timeout=9", false).isChanged());
  }

  @ParameterizedTest
  @EnumSource
  void failsWhenTheListsCannotBeRefreshed(ShellKind shell) {
    FakePackages host = host(shell, "apt");
    host.write("update_rc", "100");
    Result result = host.run(new Upgrade(), "", false);
    assertTrue(
        result
            .fields()
            .text("msg")
            .orElseThrow()
            .startsWith("could not refresh the package lists"));
    assertEquals(INSTALLED, host.installed());
  }

  @ParameterizedTest
  @EnumSource
  void refusesAManagerThatItDoesNotKnow(ShellKind shell) {
    assertTrue(host(shell, "portage").run(new Upgrade(), "", false).isFailed());
  }
}
