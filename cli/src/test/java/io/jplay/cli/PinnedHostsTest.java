package io.jplay.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Strategy host_pinned begins the next host when one is done, also when that could not be reached.
class PinnedHostsTest {
  @TempDir private Path dir;

  @Test
  void unreachableHostsMakeRoom() throws Exception {
    Files.writeString(
        dir.resolve("hosts"),
        """
        a1 ansible_host=127.0.0.1 ansible_port=1
        a2 ansible_host=127.0.0.1 ansible_port=1
        b1 ansible_connection=local
        b2 ansible_connection=local
        """);
    Files.writeString(
        dir.resolve("site.yml"),
        """
        - hosts: all
          gather_facts: false
          strategy: host_pinned
          tasks:
            - command: 'true'
            - command: 'true'
        """);
    Played played =
        Played.of(
            "ansible-playbook",
            dir,
            Map.of("ANSIBLE_SSH_RETRIES", "0"),
            "-i",
            "hosts",
            "-f",
            "1",
            "site.yml");
    assertEquals(4, played.code());
    assertEquals(
        List.of("a1 ok=0", "a2 ok=0", "b1 ok=2", "b2 ok=2"),
        played
            .out()
            .lines()
            .filter(line -> line.contains(" : ok="))
            .map(line -> line.replaceAll("\\s+: (ok=\\d).*", " $1"))
            .toList());
  }
}
