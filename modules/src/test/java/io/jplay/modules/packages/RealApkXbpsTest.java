package io.jplay.modules.packages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.api.Result;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Seq;
import io.jplay.modules.builtin.PackageFacts;
import io.jplay.modules.jplay.Upgrade;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The package modules with the real apk (2.14 or 3) and xbps, which most machines that run tests
/// do not have: `JPLAY_LAB_PATH` names where they are, see [io.jplay.modules.testing.Lab].
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RealApkXbpsTest {
  private ManagerLab lab;

  @BeforeAll
  void open(@TempDir Path dir) {
    lab = ManagerLab.open(dir, "apk", "xbps");
  }

  @AfterAll
  void close() {
    if (lab != null) {
      lab.close();
    }
  }

  private Result upgrade(String manager, String options, boolean check) {
    return lab.run(new Upgrade(), manager, options, check);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          apk | '' | name=lab-hello | true | lab-hello 1.1
          apk | lab-hello-1.0 | name=lab-hello | false | lab-hello 1.0
          apk | lab-hello-1.0 | name=lab-hello state=latest | true | lab-hello 1.1
          apk | lab-hello-1.0 | upgrade=yes | true | lab-hello 1.1
          apk | lab-hello-1.0 | upgrade=yes available=yes | true | lab-hello 1.1
          apk | lab-hello-1.0 | name=* state=latest | true | lab-hello 1.1
          apk | lab-hello-1.0 | name=lab-hello,lab-tool state=latest | true | lab-base 1.0,lab-hello 1.1,lab-tool 1.0
          apk | '' | name=lab-hello=1.0-r0 | true | lab-hello 1.0
          apk | '' | name=lab-hello<1.1 | true | lab-hello 1.0
          apk | '' | name=lab-hello no_cache=yes repository=/opt/lab/pub/apk | true | lab-hello 1.1
          apk | '' | name=lab-tool | true | lab-base 1.0,lab-tool 1.0
          apk | lab-base-1.0 lab-tool-1.0 | name=lab-tool state=absent | true | lab-base 1.0
          apk | lab-tool-1.0 | name=lab-tool,lab-base state=absent | true | ''
          apk | lab-hello-1.0 | name=lab-tool state=absent | false | lab-hello 1.0
          xbps | '' | name=lab-hello | true | lab-hello 1.1
          xbps | lab-hello-1.0 | name=lab-hello | false | lab-hello 1.0
          xbps | lab-hello-1.0 | name=lab-hello state=latest | true | lab-hello 1.1
          xbps | lab-hello-1.0 | upgrade=yes | true | lab-hello 1.1
          xbps | lab-hello-1.0 | name=* state=latest | true | lab-hello 1.1
          xbps | lab-hello-1.0 | name=lab-hello,lab-tool state=latest | true | lab-base 1.0,lab-hello 1.1,lab-tool 1.0
          xbps | '' | name=lab-tool>=1.0 | true | lab-base 1.0,lab-tool 1.0
          xbps | '' | name=lab-hello-1.1_1 | true | lab-hello 1.1
          xbps | '' | name=lab-hello repositories=/opt/lab/old/xbps | true | lab-hello 1.0
          xbps | lab-base-1.0 lab-tool-1.0 | name=lab-tool state=absent | true | lab-base 1.0
          xbps | lab-tool-1.0 | name=lab-tool state=absent recurse=yes | true | ''
          xbps | lab-tool-1.0 | name=lab-base,lab-tool state=absent | true | ''
          xbps | lab-hello-1.0 | name=lab-tool state=absent | false | lab-hello 1.0
          """)
  void bringsPackagesToTheirState(
      String manager, String before, String options, boolean changed, String after) {
    lab.brings(manager, before, options, changed, after);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          apk | failed to install lab-nosuch
          xbps | failed to install 1 packages(s)
          """)
  void failsForWhatIsNotThere(String manager, String message) {
    lab.arrange(manager, "");
    for (boolean check : List.of(true, false)) {
      Result result = lab.run(manager, "name=lab-nosuch", check);
      assertTrue(result.isFailed());
      assertEquals(message, result.fields().text("msg").orElseThrow());
    }
    assertFalse(lab.run(manager, "name=lab-nosuch state=absent", false).isFailed());
  }

  /// apk only forgets what another package needs, and calls that a success; xbps fails.
  @ParameterizedTest
  @ValueSource(strings = {"apk", "xbps"})
  void doesNotRemoveWhatAnotherPackageNeeds(String manager) {
    lab.arrange(manager, "lab-base-1.0 lab-tool-1.0");
    for (boolean check : List.of(true, false)) {
      Result result = lab.run(manager, "name=lab-base state=absent", check);
      assertTrue(result.isFailed(), () -> result.fields().toString());
    }
    assertEquals("lab-base 1.0,lab-tool 1.0", lab.installed(manager));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          apk | '' | lab-app 1.0-r0 1.1-r0, lab-base  1.0-r0, lab-hello 1.0-r0 1.1-r0 | lab-app 1.1,lab-base 1.0,lab-hello 1.1
          apk | mode=dist | lab-app 1.0-r0 1.1-r0, lab-base  1.0-r0, lab-hello 1.0-r0 1.1-r0 | lab-app 1.1,lab-base 1.0,lab-hello 1.1
          apk | name=lab-hello | lab-hello 1.0-r0 1.1-r0 | lab-app 1.0,lab-hello 1.1
          apk | name=lab-app | lab-app 1.0-r0 1.1-r0, lab-base  1.0-r0 | lab-app 1.1,lab-base 1.0,lab-hello 1.0
          xbps | '' | lab-app 1.0_1 1.1_1, lab-base  1.0_1, lab-hello 1.0_1 1.1_1 | lab-app 1.1,lab-base 1.0,lab-hello 1.1
          xbps | name=lab-hello | lab-hello 1.0_1 1.1_1 | lab-app 1.0,lab-hello 1.1
          xbps | name=lab-app | lab-app 1.0_1 1.1_1, lab-base  1.0_1 | lab-app 1.1,lab-base 1.0,lab-hello 1.0
          """)
  void upgradesAHostAsForetold(String manager, String options, String expected, String after) {
    lab.arrange(manager, "lab-hello-1.0 lab-app-1.0");
    for (boolean check : List.of(true, false)) {
      Result result = upgrade(manager, options, check);
      assertTrue(result.isChanged(), () -> result.fields().toString());
      assertEquals(expected, ManagerLab.changes(result));
      assertEquals(check ? "lab-app 1.0,lab-hello 1.0" : after, lab.installed(manager));
    }
    Result again = upgrade(manager, options, false);
    assertFalse(again.isChanged() || again.isFailed(), () -> again.fields().toString());
    assertFalse(upgrade(manager, "name=lab-slow", false).isChanged());
  }

  @ParameterizedTest
  @CsvSource({"apk, 1.0, r0", "xbps, 1.0_1, ''"})
  void tellsTheFactsOfPackages(String manager, String version, String release) {
    lab.arrange(manager, "lab-hello-1.0");
    Result result = lab.run(new PackageFacts(), manager, "manager=" + manager, false);
    var packages = (Dict) result.facts().get("packages").orElseThrow();
    var one = (Dict) ((Seq) packages.get("lab-hello").orElseThrow()).items().getFirst();
    assertEquals(version, one.text("version").orElse(""));
    assertEquals(release, one.text("release").orElse(""));
    assertEquals(manager, one.text("source").orElse(""));
  }

  @Test
  void xbpsRemovesWhatNothingNeedsAnyMore() {
    lab.arrange("xbps", "lab-tool-1.0");
    lab.root().run("xbps-remove", "-y", "lab-tool");
    for (boolean check : List.of(true, false)) {
      assertEquals("lab-base 1.0_1 ", ManagerLab.changes(upgrade("xbps", "autoremove=yes", check)));
    }
    assertEquals("", lab.installed("xbps"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"apk", "xbps"})
  void refusesSecurityOnlyForNothingTellsWhatThatIs(String manager) {
    lab.arrange(manager, "lab-hello-1.0");
    assertEquals(
        manager + " does not know which upgrades are of security",
        upgrade(manager, "security=yes", false).fields().text("msg").orElseThrow());
    assertEquals("lab-hello 1.0", lab.installed(manager));
  }

  /// Both managers go on without such a repository and say that all is well.
  @ParameterizedTest
  @CsvSource({"apk, UNTRUSTED signature", "xbps, failed to open repodata"})
  void failsForARepositoryThatCannotBeReadOrTrusted(String manager, String words) {
    lab.arrange(manager, "lab-hello-1.0");
    lab.script("spoil", manager);
    try {
      for (String options : List.of("", "update_cache=no")) {
        Result result = upgrade(manager, options, false);
        assertTrue(result.isFailed(), () -> result.fields().toString());
        String said = result.fields().toString();
        assertTrue(said.contains(words), said);
      }
      assertEquals("lab-hello 1.0", lab.installed(manager));
    } finally {
      lab.script("mend", manager);
    }
  }

  @Test
  void apkReplacesAPackageThatWasBuiltAgain() {
    lab.arrange("apk", "lab-base-1.0");
    lab.script("rebuild");
    for (boolean check : List.of(true, false)) {
      Result result = upgrade("apk", "mode=dist", check);
      assertTrue(result.isChanged(), () -> result.fields().toString());
      assertEquals("lab-base 1.0-r0 1.0-r0", ManagerLab.changes(result));
    }
    assertFalse(upgrade("apk", "mode=dist", false).isChanged());
  }

  /// What is there for another package's sake stays so.
  @Test
  void apkUpgradesByNameWhatNobodyAskedFor() {
    lab.arrange("apk", "lab-hello-1.0");
    lab.root()
        .run("sh", "-c", "apk add -q -t .lab-set lab-hello; sed -i /^lab-hello/d /etc/apk/world");
    String world = lab.root().run("cat", "/etc/apk/world");
    assertEquals(
        "lab-hello 1.0-r0 1.1-r0", ManagerLab.changes(upgrade("apk", "name=lab-hello", false)));
    assertEquals(world, lab.root().run("cat", "/etc/apk/world"));
    assertTrue(lab.run("apk", "name=.lab-set state=absent", false).isChanged());
    assertEquals("", lab.installed("apk"));
  }

  /// It upgrades nothing else before, and foretells nothing else.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          '' | lab-app 1.0_1 1.1_1, lab-base  1.0_1, lab-hello 1.0_1 1.1_1, xbps 1.0_1 1.1_1
          name=lab-hello | lab-hello 1.0_1 1.1_1, xbps 1.0_1 1.1_1
          """)
  void xbpsUpgradesItselfFirst(String options, String expected) {
    lab.arrange("xbps", "");
    lab.script("more", "xbps", "xbps", "1.0");
    lab.script("more", "xbps", "xbps", "1.1");
    try {
      lab.arrange("xbps", "xbps-1.0 lab-hello-1.0 lab-app-1.0");
      for (boolean check : List.of(true, false)) {
        assertEquals(expected, ManagerLab.changes(upgrade("xbps", options, check)));
      }
      lab.arrange("xbps", "xbps-1.0");
      assertTrue(lab.run("xbps", "name=lab-base upgrade_xbps=no", false).isFailed());
      assertTrue(lab.run("xbps", "name=lab-base", true).isChanged());
      assertTrue(lab.run("xbps", "name=lab-base", false).isChanged());
    } finally {
      lab.script("less", "xbps", "xbps");
    }
  }

  @Test
  void xbpsLeavesAPackageThatIsOnHold() {
    lab.arrange("xbps", "lab-hello-1.0");
    lab.root().run("xbps-pkgdb", "-m", "hold", "lab-hello");
    assertFalse(upgrade("xbps", "", false).isChanged());
    assertFalse(lab.run("xbps", "upgrade=yes", false).isChanged());
    assertEquals("lab-hello 1.0", lab.installed("xbps"));
  }

  /// Another process installs a package and holds the lock until it is told to go on.
  @ParameterizedTest
  @CsvSource({"apk, apk add lab-slow", "xbps, xbps-install -y lab-slow"})
  void waitsForALockAsLongAsItMay(String manager, String other)
      throws IOException, InterruptedException {
    lab.arrange(manager, "lab-hello-1.0");
    lab.root().run("sh", "-c", "rm -f /tmp/lab-go /tmp/lab-here; mkfifo /tmp/lab-go /tmp/lab-here");
    Process busy = lab.root().start("timeout", "40", "sh", "-c", other);
    lab.root().run("timeout", "20", "cat", "/tmp/lab-here");
    Result held = upgrade(manager, "update_cache=no lock_timeout=1", false);
    assertTrue(held.isFailed(), () -> held.fields().toString());
    assertEquals("lab-hello 1.0", lab.installed(manager));
    Thread waiting =
        Thread.ofVirtual()
            .start(() ->
                lab.root().run("sh", "-c", "sleep 1; timeout 20 sh -c 'echo go >/tmp/lab-go'"));
    Result result = upgrade(manager, "", false);
    waiting.join();
    String said = new String(busy.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, busy.waitFor(), said);
    assertTrue(result.isChanged(), () -> result.fields().toString());
    assertEquals("lab-hello 1.1,lab-slow 1.0", lab.installed(manager));
  }
}
