package io.jplay.modules.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.api.Mode;
import io.jplay.core.api.Result;
import io.jplay.modules.testing.FakePackages;
import io.jplay.modules.testing.ShellKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PackageTest {
  @TempDir Path dir;

  @ParameterizedTest
  @CsvSource({
    "apt, auto, ansible.builtin.apt",
    "dnf5, auto, ansible.builtin.dnf",
    "xbps, auto, community.general.xbps",
    "apt, pacman, community.general.pacman",
    "apt, community.general.zypper, community.general.zypper",
  })
  void handsItsOptionsToTheModuleOfTheHost(String manager, String use, String module) {
    var calls = new ArrayList<String>();
    var host = new FakePackages(ShellKind.DASH, dir, "", "").manager(manager).harness();
    var context =
        host.context(new Mode(false, false))
            .delegateTo((name, options) -> {
              calls.add(name + " " + options.text("name").orElse("") + " " + options.size());
              return Result.changed();
            });
    assertTrue(
        host.run(new Package(), context, Map.of("name", "x", "state", "latest", "use", use))
            .isChanged());
    assertEquals(module + " x 2", calls.getFirst());
  }

  @Test
  void failsForAnUnknownManager() {
    var host = new FakePackages(ShellKind.DASH, dir, "", "").manager("unknown").harness();
    assertTrue(
        host.run(new Package(), "name", "x")
            .fields()
            .text("msg")
            .orElseThrow()
            .startsWith("Could not detect which package manager to use."));
  }
}
