package io.jplay.modules.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.api.Result;
import io.jplay.modules.testing.ModuleHarness;
import io.jplay.modules.testing.ShellKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class YumRepositoryTest {
  @TempDir Path dir;

  private Object[] options(Object... more) {
    var all = new ArrayList<Object>(List.of("reposdir", dir));
    all.addAll(List.of(more));
    return all.toArray();
  }

  @ParameterizedTest
  @EnumSource
  void writesChangesAndRemovesASection(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    Path file = dir.resolve("all.repo");
    Files.writeString(file, "# gone\n[zz]\nB: 2\nA = 1\n  more\n\n");
    Object[] epel =
        options(
            "name",
            "epel",
            "file",
            "all",
            "description",
            "EPEL 100%",
            "baseurl",
            "https://a,https://b",
            "enabled",
            false,
            "gpgcheck",
            true,
            "exclude",
            List.of("x", "y*"),
            "password",
            "geheim");
    assertTrue(host.check(new YumRepository(), epel).isChanged());
    Result first = host.run(new YumRepository(), epel);
    assertTrue(first.isChanged(), () -> first.fields().toString());
    assertEquals(
        """
        [zz]
        b = 2
        a = 1
        \tmore

        [epel]
        baseurl = https://a
        \thttps://b
        enabled = 0
        exclude = x y*
        gpgcheck = 1
        name = EPEL 100%
        password = geheim

        """,
        Files.readString(file));
    assertEquals("epel", first.fields().text("repo").orElseThrow());
    assertEquals("present", first.fields().text("state").orElseThrow());
    // a difference has the sections by their names
    assertTrue(
        first.diffs().getFirst().after().startsWith("[epel]\nbaseurl = https://a\nhttps://b"));
    assertFalse(host.run(new YumRepository(), epel).isChanged());
    Object[] gone = options("name", "zz", "file", "all", "state", "absent");
    assertTrue(host.run(new YumRepository(), gone).isChanged());
    assertFalse(host.run(new YumRepository(), gone).isChanged());
    Object[] last = options("name", "epel", "file", "all", "state", "absent");
    assertTrue(host.check(new YumRepository(), last).isChanged());
    assertTrue(Files.exists(file));
    assertTrue(host.run(new YumRepository(), last).isChanged());
    assertFalse(Files.exists(file));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          description | d | state is present but any of the following are missing: baseurl, mirrorlist, metalink
          baseurl | u | state is present but all of the following are missing: description
          """)
  void needsAnAddressAndADescription(String option, String value, String message) {
    var host = new ModuleHarness(ShellKind.DASH, dir);
    Result result = host.run(new YumRepository(), options("name", "x", option, value));
    assertEquals(message, result.fields().text("msg").orElseThrow());
  }

  @Test
  void failsWhereTheDirectoryOrTheFileIsNotRight() throws Exception {
    var host = new ModuleHarness(ShellKind.DASH, dir);
    Object[] lost =
        new Object[] {"name", "x", "reposdir", "/nosuch", "baseurl", "u", "description", "d"};
    assertEquals(
        "Repo directory '/nosuch' does not exist.",
        host.run(new YumRepository(), lost).fields().text("msg").orElseThrow());
    for (String bad : List.of("word\n", "[a]\nword\n", "[a]\nx=1\nX=2\n", "[a]\n[a]\n")) {
      Files.writeString(dir.resolve("x.repo"), bad);
      Object[] present = options("name", "x", "baseurl", "u", "description", "d");
      assertTrue(host.run(new YumRepository(), present).isFailed(), bad);
      assertEquals(bad, Files.readString(dir.resolve("x.repo")));
    }
  }

  @Test
  void setsTheModeAlone() throws Exception {
    var host = new ModuleHarness(ShellKind.DASH, dir);
    Files.writeString(dir.resolve("g.repo"), "[g]\nname=d\nbaseurl=u\n");
    Object[] options = options("name", "g", "baseurl", "u", "description", "d", "mode", "0600");
    assertTrue(host.run(new YumRepository(), options).isChanged());
    assertFalse(host.run(new YumRepository(), options).isChanged());
    assertEquals("[g]\nname=d\nbaseurl=u\n", Files.readString(dir.resolve("g.repo")));
  }
}
