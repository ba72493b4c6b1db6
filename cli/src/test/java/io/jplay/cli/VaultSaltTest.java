package io.jplay.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `vault_encrypt_salt`, and what is said of vaults that are damaged.
@Timeout(60)
class VaultSaltTest {
  private static final Map<String, String> SALT = Map.of("ANSIBLE_VAULT_ENCRYPT_SALT", "salty");

  @TempDir private Path dir;

  @Test
  void aFixedSaltGivesTheSameTextEachTime() throws Exception {
    assertEquals(encrypted("a", SALT), encrypted("b", SALT));
    assertNotEquals(encrypted("c", SALT), encrypted("d", Map.of()));
    Played view =
        Played.of("ansible-vault", dir, Map.of(), "view", "a", "--vault-password-file", "p");
    assertEquals("secret\n", view.out());
  }

  @Test
  void saysOfABrokenBodyWhatPythonSays() throws Exception {
    Files.writeString(dir.resolve("p"), "pw");
    assertTrue(broken("zz").contains("Vault format unhexlify error: Non-hexadecimal digit found"));
    assertTrue(broken("abc").contains("Vault format unhexlify error: Odd-length string"));
  }

  private String broken(String body) throws Exception {
    Files.writeString(dir.resolve("broken"), "$ANSIBLE_VAULT;1.1;AES256\n" + body + "\n");
    return Played.of("ansible-vault", dir, Map.of(), "view", "broken", "--vault-password-file", "p")
        .err();
  }

  private String encrypted(String name, Map<String, String> environment) throws Exception {
    Files.writeString(dir.resolve("p"), "pw");
    Path file = Files.writeString(dir.resolve(name), "secret\n");
    Played played =
        Played.of("ansible-vault", dir, environment, "encrypt", name, "--vault-password-file", "p");
    assertEquals(0, played.code(), played.err());
    return Files.readString(file);
  }
}
