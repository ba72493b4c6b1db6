package io.jplay.modules.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.api.Result;
import io.jplay.core.value.Dict;
import io.jplay.modules.testing.Decided;
import io.jplay.modules.testing.ModuleHarness;
import io.jplay.modules.testing.ShellKind;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class HostnameTest {
  @TempDir Path dir;

  @ParameterizedTest
  @CsvSource({
    "web, web, web, false",
    "web, web, old, true",
    "web, old, web, true",
    "web.example.org, web, web, true",
  })
  void decides(String name, String current, String file, boolean changed) {
    Decided d =
        Decided.of(
            new Hostname(),
            Hostname.Args.class,
            "name=" + name,
            "\036current\n" + current + "\n\036file\n" + file + "\n");
    assertEquals(changed, d.result().isChanged());
    assertEquals(changed, d.script().contains("jp_n=" + name));
    // a name that the kernel's tool refuses is not written to the file
    assertTrue(
        d.script().indexOf("hostname \"$jp_n\" || exit") < d.script().indexOf("/etc/hostname.jplay")
            || !changed);
    Dict facts = d.result().facts();
    assertEquals("web", facts.text("ansible_hostname").orElseThrow());
    assertEquals(name, facts.text("ansible_nodename").orElseThrow());
  }

  /// The name itself stays: a check against this machine.
  @ParameterizedTest
  @EnumSource
  void readsTheNameOfThisMachine(ShellKind shell) {
    var host = new ModuleHarness(shell, dir);
    Result result = host.check(new Hostname(), "name", "jplay-other");
    assertTrue(result.isChanged(), () -> result.fields().toString());
    assertFalse(result.diffs().getFirst().before().contains("hostname = \n"));
    assertTrue(host.check(new Hostname(), "name", "x".repeat(65)).isFailed());
  }
}
