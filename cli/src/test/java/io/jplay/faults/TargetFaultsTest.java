package io.jplay.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.testing.Alongside;
import io.jplay.core.testing.SshdFixture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Rows C of docs/faults.md: hosts that are in a bad state, over a real sshd.
@Alongside
@Timeout(200)
class TargetFaultsTest {
  /// The login shell of the server is set up to disturb.
  @RegisterExtension
  static final SharedServer SERVER =
      new SharedServer(directory -> {
        Path profile =
            Files.writeString(
                directory.resolve("profile"),
                "set -o noclobber\nalias cat=false\ncd() { builtin cd \"$@\" && echo noise; }\n"
                    + "export IFS=x\n");
        return "SetEnv BASH_ENV=%s ENV=%s HOME=%s CDPATH=/tmp LC_ALL=tr_TR.UTF-8 POSIXLY_CORRECT=1 GREP_COLOR=31 LS_COLORS=x TMPDIR=/nowhere PATH="
            .formatted(profile, profile, directory);
      });

  @TempDir private Path dir;
  private Operator operator;

  @BeforeEach
  void inventory() throws IOException {
    operator = SERVER.operator(dir);
  }

  /// C1: a file is whole or as it was, and nothing is left beside it.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "copy: {content: \"{{ 'x' * 30000 }}\", dest: \"{{ disk }}/conf\"}",
        "copy: {src: big, dest: \"{{ disk }}/conf\"}",
        "template: {src: big.j2, dest: \"{{ disk }}/conf\"}",
        "lineinfile: {path: \"{{ disk }}/conf\", line: \"{{ 'x' * 30000 }}\"}",
        "blockinfile: {path: \"{{ disk }}/conf\", block: \"{{ 'x' * 30000 }}\"}",
      })
  void aFullDiskLeavesTheFileAsItWas(String task) throws Exception {
    Files.write(dir.resolve("big"), new byte[200_000]);
    operator.writes("big.j2", "{{ 'x' * 30000 }}\n");
    try (var disk = SmallDisk.mount(dir.resolve("disk")).fill(8)) {
      Files.writeString(disk.root().resolve("conf"), "the old one\n");
      var screen =
          operator.play("- %s\n  vars: {disk: \"{{ playbook_dir }}/disk\"}".formatted(task));
      assertEquals(2, screen.code(), screen.all());
      assertTrue(
          screen.words().contains("is the disk full?")
              || screen.words().contains("No space left on device"),
          screen.all());
      assertTrue(screen.words().contains(disk.root() + "/conf"), screen.all());
      assertEquals("the old one\n", Files.readString(disk.root().resolve("conf")));
      try (var files = Files.list(disk.root())) {
        assertEquals(2, files.count(), "a temporary file is left");
      }
    }
  }

  /// C3: what may not be written is named; links are kept.
  @Test
  void whatCannotBeWrittenIsNamed() throws Exception {
    try (var disk = SmallDisk.mount(dir.resolve("disk"))) {
      Files.writeString(disk.root().resolve("conf"), "the old one\n");
      disk.makeReadOnly();
      for (String task :
          new String[] {
            "- copy: {content: new, dest: \"{{ playbook_dir }}/disk/conf\"}",
            "- file: {path: \"{{ playbook_dir }}/disk/other\", state: touch}",
            "- file: {path: \"{{ playbook_dir }}/disk/conf\", state: absent}",
            "- file: {path: \"{{ playbook_dir }}/disk/conf\", mode: \"0600\"}",
          }) {
        var screen = operator.play(task);
        assertEquals(2, screen.code(), screen.all());
        assertTrue(screen.words().contains("Read-only file system"), screen.all());
      }
    }
  }

  @Test
  void anImmutableFileStaysAndIsNamed() throws Exception {
    Path file = Files.writeString(dir.resolve("conf"), "the old one\n");
    try {
      SshdFixture.command(Map.of(), "chattr", "+i", file.toString());
    } catch (IllegalStateException e) {
      Assumptions.abort("needs chattr: " + e.getMessage());
    }
    try {
      var screen = operator.play("- copy: {content: new, dest: \"{{ playbook_dir }}/conf\"}");
      assertEquals(2, screen.code(), screen.all());
      assertTrue(screen.words().contains("Operation not permitted"), screen.all());
      assertEquals("the old one\n", Files.readString(file));
    } finally {
      SshdFixture.command(Map.of(), "chattr", "-i", file.toString());
    }
  }

  @Test
  void aLinkStaysALinkAndItsEndIsWritten() throws Exception {
    Files.writeString(dir.resolve("end"), "the old one\n");
    Files.createSymbolicLink(dir.resolve("link"), Path.of("end"));
    var screen =
        operator.play("- copy: {content: new, dest: \"{{ playbook_dir }}/link\", follow: true}");
    assertEquals(0, screen.code(), screen.all());
    assertTrue(Files.isSymbolicLink(dir.resolve("link")));
    assertEquals("new", Files.readString(dir.resolve("end")));
  }

  /// C5: this whole class runs with a login shell that is set up to disturb (see the server's
  /// configuration above); and modules see none of it.
  @Test
  void whatTheShellIsSetUpToDoesNotReachModules() throws Exception {
    var screen =
        operator.play(
            """
            - copy: {content: "one\\n", dest: "{{ playbook_dir }}/f"}
            - copy: {content: "two\\n", dest: "{{ playbook_dir }}/f"}
            - lineinfile: {path: "{{ playbook_dir }}/f", line: three}
            - command: cat f
              args: {chdir: "{{ playbook_dir }}"}
              register: r
            - assert: {that: "r.stdout_lines == ['two', 'three']"}
            - setup: {gather_subset: "!all"}
            - assert: {that: "ansible_facts.env.LC_ALL == 'tr_TR.UTF-8'"}
            - stat: {path: "{{ playbook_dir }}/f"}
              register: s
            - assert: {that: "s.stat.size == 10 and s.stat.checksum | length == 40"}
            """);
    assertEquals(0, screen.code(), screen.all());
  }

  /// C8: names and contents of every kind.
  @Test
  void anyNameAndAnyContentArriveAsTheyAre() throws Exception {
    var bytes = new byte[70_000];
    new Random(8).nextBytes(bytes);
    Files.write(dir.resolve("bytes"), bytes);
    Files.write(dir.resolve("crlf"), "a\r\nb\0c\r\nno end".getBytes(StandardCharsets.ISO_8859_1));
    String names =
        """
        ["two\\nlines", "it's \\"$(touch pwned)\\" `x`", "-rf", "blank at end ", "grüße €", "*", "%s"]
        """
            .formatted("n".repeat(240))
            .strip();
    var screen =
        operator.play(
            """
            - copy: {src: "{{ item.0 }}", dest: "{{ playbook_dir }}/to/{{ item.1 }}"}
              loop: "{{ ['bytes', 'crlf'] | product(names) | list }}"
              loop_control: {label: x}
              when: item.0 == 'bytes'
            - stat: {path: "{{ playbook_dir }}/to/{{ item }}"}
              loop: "{{ names }}"
              register: s
            - assert: {that: "s.results | map(attribute='stat.size') | unique == [70000]"}
            - fetch: {src: "{{ playbook_dir }}/to/{{ item }}", dest: "{{ playbook_dir }}/back/", flat: true}
              loop: "{{ names }}"
            - copy: {src: crlf, dest: "{{ playbook_dir }}/to/{{ names.0 }}"}
            - slurp: {src: "{{ playbook_dir }}/to/{{ names.0 }}"}
              register: b
            - copy: {content: "{{ b.content }}", dest: "{{ playbook_dir }}/b64"}
            - find: {paths: "{{ playbook_dir }}/to"}
              register: f
            - assert: {that: "f.files | map(attribute='path') | map('basename') | sort == names | sort"}
            - file: {path: "{{ playbook_dir }}/to/{{ item }}", state: absent}
              loop: "{{ names }}"
            - find: {paths: "{{ playbook_dir }}/to"}
              register: f
            - assert: {that: "f.matched == 0"}
            """
                .replace(
                    "- copy: {src: \"{{ item.0 }}\"",
                    "- file: {path: \"{{ playbook_dir }}/to\", state: directory}\n"
                        + "- copy: {src: \"{{ item.0 }}\"")
                .replaceFirst(
                    "^",
                    "- set_fact: {names: "
                        + names.replace("\\", "\\\\").replace("$", "\\$")
                        + "}\n"));
    assertEquals(0, screen.code(), screen.all());
    assertFalse(Files.exists(dir.resolve("pwned")));
    try (var files = Files.list(dir.resolve("back"))) {
      for (Path file : files.toList()) {
        assertEquals(-1, Files.mismatch(dir.resolve("bytes"), file), file.toString());
      }
    }
    assertEquals(
        Base64.getEncoder().encodeToString(Files.readAllBytes(dir.resolve("crlf"))),
        Files.readString(dir.resolve("b64")));
  }

  /// C9: the controller is killed; the job runs on, and its limit holds.
  @Test
  void aJobOutlivesTheControllerAndItsLimitHolds() throws Exception {
    operator.writes(
        "site.yml",
        """
        - hosts: all
          gather_facts: false
          tasks:
            - shell: sleep 3; echo finished; touch {{ playbook_dir }}/finished; exit 3
              async: 100
              poll: 0
              register: job
            - local_action: copy content={{ job.ansible_job_id }} dest={{ playbook_dir }}/job
            - shell: echo $$ >{{ playbook_dir }}/pid; sleep 300
              async: 4
              poll: 0
            - shell: touch {{ playbook_dir }}/now; sleep 300
        """);
    Process run = operator.start("jplay", "-i", "inv", "site.yml");
    await(dir.resolve("now"));
    run.destroyForcibly().waitFor();
    await(dir.resolve("finished"));
    long pid = Long.parseLong(Files.readString(dir.resolve("pid")).strip());
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent()) {
      assertTrue(System.nanoTime() < end, "the job runs beyond its limit");
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
    var screen =
        operator.play(
            """
            - async_status: jid={{ lookup('file', 'job') }}
              register: job
              failed_when: job.rc != 3 or job.stdout != 'finished' or not job.finished
            - async_status: jid={{ lookup('file', 'job') }} mode=cleanup
              register: erased
              failed_when: erased.started or not erased.erased
            - async_status: jid={{ lookup('file', 'job') }} mode=cleanup
              register: again
              failed_when: again.msg != 'could not find job' or not again.finished
            - stat: path={{ job.results_file }}
              register: file
              failed_when: file.stat.exists
            - async_status: jid=../../etc
              register: other
              failed_when: other.msg != 'could not find job'
            """);
    assertEquals(0, screen.code(), screen.all());
  }

  /// The program and all its children end with the task's time.
  @Test
  void aJobThatTakesTooLongIsKilledAsAWhole() throws Exception {
    var screen =
        operator.play(
            """
            - shell: (exec sleep 297.5) & wait
              async: 2
              poll: 1
            """);
    assertEquals(2, screen.code(), screen.all());
    assertTrue(screen.words().contains("did not complete within the requested time"), screen.all());
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (SshdFixture.command(Map.of(), "ps", "-eo", "args").contains("sleep 297.5")) {
      assertTrue(System.nanoTime() < end, "a child of the job runs on");
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
  }

  /// What is started and left alone runs, also when it is the last thing that the run does.
  @Test
  void aJobThatIsLeftAloneIsStarted() throws Exception {
    var screen =
        operator.play(
            "- shell: sleep 1; touch {{ playbook_dir }}/finished\n  async: 100\n  poll: 0\n");
    assertEquals(0, screen.code(), screen.all());
    await(dir.resolve("finished"));
  }

  @Test
  void aJobOnAHostThatIsNotThereIsUnreachable() throws Exception {
    operator.writes("inv", "h1 ansible_host=127.0.0.1 ansible_port=1\n");
    var screen = operator.play("- shell: 'true'\n  async: 100\n  poll: 0\n");
    assertEquals(4, screen.code(), screen.all());
  }

  private static void await(Path file) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
    while (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      assertTrue(System.nanoTime() < end, file + " did not appear");
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }
}
