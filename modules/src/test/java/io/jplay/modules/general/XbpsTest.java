package io.jplay.modules.general;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.api.Result;
import io.jplay.modules.testing.FakePackages;
import io.jplay.modules.testing.ShellKind;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class XbpsTest {
  private static final String INSTALLED = "a 1.0_1, b 2.0_2";
  private static final String AVAILABLE = "a 1.1_1, b 2.0_2, new 3.0_1, xbps 0.60_1";

  @TempDir Path dir;

  private FakePackages host(ShellKind shell) {
    return new FakePackages(shell, dir, INSTALLED, AVAILABLE);
  }

  /// The change, the same in check mode without one, and quiet the second time.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          name=new | true | 'a 1.0_1, b 2.0_2, new 3.0_1' | xbps-install -y new
          pkg=new repositories=/r update_cache=no | true | 'a 1.0_1, b 2.0_2, new 3.0_1' | xbps-install --repository=/r -y new
          name=a | false | 'a 1.0_1, b 2.0_2' | xbps-install -S
          name=a,new state=latest | true | 'a 1.1_1, b 2.0_2, new 3.0_1' | xbps-install -uy a
          upgrade=yes | true | 'a 1.1_1, b 2.0_2' | xbps-install -uy
          name=b state=absent recurse=yes | true | 'a 1.0_1' | xbps-remove -R -y b
          name=b state=removed root=/mnt | true | 'a 1.0_1' | xbps-remove -r /mnt -y b
          """)
  void changesPackages(String options, boolean changed, String after, String call) {
    for (ShellKind shell : ShellKind.values()) {
      host(shell).assertChanges(new Xbps(), options, changed, after, Optional.ofNullable(call));
    }
  }

  @ParameterizedTest
  @EnumSource
  void failsForAnUnknownPackage(ShellKind shell) {
    host(shell).assertFails(new Xbps(), "name=nosuch", "2");
  }

  @ParameterizedTest
  @EnumSource
  void upgradesXbpsFirst(ShellKind shell) {
    FakePackages host = host(shell);
    host.write("self", "");
    Result refused = host.run(new Xbps(), "name=new upgrade_xbps=no", false);
    assertEquals("16", refused.fields().get("rc").orElseThrow().toString());
    assertTrue(host.run(new Xbps(), "name=new", false).isChanged());
    assertTrue(host.calls().contains("xbps-install -uy xbps\nxbps-install -y new"), host::calls);
    assertEquals("a 1.0_1, b 2.0_2, new 3.0_1, xbps 0.60_1", host.installed());
  }

  @ParameterizedTest
  @EnumSource
  void refreshesTheListsAlone(ShellKind shell) {
    FakePackages host = host(shell);
    host.write("stale", "");
    assertEquals(
        "Would have updated the package cache",
        msg(host.run(new Xbps(), "update_cache=yes", true)));
    Result first = host.run(new Xbps(), "update_cache=yes", false);
    assertTrue(first.isChanged());
    assertEquals("Updated the package master lists", msg(first));
    Result second = host.run(new Xbps(), "update_cache=yes", false);
    assertEquals(false, second.isChanged());
    assertEquals("Package list already up to date", msg(second));
  }

  @ParameterizedTest
  @CsvSource({
    "name=new, false, installed 1 package(s)",
    "name=a, false, Nothing to Install",
    "name=new, true, 1 package(s) would be present",
    "name=b state=absent, false, removed 1 package(s)",
    "name=b state=absent, true, 1 package(s) would be removed",
    "name=a, true, package(s) already present",
    "name=b state=latest, true, package(s) already latest",
    "name=zz state=removed, true, package(s) already absent",
    "name=zz, false, failed to install 1 packages(s)",
    "upgrade=yes, true, Would have performed upgrade",
    "upgrade=yes, false, System upgraded",
    "name=zz state=absent, false, package(s) already absent",
  })
  void saysWhatItDid(String options, boolean check, String msg) {
    assertEquals(msg, msg(host(ShellKind.DASH).run(new Xbps(), options, check)));
  }

  private static String msg(Result result) {
    return result.fields().text("msg").orElseThrow();
  }
}
