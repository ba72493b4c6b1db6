package io.jplay.modules.posix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.api.Mode;
import io.jplay.core.api.Result;
import io.jplay.modules.testing.ModuleHarness;
import io.jplay.modules.testing.ShellKind;
import io.jplay.modules.testing.TestArgs;
import io.jplay.modules.testing.TestContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SynchronizeTest {
  private static final String SSH =
      "--rsh='ssh -S none -i /k -o Port=22 -o BatchMode=yes"
          + " -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null'";

  @TempDir Path dir;

  /// `*` stands for the call of ssh without options of it; a `~` of an option for a blank.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          compress=yes | --delay-updates -F --compress --archive *
          archive=no compress=no | --delay-updates -F *
          archive=no recursive=yes times=yes links=no | --delay-updates -F --compress --recursive --times *
          recursive=no perms=yes owner=no group=no dirs=yes | --delay-updates -F --compress --archive --no-recursive --no-owner --no-group --dirs *
          delete=yes existing_only=yes checksum=yes copy_links=yes rsync_timeout=9 delay_updates=no | --compress --timeout=9 --delete-after --existing --checksum --copy-links --archive *
          rsync_opts=--exclude=.git,--filter='-~x' partial=yes | --delay-updates -F --compress --archive * --exclude=.git --filter='- x' --partial
          link_dest=/a,/b | --delay-updates -F --compress --archive * -H -vv --link-dest=/a --link-dest=/b
          rsync_path=/opt/rsync | --delay-updates -F --compress --archive * --rsync-path=/opt/rsync
          verify_host=yes | --delay-updates -F --compress --archive --rsh='ssh -S none -i /k -o Port=22 -o BatchMode=yes'
          ssh_connection_multiplexing=yes use_ssh_args=yes verify_host=yes | --delay-updates -F --compress --archive --rsh='ssh -i /k -o Port=22 -o BatchMode=yes -o A=b'
          """)
  void callsRsync(String options, String words) {
    var far = far(Optional.empty());
    assertEquals(
        "rsync " + words.replace("*", SSH) + " --out-format='<<CHANGED>>%i %n%L' -- /s/ u@h:/d",
        RsyncWords.shown(words(options, Optional.of(far)).all("rsync", false)));
  }

  private static RsyncWords.Far far(Optional<String> become) {
    return new RsyncWords.Far(
        "h", Optional.of("u"), Optional.of("22"), Optional.of("/k"), List.of("-o", "A=b"), become);
  }

  private static RsyncWords words(String options, Optional<RsyncWords.Far> far) {
    var map = new LinkedHashMap<String, Object>();
    for (String pair : options.split(" ")) {
      String[] p = pair.split("=", 2);
      map.put(p[0], p[1].replace('~', ' '));
    }
    return new RsyncWords(
        TestArgs.of(Synchronize.Args.class, map),
        "/s/",
        far.map(f -> f.place("/d", true)).orElse("/d"),
        far);
  }

  @Test
  void becomesTheUserOnTheOtherHost() {
    List<String> all =
        words("dirs=no", Optional.of(far(Optional.of("web app")))).all("rsync", true);
    assertTrue(all.contains("--rsync-path=sudo -u 'web app' rsync"), all::toString);
    assertTrue(all.contains("--dry-run"), all::toString);
    List<String> named =
        words("rsync_path=x", Optional.of(far(Optional.of("root")))).all("rsync", true);
    assertTrue(named.contains("--rsync-path=x"), named::toString);
    List<String> local = words("dirs=no", Optional.empty()).all("rsync", false);
    assertTrue(local.stream().noneMatch(w -> w.startsWith("--rsh")), local::toString);
    assertEquals("[::1]:/d", sixth().place("/d", false));
  }

  private static RsyncWords.Far sixth() {
    return new RsyncWords.Far(
        "::1", Optional.empty(), Optional.empty(), Optional.empty(), List.of(), Optional.empty());
  }

  /// The other host is a program in the place of ssh.
  @Test
  void bringsFilesThereAndBack() throws Exception {
    Assumptions.assumeTrue(Files.exists(Path.of("/usr/bin/rsync")), "rsync is not there");
    Path ssh = dir.resolve("ssh");
    Files.writeString(ssh, "#!/bin/sh\nwhile [ \"$1\" != far ]; do shift; done; shift; exec $*\n");
    assertTrue(ssh.toFile().setExecutable(true));
    Path src = Files.createDirectories(dir.resolve("files/tree"));
    Files.writeString(src.resolve("a"), "a\n");
    var host = new ModuleHarness(ShellKind.values()[0], dir);
    Object[] push = {
      "src", "tree/", "dest", dir + "/there", "set_remote_user", false, "rsync_opts", "--rsh=" + ssh
    };
    Result predicted = host.run(new Synchronize(), context(true), push);
    assertTrue(predicted.isChanged(), () -> predicted.fields().toString());
    assertFalse(Files.exists(dir.resolve("there")));
    Result first = host.run(new Synchronize(), context(false), push);
    assertTrue(first.isChanged(), () -> first.fields().toString());
    assertTrue(first.diffs().getFirst().prepared().contains("<f+++++++++ a\n"));
    assertEquals("a\n", Files.readString(dir.resolve("there/a")));
    assertFalse(host.run(new Synchronize(), context(false), push).isChanged());
    Result pulled =
        host.run(
            new Synchronize(),
            context(false),
            "src",
            dir + "/there/a",
            "dest",
            "back",
            "mode",
            "pull",
            "set_remote_user",
            false,
            "rsync_opts",
            "--rsh=" + ssh);
    assertTrue(pulled.isChanged(), () -> pulled.fields().toString());
    assertEquals("a\n", Files.readString(dir.resolve("back")));
    push[1] = "none/";
    Result failed = host.run(new Synchronize(), context(false), push);
    assertTrue(failed.isFailed());
    assertTrue(failed.fields().text("msg").orElseThrow().contains("change_dir"));
    assertTrue(host.run(new Synchronize(), context(false), "src", "x").isFailed());
  }

  /// Many inventories still have the names that begin with ansible_ssh.
  @Test
  void knowsTheOlderNamesOfAConnection() throws Exception {
    var host = new ModuleHarness(ShellKind.values()[0], dir);
    TestContext context =
        new TestContext(new Mode(true, false), dir)
            .variable("playbook_dir", dir.toString())
            .variable("ansible_rsync_path", "echo")
            .variable("ansible_ssh_host", "far")
            .variable("ansible_ssh_user", "old")
            .variable("ansible_ssh_port", "2222")
            .variable("ansible_ssh_private_key_file", "/k");
    Result result = host.run(new Synchronize(), context, "src", "/a", "dest", "/b");
    String command = result.fields().text("cmd").orElse("");
    assertTrue(command.contains("ssh -S none -i /k -o Port=2222"), command);
    assertTrue(command.endsWith("/a old@far:/b"), command);
  }

  private TestContext context(boolean check) {
    return new TestContext(new Mode(check, true), dir)
        .variable("ansible_host", "far")
        .variable("playbook_dir", dir.toString());
  }
}
