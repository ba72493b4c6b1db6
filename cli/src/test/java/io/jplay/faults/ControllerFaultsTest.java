package io.jplay.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Rows B of docs/faults.md: what happens to the machine that jplay runs on.
@Timeout(200)
class ControllerFaultsTest {
  @TempDir private Path dir;
  private Operator operator;

  @BeforeEach
  void inventory() throws IOException {
    operator = Operator.in(dir).writes("inv", "h1 ansible_connection=local\n");
  }

  /// Long results, each with a file that says that its task ran, then a file of its own.
  private static final String MUCH_OUTPUT =
      """
      - hosts: all
        gather_facts: false
        tasks:
          - shell: echo {{ 'z' * 300 }}; echo {{ item }} >>{{ playbook_dir }}/ran
            loop: "{{ range(100) | list }}"
          - file: {path: "{{ playbook_dir }}/after", state: touch}
      """;

  /// B4: no record, no further change.
  @Test
  void aFullDiskUnderTheJournalEndsTheRun() throws Exception {
    operator.writes("site.yml", MUCH_OUTPUT);
    try (var disk = SmallDisk.mount(dir.resolve("disk")).fill(20)) {
      var screen =
          operator
              .with("JPLAY_JOURNAL_DIR", disk.root().resolve("runs").toString())
              .jplay("-i", "inv", "site.yml");
      assertEquals(1, screen.code(), screen.all());
      assertTrue(screen.words().contains("No space left on device [JP1907]"), screen.all());
      assertFalse(Files.exists(dir.resolve("after")), "went on without a record");
      Path journal;
      try (var files = Files.list(disk.root().resolve("runs"))) {
        journal = files.findFirst().orElseThrow();
      }
      String text = Files.readString(journal);
      assertTrue(text.lines().count() > 10, text);
      assertTrue(text.lines().limit(10).allMatch(l -> l.matches("\\{.*}\\t[0-9a-f]{8}")), text);
    }
  }

  @Test
  void aFullDiskUnderTheLogEndsTheRun() throws Exception {
    operator.writes("site.yml", MUCH_OUTPUT.replace("range(100)", "range(600)"));
    try (var disk = SmallDisk.mount(dir.resolve("disk")).fill(8)) {
      var screen =
          operator
              .with("ANSIBLE_LOG_PATH", disk.root().resolve("log").toString())
              .jplay("-i", "inv", "site.yml");
      assertEquals(1, screen.code(), screen.all());
      assertTrue(screen.words().contains("the log cannot be written"), screen.all());
      assertTrue(screen.words().contains("No space left on device"), screen.all());
      assertFalse(screen.all().contains("Exception"), screen.all());
      assertFalse(Files.exists(dir.resolve("after")), "went on without a log");
    }
  }

  @Test
  void aFullDiskUnderTheFactCacheEndsTheRun() throws Exception {
    operator.writes("site.yml", MUCH_OUTPUT.replace("gather_facts: false", "gather_facts: true"));
    try (var disk = SmallDisk.mount(dir.resolve("disk")).fill(0)) {
      var screen =
          operator
              .with("ANSIBLE_CACHE_PLUGIN", "jsonfile")
              .with("ANSIBLE_CACHE_PLUGIN_CONNECTION", disk.root().resolve("facts").toString())
              .jplay("-i", "inv", "site.yml");
      assertEquals(1, screen.code(), screen.all());
      assertTrue(screen.words().contains("No space left on device [JP1351]"), screen.all());
      assertFalse(Files.exists(dir.resolve("ran")), "went on without facts");
    }
  }

  @Test
  void aFullDiskUnderAFetchedFileFailsTheTask() throws Exception {
    Files.write(dir.resolve("big"), new byte[200_000]);
    operator.writes(
        "site.yml",
        """
        - hosts: all
          gather_facts: false
          tasks:
            - fetch: {src: "{{ playbook_dir }}/big", dest: "{{ playbook_dir }}/disk/big", flat: true}
        """);
    try (var disk = SmallDisk.mount(dir.resolve("disk"))) {
      Files.writeString(disk.root().resolve("big"), "the old one\n");
      var screen = operator.jplay("-i", "inv", "site.yml");
      assertEquals(2, screen.code(), screen.all());
      assertTrue(screen.words().contains("No space left on device"), screen.all());
      assertEquals("the old one\n", Files.readString(disk.root().resolve("big")));
      try (var files = Files.list(disk.root())) {
        assertEquals(1, files.count(), "a part of the file is left");
      }
    }
  }

  /// B8: little memory, many results.
  @Test
  @Tag("long")
  @Timeout(900)
  void littleMemoryIsEnoughForAThousandHosts() throws Exception {
    var hosts = new StringBuilder();
    IntStream.range(0, 1000).forEach(i -> hosts.append("n%04d\n".formatted(i)));
    var tasks = new StringBuilder("- hosts: all\n  gather_facts: false\n  tasks:\n");
    for (int i = 0; i < 100; i++) {
      tasks.append("    - debug: {msg: \"task %d of {{ inventory_hostname }}\"}\n".formatted(i));
      tasks.append("      register: r%d\n".formatted(i));
    }
    operator.writes("many", hosts.toString()).writes("site.yml", tasks.toString());
    Process run = operator.java("-Xmx128m").start("jplay", "-i", "many", "site.yml");
    long recaps = 0;
    try (BufferedReader lines = run.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        recaps += line.contains("ok=100 ") ? 1 : 0;
      }
    }
    String problems = new String(run.getErrorStream().readAllBytes());
    assertTrue(run.waitFor(60, TimeUnit.SECONDS));
    assertEquals(0, run.exitValue(), problems);
    assertEquals(1000, recaps);
  }

  /// B9: whoever reads the output goes away; hosts are not left half done.
  @Test
  void aClosedPipeDoesNotEndTheRun() throws Exception {
    operator.writes("site.yml", MUCH_OUTPUT);
    Process run = operator.start("jplay", "-i", "inv", "site.yml");
    run.getInputStream().read();
    run.getInputStream().close();
    run.getErrorStream().close();
    assertTrue(run.waitFor(100, TimeUnit.SECONDS));
    assertEquals(0, run.exitValue());
    assertTrue(Files.exists(dir.resolve("after")));
  }

  /// What was asked for is the output: a list that ends where the disk does is no success.
  @ParameterizedTest
  @CsvSource({
    "jplay, -i inv all --list-hosts",
    "jplay, -i inv all -m ping",
    "jinventory, -i inv --list",
    "jvault, encrypt_string secret --vault-password-file password",
    "jplay, --version"
  })
  void outputThatIsLostIsNoSuccess(String program, String words) throws Exception {
    operator.writes("password", "one\n");
    Process process =
        operator.start(
            program, ProcessBuilder.Redirect.to(new File("/dev/full")), words.split(" "));
    var screen = Operator.end(process);
    assertEquals(1, screen.code(), screen.all());
    assertTrue(
        screen
            .err()
            .endsWith(
                "ERROR! The output could not be written to its end: No space left on device\n"),
        screen.all());
  }

  @Test
  void aNarrowDumbTerminalIsNoTrouble() throws Exception {
    operator.writes("site.yml", MUCH_OUTPUT.replace("range(100)", "range(2)"));
    var screen =
        operator
            .with("COLUMNS", "20")
            .with("TERM", "dumb")
            .with("LC_ALL", "C")
            .jplay("-i", "inv", "site.yml");
    assertEquals(0, screen.code(), screen.all());
    assertTrue(screen.out().contains("changed: [h1] => (item=1)"), screen.all());
  }

  /// B7: a controller whose clock is a year off, or jumps back while it runs.
  @ParameterizedTest
  @ValueSource(strings = {"-370d", "+370d", "jump"})
  void aWrongClockChangesNothing(String offset) throws Exception {
    Path library = Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1");
    Assumptions.assumeTrue(Files.exists(library), "needs faketime");
    boolean jumps = offset.equals("jump");
    Path clock = dir.resolve("clock");
    Operator wrong =
        operator
            .limited("ulimit -n 512")
            .with("LD_PRELOAD", library.toString())
            .with("DONT_FAKE_MONOTONIC", "1")
            // else each timed wait of the JVM ends at once, and is begun again without end
            .with("FAKETIME_FORCE_MONOTONIC_FIX", "0")
            .with("ANSIBLE_CALLBACKS_ENABLED", "profile_tasks,timer");
    if (jumps) {
      Files.writeString(clock, "+1d\n");
      // reads the file again each second, not at each look at the clock
      wrong =
          wrong
              .with("FAKETIME_TIMESTAMP_FILE", clock.toString())
              .with("FAKETIME_CACHE_DURATION", "1");
    } else {
      wrong = wrong.with("FAKETIME", offset);
    }
    wrong.tasks(
        """
        - copy: {content: one, dest: "{{ playbook_dir }}/f"}
        - command: env -u LD_PRELOAD sh -c '%s; sleep 2'
          changed_when: false
        - copy: {src: f, dest: "{{ playbook_dir }}/g"}
        """
            .formatted(jumps ? "echo -2d >" + clock : "true"));
    var first = wrong.jplay("-i", "inv", "site.yml");
    assertEquals(0, first.code(), first.all());
    assertFalse(first.all().matches("(?s).*[ (]-[0-9]+[.:][0-9].*"), first.all());
    var second = wrong.jplay("-i", "inv", "site.yml");
    assertTrue(second.out().contains("changed=0"), second.all());
  }

  /// B8: a thousand hosts and a hundred tasks in 128 MB.
  @Test
  @Tag("long")
  void manyHostsNeedLittleMemory() throws Exception {
    var inventory = new StringBuilder("[all]\n");
    for (int i = 0; i < 1000; i++) {
      inventory.append("host").append(i).append(".example.com number=").append(i).append('\n');
    }
    operator.writes("inv", inventory + "[all:vars]\nansible_connection=local\n");
    var tasks = new StringBuilder("- command: echo {{ number }}\n  register: said\n");
    for (int i = 0; i < 98; i++) {
      tasks.append("- set_fact: {fact%d: \"{{ said.stdout }} %s\"}\n".formatted(i, "x".repeat(40)));
    }
    tasks.append("- assert: {that: \"fact97.startswith(number | string)\", quiet: true}\n");
    var screen = operator.java("-Xmx128m").tasks(tasks.toString()).jplay("-i", "inv", "site.yml");
    assertEquals(0, screen.code(), () -> screen.err() + screen.out().length());
    assertEquals(1000, screen.out().lines().filter(l -> l.contains("ok=100 ")).count());
  }
}
