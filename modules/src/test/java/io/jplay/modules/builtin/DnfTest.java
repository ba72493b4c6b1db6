package io.jplay.modules.builtin;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.modules.testing.FakePackages;
import io.jplay.modules.testing.ShellKind;
import java.nio.file.Path;
import java.util.Optional;
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
          name=b state=absent | true | 'a 1.0-1, orphan 1-1' | remove --setopt=clean_requirements_on_remove=False b
          name=zz state=absent | false | 'a 1.0-1, b 2.0-1, orphan 1-1' |
          name=a-1.0-1 | false | 'a 1.0-1, b 2.0-1, orphan 1-1' |
          name=a.x86_64 | false | 'a 1.0-1, b 2.0-1, orphan 1-1' |
          """)
  void changesPackages(String options, boolean changed, String after, String call) {
    for (ShellKind shell : ShellKind.values()) {
      host(shell).assertChanges(new Dnf(), options, changed, after, Optional.ofNullable(call));
    }
  }

  @ParameterizedTest
  @EnumSource
  void failsForAnUnknownPackage(ShellKind shell) {
    host(shell).assertFails(new Dnf(), "name=nosuch", "1");
  }

  @ParameterizedTest
  @EnumSource
  void handsItsOptionsOn(ShellKind shell) {
    FakePackages host = host(shell);
    host.run(new Dnf(), "name=new enablerepo=epel,x disable_gpg_check=yes skip_broken=yes", false);
    assertTrue(
        host.calls()
            .contains("--enablerepo=epel --enablerepo=x --nogpgcheck install --skip-broken new"),
        host::calls);
    assertTrue(host.run(new Dnf(), "name=other exclude=$(id)", false).isFailed());
  }
}
