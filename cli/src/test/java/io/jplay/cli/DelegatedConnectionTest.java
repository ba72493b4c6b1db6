package io.jplay.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Connection variables of a delegated task: those of the delegate, who is asked for by the host
/// that delegates, as with ansible-core 2.18. Nobody listens at either port.
@Timeout(60)
class DelegatedConnectionTest {
  @TempDir private Path directory;

  @Test
  void areReadInTheNameOfTheHostThatDelegates() throws IOException {
    Files.writeString(
        directory.resolve("hosts"),
        """
        one ansible_connection=local place=1
        two ansible_connection=ssh ansible_host=127.0.0.1 place=2
        """);
    Files.writeString(
        directory.resolve("site.yml"),
        """
        - hosts: one
          gather_facts: false
          tasks:
            - ping:
              delegate_to: two
              vars:
                ansible_port: "{{ hostvars[inventory_hostname].place }}"
              ignore_unreachable: true
            - ping:
              delegate_to: two
              vars:
                ansible_port: "{{ place }}"
        """);
    Played played = Played.of(directory, Map.of(), "-i", "hosts", "site.yml");
    assertEquals(4, played.code(), played.out() + played.err());
    int first = played.out().indexOf("connect to host 127.0.0.1 port 1:");
    int second = played.out().indexOf("connect to host 127.0.0.1 port 2:");
    assertTrue(first >= 0 && second > first, played.out());
  }
}
