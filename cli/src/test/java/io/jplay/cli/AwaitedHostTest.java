package io.jplay.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `wait_for_connection` is for hosts that cannot be reached yet: it tries until its time is over,
/// and then fails as any task, which a block can rescue.
@Timeout(60)
class AwaitedHostTest {
  @TempDir private Path directory;

  @Test
  void aHostThatNeverComesIsAFailureThatCanBeRescued() throws IOException {
    int port;
    try (var socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      port = socket.getLocalPort();
    }
    Files.writeString(
        directory.resolve("hosts"), "one ansible_host=127.0.0.1 ansible_port=" + port + "\n");
    Files.writeString(
        directory.resolve("site.yml"),
        """
        - hosts: all
          gather_facts: false
          tasks:
            - block:
                - wait_for_connection:
                    timeout: 1
              rescue:
                - debug:
                    msg: "{{ ansible_failed_result.elapsed }} {{ ansible_failed_result.msg }}"
        """);
    Played played = Played.of(directory, Map.of(), "-i", "hosts", "site.yml");
    assertEquals(0, played.code(), played.out() + played.err());
    assertTrue(
        played
            .out()
            .matches(
                "(?s).*\"msg\": \"[1-9] timed out waiting for ping module test: Failed to"
                    + " connect.*"),
        played.out());
  }
}
