package io.jplay.modules.packages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.api.Result;
import io.jplay.core.testing.Alongside;
import io.jplay.core.value.Json;
import io.jplay.modules.jplay.Upgrade;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The package modules with the real dnf, zypper, pacman and apt, and dnf5 where it is, in a root
/// of their own with local repositories.
@Alongside
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RealManagersTest {
  private ManagerLab lab;

  @BeforeAll
  void open(@TempDir Path dir) {
    lab = ManagerLab.open(dir, "deb", "rpm", "pacman");
  }

  @AfterAll
  void close() {
    if (lab != null) {
      lab.close();
    }
  }

  /// What is there before, what a task does of it, foretold by check mode, and only once.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          dnf | '' | name=lab-hello | true | lab-hello 1.1
          dnf | lab-hello-1.0 | name=lab-hello state=latest | true | lab-hello 1.1
          dnf | lab-base-1.0 lab-tool-1.0 | name=lab-tool state=absent | true | lab-base 1.0
          dnf5 | '' | name=lab-hello | true | lab-hello 1.1
          dnf5 | lab-hello-1.0 | name=lab-hello state=latest | true | lab-hello 1.1
          dnf5 | lab-base-1.0 lab-tool-1.0 | name=lab-tool state=absent | true | lab-base 1.0
          zypper | '' | name=lab-hello | true | lab-hello 1.1
          zypper | lab-hello-1.0 | name=lab-hello state=latest | true | lab-hello 1.1
          zypper | lab-base-1.0 lab-tool-1.0 | name=lab-tool state=absent | true | lab-base 1.0
          pacman | '' | name=lab-hello | true | lab-hello 1.1
          pacman | lab-hello-1.0 | upgrade=yes | true | lab-hello 1.1
          pacman | lab-base-1.0 lab-tool-1.0 | name=lab-tool state=absent extra_args=--cascade | true | lab-base 1.0
          apt | '' | name=lab-hello | true | lab-hello 1.1
          apt | lab-hello-1.0 | name=lab-hello state=latest | true | lab-hello 1.1
          apt | lab-hello-1.0 | name=lab-hello,lab-tool state=latest only_upgrade=yes | true | lab-hello 1.1
          """)
  void bringsPackagesToTheirState(
      String manager, String before, String options, boolean changed, String after) {
    lab.brings(manager, before, options, changed, after);
  }

  @ParameterizedTest
  @Tag("long")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          dnf | lab-hello-1.0 | name=lab-hello | false | lab-hello 1.0
          dnf | lab-hello-1.0 | name=* state=latest | true | lab-hello 1.1
          dnf | lab-hello-1.0 | name=* state=latest security=yes | true | lab-hello 1.1
          dnf | lab-hello-1.0 | name=* state=latest bugfix=yes | false | lab-hello 1.0
          dnf | lab-hello-1.0 | name=lab-tool state=latest update_only=yes | false | lab-hello 1.0
          dnf | '' | name=lab-hello-1.0 | true | lab-hello 1.0
          dnf | lab-hello-1.1 | name=lab-hello-1.0 | false | lab-hello 1.1
          dnf | lab-hello-1.1 | name=lab-hello-1.0-1 allow_downgrade=yes | true | lab-hello 1.0
          dnf | lab-hello-1.0 | name=lab-hello~>=~1.1 | true | lab-hello 1.1
          dnf | '' | name=/opt/lab/rpm/lab-hello-1.0.rpm disable_gpg_check=yes | true | lab-hello 1.0
          dnf | '' | name=lab-tool | true | lab-base 1.0,lab-tool 1.0
          dnf | lab-base-1.0 lab-tool-1.0 | name=lab-base state=absent | true | ''
          dnf | lab-hello-1.0 | name=lab-tool state=absent | false | lab-hello 1.0
          dnf | lab-hello-1.0 | name=lab-* exclude=lab-slow,lab-app | true | lab-base 1.0,lab-hello 1.0,lab-tool 1.0
          dnf5 | lab-hello-1.0 | name=lab-hello | false | lab-hello 1.0
          dnf5 | lab-hello-1.0 | name=* state=latest | true | lab-hello 1.1
          dnf5 | lab-hello-1.0 | name=* state=latest security=yes | true | lab-hello 1.1
          dnf5 | lab-hello-1.0 | name=* state=latest bugfix=yes | false | lab-hello 1.0
          dnf5 | lab-hello-1.0 | name=lab-tool state=latest update_only=yes | false | lab-hello 1.0
          dnf5 | '' | name=lab-hello-1.0 | true | lab-hello 1.0
          dnf5 | lab-hello-1.1 | name=lab-hello-1.0 | false | lab-hello 1.1
          dnf5 | lab-hello-1.1 | name=lab-hello-1.0-1 allow_downgrade=yes | true | lab-hello 1.0
          dnf5 | lab-hello-1.0 | name=lab-hello~>=~1.1 | true | lab-hello 1.1
          dnf5 | '' | name=/opt/lab/rpm/lab-hello-1.0.rpm disable_gpg_check=yes | true | lab-hello 1.0
          dnf5 | '' | name=lab-tool | true | lab-base 1.0,lab-tool 1.0
          dnf5 | lab-base-1.0 lab-tool-1.0 | name=lab-base state=absent | true | ''
          dnf5 | lab-hello-1.0 | name=lab-tool state=absent | false | lab-hello 1.0
          dnf5 | lab-hello-1.0 | name=lab-* exclude=lab-slow,lab-app | true | lab-base 1.0,lab-hello 1.0,lab-tool 1.0
          zypper | lab-hello-1.0 | name=lab-hello | false | lab-hello 1.0
          zypper | lab-hello-1.0 | name=* state=latest | true | lab-hello 1.1
          zypper | lab-hello-1.0 | name=* state=dist-upgrade | true | lab-hello 1.1
          zypper | lab-hello-1.1 | name=lab-hello=1.0 | true | lab-hello 1.0
          zypper | '' | name=lab-hello=1.0 | true | lab-hello 1.0
          zypper | '' | name=/opt/lab/rpm/lab-hello-1.0.rpm disable_gpg_check=yes | true | lab-hello 1.0
          zypper | lab-hello-1.0 | name=-lab-hello,+lab-base | true | lab-base 1.0
          zypper | lab-hello-1.0 | name=lab-tool state=absent | false | lab-hello 1.0
          pacman | lab-hello-1.0 | name=lab-hello | false | lab-hello 1.0
          pacman | lab-hello-1.0 | name=lab-hello,lab-tool state=latest | true | lab-base 1.0,lab-hello 1.1,lab-tool 1.0
          pacman | '' | name=lab/lab-hello | true | lab-hello 1.1
          pacman | '' | name=lab-group | true | lab-base 1.0
          pacman | lab-hello-1.1 | name=/opt/lab/pacman/lab-hello-1.0.pkg.tar.gz | true | lab-hello 1.0
          pacman | '' | name=/opt/lab/pacman/lab-hello-1.0.pkg.tar.gz,lab-tool | true | lab-base 1.0,lab-hello 1.0,lab-tool 1.0
          pacman | lab-base-1.0 lab-tool-1.0 | name=lab-base state=absent force=yes | true | lab-tool 1.0
          pacman | lab-hello-1.0 | name=lab-hello reason=dependency reason_for=all | true | lab-hello 1.0
          apt | lab-hello-1.0 | name=lab-hello | false | lab-hello 1.0
          apt | '' | name=lab-hello=1.0 | true | lab-hello 1.0
          apt | '' | name=lab-hello=1.0* | true | lab-hello 1.0
          apt | lab-hello-1.1 | name=lab-hello=1.0 allow_downgrade=yes | true | lab-hello 1.0
          apt | '' | name=lab-t* | true | lab-base 1.0,lab-tool 1.0
          apt | lab-base-1.0 lab-tool-1.0 | name=lab-tool state=absent purge=yes | true | lab-base 1.0
          apt | lab-base-1.0 lab-tool-1.0 | name=lab-base state=absent | true | ''
          apt | '' | deb=/opt/lab/deb/lab-hello-1.0.deb | true | lab-hello 1.0
          apt | lab-hello-1.1 | deb=/opt/lab/deb/lab-hello-1.0.deb allow_downgrade=yes | true | lab-hello 1.0
          apt | '' | deb=/opt/lab/deb/lab-tool-1.0.deb | true | lab-base 1.0,lab-tool 1.0
          """)
  void knowsEveryWayToNameAPackage(
      String manager, String before, String options, boolean changed, String after) {
    lab.brings(manager, before, options, changed, after);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          dnf | Failed to install some of the specified packages
          dnf5 | Failed to install some of the specified packages
          zypper | Zypper run command failed with return code 104.
          pacman | Failed to install package(s): error: target not found: lab-nosuch
          apt | No package matching 'lab-nosuch' is available
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          dnf | '' | 1.0-1 | 1.1-1
          dnf | security=yes | 1.0-1 | 1.1-1
          dnf | name=lab-hello | 1.0-1 | 1.1-1
          dnf5 | '' | 1.0-1 | 1.1-1
          dnf5 | security=yes | 1.0-1 | 1.1-1
          dnf5 | name=lab-hello | 1.0-1 | 1.1-1
          zypper | '' | 1.0-1 | 1.1-1
          zypper | mode=dist | 1.0-1 | 1.1-1
          zypper | name=lab-hello | 1.0-1 | 1.1-1
          zypper | security=yes | 1.0-1 | 1.1-1
          pacman | '' | 1.0-1 | 1.1-1
          pacman | name=lab-hello | 1.0-1 | 1.1-1
          apt | '' | 1.0 | 1.1
          apt | mode=dist | 1.0 | 1.1
          apt | security=yes | 1.0 | 1.1
          apt | name=lab-hello | 1.0 | 1.1
          """)
  void upgradesAHost(String manager, String options, String from, String to) {
    lab.arrange(manager, "lab-hello-1.0");
    String expected =
        "[{\"package\": \"lab-hello\", \"from\": \"%s\", \"to\": \"%s\"}]".formatted(from, to);
    for (boolean check : List.of(true, false)) {
      Result result = lab.run(new Upgrade(), manager, options, check);
      assertTrue(result.isChanged(), () -> result.fields().toString());
      assertEquals(
          expected, Json.write(result.fields().get("packages").orElseThrow(), Json.Layout.LINE));
      assertEquals("lab-hello " + from + "\n", result.diffs().getFirst().before());
      assertEquals("lab-hello " + to + "\n", result.diffs().getFirst().after());
      assertEquals("lab-hello " + (check ? "1.0" : "1.1"), lab.installed(manager));
    }
    Result again = lab.run(new Upgrade(), manager, options, false);
    assertFalse(again.isChanged() || again.isFailed(), () -> again.fields().toString());
    assertFalse(lab.run(new Upgrade(), manager, "name=lab-base", false).isChanged());
  }

  /// A named package may need a new one: check mode knows that as well.
  @ParameterizedTest
  @CsvSource({
    "dnf, 1.0-1, 1.1-1",
    "dnf5, 1.0-1, 1.1-1",
    "zypper, 1.0-1, 1.1-1",
    "pacman, 1.0-1, 1.1-1",
    "apt, 1.0, 1.1"
  })
  void foretellsWhatANamedUpgradeBringsAlong(String manager, String from, String to) {
    lab.arrange(manager, "lab-hello-1.0 lab-app-1.0");
    for (boolean check : List.of(true, false)) {
      Result result = lab.run(new Upgrade(), manager, "name=lab-app", check);
      assertEquals(
          "lab-app %s %s, lab-base  %s".formatted(from, to, from), ManagerLab.changes(result));
    }
    assertEquals("lab-app 1.1,lab-base 1.0,lab-hello 1.0", lab.installed(manager));
  }

  @ParameterizedTest
  @ValueSource(strings = {"dnf", "dnf5", "pacman", "apt"})
  void removesWhatNothingNeedsAnyMore(String manager) {
    lab.arrange(manager, "");
    assertTrue(lab.run(manager, "name=lab-tool", false).isChanged());
    String alone =
        switch (manager) {
          case "dnf", "dnf5" -> "rpm -e lab-tool";
          case "pacman" -> "pacman -R --noconfirm lab-tool";
          default -> "dpkg -P lab-tool";
        };
    lab.root().run("sh", "-c", alone);
    assertEquals("lab-base 1.0", lab.installed(manager));
    for (boolean check : List.of(true, false)) {
      Result result = lab.run(new Upgrade(), manager, "autoremove=yes", check);
      assertTrue(result.isChanged(), () -> result.fields().toString());
      assertTrue(
          Json.write(result.fields().get("packages").orElseThrow(), Json.Layout.LINE)
              .contains("\"package\": \"lab-base\", \"from\": \"1.0"));
      assertEquals(check ? "lab-base 1.0" : "", lab.installed(manager));
    }
  }

  /// Another process installs a package and holds the lock until it is told to go on.
  @ParameterizedTest
  @Tag("long")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          dnf | dnf -y install lab-slow
          zypper | zypper -n install lab-slow
          pacman | pacman -S --noconfirm lab-slow
          apt | apt-get -y install lab-slow
          """)
  void waitsForALockThatAnotherProcessHolds(String manager, String other)
      throws IOException, InterruptedException {
    lab.arrange(manager, "");
    lab.root().run("sh", "-c", "rm -f /tmp/lab-go /tmp/lab-here; mkfifo /tmp/lab-go /tmp/lab-here");
    Process busy = lab.root().start("timeout", "40", "sh", "-c", other);
    lab.root().run("timeout", "20", "cat", "/tmp/lab-here");
    Result held =
        lab.run(new Upgrade(), manager, "update_cache=no name=lab-hello lock_timeout=0", false);
    Result install =
        manager.equals("apt") || manager.startsWith("dnf")
            ? lab.run(manager, "name=lab-hello lock_timeout=0", false)
            : held;
    assertTrue(
        install.isFailed() || manager.matches("pacman|zypper"), () -> install.fields().toString());
    assertEquals("", lab.installed(manager));
    Thread waiting =
        Thread.ofVirtual()
            .start(() ->
                lab.root().run("sh", "-c", "sleep 1; timeout 20 sh -c 'echo go >/tmp/lab-go'"));
    Result result = lab.run(manager, "name=lab-hello", false);
    waiting.join();
    String said = new String(busy.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, busy.waitFor(), said);
    assertTrue(result.isChanged(), () -> result.fields().toString());
    assertEquals("lab-hello 1.1,lab-slow 1.0", lab.installed(manager));
  }
}
