package io.jplay.modules.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.api.Result;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Int;
import io.jplay.modules.testing.Decided;
import io.jplay.modules.testing.FakeTools;
import io.jplay.modules.testing.ModuleHarness;
import io.jplay.modules.testing.ShellKind;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ServiceTest {
  @TempDir Path dir;

  /// The same task on hosts of each kind.
  @ParameterizedTest
  @CsvSource({
    "systemd, 'show|LoadState=loaded|ActiveState=inactive', systemctl start -- web",
    "service, 'show|LoadState=loaded|ActiveState=inactive', systemctl start -- web",
    "runit, 'enabled||status|down: /s/web: 3s', sv start",
    "sysvinit, 'exists||rc|3', /etc/init.d/web start",
    "community.general.runit, 'enabled||status|run: /s/web: (pid 3) 3s', ''",
  })
  void usesTheServiceSystemOfTheHost(String use, String seen, String command) {
    String text = "\036" + seen.replace("||", "\n\036").replace('|', '\n') + "\n";
    Decided d =
        Decided.of(new Service(), Service.Args.class, "name=web state=started use=" + use, text);
    assertEquals(!command.isEmpty(), d.result().isChanged(), d::toString);
    assertTrue(d.script().contains(command), d::script);
  }

  @Test
  void needsANameUnlessSystemdReloads() {
    Decided reload =
        Decided.of(new Service(), Service.Args.class, "daemon_reload=true use=systemd", "");
    assertFalse(reload.result().isFailed(), reload::toString);
    assertTrue(reload.script().contains("daemon-reload"), reload::script);
    Decided other =
        Decided.of(new Service(), Service.Args.class, "daemon_reload=true use=openrc", "");
    assertEquals(
        "missing required arguments: name",
        other.result().fields().text("msg").orElse(""),
        other::toString);
    Decided nothing =
        Decided.of(new Service(), Service.Args.class, "name=web use=openrc", "\036exists\n");
    assertEquals(
        "one of the following is required: state, enabled",
        nothing.result().fields().text("msg").orElse(""));
  }

  @ParameterizedTest
  @EnumSource
  void startsAServiceOfOpenrc(ShellKind shell) {
    var host = new ModuleHarness(shell, dir);
    var tools =
        new FakeTools(host, dir, shell)
            .tool(
                "rc-service",
                """
                case $* in
                  *start) : >"$d/up" ;;
                  *status) [ -e "$d/up" ] || exit 3 ;;
                esac\
                """)
            .tool("rc-update", "");
    Object[] options = {"name", "web", "state", "started", "use", "openrc"};
    Result result = host.run(new Service(), options);
    assertTrue(result.isChanged(), () -> result.fields().toString());
    assertTrue(tools.log().contains("rc-service web start"), tools::log);
    assertFalse(host.run(new Service(), options).isChanged());
  }

  /// The program that failed is told, not the whole of ours.
  @ParameterizedTest
  @EnumSource
  void tellsTheCommandThatFailed(ShellKind shell) {
    var host = new ModuleHarness(shell, dir);
    String refuses = "case $* in *start* | *add*) echo no >&2; exit 3 ;; esac; %s; exit 4";
    new FakeTools(host, dir, shell)
        .tool("rc-service", refuses.formatted("case $* in *status) exit 3 ;; *) exit 0 ;; esac"))
        .tool("rc-update", refuses.formatted(":"))
        .tool("systemctl", refuses.formatted("printf 'LoadState=loaded\\nActiveState=dead\\n'"));
    Object[][] rows = {
      {"openrc", "state", "started", "rc-service web start"},
      {"openrc", "enabled", true, "rc-update add web default"},
      {"systemd", "state", "started", "systemctl --no-block start -- web"},
    };
    for (Object[] row : rows) {
      Result result =
          host.run(new Service(), "name", "web", "no_block", true, "use", row[0], row[1], row[2]);
      Dict fields = result.fields();
      assertTrue(result.isFailed(), fields::toString);
      assertEquals(row[3], fields.text("cmd").orElse(""));
      assertEquals(Optional.of(Int.of(3)), fields.get("rc"));
      assertEquals("no\n", fields.text("stderr").orElse("").strip() + "\n");
    }
  }
}
