package io.jplay.core.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.api.TransportException;
import io.jplay.core.shell.ShellProgram;
import io.jplay.core.testing.SshdFixture;
import java.io.IOException;
import java.math.BigInteger;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Keys that live in a security token (FIDO): an agent signs with them; real sshd decides.
@Timeout(60)
class SecurityKeyTest {
  private static final byte USER_PRESENT = 1;
  private static final int COUNTER = 7;
  private static final String APPLICATION = "ssh:";
  @TempDir Path scratch;

  @ParameterizedTest
  @ValueSource(strings = {"sk-ssh-ed25519@openssh.com", "sk-ecdsa-sha2-nistp256@openssh.com"})
  void ofTheAgent(String type) throws Exception {
    try (var sshd = SshdFixture.start(scratch);
        var agent = new TokenAgent(scratch.resolve("token"), type)) {
      Files.writeString(
          sshd.authorizedKeys(),
          type + " " + Base64.getEncoder().encodeToString(agent.publicKey()) + "\n");
      var environment = Map.of("SSH_AUTH_SOCK", scratch.resolve("token").toString());
      try (var ssh = sshd.connectionType(environment);
          var connection = ssh.connect(sshd.endpoint("a", Optional.empty()))) {
        var output = connection.session(Optional.empty()).run(ShellProgram.of("echo in"));
        assertEquals("in\n", output.stdout());
      }
    }
  }

  /// Its file holds only a handle: the token is asked by a program of OpenSSH, so by the agent.
  @Test
  void aFileNeedsTheAgent() throws Exception {
    try (var sshd = SshdFixture.start(scratch);
        var ssh = sshd.connectionType();
        var agent = new TokenAgent(scratch.resolve("token"), "sk-ssh-ed25519@openssh.com")) {
      Path file = scratch.resolve("id_ed25519_sk");
      Files.writeString(file, agent.privateFile());
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      var e =
          assertThrows(
              TransportException.class, () -> ssh.connect(sshd.endpoint("a", Optional.of(file))));
      assertTrue(
          String.valueOf(e.getMessage())
              .contains(file + " is a key of a security token: add it to the agent (ssh-add)"),
          e.getMessage());
    }
  }

  /// An ssh-agent with one such key, touched at once.
  private static final class TokenAgent implements AutoCloseable {
    private final ServerSocketChannel server;
    private final String type;
    private final KeyPair pair;

    TokenAgent(Path socket, String type) throws Exception {
      this.type = type;
      this.pair = generate();
      server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      server.bind(UnixDomainSocketAddress.of(socket));
      Thread.ofVirtual().start(this::serve);
    }

    private boolean isEdwards() {
      return type.contains("ed25519");
    }

    private KeyPair generate() throws Exception {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(isEdwards() ? "Ed25519" : "EC");
      if (!isEdwards()) {
        generator.initialize(new ECGenParameterSpec("secp256r1"));
      }
      return generator.generateKeyPair();
    }

    byte[] publicKey() {
      var blob = new ByteArrayBuffer();
      blob.putString(type);
      if (isEdwards()) {
        var point = ((EdECPublicKey) pair.getPublic()).getPoint();
        byte[] bytes = new byte[32];
        byte[] y = point.getY().toByteArray();
        for (int i = 0; i < Math.min(32, y.length); i++) {
          bytes[i] = y[y.length - 1 - i];
        }
        bytes[31] |= (byte) (point.isXOdd() ? 0x80 : 0);
        blob.putBytes(bytes);
      } else {
        var point = ((ECPublicKey) pair.getPublic()).getW();
        byte[] bytes = new byte[65];
        bytes[0] = 4;
        put(point.getAffineX(), bytes, 1);
        put(point.getAffineY(), bytes, 33);
        blob.putString("nistp256");
        blob.putBytes(bytes);
      }
      blob.putString(APPLICATION);
      return blob.getCompactData();
    }

    private static void put(BigInteger number, byte[] to, int at) {
      byte[] bytes = number.toByteArray();
      int from = Math.max(0, bytes.length - 32);
      System.arraycopy(bytes, from, to, at + 32 - (bytes.length - from), bytes.length - from);
    }

    /// As ssh-keygen writes it, with a handle of nothing.
    String privateFile() {
      var secret = new ByteArrayBuffer();
      secret.putInt(1);
      secret.putInt(1);
      secret.putRawBytes(publicKey());
      secret.putByte(USER_PRESENT);
      secret.putBytes(new byte[64]);
      secret.putBytes(new byte[0]);
      secret.putString("comment");
      for (byte i = 1; secret.available() % 8 != 0; i++) {
        secret.putByte(i);
      }
      var file = new ByteArrayBuffer();
      file.putRawBytes("openssh-key-v1\0".getBytes(StandardCharsets.US_ASCII));
      file.putString("none");
      file.putString("none");
      file.putString("");
      file.putInt(1);
      file.putBytes(publicKey());
      file.putBytes(secret.getCompactData());
      return "-----BEGIN OPENSSH PRIVATE KEY-----\n%s\n-----END OPENSSH PRIVATE KEY-----\n"
          .formatted(
              Base64.getMimeEncoder(70, new byte[] {'\n'}).encodeToString(file.getCompactData()));
    }

    private void serve() {
      try {
        while (true) {
          SocketChannel client = server.accept();
          Thread.ofVirtual().start(() -> serve(client));
        }
      } catch (IOException e) {
        // closed: the test is over
      }
    }

    private void serve(SocketChannel client) {
      try (client) {
        while (true) {
          var request = new ByteArrayBuffer(read(client, read(client, 4).getInt()).array());
          var answer = new ByteArrayBuffer();
          switch (request.getUByte()) {
            case 11 -> {
              answer.putByte((byte) 12);
              answer.putInt(1);
              answer.putBytes(publicKey());
              answer.putString("token");
            }
            case 13 -> {
              assertTrue(Arrays.equals(publicKey(), request.getBytes()));
              answer.putByte((byte) 14);
              answer.putBytes(signature(request.getBytes()));
            }
            default -> answer.putByte((byte) 5);
          }
          byte[] bytes = answer.getCompactData();
          client.write(ByteBuffer.allocate(4).putInt(bytes.length).flip());
          client.write(ByteBuffer.wrap(bytes));
        }
      } catch (Exception e) {
        // the client has gone
      }
    }

    private static ByteBuffer read(SocketChannel from, int count) throws IOException {
      ByteBuffer buffer = ByteBuffer.allocate(count);
      while (buffer.hasRemaining()) {
        if (from.read(buffer) < 0) {
          throw new IOException("end");
        }
      }
      return buffer.flip();
    }

    private byte[] signature(byte[] data) throws Exception {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      var signed = new ByteArrayBuffer();
      signed.putRawBytes(sha.digest(APPLICATION.getBytes(StandardCharsets.UTF_8)));
      signed.putByte(USER_PRESENT);
      signed.putInt(COUNTER);
      signed.putRawBytes(sha.digest(data));
      Signature signer = Signature.getInstance(isEdwards() ? "Ed25519" : "SHA256withECDSA");
      signer.initSign(pair.getPrivate());
      signer.update(signed.getCompactData());
      byte[] raw = signer.sign();
      Buffer blob = new ByteArrayBuffer();
      blob.putString(type);
      blob.putBytes(isEdwards() ? raw : pairOfNumbers(raw));
      blob.putByte(USER_PRESENT);
      blob.putInt(COUNTER);
      return ((ByteArrayBuffer) blob).getCompactData();
    }

    /// The DER sequence of r and s as SSH's two numbers.
    private static byte[] pairOfNumbers(byte[] der) {
      int first = der[3];
      var numbers = new ByteArrayBuffer();
      numbers.putMPInt(new BigInteger(Arrays.copyOfRange(der, 4, 4 + first)));
      numbers.putMPInt(new BigInteger(Arrays.copyOfRange(der, 6 + first, der.length)));
      return numbers.getCompactData();
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }
}
