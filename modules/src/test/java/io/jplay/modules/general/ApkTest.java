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

class ApkTest {
  private static final String INSTALLED = "a 1.0-r0, b 2.0-r1";
  private static final String AVAILABLE = "a 1.1-r0, b 2.0-r1, new 3.0-r0";

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
          name=new no_cache=yes | true | 'a 1.0-r0, b 2.0-r1, new 3.0-r0' | apk --no-cache add new
          name=a | false | 'a 1.0-r0, b 2.0-r1' |
          name=a,new state=latest repository=/r | true | 'a 1.1-r0, b 2.0-r1, new 3.0-r0' | apk --repository=/r --repositories-file=/dev/null add -u a
          upgrade=yes | true | 'a 1.1-r0, b 2.0-r1' | apk upgrade
          upgrade=yes available=yes | true | 'a 1.1-r0, b 2.0-r1' | apk upgrade --available
          name=b state=absent | true | 'a 1.0-r0' | apk del --purge b
          """)
  void changesPackages(String options, boolean changed, String after, String call) {
    for (ShellKind shell : ShellKind.values()) {
      host(shell).assertChanges(new Apk(), options, changed, after, Optional.ofNullable(call));
    }
  }

  @ParameterizedTest
  @EnumSource
  void failsForAnUnknownPackage(ShellKind shell) {
    host(shell).assertFails(new Apk(), "name=nosuch", "1");
  }

  /// apk only forgets that it was asked for, and calls that a success.
  @ParameterizedTest
  @EnumSource
  void failsToRemoveWhatAnotherPackageNeeds(ShellKind shell) {
    FakePackages host = host(shell);
    host.write("needed", "b a\n");
    for (boolean check : new boolean[] {true, false}) {
      Result result = host.run(new Apk(), "name=b state=absent", check);
      assertTrue(result.isFailed(), () -> result.fields().toString());
      assertEquals("failed to remove b package(s)", result.fields().text("msg").orElseThrow());
    }
    assertEquals(INSTALLED, host.installed());
  }

  @ParameterizedTest
  @EnumSource
  void refreshesTheIndexes(ShellKind shell) {
    FakePackages host = host(shell);
    assertTrue(host.run(new Apk(), "update_cache=yes", false).isChanged());
    assertEquals("apk update", host.calls());
  }
}
