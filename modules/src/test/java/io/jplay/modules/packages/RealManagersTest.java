package io.jplay.modules.packages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.api.Mode;
import io.jplay.core.api.Result;
import io.jplay.core.api.TaskModule;
import io.jplay.core.value.Json;
import io.jplay.modules.builtin.Apt;
import io.jplay.modules.builtin.Dnf;
import io.jplay.modules.general.Pacman;
import io.jplay.modules.general.Zypper;
import io.jplay.modules.jplay.Upgrade;
import io.jplay.modules.testing.Lab;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The package modules with the real dnf, zypper, pacman and apt, in a root of their own with local
/// repositories.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RealManagersTest {
  private static final Map<String, List<String>> PROGRAMS =
      Map.of(
          "apt", List.of("apt-get", "dpkg-scanpackages"),
          "dnf", List.of("dnf", "rpmbuild", "createrepo_c"),
          "zypper", List.of("zypper", "rpmbuild", "createrepo_c"),
          "pacman", List.of("pacman", "repo-add", "makepkg", "bsdtar"));
  private static final Map<String, TaskModule<?>> MODULES =
      Map.of("apt", new Apt(), "dnf", new Dnf(), "zypper", new Zypper(), "pacman", new Pacman());

  private final Map<String, Boolean> refreshed = new LinkedHashMap<>();
  private Lab lab;

  @BeforeAll
  void open(@TempDir Path dir) {
    lab = Lab.open(dir);
    script("build");
  }

  @AfterAll
  void close() {
    if (lab != null) {
      lab.close();
    }
  }

  private String script(String... words) {
    return lab.script("repositories.sh", words);
  }

  private static void needs(String manager) {
    for (String program : PROGRAMS.getOrDefault(manager, List.of())) {
      Assumptions.assumeTrue(Lab.isInstalled(program), "needs " + program);
    }
  }

  private void arrange(String manager, String packages) {
    needs(manager);
    var words = new ArrayList<>(List.of("arrange", manager));
    Stream.of(packages.split(" ")).filter(p -> !p.isEmpty()).forEach(words::add);
    script(words.toArray(String[]::new));
    if (refreshed.putIfAbsent(manager, true) == null) {
      run(
          manager,
          manager.equals("zypper")
              ? "update_cache=yes name=lab-hello state=absent"
              : "update_cache=yes",
          false);
    }
  }

  private Result run(String manager, String options, boolean check) {
    return run(MODULES.get(manager), manager, options, check);
  }

  private Result run(TaskModule<?> module, String manager, String options, boolean check) {
    var map = new LinkedHashMap<String, Object>();
    Stream.of(options.split(" "))
        .filter(pair -> !pair.isEmpty())
        .map(pair -> pair.split("=", 2))
        .forEach(p -> map.put(p[0], p[1].replace('~', ' ')));
    var host = lab.harness(manager);
    return host.run(module, host.context(new Mode(check, true)), map);
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
    brings(manager, before, options, changed, after);
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
          dnf | lab-hello-1.0 | name=lab-* exclude=lab-slow | true | lab-base 1.0,lab-hello 1.0,lab-tool 1.0
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
    brings(manager, before, options, changed, after);
  }

  private void brings(
      String manager, String before, String options, boolean changed, String after) {
    arrange(manager, before);
    String start = script("installed", manager);
    Result would = run(manager, options, true);
    assertFalse(would.isFailed(), () -> would.fields().toString());
    assertEquals(changed, would.isChanged(), () -> would.fields().toString());
    assertEquals(start, script("installed", manager));
    Result result = run(manager, options, false);
    assertEquals(changed, result.isChanged(), () -> result.fields().toString());
    assertEquals(after, script("installed", manager), () -> result.fields().toString());
    Result again = run(manager, options, false);
    assertFalse(again.isChanged() || again.isFailed(), () -> again.fields().toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          dnf | Failed to install some of the specified packages
          zypper | Zypper run command failed with return code 104.
          pacman | Failed to install package(s): error: target not found: lab-nosuch
          apt | No package matching 'lab-nosuch' is available
          """)
  void failsForWhatIsNotThere(String manager, String message) {
    arrange(manager, "");
    for (boolean check : List.of(true, false)) {
      Result result = run(manager, "name=lab-nosuch", check);
      assertTrue(result.isFailed());
      assertEquals(message, result.fields().text("msg").orElseThrow());
    }
    assertFalse(run(manager, "name=lab-nosuch state=absent", false).isFailed());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          dnf | '' | 1.0-1 | 1.1-1
          dnf | security=yes | 1.0-1 | 1.1-1
          dnf | name=lab-hello | 1.0-1 | 1.1-1
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
    arrange(manager, "lab-hello-1.0");
    String expected =
        "[{\"package\": \"lab-hello\", \"from\": \"%s\", \"to\": \"%s\"}]".formatted(from, to);
    for (boolean check : List.of(true, false)) {
      Result result = run(new Upgrade(), manager, options, check);
      assertTrue(result.isChanged(), () -> result.fields().toString());
      assertEquals(
          expected, Json.write(result.fields().get("packages").orElseThrow(), Json.Layout.LINE));
      assertEquals("lab-hello " + from + "\n", result.diffs().getFirst().before());
      assertEquals("lab-hello " + to + "\n", result.diffs().getFirst().after());
      assertEquals("lab-hello " + (check ? "1.0" : "1.1"), script("installed", manager));
    }
    Result again = run(new Upgrade(), manager, options, false);
    assertFalse(again.isChanged() || again.isFailed(), () -> again.fields().toString());
    assertFalse(run(new Upgrade(), manager, "name=lab-base", false).isChanged());
  }

  @ParameterizedTest
  @ValueSource(strings = {"dnf", "pacman", "apt"})
  void removesWhatNothingNeedsAnyMore(String manager) {
    arrange(manager, "");
    assertTrue(run(manager, "name=lab-tool", false).isChanged());
    String alone =
        switch (manager) {
          case "dnf" -> "rpm -e lab-tool";
          case "pacman" -> "pacman -R --noconfirm lab-tool";
          default -> "dpkg -P lab-tool";
        };
    lab.run("sh", "-c", alone);
    assertEquals("lab-base 1.0", script("installed", manager));
    for (boolean check : List.of(true, false)) {
      Result result = run(new Upgrade(), manager, "autoremove=yes", check);
      assertTrue(result.isChanged(), () -> result.fields().toString());
      assertTrue(
          Json.write(result.fields().get("packages").orElseThrow(), Json.Layout.LINE)
              .contains("\"package\": \"lab-base\", \"from\": \"1.0"));
      assertEquals(check ? "lab-base 1.0" : "", script("installed", manager));
    }
  }

  /// Another process installs a package and holds the lock until it is told to go on.
  @ParameterizedTest
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
    arrange(manager, "");
    lab.run("sh", "-c", "rm -f /tmp/lab-go /tmp/lab-here; mkfifo /tmp/lab-go /tmp/lab-here");
    Process busy = lab.start("timeout", "40", "sh", "-c", other);
    lab.run("timeout", "20", "cat", "/tmp/lab-here");
    Result held =
        run(new Upgrade(), manager, "update_cache=no name=lab-hello lock_timeout=0", false);
    Result install =
        manager.equals("apt") || manager.equals("dnf")
            ? run(manager, "name=lab-hello lock_timeout=0", false)
            : held;
    assertTrue(
        install.isFailed() || manager.matches("pacman|zypper"), () -> install.fields().toString());
    assertEquals("", script("installed", manager));
    Thread waiting =
        Thread.ofVirtual()
            .start(() -> lab.run("sh", "-c", "sleep 1; timeout 20 sh -c 'echo go >/tmp/lab-go'"));
    Result result = run(manager, "name=lab-hello", false);
    waiting.join();
    String said = new String(busy.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, busy.waitFor(), said);
    assertTrue(result.isChanged(), () -> result.fields().toString());
    assertEquals("lab-hello 1.1,lab-slow 1.0", script("installed", manager));
  }
}
