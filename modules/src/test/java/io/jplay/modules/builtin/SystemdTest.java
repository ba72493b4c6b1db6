package io.jplay.modules.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.api.Result;
import io.jplay.core.value.Dict;
import io.jplay.modules.testing.Decided;
import io.jplay.modules.testing.FakeTools;
import io.jplay.modules.testing.ModuleHarness;
import io.jplay.modules.testing.ShellKind;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SystemdTest {
  @TempDir Path dir;

  @ParameterizedTest
  @CsvSource({
    "state=started, loaded, active, enabled, ''",
    "state=started, loaded, inactive, enabled, systemctl start -- web",
    "state=stopped, loaded, active, enabled, systemctl stop -- web",
    "state=reloaded, loaded, active, enabled, systemctl reload -- web",
    "state=reloaded, loaded, inactive, enabled, systemctl start -- web",
    "enabled=yes, loaded, active, enabled, ''",
    "enabled=yes, loaded, active, disabled, systemctl enable -- web",
    "enabled=no, loaded, active, enabled, systemctl disable -- web",
    "masked=yes, loaded, active, enabled, systemctl mask -- web",
    "masked=yes, masked, inactive, masked, ''",
    "masked=no, masked, inactive, masked, systemctl unmask -- web",
    "state=restarted scope=user, loaded, active, enabled, 'systemctl --user'",
    "state=restarted no_block=yes, loaded, active, enabled, 'systemctl --no-block'",
  })
  void decides(String options, String load, String active, String enabled, String command) {
    String seen =
        "\036show\nLoadState=%s\nActiveState=%s\n\036enabled\n%s\n\036enabled_rc\n%s\n"
            .formatted(load, active, enabled, enabled.equals("enabled") ? "0" : "1");
    Decided d = Decided.of(new Systemd(), Systemd.Args.class, "name=web " + options, seen);
    assertEquals(!command.isEmpty(), d.result().isChanged(), d::toString);
    assertTrue(d.script().contains(command), d::script);
    assertEquals("web", d.text("name"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name=web* state=started | This module does not currently support using glob patterns,"
            + " found '*' in service name: web*",
        "name=web state=started | Could not find the requested service web: host",
        "name=web@ state=started | Service is in unknown state",
        "name=web@ state=stopped | Service is in unknown state",
      })
  void refuses(String options, String message) {
    String seen =
        options.contains("@")
            ? "\036trouble\nneither a valid name\n\036enabled\ndisabled\n"
            : "\036show\nLoadState=not-found\n";
    Decided d = Decided.of(new Systemd(), Systemd.Args.class, options, seen);
    assertEquals(message, d.text("msg"));
    assertEquals(options.contains("@") ? "neither a valid name" : "<none>", d.text("stderr"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "state=started | show#LoadState=bad-setting#LoadError=bad \"x\" | Error loading unit file"
            + " 'web': bad \"x\"",
        "enabled=no | show#LoadState=bad-setting#LoadError=bad \"x\" | Error loading unit file"
            + " 'web': bad \"x\"",
        "state=stopped scope=user | bus#No bus#\036bus_rc#1#\036program#/bin/systemctl | No bus",
        "masked=yes | bus#No bus#\036bus_rc#1#\036program#/bin/systemctl | No bus",
        "state=stopped | missing#/bin:/sbin | Failed to find required executable \"systemctl\" in"
            + " paths: /bin:/sbin",
      })
  void doesNotActOnWhatItCannotRead(String options, String seen, String message) {
    String said = "\036" + seen.replace("\\036", "\036").replace('#', '\n') + "\n";
    Decided d = Decided.of(new Systemd(), Systemd.Args.class, "name=web " + options, said);
    assertEquals(message, d.text("msg"));
  }

  @Test
  void saysThatAServiceIsAScript() {
    String seen = "\036show\nLoadState=not-found\nActiveState=inactive\n\036script\n\036starts\n";
    Decided d = Decided.of(new Systemd(), Systemd.Args.class, "name=web enabled=yes", seen);
    assertFalse(d.result().isChanged(), d::toString);
    assertEquals(
        "The service (web) is actually an init script but the system is managed by systemd",
        d.result().warnings().getFirst());
  }

  @ParameterizedTest
  @CsvSource({"not-found, yes, mask", "masked, no, unmask"})
  void masksWhatIsNotThere(String load, String masked, String verb) {
    String seen = "\036show\nLoadState=" + load + "\n\036enabled\n" + load + "\n";
    Decided d = Decided.of(new Systemd(), Systemd.Args.class, "name=web masked=" + masked, seen);
    assertTrue(d.result().isChanged(), d::toString);
    assertTrue(d.script().contains("systemctl " + verb + " -- web"), d::script);
  }

  @ParameterizedTest
  @EnumSource
  void runsItsPrograms(ShellKind shell) {
    var host = new ModuleHarness(shell, dir);
    var tools =
        new FakeTools(host, dir, shell)
            .tool(
                "systemctl",
                """
                case $1 in
                  show) printf 'LoadState=loaded\nActiveState=%s\n' \
                    "$(cat "$d/active" 2>/dev/null || echo inactive)" ;;
                  is-enabled) cat "$d/enabled" 2>/dev/null || { echo disabled; exit 1; } ;;
                  enable) echo enabled >"$d/enabled" ;;
                  start) echo active >"$d/active" ;;
                esac\
                """);
    Object[] options = {"name", "web", "state", "started", "enabled", true};
    assertTrue(host.check(new Systemd(), options).isChanged());
    assertFalse(tools.log().contains("enable -- web"));
    Result result = host.run(new Systemd(), options);
    assertTrue(result.isChanged(), () -> result.fields().toString());
    assertTrue(tools.log().contains("systemctl enable -- web\n"), tools::log);
    assertTrue(tools.log().contains("systemctl start -- web\n"), tools::log);
    assertFalse(host.run(new Systemd(), options).isChanged());
    assertTrue(host.run(new Systemd(), "daemon_reload", true).fields().size() > 0);
    assertTrue(tools.log().contains("systemctl daemon-reload\n"), tools::log);
  }

  /// Its messages are those of the step that failed, to the last newline.
  @ParameterizedTest
  @EnumSource
  void saysWhatFailed(ShellKind shell) {
    var host = new ModuleHarness(shell, dir);
    var tools = new FakeTools(host, dir, shell);
    tools.tool(
        "systemctl",
        """
        case $* in
          'show -p LoadState -- none') echo LoadState=not-found ;;
          'show -- none') echo LoadState=not-found ;;
          show*) printf 'LoadState=loaded\\nActiveState=inactive\\nId=%s\\n' \
            "$(cat "$d/id" 2>/dev/null)" ;;
          is-enabled*) echo disabled; exit 1 ;;
          daemon-reload) echo fresh >"$d/id"; [ ! -e "$d/deaf" ] || { echo deaf >&2; exit 1; } ;;
          start*) echo out; echo 'no start' >&2; exit 1 ;;
          enable*) echo out; echo 'no enable' >&2; exit 1 ;;
          mask*) echo 'no mask' >&2; exit 1 ;;
        esac\
        """);
    Object[][] rows = {
      {"Unable to start service web: no start\n", "web", "state", "started"},
      {"Unable to enable service web: out\nno enable\n", "web", "enabled", true},
      {"Failed to mask the service (web): no mask", "web", "masked", true},
      {"Could not find the requested service none: host", "none", "masked", true},
      {"Could not find the requested service none: host", "none", "state", "started"},
    };
    for (Object[] row : rows) {
      Result result = host.run(new Systemd(), "name", row[1], row[2], row[3]);
      assertEquals(row[0], result.fields().text("msg").orElse(""));
    }
    Object[] absent = {"name", "none", "state", "started", "daemon_reload", true};
    assertTrue(host.check(new Systemd(), absent).isFailed());
    assertEquals(
        "Could not find the requested service none: host",
        host.run(new Systemd(), absent).fields().text("msg").orElse(""));
    Result reloaded = host.run(new Systemd(), "name", "web", "daemon_reload", true);
    assertEquals(
        "fresh", ((Dict) reloaded.fields().get("status").orElseThrow()).text("Id").orElse(""));
    tools.write("deaf", "");
    assertEquals(
        "failure 1 during daemon-reload: deaf\n",
        host.run(new Systemd(), "daemon_reload", true).fields().text("msg").orElse(""));
  }
}
