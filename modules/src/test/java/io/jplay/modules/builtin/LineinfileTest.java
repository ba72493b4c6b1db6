package io.jplay.modules.builtin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.api.Result;
import io.jplay.core.event.Status;
import io.jplay.modules.testing.ModuleHarness;
import io.jplay.modules.testing.ShellKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LineinfileTest {
  @TempDir Path dir;

  private static String text(Result result, String key) {
    return result.fields().text(key).orElse("<none>");
  }

  private void edit(ModuleHarness host, String before, String after, String msg, Object... more)
      throws Exception {
    Path file = Files.writeString(dir.resolve("f"), before);
    var options = new ArrayList<Object>(List.of("path", file));
    options.addAll(List.of(more));
    Result check = host.check(new Lineinfile(), options.toArray());
    assertEquals(before, Files.readString(file));
    Result result = host.run(new Lineinfile(), options.toArray());
    assertEquals(after, Files.readString(file), options.toString());
    assertEquals(msg, text(result, "msg"));
    assertEquals(check.status(), result.status());
    assertEquals(before.equals(after) ? Status.OK : Status.CHANGED, result.status());
    assertEquals(Status.OK, host.run(new Lineinfile(), options.toArray()).status());
  }

  @ParameterizedTest
  @EnumSource
  void addsReplacesAndKeeps(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    edit(host, "a\nb", "a\nb\nx\n", "line added", "line", "x");
    edit(host, "a\nx\n", "a\nx\n", "", "line", "x");
    edit(host, "a=1\na=2\n", "a=1\na=3\n", "line replaced", "regexp", "^a=", "line", "a=3");
    edit(
        host,
        "a=1\na=2\n",
        "a=3\na=2\n",
        "line replaced",
        "regexp",
        "^a=",
        "line",
        "a=3",
        "firstmatch",
        true);
    edit(host, "a\nb\n", "a\nx\nb\n", "line added", "line", "x", "insertafter", "^a");
    edit(host, "a\nb\n", "a\nx\nb\n", "line added", "line", "x", "insertbefore", "^b");
    edit(host, "a\nb\n", "x\na\nb\n", "line added", "line", "x", "insertbefore", "BOF");
    // a template that came to nothing is no place
    edit(host, "a\nb\n", "a\nb\nx\n", "line added", "line", "x", "insertbefore", "");
    edit(host, "a\nb\n", "a\nb\nx\n", "line added", "line", "x", "insertafter", "");
    edit(
        host,
        "a\nb\n",
        "a\nb\nx\n",
        "line added",
        "line",
        "x",
        "insertafter",
        "",
        "firstmatch",
        true);
    edit(host, "a\n", "a\nx\n", "line added", "line", "x", "insertafter", "nothing");
    edit(
        host,
        "k v\n",
        "k=v;\n",
        "line replaced",
        "regexp",
        "^(?P<key>\\w+) (v)$",
        "line",
        "\\g<key>=\\2;",
        "backrefs",
        true);
    edit(host, "a\n", "a\n", "", "regexp", "^z", "line", "z", "backrefs", true);
    edit(host, "say hi\n", "bye\n", "line replaced", "search_string", "hi", "line", "bye");
  }

  @ParameterizedTest
  @EnumSource
  void removes(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    edit(host, "a\nb\na\n", "b\n", "2 line(s) removed", "regexp", "^a", "state", "absent");
    edit(host, "a\nb\n", "b\n", "1 line(s) removed", "line", "a", "state", "absent");
    assertEquals(
        "file not present",
        text(
            host.run(new Lineinfile(), "path", dir.resolve("no"), "line", "a", "state", "absent"),
            "msg"));
  }

  @ParameterizedTest
  @EnumSource
  void createsBacksUpAndValidates(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    Path file = dir.resolve("new");
    assertEquals(
        "Destination " + file + " does not exist !",
        text(host.run(new Lineinfile(), "path", file, "line", "a"), "msg"));
    assertEquals(
        "line added and ownership, perms or SE linux context changed",
        text(
            host.run(new Lineinfile(), "path", file, "line", "a", "create", true, "mode", "0600"),
            "msg"));
    Result result = host.run(new Lineinfile(), "path", file, "line", "b", "backup", true);
    assertEquals("a\n", Files.readString(Path.of(text(result, "backup"))));
    assertEquals("a\nb\n", result.diffs().getFirst().after());
    assertEquals(
        "failed to validate: rc:1 error:",
        text(host.run(new Lineinfile(), "path", file, "line", "c", "validate", "false %s"), "msg"));
    assertEquals(
        "ownership, perms or SE linux context changed",
        text(host.run(new Lineinfile(), "path", file, "line", "b", "mode", "0644"), "msg"));
    assertTrue(
        host.run(new Lineinfile(), "path", file, "regexp", "", "line", "b")
            .warnings()
            .getFirst()
            .startsWith("The regular expression is an empty string"));
  }

  /// A byte in another charset changes nothing for the rest of the file.
  @ParameterizedTest
  @EnumSource
  void keepsBytesThatAreNoUtf8(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    Path file = dir.resolve("f");
    Files.write(file, new byte[] {'#', (byte) 0xe9, '\n', (byte) 0xc3, (byte) 0xbc, '\n'});
    host.run(new Lineinfile(), "path", file, "regexp", "^ü$", "line", "é→");
    byte[] expected = {
      '#', (byte) 0xe9, '\n', (byte) 0xc3, (byte) 0xa9, (byte) 0xe2, (byte) 0x86, (byte) 0x92, '\n'
    };
    assertArrayEquals(expected, Files.readAllBytes(file));
  }

  @ParameterizedTest
  @EnumSource
  void keepsEveryBackupOfASecond(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    Path file = Files.writeString(dir.resolve("f"), "0\n");
    var backups = new HashSet<String>();
    for (int i = 1; i <= 4; i++) {
      Result result =
          host.run(new Lineinfile(), "path", file, "line", String.valueOf(i), "backup", true);
      assertTrue(backups.add(text(result, "backup")), text(result, "backup"));
    }
    var lengths = new TreeSet<Long>();
    for (String backup : backups) {
      lengths.add(Files.size(Path.of(backup)));
    }
    assertEquals(Set.of(2L, 4L, 6L, 8L), lengths);
  }

  @ParameterizedTest
  @EnumSource
  void aLinkStaysOne(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    Path link = Files.createSymbolicLink(dir.resolve("link"), Path.of("target"));
    host.run(new Lineinfile(), "path", link, "line", "x", "create", true);
    assertEquals("x\n", Files.readString(dir.resolve("target")), "of a link that led nowhere");
    assertTrue(Files.isSymbolicLink(link));
    Result result = host.run(new Lineinfile(), "path", link, "line", "y", "backup", true);
    assertTrue(text(result, "backup").startsWith(link + "."), text(result, "backup"));
  }
}
