package io.jplay.modules.general;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.api.Result;
import io.jplay.core.value.Dict;
import io.jplay.modules.testing.ModuleHarness;
import io.jplay.modules.testing.ShellKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GitConfigTest {
  @TempDir Path dir;

  @ParameterizedTest
  @EnumSource
  void setsReadsAndUnsets(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    Path file = dir.resolve("config-" + shell);
    Object[] set = {"name", "user.name", "value", "A B", "scope", "file", "file", file};
    assertTrue(host.check(new GitConfig(), set).isChanged());
    assertFalse(Files.exists(file));
    Result first = host.run(new GitConfig(), set);
    assertTrue(first.isChanged(), () -> first.fields().toString());
    assertEquals("setting changed", first.fields().text("msg").orElseThrow());
    assertEquals("A B\n", first.diffs().getFirst().after());
    assertFalse(host.run(new GitConfig(), set).isChanged());
    Result read = host.run(new GitConfig(), "name", "user.name", "scope", "file", "file", file);
    assertEquals("A B", read.fields().text("config_value").orElseThrow());
    Result all = host.run(new GitConfig(), "list_all", true, "scope", "file", "file", file);
    assertEquals(
        "A B",
        ((Dict) all.fields().get("config_values").orElseThrow()).text("user.name").orElseThrow());
    Object[] unset = {"name", "user.name", "state", "absent", "scope", "file", "file", file};
    assertTrue(host.run(new GitConfig(), unset).isChanged());
    Result again = host.run(new GitConfig(), unset);
    assertFalse(again.isChanged());
    assertEquals("no setting to unset", again.fields().text("msg").orElseThrow());
    Result bad =
        host.run(new GitConfig(), "name", "x", "value", "y", "scope", "file", "file", file);
    assertTrue(bad.isFailed());
    assertTrue(host.run(new GitConfig(), "value", "y").isFailed());
  }

  @ParameterizedTest
  @EnumSource
  void addsBesideOrReplaces(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    Path file = dir.resolve("many-" + shell);
    for (String value : List.of("/a", "/b")) {
      Object[] add = setting(file, value, "add");
      assertTrue(host.run(new GitConfig(), add).isChanged());
      assertFalse(host.run(new GitConfig(), add).isChanged());
    }
    assertEquals("[safe]\n\tdirectory = /a\n\tdirectory = /b\n", Files.readString(file));
    Result third = host.check(new GitConfig(), setting(file, "/c", "add"));
    assertEquals("/a\n/b\n", third.diffs().getFirst().before());
    assertEquals("/a\n/b\n/c\n", third.diffs().getFirst().after());
    assertTrue(host.run(new GitConfig(), setting(file, "/b", "replace-all")).isChanged());
    assertEquals("[safe]\n\tdirectory = /b\n", Files.readString(file));
  }

  /// Also beside a repository, which only `local` and a list are about.
  @ParameterizedTest
  @EnumSource
  void isAboutTheSystemWithoutAScope(ShellKind shell) {
    var host = new ModuleHarness(shell, dir);
    Object[] set = {"name", "jplay.nosuch", "value", "v", "repo", dir};
    Result planned = host.check(new GitConfig(), set);
    assertTrue(planned.isChanged(), () -> planned.fields().toString());
    assertEquals(
        "git config --includes --system jplay.nosuch", planned.diffs().getFirst().afterHeader());
    assertFalse(host.run(new GitConfig(), "list_all", true, "repo", dir).isFailed());
  }

  private static Object[] setting(Path file, String value, String mode) {
    return new Object[] {
      "name", "safe.directory", "value", value, "scope", "file", "file", file, "add_mode", mode
    };
  }
}
