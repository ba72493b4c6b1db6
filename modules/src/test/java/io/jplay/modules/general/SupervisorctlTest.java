package io.jplay.modules.general;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.api.Result;
import io.jplay.core.value.Seq;
import io.jplay.modules.testing.Decided;
import io.jplay.modules.testing.FakeTools;
import io.jplay.modules.testing.ModuleHarness;
import io.jplay.modules.testing.ShellKind;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SupervisorctlTest {
  private static final String STATUS =
      """
      app                              RUNNING   pid 1, uptime 0:00:01
      g:one                            STOPPED   Not started
      g:two                            RUNNING   pid 2, uptime 0:00:01
      bad                              FATAL     Exited too quickly
      late                             BACKOFF   can't find command
      """;

  /// As community.general's module did with the same status.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          name=app state=started | <none>
          name=bad state=started | jp_do 'bad: started' start bad
          name=late state=stopped | jp_do 'late: stopped' stop late
          name=bad state=stopped | <none>
          name=g: state=started | jp_do 'g:one: started' start g:one
          name=g:two state=stopped | jp_do 'g:two: stopped' stop g:two
          name=app state=restarted | jp_out=$(jp_ctl update)
          name=new state=restarted | jp_out=$(jp_ctl update)
          name=app state=present | <none>
          name=new state=present | jp_do 'new: added process group' add new
          name=new state=absent | <none>
          name=app state=absent | jp_do 'app: removed process group' remove app
          name=app state=signalled signal=HUP | jp_do 'app: signalled' signal HUP app
          name=all state=stopped | jp_do 'g:two: stopped' stop g:two
          name=bad state=started config=/c server_url=http://x username=u | -c /c -s http://x -u u "$@"
          """)
  void asksForTheStatusThenActs(String options, String call) {
    Decided decided = Decided.of(new Supervisorctl(), Supervisorctl.Args.class, options, STATUS);
    boolean none = call.equals("<none>");
    assertEquals(!none, decided.result().isChanged(), decided::toString);
    assertTrue(none || decided.script().contains(call), decided::script);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name=g state=started|ERROR (no such process)",
        "name=one state=stopped|ERROR (no such process)",
        "name=app state=signalled|state is signalled but all of the following are missing: signal",
      })
  void refuses(String options, String message) {
    Decided decided = Decided.of(new Supervisorctl(), Supervisorctl.Args.class, options, STATUS);
    assertEquals(message, decided.text("msg"));
  }

  @ParameterizedTest
  @EnumSource
  void runsItsProgram(ShellKind shell, @TempDir Path dir) {
    var host = new ModuleHarness(shell, dir);
    var tools =
        new FakeTools(host, dir, shell)
            .tool(
                "supervisorctl",
                """
                [ "$1" != -c ] || { cat "$2" >>"$d/config"; shift 2; }
                case $1 in
                  status) cat "$d/status"; exit 3 ;;
                  start) [ "$2" != bad ] || { echo 'bad: ERROR (spawn error)'; exit 7; }
                    sed "s/^$2 .*/$2 RUNNING/" "$d/status" >"$d/new"; mv "$d/new" "$d/status"
                    echo "$2: started" ;;
                  *) echo "$2: $1" ;;
                esac\
                """);
    tools.write("status", "app STOPPED\nbad FATAL\n");
    Object[] options = {"name", "app", "state", "started"};
    assertTrue(host.check(new Supervisorctl(), options).isChanged());
    Result result = host.run(new Supervisorctl(), options);
    assertTrue(result.isChanged(), () -> result.fields().toString());
    assertFalse(host.run(new Supervisorctl(), options).isChanged());
    assertEquals(
        "bad: ERROR (spawn error)",
        host.run(new Supervisorctl(), "name", "bad", "state", "started")
            .fields()
            .text("msg")
            .orElse(""));
    host.run(
        new Supervisorctl(), "name", "app", "state", "started", "username", "u", "password", "p%q");
    assertTrue(
        tools.read("config").contains("[supervisorctl]\nusername=u\npassword=p%%q\n"),
        () -> tools.read("config"));
    assertFalse(tools.log().contains("p%q"), tools::log);
    assertEquals(
        "Provided path to supervisorctl does not exist or isn't executable: /no/such",
        host.run(
                new Supervisorctl(),
                "name",
                "app",
                "state",
                "started",
                "supervisorctl_path",
                "/no/such")
            .fields()
            .text("msg")
            .orElse(""));
  }

  /// A program whose configuration has just come is known only after it was read.
  @ParameterizedTest
  @EnumSource
  void restartsWhatItsConfigurationBrings(ShellKind shell, @TempDir Path dir) {
    var host = new ModuleHarness(shell, dir);
    var tools =
        new FakeTools(host, dir, shell)
            .tool(
                "supervisorctl",
                """
                case $1 in
                  status) cat "$d/status"; exit 3 ;;
                  update) echo "g:new RUNNING pid 1" >>"$d/status" ;;
                  restart) echo "$2: stopped"; echo "$2: started" ;;
                esac\
                """);
    tools.write("status", "app RUNNING pid 1\ngx RUNNING pid 2\n");
    Result result = host.run(new Supervisorctl(), "name", "g:", "state", "restarted");
    assertTrue(result.isChanged(), () -> result.fields().toString());
    assertEquals(Seq.ofTexts(List.of("g:new")), result.fields().get("affected").orElseThrow());
    assertFalse(tools.log().contains("restart gx"), tools::log);
    Result missing = host.run(new Supervisorctl(), "name", "nosuch", "state", "restarted");
    assertEquals("ERROR (no such process)", missing.fields().text("msg").orElse(""));
  }
}
