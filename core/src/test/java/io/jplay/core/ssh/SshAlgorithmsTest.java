package io.jplay.core.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.api.TransportException;
import io.jplay.core.api.TransportException.Kind;
import io.jplay.core.spi.Endpoint;
import io.jplay.core.testing.SshdFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The options that choose algorithms: their lists against `ssh -G`, their effect on real servers.
@Timeout(60)
class SshAlgorithmsTest {
  @TempDir Path scratch;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "aes256-ctr",
        "aes256-ctr,aes128-ctr",
        "+aes128-cbc",
        "+aes128-cbc,aes128-ctr",
        "-aes128-ctr",
        "-aes*-ctr,chacha20-poly1305@openssh.com",
        "-aes128-*@openssh.com",
        "^aes256-ctr",
        "^aes256-cbc,aes256-ctr",
      })
  void listsAsSsh(String value) {
    List<String> defaults = ciphersOfSsh("Port=22");
    assertEquals(ciphersOfSsh("Ciphers=" + value), SshAlgorithms.edited(value, defaults));
  }

  private static List<String> ciphersOfSsh(String option) {
    return SshdFixture.command(Map.of(), "ssh", "-F", "none", "-G", "-o", option, "nowhere")
        .lines()
        .filter(line -> line.startsWith("ciphers "))
        .map(line -> List.of(line.substring("ciphers ".length()).split(",")))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "Ciphers aes128-cbc, cipher, Ciphers=+aes128-cbc",
    "MACs hmac-md5, MAC, MACs=+hmac-md5",
    "KexAlgorithms diffie-hellman-group14-sha1, key exchange method,"
        + " KexAlgorithms=+diffie-hellman-group14-sha1",
    "HostKeyAlgorithms ssh-rsa, host key type, HostKeyAlgorithms=+ssh-rsa",
  })
  void weakOnlyWhenAsked(String server, String what, String option) throws Exception {
    // a MAC is negotiated only beside a cipher that needs one
    String cipher = server.startsWith("MACs") ? "Ciphers aes128-ctr" : "";
    try (var sshd = SshdFixture.start(scratch, server, cipher);
        SshConnectionType ssh = sshd.connectionType()) {
      var e = assertThrows(TransportException.class, () -> ssh.connect(sshd.endpoint("a")));
      String text = String.valueOf(e.getMessage());
      assertEquals(Kind.UNREACHABLE, e.kind());
      assertTrue(text.contains("Unable to negotiate with 127.0.0.1 port"), text);
      assertTrue(text.contains("no matching " + what + " found. Their offer: "), text);
      assertTrue(text.contains(option), text);
      Endpoint allowed = sshd.endpoint("a", Optional.of(sshd.key()), "-o", option);
      ssh.connect(allowed).close();
    }
  }

  @Test
  void userKeysOfTheListOnly() throws Exception {
    try (var sshd = SshdFixture.start(scratch);
        SshConnectionType ssh = sshd.connectionType()) {
      String type = Files.readString(sshd.authorizedKeys()).split(" ")[0];
      Endpoint without =
          sshd.endpoint("a", Optional.of(sshd.key()), "-o", "PubkeyAcceptedAlgorithms=-" + type);
      var e = assertThrows(TransportException.class, () -> ssh.connect(without));
      assertEquals(Kind.AUTH_FAILED, e.kind());
      ssh.connect(
              sshd.endpoint("a", Optional.of(sshd.key()), "-o", "PubkeyAcceptedKeyTypes=" + type))
          .close();
    }
  }

  @Test
  void anEmptyChoiceIsNamed() throws Exception {
    try (var sshd = SshdFixture.start(scratch);
        SshConnectionType ssh = sshd.connectionType()) {
      Endpoint nothing = sshd.endpoint("a", Optional.of(sshd.key()), "-o", "Ciphers=rot13");
      var e = assertThrows(TransportException.class, () -> ssh.connect(nothing));
      assertTrue(
          String.valueOf(e.getMessage()).contains("the ssh option ciphers=rot13"), e.getMessage());
    }
  }
}
