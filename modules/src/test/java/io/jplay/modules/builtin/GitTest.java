package io.jplay.modules.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.api.Result;
import io.jplay.core.event.Status;
import io.jplay.modules.testing.ModuleHarness;
import io.jplay.modules.testing.ShellKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class GitTest {
  @TempDir Path dir;
  private Path work;
  private String bare;

  @BeforeEach
  void makeRepositories() throws Exception {
    Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/git")), "git is not installed");
    work = dir.resolve("work");
    bare = dir.resolve("bare.git").toString();
    git(dir, "init", "-q", "-b", "main", work.toString());
    commit("1");
    git(work, "tag", "v1");
    commit("2");
    git(work, "branch", "dev");
    git(dir, "clone", "-q", "--bare", work.toString(), bare);
    git(work, "remote", "add", "origin", bare);
  }

  private void commit(String text) throws Exception {
    Files.writeString(work.resolve("f"), text);
    git(work, "add", "f");
    git(work, "commit", "-qm", text);
  }

  private static String git(Path in, String... words) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of("git", "-c", "user.name=t", "-c", "user.email=t@t"));
    command.addAll(List.of(words));
    Process process =
        new ProcessBuilder(command).directory(in.toFile()).redirectErrorStream(true).start();
    String out = new String(process.getInputStream().readAllBytes());
    assertEquals(0, process.waitFor(), out);
    return out.strip();
  }

  /// What verifying said, without what the other steps did.
  @ParameterizedTest
  @EnumSource
  void tellsWhyACommitIsNotVerified(ShellKind shell) {
    var host = new ModuleHarness(shell, dir);
    String dest = dir.resolve("verified").toString();
    Result result = host.run(new Git(), "repo", bare, "dest", dest, "verify_commit", true);
    assertTrue(result.isFailed(), () -> result.fields().toString());
    assertEquals("Failed to verify GPG signature of commit/tag \"HEAD\"", text(result, "msg"));
    assertEquals("", text(result, "stderr"));
    assertEquals("git verify-commit HEAD", text(result, "cmd"));
  }

  @ParameterizedTest
  @EnumSource
  void tellsOfSubmodules(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    Path config =
        Files.writeString(dir.resolve("gitconfig"), "[protocol \"file\"]\nallow=always\n");
    git(work, "-c", "protocol.file.allow=always", "submodule", "-q", "add", bare, "sub");
    git(work, "commit", "-qm", "sub");
    git(work, "push", "-q", "origin", "main");
    Object[] options = {"repo", bare, "dest", dir.resolve("with"), "executable", wrapper(config)};
    Result result = host.run(new Git(), options);
    assertTrue(result.fields().flag("submodules_changed"), () -> result.fields().toString());
    assertTrue(Files.exists(dir.resolve("with/sub/f")));
    assertFalse(host.run(new Git(), options).fields().has("submodules_changed"));
  }

  /// A git that reads that configuration: submodules of paths must be allowed.
  private Path wrapper(Path config) throws IOException {
    Path file = dir.resolve("git-allowing");
    Files.writeString(file, "#!/bin/sh\nGIT_CONFIG_GLOBAL=%s exec git \"$@\"\n".formatted(config));
    assertTrue(file.toFile().setExecutable(true));
    return file;
  }

  @ParameterizedTest
  @EnumSource
  void wantsTheRemoteThatIsNamed(ShellKind shell) {
    var host = new ModuleHarness(shell, dir);
    String dest = dir.resolve("plain").toString();
    host.run(new Git(), "repo", bare, "dest", dest);
    Object[] other = {"repo", bare, "dest", dest, "remote", "upstream"};
    Result result = host.run(new Git(), other);
    assertTrue(result.isFailed(), () -> result.fields().toString());
    assertEquals(
        "Failed to set a new url file://%s for upstream:  error: No such remote 'upstream'\n"
            .formatted(bare),
        text(result, "msg"));
  }

  private static String text(Result result, String key) {
    return result.fields().text(key).orElse("<none>");
  }

  @ParameterizedTest
  @EnumSource
  void clonesThenFollows(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    Path dest = dir.resolve("a/checkout");
    String v1 = git(work, "rev-parse", "v1");
    String head = git(work, "rev-parse", "HEAD");
    Result result = host.check(new Git(), "repo", bare, "dest", dest);
    assertEquals(Status.CHANGED, result.status());
    assertEquals(head, text(result, "after"));
    assertEquals(">> Newly checked out " + head, result.diffs().getFirst().prepared());
    assertFalse(Files.exists(dest));
    result = host.run(new Git(), "repo", bare, "dest", dest, "version", "v1");
    assertEquals(Status.CHANGED, result.status(), () -> "" + host);
    assertEquals(v1, text(result, "after"));
    assertFalse(result.fields().has("remote_url_changed"));
    assertEquals("file://" + bare, git(dest, "remote", "get-url", "origin"));
    result = host.run(new Git(), "repo", bare, "dest", dest, "version", "v1");
    assertEquals(Status.OK, result.status());
    assertEquals(v1, text(result, "before"));
    result = host.check(new Git(), "repo", bare, "dest", dest, "version", "dev");
    assertEquals(head, text(result, "after"));
    assertEquals(Status.CHANGED, result.status());
    result = host.run(new Git(), "repo", bare, "dest", dest, "version", "dev");
    assertEquals(head, text(result, "after"));
    assertEquals("dev", git(dest, "rev-parse", "--abbrev-ref", "HEAD"));
    String shown = result.diffs().getFirst().prepared();
    assertTrue(shown.startsWith("diff --git a/f b/f\n"), shown);
    git(work, "checkout", "-q", "dev");
    commit("3");
    git(work, "push", "-q", "origin", "dev");
    result = host.run(new Git(), "repo", bare, "dest", dest, "version", "dev", "update", false);
    assertEquals(head, text(result, "after"));
    result = host.run(new Git(), "repo", bare, "dest", dest, "version", "dev");
    assertEquals(git(work, "rev-parse", "HEAD"), text(result, "after"));
    result = host.run(new Git(), "repo", bare, "dest", dest, "version", v1.substring(0, 9));
    assertEquals(v1, text(result, "after"));
    result = host.check(new Git(), "repo", bare, "dest", dest, "version", v1.substring(0, 9));
    assertEquals(Status.OK, result.status());
  }

  /// The command as it could be tried by hand, and git's reason without its progress.
  @ParameterizedTest
  @EnumSource
  void showsTheCommandThatFailed(ShellKind shell) {
    var host = new ModuleHarness(shell, dir);
    Result result =
        host.run(new Git(), "repo", "file://" + dir.resolve("nosuch"), "dest", dir.resolve("d"));
    assertTrue(result.isFailed());
    String command = text(result, "cmd");
    assertTrue(command.matches("\\S*git clone .*-- file://\\S*nosuch \\S*/d"), command);
    assertFalse(text(result, "msg").contains("Cloning into"), text(result, "msg"));
  }

  @ParameterizedTest
  @EnumSource
  void keepsLocalWorkUnlessForced(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    Path dest = dir.resolve("c");
    host.run(new Git(), "repo", bare, "dest", dest);
    Files.writeString(dest.resolve("untracked"), "x");
    assertEquals(Status.OK, host.run(new Git(), "repo", bare, "dest", dest).status());
    Files.writeString(dest.resolve("f"), "mine");
    Result result = host.run(new Git(), "repo", bare, "dest", dest);
    assertEquals(
        "Local modifications exist in the destination: " + dest + " (force=no).",
        text(result, "msg"));
    assertEquals("mine", Files.readString(dest.resolve("f")));
    result = host.check(new Git(), "repo", "file://" + bare, "dest", dest, "force", true);
    assertEquals(Status.CHANGED, result.status());
    assertFalse(result.fields().has("msg"));
    result = host.run(new Git(), "repo", "file://" + bare, "dest", dest, "force", true);
    assertEquals(Status.CHANGED, result.status());
    assertFalse(result.fields().flag("remote_url_changed"));
    assertEquals("2", Files.readString(dest.resolve("f")));
    assertEquals("file://" + bare, git(dest, "remote", "get-url", "origin"));
  }

  @ParameterizedTest
  @EnumSource
  void knowsTheOtherShapes(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    String url = "file://" + bare;
    Path shallow = dir.resolve("shallow");
    assertEquals(
        Status.CHANGED,
        host.run(new Git(), "repo", url, "dest", shallow, "depth", 1, "version", "dev").status());
    assertEquals("1", git(shallow, "rev-list", "--count", "HEAD"));
    assertEquals(
        Status.OK,
        host.run(new Git(), "repo", url, "dest", shallow, "depth", 1, "version", "dev").status());
    assertEquals("1", git(shallow, "rev-list", "--count", "HEAD"));
    Result other = host.run(new Git(), "repo", url, "dest", shallow, "depth", 1, "version", "main");
    assertFalse(other.isFailed(), () -> other.fields().toString());
    assertEquals("main", git(shallow, "symbolic-ref", "--short", "HEAD"));
    Path copy = dir.resolve("copy.git");
    assertEquals(
        Status.CHANGED,
        host.run(new Git(), "repo", url, "dest", copy, "bare", true, "remote", "up").status());
    assertEquals(
        Status.OK,
        host.run(new Git(), "repo", url, "dest", copy, "bare", true, "remote", "up").status());
    Path apart = dir.resolve("apart");
    String separate = dir + "/apart.git";
    assertEquals(
        Status.CHANGED,
        host.run(new Git(), "repo", url, "dest", apart, "separate_git_dir", separate).status());
    assertEquals(
        Status.OK,
        host.run(new Git(), "repo", url, "dest", apart, "separate_git_dir", separate).status());
    Path archive = dir.resolve("x.tar.gz");
    Result result =
        host.run(new Git(), "repo", url, "dest", apart, "archive", archive, "single_branch", true);
    assertEquals(Status.CHANGED, result.status());
    assertTrue(Files.size(archive) > 0);
    Path odd = dir.resolve("x.foo");
    result = host.run(new Git(), "repo", url, "dest", apart, "archive", odd);
    assertEquals(
        "Unable to get file extension from archive file name : " + odd, text(result, "msg"));
    assertTrue(text(result, "details").endsWith("['tar', 'tar.gz', 'zip', 'tgz']"), url);
  }

  @ParameterizedTest
  @EnumSource
  void tellsWhatGitSaid(ShellKind shell) {
    var host = new ModuleHarness(shell, dir);
    Path dest = dir.resolve("c");
    Result result = host.run(new Git(), "repo", bare, "dest", dest, "version", "none");
    assertEquals("Failed to checkout none", text(result, "msg"));
    result = host.run(new Git(), "repo", dir + "/no", "dest", dir.resolve("d"));
    assertEquals(Status.FAILED, result.status());
    assertTrue(text(result, "msg").contains("does not"), text(result, "msg"));
    assertEquals("128", String.valueOf(result.fields().get("rc").orElseThrow()));
    assertTrue(text(result, "msg").startsWith("fatal: "), text(result, "msg"));
    result = host.check(new Git(), "repo", dir + "/no", "dest", dir.resolve("d"));
    assertTrue(text(result, "msg").startsWith("fatal: "), text(result, "msg"));
    result = host.run(new Git(), "repo", bare, "dest", dest, "bare", true, "separate_git_dir", "x");
    assertEquals("parameters are mutually exclusive: separate_git_dir|bare", text(result, "msg"));
    result = host.run(new Git(), "repo", bare);
    assertEquals(
        "the destination directory must be specified unless clone=no", text(result, "msg"));
    result = host.run(new Git(), "repo", bare, "clone", false);
    assertEquals(Status.CHANGED, result.status());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"--upload-pack=touch x", "ext::sh -c touch% x", "ssh://-oProxyCommand=x/"})
  void refusesWhatRunsPrograms(String repo) {
    var host = new ModuleHarness(ShellKind.DASH, dir);
    assertEquals(
        Status.FAILED, host.run(new Git(), "repo", repo, "dest", dir.resolve("c")).status());
    assertEquals(0, host.session().roundTrips());
  }
}
