package io.jplay.modules.posix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.modules.testing.Decided;
import io.jplay.modules.testing.FakeTools;
import io.jplay.modules.testing.ModuleHarness;
import io.jplay.modules.testing.ShellKind;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SebooleanTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          state=yes | active off | setsebool x on
          state=yes | active on | <none>
          state=no | active on | setsebool x off
          state=yes persistent=yes | active on | setsebool -P x on
          state=yes persistent=yes | 'active on,stored on' | <none>
          state=yes persistent=yes | 'active on,stored off' | setsebool -P x on
          state=yes ignore_selinux_state=yes | 'disabled,active off' | setsebool x on
          """)
  void setsWhatIsDifferent(String options, String seen, String call) {
    Decided decided =
        Decided.of(
            new Seboolean(), Seboolean.Args.class, "name=x " + options, seen.replace(',', '\n'));
    boolean none = call.equals("<none>");
    assertEquals(!none, decided.result().isChanged());
    assertTrue(none || decided.script().contains(call + "\n"), decided::script);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          'disabled,active on' | SELinux is disabled on this host.
          active | SELinux boolean x does not exist.
          """)
  void refusesWhatCannotBeSet(String seen, String message) {
    Decided decided =
        Decided.checked(
            new Seboolean(),
            Seboolean.Args.class,
            "name=x state=yes",
            seen.replace(',', '\n') + "\n");
    assertEquals(message, decided.text("msg"));
  }

  @Test
  void readsTheHost(@TempDir Path dir) {
    for (ShellKind shell : ShellKind.values()) {
      var host = new ModuleHarness(shell, dir);
      var tools =
          new FakeTools(host, dir, shell)
              .tool("selinuxenabled", ":")
              .tool("getsebool", "echo \"$1 --> $(cat \"$d/value\")\"")
              .tool("setsebool", "echo $2 >\"$d/value\"");
      tools.write("value", "off\n");
      assertTrue(host.run(new Seboolean(), "name", "x", "state", true).isChanged());
      assertFalse(host.run(new Seboolean(), "name", "x", "state", true).isChanged());
      assertTrue(host.run(new Seboolean(), "name", "x y", "state", true).isFailed());
    }
  }
}
