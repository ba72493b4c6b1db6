package io.jplay.modules.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.api.Result;
import io.jplay.core.value.Bool;
import io.jplay.modules.testing.FakePackages;
import io.jplay.modules.testing.ShellKind;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AptTest {
  private static final String INSTALLED = "a 1.0, b 2.0, orphan 1";

  @TempDir Path dir;

  private FakePackages host(ShellKind shell) {
    return new FakePackages(shell, dir, INSTALLED, "a 1.1, b 2.0, new 3.0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          name=new | true | 'a 1.0, b 2.0, new 3.0, orphan 1' | install new
          name=a | false | 'a 1.0, b 2.0, orphan 1' | ''
          name=a state=latest | true | 'a 1.1, b 2.0, orphan 1' | install a
          name=a=1.0 | false | 'a 1.0, b 2.0, orphan 1' | ''
          name=a=1.* | true | 'a 1.1, b 2.0, orphan 1' | install a=1.*
          name=a=1.0* | false | 'a 1.0, b 2.0, orphan 1' | ''
          name=a=1.1 allow_downgrade=yes | true | 'a 1.1, b 2.0, orphan 1' | --allow-downgrades install a=1.1
          name=a>=1.0 | false | 'a 1.0, b 2.0, orphan 1' | ''
          name=a>=1.0.1 | true | 'a 1.1, b 2.0, orphan 1' | install a=1.1
          name=new>=2.5 | true | 'a 1.0, b 2.0, new 3.0, orphan 1' | install new=3.0
          name=new only_upgrade=yes state=latest | false | 'a 1.0, b 2.0, orphan 1' | ''
          name=b state=absent purge=yes autoremove=yes | true | 'a 1.0, orphan 1' | --purge --auto-remove remove b
          name=zz state=absent | false | 'a 1.0, b 2.0, orphan 1' | ''
          name=* state=latest | true | 'a 1.1, b 2.0, orphan 1' | --with-new-pkgs upgrade
          name=n* | true | 'a 1.0, b 2.0, new 3.0, orphan 1' | install new
          name=?,ne[vw] | true | 'a 1.0, b 2.0, new 3.0, orphan 1' | install new
          name=? state=latest | true | 'a 1.1, b 2.0, orphan 1' | install a
          name=[ab] state=absent | true | 'orphan 1' | remove a b
          name=new fail_on_autoremove=yes | true | 'a 1.0, b 2.0, new 3.0, orphan 1' | --no-remove install new
          name=new allow_unauthenticated=yes allow_change_held_packages=yes | true | 'a 1.0, b 2.0, new 3.0, orphan 1' | --allow-unauthenticated --allow-change-held-packages install new
          name=new force=yes | true | 'a 1.0, b 2.0, new 3.0, orphan 1' | --allow-unauthenticated --allow-downgrades --allow-change-held-packages --allow-remove-essential install new
          name=a only_upgrade=yes state=latest | true | 'a 1.1, b 2.0, orphan 1' | --only-upgrade install a
          name=* | false | 'a 1.0, b 2.0, orphan 1' | ''
          upgrade=dist | true | 'a 1.1, b 2.0, orphan 1' | dist-upgrade
          upgrade=yes | true | 'a 1.1, b 2.0, orphan 1' | --with-new-pkgs upgrade
          autoremove=yes | true | 'a 1.0, b 2.0' | autoremove
          name=new install_recommends=no default_release=sid | true | 'a 1.0, b 2.0, new 3.0, orphan 1' | -t sid -o APT::Install-Recommends=no install new
          """)
  void changesPackages(String options, boolean changed, String after, String call) {
    for (ShellKind shell : ShellKind.values()) {
      FakePackages host = host(shell);
      Result would = host.run(new Apt(), options, true);
      assertEquals(changed, would.isChanged(), () -> would.fields().toString());
      assertEquals(INSTALLED, host.installed());
      Result result = host.run(new Apt(), options, false);
      assertEquals(changed, result.isChanged(), () -> result.fields().toString());
      assertEquals(after, host.installed());
      assertTrue(host.calls().contains(call), host::calls);
      assertEquals(false, host.run(new Apt(), options, false).isChanged());
    }
  }

  @ParameterizedTest
  @EnumSource
  void waitsForTheLock(ShellKind shell) {
    FakePackages host = host(shell);
    host.write("lock", "1");
    assertTrue(host.run(new Apt(), "name=new lock_timeout=20", false).isChanged());
    assertEquals(2, host.calls().lines().count());
    host = host(shell);
    host.write("lock", "9");
    Result held = host.run(new Apt(), "name=new lock_timeout=0", false);
    assertTrue(held.fields().text("msg").orElseThrow().contains("Could not get lock"));
  }

  @ParameterizedTest
  @EnumSource
  void failsForWhatIsNotThere(ShellKind shell) {
    Result result = host(shell).run(new Apt(), "name=nosuch", false);
    assertEquals(
        "No package matching 'nosuch' is available", result.fields().text("msg").orElseThrow());
    result = host(shell).run(new Apt(), "name=", false);
    assertEquals("No package matching '' is available", result.fields().text("msg").orElseThrow());
    result = host(shell).run(new Apt(), "name=*,new state=latest", false);
    assertEquals(
        "unable to install additional packages when upgrading all installed packages",
        result.fields().text("msg").orElseThrow());
    for (String state : new String[] {"present", "absent"}) {
      assertEquals(
          "No package(s) matching 'zz*' available",
          message(host(shell), "name=zz* state=" + state));
    }
    result = host(shell).run(new Apt(), "name=a>=9", false);
    assertEquals(
        "no available installation candidate for a>=9", result.fields().text("msg").orElseThrow());
  }

  /// An update is a change when it brought something, which the times of apt's files tell. (Busybox
  /// takes its own stat.)
  @ParameterizedTest
  @EnumSource(names = "DASH")
  void refreshesTheLists(ShellKind shell) {
    FakePackages host = host(shell);
    host.write("stat", "#!/bin/sh\nd=${0%/*}\n[ -e $d/news ] && echo $$ || echo 5\n");
    assertTrue(dir.resolve("fake-" + shell).resolve("stat").toFile().setExecutable(true));
    Result result = host.run(new Apt(), "update_cache=yes", false);
    assertEquals(false, result.isChanged());
    assertEquals(Bool.of(false), result.fields().get("cache_updated").orElseThrow());
    assertTrue(host.run(new Apt(), "update_cache=yes", true).isChanged());
    host.write("news", "");
    result = host.run(new Apt(), "update_cache=yes name=a", false);
    assertEquals(false, result.isChanged());
    assertEquals(Bool.of(true), result.fields().get("cache_updated").orElseThrow());
    assertTrue(host.run(new Apt(), "update_cache=yes", false).isChanged());
    host.write("update_rc", "100");
    host.write("update_says", "E: Failed to fetch http://x/\nE: not signed\n");
    int before = host.calls().split("apt-get", -1).length;
    assertEquals(
        "Failed to update apt cache after 3 retries: E:Failed to fetch http://x/, E:not signed",
        message(host, "update_cache=yes update_cache_retries=3 update_cache_retry_max_delay=0"));
    assertEquals(before + 3, host.calls().split("apt-get", -1).length);
    assertEquals(
        "Failed to update apt cache after 0 retries: unknown reason",
        message(host, "update_cache=yes update_cache_retries=0"));
    host.write("update_says", "E: Type 'x'\nE: The list of sources could not be read.\n");
    assertEquals(
        "E:Type 'x', E:The list of sources could not be read.", message(host, "update_cache=yes"));
  }

  /// A list of sources that cannot be read ends every task that needs one, as it does for apt's
  /// library.
  @ParameterizedTest
  @ValueSource(
      strings = {"name=a", "name=zz state=absent", "name=?", "autoremove=yes", "upgrade=dist"})
  void failsForSourcesThatCannotBeRead(String options) {
    FakePackages host = host(ShellKind.DASH);
    host.write(
        "cache_says", "E: Type 'x' is not known\nE: The list of sources could not be read.\n");
    for (boolean check : new boolean[] {true, false}) {
      assertEquals(
          "E:Type 'x' is not known, E:The list of sources could not be read.",
          host.run(new Apt(), options, check).fields().text("msg").orElse(""));
    }
    assertTrue(host.run(new Apt(), "clean=yes", false).isChanged());
    assertEquals(INSTALLED, host.installed());
  }

  /// A mistake must not upgrade the host.
  @ParameterizedTest
  @ValueSource(strings = {"maybe", "1", "latest"})
  void refusesAnUpgradeThatThereIsNot(String word) {
    FakePackages host = host(ShellKind.DASH);
    for (boolean check : new boolean[] {true, false}) {
      Result result = host.run(new Apt(), "update_cache=yes upgrade=" + word, check);
      assertEquals(
          "value of upgrade must be one of: dist, full, no, safe, yes, got: " + word,
          result.fields().text("msg").orElse(""));
    }
    assertTrue(
        message(host, "name=a state=gone").contains("absent, build-dep, fixed, latest, present"));
    assertEquals(INSTALLED, host.installed());
    assertFalse(host.calls().contains("apt-get"), host::calls);
  }

  private static String message(FakePackages host, String options) {
    return host.run(new Apt(), options, false).fields().text("msg").orElse("");
  }

  /// The command is told as ansible's module builds it.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          name=new | /usr/bin/apt-get -y -o "Dpkg::Options::=--force-confdef" -o "Dpkg::Options::=--force-confold"       install 'new'
          name=new state=build-dep | /usr/bin/apt-get -y -o "Dpkg::Options::=--force-confdef" -o "Dpkg::Options::=--force-confold"      build-dep 'new'
          name=new default_release=sid dpkg_options=force-x fail_on_autoremove=yes allow_downgrade=yes | /usr/bin/apt-get -y -o "Dpkg::Options::=--force-x"     --no-remove  install 'new' -t 'sid' --allow-downgrades
          name=a,b state=absent | apt-get remove 'a' 'b'
          upgrade=dist | /usr/bin/apt-get dist-upgrade
          autoremove=yes | apt-get autoremove
          """)
  void tellsTheCommandThatFailed(String options, String command) {
    FakePackages host = host(ShellKind.DASH);
    host.write("refuses", "E: no\n");
    String shown = command.equals("/usr/bin/apt-get dist-upgrade") ? command + " " : command;
    assertEquals("'" + shown + "' failed: E: no\n", message(host, options));
  }
}
