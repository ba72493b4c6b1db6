package io.jplay.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jplay.core.testing.Alongside;
import io.jplay.core.testing.SshdFixture;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Row C4 of docs/faults.md: hosts that lack most tools, in roots with nothing else.
@Alongside
@Timeout(200)
class SparseTargetTest {
  private static final String FILES =
      "cat cp mv rm mkdir rmdir chmod chown ls ln touch wc dd id uname date";

  @TempDir private Path dir;

  private Operator operator(String shell, String tools) throws IOException {
    assumeTrue(SshdFixture.isRoot(), "needs root: chroot");
    for (String program : List.of("busybox", shell, "chroot")) {
      assumeTrue(
          List.of("/bin", "/usr/bin", "/usr/sbin").stream()
              .anyMatch(d -> Files.isExecutable(Path.of(d, program))),
          "needs " + program);
    }
    Path script = dir.resolve("sparse-root.sh");
    try (InputStream in = getClass().getResourceAsStream("sparse-root.sh")) {
      Files.copy(in, script);
    }
    Path root = dir.resolve("root");
    var words = new ArrayList<>(List.of("sh", script.toString(), root.toString(), shell));
    words.addAll(List.of(tools.split(" ")));
    SshdFixture.command(Map.of(), words.toArray(String[]::new));
    Files.write(dir.resolve("big"), new byte[200_000]);
    return Operator.in(dir)
        .writes("inv", "h1 ansible_connection=community.general.chroot ansible_host=" + root + "\n")
        .writes("t.j2", "{{ inventory_hostname }}\n");
  }

  /// No stat, no checksums, no mktemp, base64, awk, sed, grep, find, head.
  @ParameterizedTest
  @CsvSource({"dash", "bash", "busybox", "mksh"})
  void filesAreManagedWithFewTools(String shell) throws Exception {
    // the printf of mksh is a program
    var operator = operator(shell, FILES + (shell.equals("mksh") ? " printf" : ""));
    String tasks =
        """
        - ping:
        - setup:
        - copy: {content: "one\\ntwo\\n", dest: /etc/conf, mode: "0640"}
        - copy: {content: "one\\ntwo\\nthree\\n", dest: /etc/conf, backup: true}
        - copy: {src: big, dest: /etc/big}
        - template: {src: t.j2, dest: /etc/t}
        - lineinfile: {path: /etc/conf, line: four}
        - blockinfile: {path: /etc/conf, block: "a\\nb"}
        - stat: {path: /etc/conf}
          register: s
        - assert: {that: "s.stat.size == 81 and s.stat.mode == '0640' and s.stat.pw_name == 'root'"}
        - file: {path: /etc/d/e, state: directory, mode: "0700"}
        - file: {path: /etc/l, src: conf, state: link}
        - slurp: {src: /etc/conf}
          register: c
        - assert: {that: "(c.content | b64decode).startswith('one\\ntwo\\nthree\\nfour\\n')"}
        - fetch: {src: /etc/big, dest: back, flat: true}
        - shell: cat; cat /etc/t
          args: {stdin: in}
          register: r
        - assert: {that: "r.stdout_lines == ['in', 'h1']"}
        - shell: cat /etc/t
          async: 100
          poll: 1
          register: j
        - assert: {that: "j.stdout == 'h1'"}
        - file: {path: /etc/d, state: absent}
        """;
    var screen = operator.play(tasks);
    assertEquals(0, screen.code(), screen.all());
    assertEquals(-1, Files.mismatch(dir.resolve("big"), dir.resolve("back")));
    var again =
        operator.play(
            "- copy: {src: big, dest: /etc/big}\n- template: {src: t.j2, dest: /etc/t}\n"
                + "- lineinfile: {path: /etc/conf, line: four}\n");
    assertTrue(again.out().contains("changed=0"), again.all());
    try (var left = Files.walk(dir.resolve("root/etc"))) {
      assertTrue(
          left.noneMatch(p -> p.getFileName().toString().startsWith(".jplay")),
          "something is left");
    }
  }

  /// What cannot be done without a tool says which one it wants.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          user: {name: someone} | adduser: not found
          group: {name: some} | addgroup: not found
          find: {paths: /etc} | required executable \\"find\\"
          file: {path: /etc, recurse: true, state: directory, mode: g+w} | required executable \\"find\\"
          git: {repo: 'https://example.invalid/x', dest: /x} | git
          unarchive: {src: /etc/x.tar.gz, dest: /etc, remote_src: true} | tar
          cron: {name: x, job: /bin/x} | crontab
          apt: {name: x} | required executable \\"apt-get\\"
          """)
  void aMissingProgramIsNamed(String task, String word) throws Exception {
    var operator = operator("dash", FILES);
    Files.write(dir.resolve("root/etc/x.tar.gz"), new byte[10]);
    var screen = operator.play("- " + task + "\n");
    assertEquals(2, screen.code(), screen.all());
    String message =
        screen.out().lines().filter(l -> l.startsWith("fatal:")).findFirst().orElse("");
    assertTrue(message.contains(word), screen.all());
  }
}
