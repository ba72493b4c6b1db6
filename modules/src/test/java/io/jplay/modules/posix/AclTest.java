package io.jplay.modules.posix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.api.Result;
import io.jplay.core.value.Seq;
import io.jplay.modules.testing.Decided;
import io.jplay.modules.testing.FakeTools;
import io.jplay.modules.testing.ModuleHarness;
import io.jplay.modules.testing.ShellKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AclTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          etype=user entity=joe permissions=r state=present | /f: u::rw-,u:joe:r--,* | --modify user:joe:r -- /f | user:joe:r is present
          etype=user entity=joe permissions=r state=present | /f: *,* | <none> | user:joe:r is present
          entry=user:joe:r state=present | /f: u::rw-,* | --modify user:joe:r -- /f | user:joe:r is present
          entry=default:user:joe:r state=present | /f: *,d:u::rw- | --default --modify user:joe:r -- /f | user:joe:r is present
          entry=user:joe:- state=absent | /f: u::rw-,* | --remove user:joe -- /f | user:joe is absent
          etype=group entity=g state=absent default=yes | /f: *,d:u::rw- | --default --remove group:g -- /f | group:g is absent
          etype=other permissions=x state=present follow=no recursive=yes | /f: u::rw-,* | --recursive --physical --modify other::x -- /f | other::x is present
          etype=mask permissions=x state=present recalculate_mask=no_mask | /f: u::rw-,* | --no-mask --modify mask::x -- /f | mask::x is present
          state=query | '' | <none> | current acl
          """)
  void setsWhatSetfaclWouldChange(String options, String tested, String call, String message) {
    Decided decided = decided(options, tested);
    boolean none = call.equals("<none>");
    assertEquals(message, decided.text("msg"));
    assertEquals(!none, decided.result().isChanged());
    assertTrue(none || decided.script().contains("setfacl " + call + "\n"), decided::script);
  }

  private static Decided decided(String options, String tested) {
    return Decided.checked(
        new Acl(), Acl.Args.class, "path=/f " + options, "", "user::rw-\n\n", tested + "\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          recursive=yes | `recursive` MUST NOT be set when `state=query`.
          state=present | `etype` MUST be set when `state=present`.
          state=absent etype=user permissions=r | `permissions` MUST NOT be set when `state=absent`.
          state=present etype=user | `permissions` MUST be set when `state=present`.
          state=present entry=user:a:r etype=user | `entry` MUST NOT be set when `entity`, `etype` or `permissions` are set.
          state=present entry=user:a | `entry` MUST have 3 or 4 sections divided by `:` when `state=present`.
          state=absent entry=user | `entry` MUST have 2 or 3 sections divided by `:` when `state=absent`.
          use_nfsv4_acls=yes | use_nfsv4_acls is not supported
          """)
  void refusesWhatIsNoEntry(String options, String message) {
    assertEquals(message.replace('`', '\''), decided(options, "").text("msg"));
  }

  @ParameterizedTest
  @EnumSource
  void setsOnAHost(ShellKind shell, @TempDir Path dir) throws IOException {
    var host = new ModuleHarness(shell, dir);
    new FakeTools(host, dir, shell)
        .tool("getfacl", "cat \"$d/list\" 2>/dev/null; echo")
        .tool(
            "setfacl",
            "case $* in *nosuch*) echo 'setfacl: Option -m: Invalid' >&2; exit 2;;"
                + " *--test*) [ -e \"$d/list\" ] && echo 'f: *,*' || echo 'f: u::rw-,*';;"
                + " *) echo user:joe:r-- >\"$d/list\";; esac");
    String file = Files.writeString(dir.resolve("a b"), "").toString();
    Result set = run(host, file, "joe");
    assertTrue(set.isChanged());
    assertEquals(Seq.ofTexts(List.of("user:joe:r--")), set.fields().get("acl").orElseThrow());
    assertFalse(run(host, file, "joe").isChanged());
    assertTrue(run(host, file, "nosuch").isFailed());
    assertEquals(
        "Path not found or not accessible.",
        run(host, file + "x", "joe").fields().text("msg").orElse(""));
  }

  private static Result run(ModuleHarness host, String path, String user) {
    return host.run(
        new Acl(),
        "path",
        path,
        "etype",
        "user",
        "entity",
        user,
        "permissions",
        "r",
        "state",
        "present");
  }
}
