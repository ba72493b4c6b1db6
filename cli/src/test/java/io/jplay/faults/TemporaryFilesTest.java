package io.jplay.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.testing.Alongside;
import io.jplay.core.testing.SshdFixture;
import io.jplay.core.testing.TestUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// Rows A9, C2 and D10 of docs/faults.md: what lies on a host for a moment.
@Alongside
@Timeout(200)
class TemporaryFilesTest {
  /// A `mv` before the system's own, that kills all shells above it while `armed` exists.
  @RegisterExtension
  static final SharedServer SERVER =
      new SharedServer(directory -> {
        Path mv = Files.createDirectory(directory.resolve("shims")).resolve("mv");
        Files.writeString(
            mv,
            """
            #!/bin/sh
            if [ -e %s/armed ]; then
              all='' p=$PPID
              while case $(ps -o comm= -p $p) in sshd*) false ;; esac; do
                all="$all $p" p=$(ps -o ppid= -p $p)
              done
              kill -9 $all
              exit 1
            fi
            exec /bin/mv "$@"
            """
                .formatted(directory));
        Files.setPosixFilePermissions(mv, PosixFilePermissions.fromString("rwxr-xr-x"));
        return "SetEnv HOME=%1$s PATH=%1$s/shims:/usr/bin:/bin TMPDIR=%1$s/small"
            .formatted(directory);
      });

  @TempDir private Path dir;
  private Operator operator;

  @BeforeEach
  void inventory() throws IOException {
    operator = SERVER.operator(dir);
  }

  private List<String> leftovers() throws IOException {
    try (var files = Files.list(dir)) {
      return files
          .map(f -> f.getFileName().toString())
          .filter(n -> n.startsWith(".jplay"))
          .toList();
    }
  }

  /// C2: the shell dies between writing a file and giving it its name.
  @Test
  void aShellThatIsKilledLeavesTheFileWholeAndTheNextRunSweeps() throws Exception {
    Files.writeString(dir.resolve("conf"), "the old one\n");
    Path armed = Files.createFile(SERVER.sshd().directory().resolve("armed"));
    String task = "- copy: {content: \"the new one\\n\", dest: \"{{ playbook_dir }}/conf\"}\n";
    var screen = operator.play(task);
    Files.delete(armed);
    assertEquals(4, screen.code(), screen.all());
    assertTrue(screen.words().contains("what it did is unknown"), screen.all());
    assertEquals("the old one\n", Files.readString(dir.resolve("conf")));
    List<String> left = leftovers();
    assertEquals(1, left.size());
    // not yet: it could be of a program that still runs
    assertEquals(0, operator.play(task).code());
    assertEquals("the new one\n", Files.readString(dir.resolve("conf")));
    assertEquals(left, leftovers());
    Files.setLastModifiedTime(
        dir.resolve(left.getFirst()), FileTime.from(Instant.now().minus(Duration.ofHours(2))));
    assertEquals(0, operator.play(task.replace("the new", "another")).code());
    assertEquals(List.of(), leftovers());
  }

  /// A9: the place for temporary files is full; there are others.
  @Test
  void aFullPlaceForTemporaryFilesIsLeft() throws Exception {
    Files.write(dir.resolve("big"), new byte[300_000]);
    try (var small = SmallDisk.mount(SERVER.sshd().directory().resolve("small")).fill(16)) {
      var screen =
          operator.play(
              """
              - copy: {content: few, dest: "{{ playbook_dir }}/few"}
              - copy: {src: big, dest: "{{ playbook_dir }}/there"}
              - copy: {src: big, dest: "{{ playbook_dir }}/again"}
              - script: /bin/true
              """);
      assertEquals(0, screen.code(), screen.all());
      assertEquals(-1, Files.mismatch(dir.resolve("big"), dir.resolve("again")));
      try (var files = Files.list(small.root())) {
        assertEquals(1, files.count(), "something is left where it is full");
      }
    }
  }

  /// D10: a user of the host who watches the directories that root writes to, and is quick.
  @Test
  void aQuickUserGainsNothing() throws Exception {
    Path open = Files.createTempDirectory("jplay-open");
    try (var user = TestUser.create()) {
      Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
      SshdFixture.command(Map.of(), "chmod", "1777", open.toString());
      Path victim = Files.writeString(open.resolve("victim"), "precious\n");
      Process quick =
          new ProcessBuilder(
                  "su",
                  user.name(),
                  "-c",
                  """
                  cd %s; mkfifo .jplay-$$
                  while :; do
                    for f in .jplay-???????? /tmp/.jplay-*/* /tmp/.jplay-*; do
                      [ -e "$f" ] || continue
                      cat "$f" 2>/dev/null >>caught
                      rm -rf "$f" 2>/dev/null && ln -s %s "$f" 2>/dev/null
                    done
                  done
                  """
                      .formatted(open, victim))
              .start();
      try {
        operator.writes("big", "Geheim\n".repeat(50_000));
        var screen =
            operator.play(
                """
                - copy: {content: "Geheim {{ item }}\\n", dest: "%1$s/f{{ item }}", mode: "0600"}
                  loop: "{{ range(40) }}"
                - copy: {src: big, dest: "%1$s/big", mode: "0600"}
                - template: {src: big, dest: "%1$s/t", mode: "0600"}
                - shell: echo Geheim
                  async: 100
                  poll: 1
                """
                    .formatted(open));
        assertEquals(0, screen.code(), screen.all());
      } finally {
        quick.destroyForcibly().waitFor();
      }
      assertEquals("precious\n", Files.readString(victim));
      for (int i = 0; i < 40; i++) {
        Path file = open.resolve("f" + i);
        assertEquals("Geheim " + i + "\n", Files.readString(file));
        assertEquals("root", Files.getOwner(file).getName());
        assertEquals(
            "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
      }
      Path caught = open.resolve("caught");
      assertFalse(Files.exists(caught) && Files.readString(caught).contains("Geheim"));
    } finally {
      SshdFixture.command(Map.of(), "rm", "-rf", open.toString());
    }
  }
}
