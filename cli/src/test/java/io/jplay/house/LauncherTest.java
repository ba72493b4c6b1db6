package io.jplay.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.testing.SshdFixture;
import io.jplay.core.testing.TestUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The programs that a clone is used by, in a clone that was built before: where Java is missing,
/// and for users who may not write there.
class LauncherTest {
  private static final Path ROOT = Path.of(System.getProperty("jplay.root", "..")).toAbsolutePath();

  @TempDir private Path dir;
  private Path clone;

  private record Said(int code, String text) {}

  /// The launcher with a build whose Java only prints its words.
  @BeforeEach
  void clonedAndBuilt() throws IOException {
    Assumptions.assumeTrue(SshdFixture.isRoot(), "needs root: other users, a mount");
    clone = dir.resolve("clone");
    SshdFixture.command(Map.of(), "chmod", "755", dir.toString());
    SshdFixture.command(
        Map.of(),
        "sh",
        "-c",
        "mkdir -p \"$2/.build/launch/lib\" \"$2/.git/logs\" && cp -R \"$1/.mvn\" \"$1/jplay\""
            + " \"$1/mvnw\" \"$1/pom.xml\" \"$2\" && chmod -R go+rX \"$2\"",
        "sh",
        ROOT.toString(),
        clone.toString());
    Path launch = clone.resolve(".build/launch");
    Files.createFile(clone.resolve(".git/logs/HEAD"));
    Files.createFile(launch.resolve("archive"));
    Files.writeString(
        launch.resolve("env"),
        """
        jplay_java='/bin/echo'
        jplay_stamp='%1$s/none'
        jplay_history='%1$s/.git/logs/HEAD'
        jplay_archive='%1$s/.build/launch/archive'
        jplay_lib='%1$s/.build/launch/lib'
        jplay_jars='all.jar'
        """
            .formatted(clone));
  }

  private Said run(String... words) throws IOException, InterruptedException {
    var builder = new ProcessBuilder(words).redirectErrorStream(true).directory(dir.toFile());
    builder.environment().clear();
    builder.environment().putAll(Map.of("PATH", "/usr/bin:/bin", "HOME", dir.toString()));
    Process process = builder.start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes());
    return new Said(process.waitFor(), text);
  }

  private Said as(TestUser user, String... words) throws IOException, InterruptedException {
    var all = new ArrayList<>(List.of("setpriv", "--reuid=" + user.name(), "--clear-groups"));
    all.addAll(List.of(words));
    return run(all.toArray(String[]::new));
  }

  @Test
  void startsWithoutAsking() throws Exception {
    var said = run(clone + "/jplay", "--version");
    assertEquals(0, said.code(), said.text());
    assertTrue(said.text().contains("-Djplay.program=jplay "), said.text());
    assertTrue(said.text().endsWith("-cp all.jar io.jplay.cli.Main --version\n"), said.text());
  }

  /// A commit came in, and who starts it is not who may build it.
  @Test
  void anotherUserGetsWhatIsBuilt() throws Exception {
    try (var user = TestUser.create()) {
      Path history = clone.resolve(".git/logs/HEAD");
      SshdFixture.command(Map.of(), "touch", "-d", "next year", history.toString());
      var said = as(user, clone + "/jplay", "--version");
      assertEquals(0, said.code(), said.text());
      assertTrue(said.text().contains("jplay once as root to build it anew"), said.text());
      assertTrue(said.text().contains("io.jplay.cli.Main --version"), said.text());
      Files.delete(clone.resolve(".build/launch/env"));
      said = as(user, clone + "/jplay", "--version");
      assertEquals(1, said.code(), said.text());
      assertTrue(
          said.text().startsWith("jplay: not built yet, and only root may write"), said.text());
    }
  }

  /// `git worktree add` makes .git a file that names the directory: commits there are seen too.
  @Test
  void followsTheCommitsOfAWorkTree() throws Exception {
    Files.delete(clone.resolve(".git/logs/HEAD"));
    Files.delete(clone.resolve(".git/logs"));
    Files.delete(clone.resolve(".git"));
    Files.writeString(clone.resolve(".git"), "gitdir: ../main.git/worktrees/clone\n");
    String pom = Files.readString(clone.resolve("pom.xml"));
    String version = pom.substring(pom.indexOf("<version>") + 9, pom.indexOf("</version>"));
    String built = "cli/target/quick/jplay-cli-" + version + ".jar";
    for (String jar : new String[] {".build/lib/a.jar", built}) {
      Files.createDirectories(clone.resolve(jar).getParent());
      Files.writeString(clone.resolve(jar), "none");
    }
    run(clone + "/.mvn/prepare", clone.toString());
    assertTrue(
        Files.readString(clone.resolve(".build/launch/env"))
            .contains("jplay_history='%s/../main.git/worktrees/clone/logs/HEAD'".formatted(clone)));
  }

  /// Nothing under the usual places: both programs say how to get a JDK.
  @Test
  void saysHowToGetAJdk() throws Exception {
    Files.delete(clone.resolve(".build/launch/env"));
    for (String program : new String[] {"jplay", "mvnw"}) {
      var said =
          run(
              "unshare",
              "--mount",
              "--propagation",
              "private",
              "sh",
              "-c",
              "for d in /usr/lib/jvm /opt; do mount -t tmpfs none $d || exit 77; done; exec \"$0\""
                  + " demo",
              clone.resolve(program).toString());
      Assumptions.assumeTrue(said.code() != 77, "needs the right to mount: " + said.text());
      assertEquals(1, said.code(), said.text());
      assertTrue(said.text().startsWith("jplay needs a JDK 25"), said.text());
      assertTrue(said.text().contains("apt-get install openjdk-25-jdk-headless"), said.text());
      assertTrue(said.text().contains("Temurin 25"), said.text());
    }
  }
}
