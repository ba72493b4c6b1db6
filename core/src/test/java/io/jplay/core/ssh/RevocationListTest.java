package io.jplay.core.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.testing.SshdFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Lists made by `ssh-keygen -k`, and its verdict (`ssh-keygen -Q`) on each key and certificate.
class RevocationListTest {
  @TempDir static Path scratch;
  private static final List<String> KEYS = new ArrayList<>();

  @BeforeAll
  static void makeKeys() throws Exception {
    for (String name : List.of("ca", "ca2", "k1", "k2")) {
      SshdFixture.keygen(scratch.resolve(name), "ed25519", "");
    }
    SshdFixture.keygen(scratch.resolve("r1"), "rsa", "");
    SshdFixture.keygen(scratch.resolve("e1"), "ecdsa", "");
    KEYS.addAll(List.of("k1.pub", "k2.pub", "r1.pub", "e1.pub", "ca.pub"));
    long[] serials = {0, 1, 7, 8, 9, 40, 1000, Long.MAX_VALUE, -1};
    for (String authority : List.of("ca", "ca2")) {
      for (long serial : serials) {
        String name = "%s-%s".formatted(authority, Long.toUnsignedString(serial));
        Files.copy(scratch.resolve("k2.pub"), scratch.resolve(name + ".pub"));
        keygen(
            "-q",
            "-s",
            path(authority),
            "-z",
            Long.toUnsignedString(serial),
            "-I",
            "id-" + name,
            "-h",
            path(name + ".pub"));
        KEYS.add(name + "-cert.pub");
      }
    }
  }

  private static void keygen(String... words) throws Exception {
    var command = new ArrayList<>(List.of("ssh-keygen"));
    command.addAll(List.of(words));
    SshdFixture.command(Map.of(), command.toArray(String[]::new));
  }

  private static String path(String name) {
    return scratch.resolve(name).toString();
  }

  @Test
  void agreesWithSshKeygen() throws Exception {
    String k1 = Files.readString(scratch.resolve("k1.pub")).strip();
    String r1 = Files.readString(scratch.resolve("r1.pub")).strip();
    String[] specifications = {
      "",
      "key: " + k1,
      "sha1: " + k1,
      "sha256: " + r1 + "\nsha256: " + k1,
      "serial: 7",
      "serial: 7-9",
      "serial: 1\nserial: 7\nserial: 9\nserial: 40\nserial: 1000",
      "serial: 1-1000",
      "serial: 9223372036854775807\nserial: 18446744073709551615",
      "id: id-ca-8\nid: id-ca2-40",
    };
    for (String specification : specifications) {
      for (String authority : List.of("ca.pub", "none")) {
        // ssh-keygen wants an authority for serials; `none` means those of all
        agrees(specification, authority.equals("none") ? "none" : path(authority));
      }
    }
    agrees(Files.readString(scratch.resolve("ca2.pub")), path("ca.pub"));
  }

  private static void agrees(String specification, String authority) throws Exception {
    Path text = Files.writeString(scratch.resolve("specification"), specification + "\n");
    Path file = scratch.resolve("list");
    keygen("-q", "-k", "-f", file.toString(), "-s", authority, text.toString());
    RevocationList list = RevocationList.parse(Files.readAllBytes(file));
    for (String key : KEYS) {
      boolean revoked =
          new ProcessBuilder("ssh-keygen", "-Q", "-f", file.toString(), path(key))
                  .redirectErrorStream(true)
                  .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                  .start()
                  .waitFor()
              != 0;
      assertEquals(
          revoked,
          list.revokes(SshKeyFile.parsePublicKey(Files.readString(scratch.resolve(key)))),
          key + " by [" + specification + "] of " + authority);
    }
  }

  @Test
  void refusesWhatItDoesNotKnow() throws Exception {
    Path text =
        Files.writeString(scratch.resolve("s"), Files.readString(scratch.resolve("k1.pub")));
    keygen("-q", "-k", "-f", path("whole"), text.toString());
    byte[] whole = Files.readAllBytes(scratch.resolve("whole"));
    byte[] later = whole.clone();
    later[11] = 2;
    assertTrue(message(later).contains("format 2"), message(later));
    byte[] cut = Arrays.copyOf(whole, whole.length - 3);
    assertEquals("is damaged", message(cut));
    byte[] section = whole.clone();
    section[8 + 4 + 24 + 4 + 4] = 99;
    assertTrue(message(section).contains("unknown type 99"), message(section));
  }

  private static String message(byte[] bytes) {
    return String.valueOf(
        assertThrows(IOException.class, () -> RevocationList.parse(bytes)).getMessage());
  }
}
