package io.jplay.modules.general;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.api.Mode;
import io.jplay.core.api.Result;
import io.jplay.modules.testing.FakeTools;
import io.jplay.modules.testing.ModuleHarness;
import io.jplay.modules.testing.ShellKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SudoersTest {
  private static final String VISUDO = "if grep bad; then echo 'stdin:1: syntax error'; exit 1; fi";

  @TempDir Path dir;

  private Result run(ShellKind shell, boolean check, String options) {
    var host = new ModuleHarness(shell, dir);
    new FakeTools(host, dir, shell).tool("visudo", VISUDO);
    var map = new LinkedHashMap<String, Object>();
    map.put("sudoers_path", dir.toString());
    for (String pair : options.split(" ")) {
      String[] p = pair.split("=", 2);
      map.put(p[0], p[1].replace('~', ' '));
    }
    var mode = new Mode(check, true);
    return host.run(new Sudoers(), host.context(mode), map);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          user=bob commands=/usr/bin/x | bob ALL=NOPASSWD: /usr/bin/x
          user=bob commands=/usr/bin/x,/b~y nopassword=false runas=alice setenv=true host=h | bob h=(alice)SETENV: /usr/bin/x, /b y
          group=adm commands=a,ALL nopassword=false validation=absent | %adm ALL= a, ALL
          user=b commands=ALL runas=a:b validation=required | b ALL=(a:b)NOPASSWD: ALL
          user=b commands=ALL setenv=true | b ALL=NOPASSWD:SETENV: ALL
          user=bad commands=ALL validation=absent | bad ALL=NOPASSWD: ALL
          """)
  void writesARule(String options, String rule) throws Exception {
    String all = "name=r " + options;
    Path file = dir.resolve("r");
    assertTrue(run(ShellKind.DASH, true, all).isChanged());
    assertFalse(Files.exists(file));
    Result first = run(ShellKind.DASH, false, all);
    assertTrue(first.isChanged(), () -> first.fields().toString());
    assertTrue(first.diffs().isEmpty());
    assertEquals(rule + "\n", Files.readString(file));
    assertFalse(run(ShellKind.DASH, false, all).isChanged());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          name=r user=bad commands=ALL | Failed to validate sudoers rule:~bad ALL=NOPASSWD: ALL~stdin:1: syntax error
          name=r/s user=b commands=ALL | name is that of a file and cannot hold a slash: r/s
          name=r commands=ALL | a rule needs a user or a group
          name=r user=b | state is present but all of the following are missing: commands
          name=r user=b group=c commands=ALL | 'parameters are mutually exclusive: user|group'
          name=r user=b commands=ALL sudoers_path=/nosuch/d | no directory for /nosuch/d/r
          """)
  void refuses(String options, String message) {
    for (boolean check : new boolean[] {true, false}) {
      Result result = run(ShellKind.DASH, check, options);
      assertTrue(result.isFailed());
      assertEquals(message.replace('~', '\n'), result.fields().text("msg").orElseThrow());
      assertFalse(Files.exists(dir.resolve("r")));
    }
  }

  @ParameterizedTest
  @EnumSource
  void keepsModeAndRemoves(ShellKind shell) throws Exception {
    Path file = dir.resolve("r");
    Files.writeString(file, "b ALL=NOPASSWD: ALL\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertTrue(run(shell, false, "name=r user=b commands=ALL").isChanged());
    assertEquals("r--r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertFalse(run(shell, false, "name=r user=b commands=ALL").isChanged());
    assertTrue(run(shell, false, "name=r user=bad commands=ALL validation=absent").isChanged());
    assertTrue(run(shell, false, "name=r user=bad commands=ALL").isFailed());
    assertTrue(run(shell, true, "name=r state=absent").isChanged());
    assertTrue(Files.exists(file));
    assertTrue(run(shell, false, "name=r state=absent").isChanged());
    assertFalse(Files.exists(file));
    assertFalse(run(shell, false, "name=r state=absent").isChanged());
  }
}
