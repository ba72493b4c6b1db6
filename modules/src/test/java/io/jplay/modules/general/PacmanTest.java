package io.jplay.modules.general;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.modules.testing.FakePackages;
import io.jplay.modules.testing.ShellKind;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PacmanTest {
  private static final String INSTALLED = "a 1.0-1, b 2:2.0-1, orphan 1-1";
  private static final String AVAILABLE = "a 1.1-1, b 2:2.0-1, new 3.0-1";

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
          name=new | true | 'a 1.0-1, b 2:2.0-1, new 3.0-1, orphan 1-1' | pacman -S --needed new --noconfirm --noprogressbar
          name=a | false | 'a 1.0-1, b 2:2.0-1, orphan 1-1' |
          name=a state=latest | true | 'a 1.1-1, b 2:2.0-1, orphan 1-1' | pacman -S --needed a --noconfirm --noprogressbar
          upgrade=yes | true | 'a 1.1-1, b 2:2.0-1, orphan 1-1' | pacman -Su --noconfirm
          name=b state=absent extra_args=-s | true | 'a 1.0-1, orphan 1-1' | pacman -R -s b --noconfirm --noprogressbar
          """)
  void changesPackages(String options, boolean changed, String after, String call) {
    for (ShellKind shell : ShellKind.values()) {
      host(shell).assertChanges(new Pacman(), options, changed, after, Optional.ofNullable(call));
    }
  }

  @ParameterizedTest
  @EnumSource
  void failsForAnUnknownPackage(ShellKind shell) {
    host(shell).assertFails(new Pacman(), "name=nosuch", "1");
  }

  @ParameterizedTest
  @EnumSource
  void takesNoShellText(ShellKind shell) {
    assertTrue(host(shell).run(new Pacman(), "name=new extra_args=;id", false).isFailed());
  }
}
