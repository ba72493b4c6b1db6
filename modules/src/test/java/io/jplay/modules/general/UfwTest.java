package io.jplay.modules.general;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.api.Result;
import io.jplay.modules.testing.Decided;
import io.jplay.modules.testing.FakeTools;
import io.jplay.modules.testing.ModuleHarness;
import io.jplay.modules.testing.ShellKind;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class UfwTest {
  private static final String SSH = "### tuple ### allow tcp 22 0.0.0.0/0 any 0.0.0.0/0 in\n";
  private static final String SSH6 = "### tuple ### allow tcp 22 ::/0 any ::/0 in\n";
  private static final String WEB = "### tuple ### allow tcp 80 0.0.0.0/0 any 0.0.0.0/0 in\n";
  private static final String STATE =
      """
      Status: active
      Logging: on (low)

      conf ENABLED=yes
      conf LOGLEVEL=low
      conf DEFAULT_INPUT_POLICY="DROP"
      conf DEFAULT_OUTPUT_POLICY="ACCEPT"
      conf DEFAULT_FORWARD_POLICY="REJECT"
      """
          + ("user " + SSH)
          + ("user6 " + SSH6);
  private static final String NUMBERS =
      """
      Status: active

           To                         Action      From
      [ 1] 22/tcp                     ALLOW IN    Anywhere                   # a (v6) b
      [ 2] 60:70/tcp                  ALLOW IN    Anywhere
      [ 3] 22/tcp (v6)                ALLOW IN    Anywhere (v6)
      [10] 25/tcp                     DENY IN     2001:db8::/32
      """;

  private static String tables(String rules, String rules6) {
    return "*filter\n:ufw-user-input - [0:0]\n### RULES ###\n"
        + rules
        + "COMMIT\n*filter\n:ufw6-user-input - [0:0]\n"
        + rules6
        + "COMMIT\nRules updated\n";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          state=enabled | active | <none>
          state=enabled | inactive | ufw -f enable
          state=disabled | inactive | <none>
          state=disabled | active | ufw -f disable
          state=reloaded | active | ufw -f reload
          state=reset | inactive | ufw -f reset
          default=deny | active | <none>
          policy=allow | active | ufw default allow
          default=allow direction=outgoing | active | <none>
          default=reject direction=outgoing | active | ufw default reject outgoing
          default=reject direction=routed | active | <none>
          default=deny direction=incoming | inactive | <none>
          logging=low | active | <none>
          logging=on | active | <none>
          logging=full | active | ufw logging full
          logging=off | active | ufw logging off
          """)
  void setsWhatIsDifferent(String options, String active, String call) {
    String seen =
        active.equals("active")
            ? STATE
            : STATE
                .replace("Status: active\nLogging: on (low)", "Status: inactive")
                .replace("ENABLED=yes", "ENABLED=no");
    Decided decided = Decided.of(new Ufw(), Ufw.Args.class, options, seen);
    assertCall(decided, call);
    assertTrue(decided.text("msg").startsWith("Status: " + active), decided.text("msg"));
  }

  private static void assertCall(Decided decided, String call) {
    boolean none = call.equals("<none>");
    assertEquals(!none, decided.result().isChanged(), decided::script);
    assertTrue(none || decided.script().contains("\n" + call + "\n"), decided::script);
  }

  /// `same`, `more`, `gone` and `there` are what the trial said.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          rule=allow port=22 proto=tcp | there | <none>
          rule=allow port=22 delete=true insert=1 | gone | ufw delete allow from any to any port 22
          rule=allow port=81 delete=true | same | <none>
          rule=allow port=80 proto=tcp comment=a~b | more | ufw allow from any to any port 80 proto tcp comment 'a b'
          rule=limit log=true app=OpenSSH | more | ufw limit log from any to any app OpenSSH
          rule=deny insert=2 src=10.0.0.0/8 from_port=1 dest=::1 | more | ufw insert 2 deny from 10.0.0.0/8 port 1 to ::1
          rule=allow interface=eth0 direction=in | more | ufw allow in on eth0 from any to any
          rule=reject direction=out | more | ufw reject out from any to any
          rule=allow route=true interface_in=a interface_out=b | more | ufw route allow in on a out on b from any to any
          """)
  void addsARuleThatTheTrialDoesNotKnow(String options, String trial, String call) {
    String said =
        switch (trial) {
          case "there" -> "Skipping adding existing rule\n";
          case "gone" -> tables("", "");
          case "same" -> tables(SSH, SSH6);
          default -> tables(SSH + WEB, SSH6);
        };
    assertCall(Decided.of(new Ufw(), Ufw.Args.class, options, STATE, said), call);
    assertCall(Decided.checked(new Ufw(), Ufw.Args.class, options, STATE, said), call);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          rule=allow direction=incoming | For rules, direction must be one of "in" and "out", or direction must not be specified.
          default=allow direction=in | For default, direction must be one of "outgoing", "incoming" and "routed", or direction must not be specified.
          rule=allow interface_in=a interface_out=b | Only route rules can combine interface_in and interface_out
          """)
  void refuses(String options, String message) {
    Decided decided = Decided.of(new Ufw(), Ufw.Args.class, options, STATE);
    assertTrue(decided.result().isFailed());
    assertEquals(message, decided.text("msg"));
  }

  @ParameterizedTest
  @CsvSource({
    "first-ipv4, 0, insert 1",
    "last-ipv4, 0, insert 2",
    "last-ipv4, -1, insert 1",
    "first-ipv6, 0, insert 3",
    "last-ipv6, 0, insert 4",
    "last-ipv6, 1, ''",
    "zero, 3, insert 3",
  })
  void countsFromRulesOfAFamily(String relative, int insert, String words, @TempDir Path dir) {
    var host = new ModuleHarness(ShellKind.DASH, dir);
    FakeTools tools = tools(host, dir, ShellKind.DASH);
    Object[] options = {
      "rule", "deny", "port", "81", "insert", insert, "insert_relative_to", relative
    };
    Result result = host.run(new Ufw(), options);
    assertTrue(result.isChanged(), () -> result.fields().toString());
    assertTrue(
        tools.log().contains(("ufw " + words).strip() + " deny from any to any port 81\n"),
        tools::log);
  }

  private static FakeTools tools(ModuleHarness host, Path dir, ShellKind shell) {
    var tools =
        new FakeTools(host, dir, shell)
            .tool(
                "ufw",
                """
                case "$*" in
                  *bad*) echo "ERROR: Bad port 'bad'" >&2; exit 1 ;;
                  *broken*) [ $1 = --dry-run ] && cat "$d/trial" || { echo no >&2; exit 1; } ;;
                  "status numbered") cat "$d/numbers" ;;
                  status*) cat "$d/status" ;;
                  --dry-run*) cat "$d/trial" ;;
                  *) echo "Status: new" >"$d/status" ;;
                esac\
                """);
    tools.write("numbers", NUMBERS);
    tools.write("status", "Status: active\n");
    tools.write("trial", tables("### tuple ### deny any 81 0.0.0.0/0 any 9.9.9.9 in\n", ""));
    return tools;
  }

  @ParameterizedTest
  @EnumSource
  void runsOnAHost(ShellKind shell, @TempDir Path dir) {
    var host = new ModuleHarness(shell, dir);
    FakeTools tools = tools(host, dir, shell);
    Object[] options = {"rule", "deny", "port", "81", "state", "reloaded"};
    Result checked = host.check(new Ufw(), options);
    assertTrue(checked.isChanged(), () -> checked.fields().toString());
    assertFalse(tools.log().contains("ufw deny"), tools::log);
    Result first = host.run(new Ufw(), options);
    assertTrue(first.isChanged(), () -> first.fields().toString());
    assertEquals("Status: new", first.fields().text("msg").orElseThrow());
    assertTrue(
        tools.log().contains("ufw -f reload\nufw deny from any to any port 81\n"), tools::log);
    Result bad = host.run(new Ufw(), "rule", "deny", "port", "bad");
    assertEquals("ERROR: Bad port 'bad'\n", bad.fields().text("msg").orElseThrow());
    assertFalse(tools.log().contains("ufw deny from any to any port bad\n"), tools::log);
    Result broken = host.run(new Ufw(), "rule", "deny", "port", "broken");
    assertEquals("no", broken.fields().text("msg").orElseThrow());
    assertTrue(host.run(new Ufw(), "comment", "x").isFailed());
  }
}
