package io.jplay.core.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which lines of a known_hosts file are about a host; the verdicts over them are HostKeyTest's.
final class KnownHostsFilesTest {
  @TempDir Path scratch;
  private final KnownHostsFiles files = new KnownHostsFiles();

  private Path file(String... lines) throws IOException {
    return Files.write(scratch.resolve("known_hosts"), List.of(lines), StandardCharsets.UTF_8);
  }

  private String numbers(Path file, String host) {
    return files.of(file, host).stream()
        .map(entry -> entry.number() + entry.key())
        .collect(Collectors.joining(" "));
  }

  @ParameterizedTest
  @CsvSource({
    "web1, 2A 6E 7F",
    "web2, 2A 7F",
    "'[web1]:2222', 3B",
    "db.example.net, 4C 5D",
    "not.example.net, 5D",
    "hidden, 8G",
    "10.0.0.7, 6E",
    "nobody, ''"
  })
  void namesPatternsAndHashesAreFoundInOrder(String host, String expected) throws IOException {
    Path file =
        file(
            "# ssh-ed25519 of nobody",
            "WEB1,web2 ssh-ed25519 A",
            "[web1]:2222 ssh-ed25519 B",
            "*.example.net,!not.example.net ssh-rsa C comment of it",
            "@cert-authority *.example.net ssh-ed25519 D",
            "web1,10.0.0.7\tssh-rsa   E",
            "@revoked web? ssh-rsa F",
            KnownHostsFiles.hashed(
                    "twenty bytes of salt".getBytes(StandardCharsets.UTF_8), "hidden")
                + " ssh-rsa G",
            "|1|not base64|x ssh-rsa H",
            "@unknown web1 ssh-rsa I",
            "web1 ssh-rsa",
            "");
    assertEquals(expected, numbers(file, host));
  }

  @Test
  void aLineThatWasAddedIsSeen() throws IOException {
    Path file = file("web1 ssh-rsa A");
    assertEquals("1A", numbers(file, "web1"));
    Files.writeString(file, "web1 ssh-ed25519 B\n", StandardOpenOption.APPEND);
    assertEquals("1A 2B", numbers(file, "web1"));
    Files.delete(file);
    assertEquals("", numbers(file, "web1"));
  }
}
