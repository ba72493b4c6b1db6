package io.jplay.modules.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.api.Result;
import io.jplay.modules.testing.FakePackages;
import io.jplay.modules.testing.ShellKind;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DnfTest {
  private static final String INSTALLED = "a 1.0-1, b 2.0-1, orphan 1-1";
  private static final String AVAILABLE = "a 1.1-1, b 2.0-1, new 3.0-1";

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
          name=new | true | 'a 1.0-1, b 2.0-1, new 3.0-1, orphan 1-1' | dnf -y --setopt=exit_on_lock=1 install new
          name=a | false | 'a 1.0-1, b 2.0-1, orphan 1-1' |
          name=a,new state=latest | true | 'a 1.1-1, b 2.0-1, new 3.0-1, orphan 1-1' | upgrade a
          name=* state=latest | true | 'a 1.1-1, b 2.0-1, orphan 1-1' | upgrade
          name=b state=absent | true | 'a 1.0-1, orphan 1-1' | --setopt=clean_requirements_on_remove=False remove b
          name=zz state=absent | false | 'a 1.0-1, b 2.0-1, orphan 1-1' |
          name=a-1.0-1 | false | 'a 1.0-1, b 2.0-1, orphan 1-1' |
          name=a.x86_64 | false | 'a 1.0-1, b 2.0-1, orphan 1-1' |
          """)
  void changesPackages(String options, boolean changed, String after, String call) {
    for (ShellKind shell : ShellKind.values()) {
      FakePackages host = host(shell);
      Result would = host.run(new Dnf(), options, true);
      assertEquals(changed, would.isChanged(), () -> would.fields().toString());
      assertEquals(INSTALLED, host.installed());
      Result result = host.run(new Dnf(), options, false);
      assertEquals(changed, result.isChanged(), () -> result.fields().toString());
      assertEquals(after, host.installed());
      assertTrue(call == null || host.calls().contains(call), host::calls);
      assertEquals(false, host.run(new Dnf(), options, false).isChanged());
    }
  }

  @ParameterizedTest
  @EnumSource
  void failsForAnUnknownPackage(ShellKind shell) {
    FakePackages host = host(shell);
    Result result = host.run(new Dnf(), "name=nosuch", false);
    assertTrue(result.isFailed(), () -> result.fields().toString());
    assertEquals("1", result.fields().get("rc").orElseThrow().toString());
    assertEquals(INSTALLED, host.installed());
  }

  @ParameterizedTest
  @EnumSource
  void handsItsOptionsOn(ShellKind shell) {
    FakePackages host = host(shell);
    host.run(new Dnf(), "name=new enablerepo=epel,x disable_gpg_check=yes skip_broken=yes", false);
    assertTrue(
        host.calls()
            .contains("--enablerepo=epel --enablerepo=x --nogpgcheck --skip-broken install new"),
        host::calls);
    assertTrue(host.run(new Dnf(), "name=other exclude=$(id)", false).isFailed());
  }
}
