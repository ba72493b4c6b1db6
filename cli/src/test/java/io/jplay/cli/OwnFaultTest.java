package io.jplay.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A module that throws what it must not (`io.jplay.modules.broken.Faulty`) fails its task on its
/// host, as any other failure; the run goes on.
class OwnFaultTest {
  private static final String CANARY = "geheim-4711";

  @TempDir Path directory;

  @BeforeEach
  void twoHosts() throws IOException {
    Files.writeString(
        directory.resolve("hosts"),
        """
        good prints=1
        bad prints=geheim-4711
        [all:vars]
        ansible_connection=local
        """);
  }

  private Played play(String tasks, String... options) throws IOException {
    Files.writeString(
        directory.resolve("site.yml"),
        """
        - hosts: all
          gather_facts: false
          tasks:
        """
            + tasks.indent(4));
    var words = new ArrayList<>(List.of("-i", "hosts", "site.yml"));
    words.addAll(List.of(options));
    return Played.of(
        directory,
        Map.of("JPLAY_JOURNAL_DIR", directory.resolve("runs").toString()),
        words.toArray(String[]::new));
  }

  @Test
  void failsOnItsHostOnly() throws IOException {
    Played played =
        play(
            """
            - test.broken.faulty: {prints: "{{ prints }}"}
            - debug: {msg: went on}
            """);
    assertEquals(2, played.code(), played.err());
    assertTrue(
        played.out().contains("good                       : ok=2 "), played.out() + played.err());
    assertTrue(played.out().contains("bad                        : ok=0 "), played.out());
    assertTrue(played.err().contains("error[JP1923]: a bug in jplay ended a task"), played.err());
    assertTrue(
        played.err().contains(" at io.jplay.modules.broken.Faulty.run(Faulty.java:"), played.err());
    String journal = Files.readString(only(directory.resolve("runs")));
    assertTrue(journal.contains("at io.jplay.core.exec."), journal);
    assertFalse(played.err().contains(CANARY), played.err());
  }

  private static Path only(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.findAny().orElseThrow();
    }
  }

  @Test
  void isRescuedAndTheConnectionLivesOn() throws IOException {
    Played played =
        play(
            """
            - block:
                - test.broken.faulty: {prints: "{{ item }}"}
                  loop: [1, x]
              rescue:
                - assert:
                    that:
                      - ansible_failed_result.msg is search('NumberFormatException')
                      - ansible_failed_result.exception is search('Faulty.run')
                - command: echo alive
                  register: said
                - assert: {that: said.stdout == 'alive'}
            """,
            "--limit",
            "bad");
    assertEquals(0, played.code(), played.out() + played.err());
    assertTrue(played.out().contains("rescued=1"), played.out());
  }

  @Test
  void tellsNoDataOfAJob() throws IOException {
    Played played =
        play(
            """
            - test.broken.faulty: {prints: "{{ prints }}"}
              async: 30
              poll: 0
              register: job
            - async_status: {jid: "{{ job.ansible_job_id }}"}
              register: done
              until: done is finished
              retries: 50
              delay: 0.1
              failed_when: false
            - assert: {that: done.msg is search('job failed. java.lang.NumberFormatException')}
            """,
            "--limit",
            "bad");
    assertEquals(0, played.code(), played.out() + played.err());
    assertFalse(played.out().contains(CANARY), played.out());
  }
}
