package io.jplay.modules.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.api.Result;
import io.jplay.modules.testing.FakeTools;
import io.jplay.modules.testing.ModuleHarness;
import io.jplay.modules.testing.ShellKind;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SubversionTest {
  /// A working copy is a directory with `rev`; the repository has revision 3; `mod` is a change.
  private static final String SVN =
      """
      while :; do case $1 in
        --password-from-stdin) cat >>"$d/log"; shift ;;
        --username) shift 2 ;;
        -*) shift ;;
        *) break ;;
      esac; done
      cmd=$1; for last; do :; done
      case $cmd in
        info) case $last in
            file:*) echo "Revision: 3" ;;
            *) [ -f "$last/rev" ] || exit 1; echo "Revision: $(cat "$last/rev")" ;;
          esac
          echo "URL: file:///repo" ;;
        status) [ ! -f "$last/mod" ] || echo "M       $last/f" ;;
        checkout) mkdir -p "$last"; echo 3 >"$last/rev"; echo "A    $last/f" ;;
        export) mkdir -p "$last"; echo "A    $last/f" ;;
        revert) rm -f "$last/mod" ;;
        update) if [ "$(cat "$last/rev")" != 3 ]; then echo 3 >"$last/rev"; echo "U    $last/f"; fi ;;
        switch) echo "At revision 3." ;;
      esac\
      """;

  @TempDir Path dir;

  private String text(Result result, String key) {
    return result.fields().get(key).map(Object::toString).orElse("<none>");
  }

  @ParameterizedTest
  @EnumSource
  void checksOutAndUpdates(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    FakeTools tools = new FakeTools(host, dir, shell).tool("svn", SVN);
    Path copy = dir.resolve("copy-" + shell);
    Object[] options = {
      "repo", "file:///repo", "dest", copy, "username", "u", "password", "geheim"
    };
    assertTrue(host.check(new Subversion(), options).isChanged());
    assertFalse(Files.exists(copy));
    Result first = host.run(new Subversion(), options);
    assertTrue(first.isChanged(), () -> first.fields().toString());
    assertTrue(text(first, "after").contains("Revision: 3"), text(first, "after"));
    assertTrue(tools.log().contains("geheim"));
    assertFalse(tools.log().lines().anyMatch(l -> l.startsWith("svn") && l.contains("geheim")));
    assertFalse(host.run(new Subversion(), options).isChanged());
    Files.writeString(copy.resolve("rev"), "2\n");
    Result would = host.check(new Subversion(), options);
    assertTrue(would.isChanged());
    assertEquals("Revision: 2", text(would, "before"));
    assertEquals("Revision: 3", text(would, "after"));
    assertTrue(host.run(new Subversion(), options).isChanged());
    Files.writeString(copy.resolve("mod"), "");
    assertEquals(
        "ERROR: modified files exist in the repository.",
        text(host.run(new Subversion(), options), "msg"));
    Object[] forced = {"repo", "file:///repo", "dest", copy, "force", true};
    assertTrue(host.run(new Subversion(), forced).isChanged());
    assertFalse(Files.exists(copy.resolve("mod")));
  }

  @ParameterizedTest
  @EnumSource
  void exportsAndLeavesOtherDirectories(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    new FakeTools(host, dir, shell).tool("svn", SVN);
    Path other = Files.createDirectory(dir.resolve("other"));
    String repo = "file:///repo";
    assertEquals(
        "ERROR: %s folder already exists, but its not a subversion repository.".formatted(other),
        text(host.run(new Subversion(), "repo", repo, "dest", other), "msg"));
    assertTrue(host.run(new Subversion(), "repo", repo, "dest", other, "export", true).isChanged());
    assertTrue(
        host.run(new Subversion(), "repo", repo, "dest", other, "in_place", true).isChanged());
    Result asked = host.run(new Subversion(), "repo", repo, "checkout", false, "update", false);
    assertEquals("Revision: 3", text(asked, "after"));
    assertTrue(host.run(new Subversion(), "repo", repo).isFailed());
  }
}
