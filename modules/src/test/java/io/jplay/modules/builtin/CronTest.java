package io.jplay.modules.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.api.Result;
import io.jplay.modules.testing.Decided;
import io.jplay.modules.testing.FakeTools;
import io.jplay.modules.testing.ModuleHarness;
import io.jplay.modules.testing.ShellKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CronTest {
  private static final String TABLE =
      "A=b\nC=d\n#Ansible: x\n1 2 * * * old\n#Ansible: y\n@daily y\n";

  @TempDir Path dir;

  /// The table after the change, lines joined by `/`; empty when nothing changes.
  @ParameterizedTest
  @CsvSource({
    "name=x job=old minute=1 hour=2, ''",
    "name=x job=new special_time=reboot, A=b/C=d/#Ansible: x/@reboot new/#Ansible: y/@daily y",
    "name=x job=z disabled=yes, A=b/C=d/#Ansible: x/#* * * * * z/#Ansible: y/@daily y",
    "name=x state=absent, A=b/C=d/#Ansible: y/@daily y",
    "name=nosuch state=absent, ''",
    "name=nosuch state=absent insertafter=A, ''",
    "name=A state=absent env=yes, C=d/#Ansible: x/1 2 * * * old/#Ansible: y/@daily y",
    "name=N job=n env=yes, 'N=\"n\"/A=b/C=d/#Ansible: x/1 2 * * * old/#Ansible: y/@daily y'",
    "name=N job=n env=yes insertafter=A, 'A=b/N=\"n\"/C=d/#Ansible: x/1 2 * * * old/#Ansible:"
        + " y/@daily y'",
    "name=N job=n env=yes insertbefore=C, 'A=b/N=\"n\"/C=d/#Ansible: x/1 2 * * * old/#Ansible:"
        + " y/@daily y'",
  })
  void changesTheTable(String options, String after) {
    Decided d = Decided.of(new Cron(), Cron.Args.class, options, "\036table\n" + TABLE);
    assertEquals(!after.isEmpty(), d.result().isChanged());
    if (!after.isEmpty()) {
      assertEquals(after + "/", d.result().diffs().getFirst().after().replace('\n', '/'));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "special_time=daily hour=3|You must specify time and date fields or special time.",
        "cron_file=f job=|To use cron_file=... parameter you must specify user=... as well",
        "insertafter=A|Insertafter and insertbefore parameters are valid only with env=yes",
        "env=yes cron_file=f|To use cron_file=... parameter you must specify user=... as well",
        "env=yes insertafter=NO|Variable named 'NO' not found.",
        "env=yes insertbefore=NO|Variable named 'NO' not found.",
      })
  void refuses(String options, String message) {
    String all = "name=n job=j " + options;
    Decided d = Decided.of(new Cron(), Cron.Args.class, all, "\036table\n" + TABLE);
    assertEquals(message, d.result().fields().text("msg").orElseThrow());
  }

  @Test
  void namesTheUserInADiff() {
    Decided d =
        Decided.of(new Cron(), Cron.Args.class, "name=n job=j user=daemon", "\036table\n" + TABLE);
    assertEquals("crontab for user \"daemon\"", d.result().diffs().getFirst().beforeHeader());
  }

  @ParameterizedTest
  @EnumSource
  void saysWhatCrontabSays(ShellKind shell) {
    var host = new ModuleHarness(shell, dir);
    new FakeTools(host, dir, shell)
        .tool("crontab", "case $* in *-l) ;; *) echo 'bad minute' >&2; exit 1 ;; esac");
    Result result = host.run(new Cron(), "name", "n", "job", "j", "minute", "99");
    assertEquals("bad minute\n", result.fields().text("msg").orElseThrow());
    assertEquals("crontab -", result.fields().text("cmd").orElseThrow());
    Result variable = host.run(new Cron(), "name", "a b", "value", "j", "env", true);
    assertEquals(
        "Invalid name for environment variable", variable.fields().text("msg").orElseThrow());
    Result lines = host.check(new Cron(), "name", "n", "job", "a\nb");
    assertEquals(List.of("Job should not contain line breaks"), lines.warnings());
    Object[] odd = {"name", "n", "job", "a", "cron_file", dir.resolve("a.b"), "user", "root"};
    assertTrue(
        host.check(new Cron(), odd).warnings().getFirst().contains("cron_file (\"a.b\") should"));
  }

  @ParameterizedTest
  @EnumSource
  void changesACrontab(ShellKind shell) {
    var host = new ModuleHarness(shell, dir);
    FakeTools tools = crontab(host, shell);
    Object[] options = {"name", "a b", "job", "echo 'x' 100%", "minute", "5", "user", "nobody"};
    assertTrue(host.check(new Cron(), options).isChanged());
    assertEquals("", tools.read("table"));
    Result result = host.run(new Cron(), options);
    assertTrue(result.isChanged(), () -> result.fields().toString());
    assertEquals("#Ansible: a b\n5 * * * * echo 'x' 100%\n", tools.read("table"));
    assertTrue(tools.log().contains("-u nobody"), tools::log);
    assertFalse(host.run(new Cron(), options).isChanged());
  }

  @ParameterizedTest
  @EnumSource
  void changesAFile(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    FakeTools tools = crontab(host, shell);
    Path file = dir.resolve("table-" + shell);
    Object[] options = {
      "name", "j", "job", "true", "user", "root", "cron_file", file, "special_time", "daily"
    };
    assertTrue(host.run(new Cron(), options).isChanged());
    assertEquals("#Ansible: j\n@daily root true\n", Files.readString(file));
    assertFalse(host.run(new Cron(), options).isChanged());
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    host.run(new Cron(), "name", "k", "job", "true", "user", "root", "cron_file", file);
    assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    host.run(new Cron(), "name", "k", "cron_file", file, "state", "absent");
    Result result =
        host.run(new Cron(), "name", "j", "cron_file", file, "state", "absent", "backup", true);
    assertTrue(result.isChanged());
    assertFalse(Files.exists(file));
    Path backup = Path.of(result.fields().text("backup_file").orElseThrow());
    assertEquals("#Ansible: j\n@daily root true\n", Files.readString(backup));
    assertEquals(
        "You must specify 'job' to install a new cron job or variable",
        host.run(new Cron(), "name", "j").fields().text("msg").orElseThrow());
    assertFalse(tools.log().contains("-u"), tools::log);
  }

  /// A crontab that keeps its table beside itself: the real one needs a cron and changes the
  /// system's.
  private FakeTools crontab(ModuleHarness host, ShellKind shell) {
    return new FakeTools(host, dir, shell)
        .tool(
            "crontab",
            """
            case $* in
              *-l) [ -f "$d/table" ] && cat "$d/table" ;;
              *-r) rm -f "$d/table" ;;
              *) for f; do :; done
                if [ "$f" = - ]; then cat >"$d/table"; else cat "$f" >"$d/table"; fi ;;
            esac\
            """);
  }
}
