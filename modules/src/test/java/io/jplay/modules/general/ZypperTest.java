package io.jplay.modules.general;

import io.jplay.modules.testing.FakePackages;
import io.jplay.modules.testing.ShellKind;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ZypperTest {
  private static final String INSTALLED = "a 1.0-1, b 2.0-1";
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
          name=new | true | 'a 1.0-1, b 2.0-1, new 3.0-1' | zypper --non-interactive install --type package --auto-agree-with-licenses --no-recommends -- new
          name=new disable_recommends=no | true | 'a 1.0-1, b 2.0-1, new 3.0-1' | install --type package --auto-agree-with-licenses -- new
          name=a | false | 'a 1.0-1, b 2.0-1' |
          name=a state=latest disable_gpg_check=yes | true | 'a 1.1-1, b 2.0-1' | zypper --non-interactive --no-gpg-checks update --type package --auto-agree-with-licenses --no-recommends -- a
          name=* state=latest | true | 'a 1.1-1, b 2.0-1' | zypper --non-interactive update
          name=a,b state=absent | true | '' | zypper --non-interactive remove --type package -- a b
          """)
  void changesPackages(String options, boolean changed, String after, String call) {
    for (ShellKind shell : ShellKind.values()) {
      host(shell).assertChanges(new Zypper(), options, changed, after, Optional.ofNullable(call));
    }
  }

  @ParameterizedTest
  @EnumSource
  void failsForAnUnknownPackage(ShellKind shell) {
    host(shell).assertFails(new Zypper(), "name=nosuch", "104");
  }
}
