package io.jplay.core.vault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.diag.JplayException;
import io.jplay.core.value.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VaultSecretLoaderTest {
  @TempDir private Path dir;
  private final List<String> prompts = new ArrayList<>();

  private VaultSecretLoader loader(String... answers) {
    var left = new ArrayList<>(List.of(answers));
    SecretPrompt prompt =
        text -> {
          prompts.add(text);
          return left.isEmpty() ? Optional.empty() : Optional.of(Secret.of(left.removeFirst()));
        };
    return new VaultSecretLoader(prompt, settings(List.of(), Optional.empty()));
  }

  private VaultSettings settings(List<String> identities, Optional<String> file) {
    return new VaultSettings(
        "default", identities, file, Optional.empty(), Optional.empty(), false, "vi", dir, dir);
  }

  private VaultOptions ids(String... ids) {
    return new VaultOptions(List.of(ids), List.of(), false, false);
  }

  private void script(String name, String text) throws IOException {
    Files.writeString(dir.resolve(name), "#!/bin/sh\n" + text + "\n");
    Files.setPosixFilePermissions(dir.resolve(name), PosixFilePermissions.fromString("rwx------"));
  }

  private List<String> secrets(VaultKeyring ring) {
    return ring.secrets().stream().map(s -> s.label() + "=" + new String(s.password())).toList();
  }

  private String failure(String... ids) {
    return assertThrows(JplayException.class, () -> loader().load(ids(ids))).getMessage();
  }

  @Test
  void filesLoseBlanksAtBothEnds() throws IOException {
    Files.writeString(dir.resolve("pf"), "  a b \r\n\n");
    assertEquals(List.of("dev=a b"), secrets(loader().load(ids("dev@pf")).value()));
  }

  @Test
  void passwordsMayBeAnyBytes() throws IOException {
    byte[] bytes = {(byte) 0xff, (byte) 0xfe, 1};
    Files.write(dir.resolve("pf"), bytes);
    var ring = loader().load(ids("pf")).value();
    assertArrayEquals(bytes, ring.secrets().getFirst().password());
  }

  @Test
  void scriptsLoseLineEndsOnly() throws IOException {
    script("s.sh", "echo ' x '");
    assertEquals(List.of("default= x "), secrets(loader().load(ids("s.sh")).value()));
  }

  @Test
  void clientScriptsAreToldTheLabel() throws IOException {
    script("k-client.sh", "echo \"$1/$2\"");
    assertEquals(
        List.of("prod=--vault-id/prod"), secrets(loader().load(ids("prod@k-client.sh")).value()));
  }

  @Test
  void keepsAnsiblesOrder() throws IOException {
    for (String name : List.of("a", "b", "c", "d")) {
      Files.writeString(dir.resolve(name), name);
    }
    var loader =
        new VaultSecretLoader(
            _ -> Optional.of(Secret.of("typed")), settings(List.of("one@a"), Optional.of("d")));
    var options = new VaultOptions(List.of("two@b"), List.of("c"), true, false);
    assertEquals(
        List.of("one=a", "two=b", "default=c", "default=d", "default=typed"),
        secrets(loader.load(options).value()));
  }

  @Test
  void asksWithAnsiblesWords() {
    loader("x", "y").load(ids("dev@prompt", "prompt_ask_vault_pass"));
    assertEquals(List.of("Vault password (dev): ", "Vault password: "), prompts);
    prompts.clear();
    loader("x", "x", "y", "y")
        .load(
            List.of(
                new VaultSecretSource.Prompt("dev", false),
                new VaultSecretSource.Prompt("default", true)),
            true);
    assertEquals(
        List.of(
            "New vault password (dev): ",
            "Confirm new vault password (dev): ",
            "New Vault password: ",
            "Confirm New Vault password: "),
        prompts);
  }

  @Test
  void newPasswordsMustBeTypedTwiceAlike() {
    var sources = List.<VaultSecretSource>of(new VaultSecretSource.Prompt("dev", false));
    var e = assertThrows(JplayException.class, () -> loader("x", "z").load(sources, true));
    assertEquals("Passwords do not match", e.getMessage());
  }

  @Test
  void aFailingSourceIsAWarningWhenAnotherWorks() throws IOException {
    Files.writeString(dir.resolve("pf"), "x");
    var parsed = loader().load(ids("foo@absent", "pf"));
    assertEquals(List.of("default=x"), secrets(parsed.value()));
    assertEquals(
        List.of(
            "Error getting vault password file (foo): The vault password file "
                + dir.resolve("absent")
                + " was not found"),
        parsed.diagnostics().stream().map(d -> d.detail()).toList());
  }

  @Test
  void saysWhatIsWrongWithASource() throws IOException {
    Files.writeString(dir.resolve("empty"), " \n");
    script("bad.sh", "exit 3");
    script("k-client", "exit 2");
    Files.writeString(dir.resolve("noexec"), "");
    Files.setPosixFilePermissions(
        dir.resolve("noexec"), PosixFilePermissions.fromString("rwx------"));
    Files.writeString(dir.resolve("noexec"), "#!/nowhere/sh\n");
    assertEquals("The vault password file " + dir.resolve("no") + " was not found", failure("no"));
    assertEquals(
        "Invalid vault password was provided from file (" + dir.resolve("empty") + ")",
        failure("empty"));
    assertEquals(
        "Vault password script " + dir.resolve("bad.sh") + " returned non-zero (3)",
        failure("bad.sh"));
    assertEquals(
        "Vault password client script "
            + dir.resolve("k-client")
            + " did not find a secret for vault-id=foo",
        failure("foo@k-client"));
    assertTrue(failure("noexec").startsWith("Problem running vault password script"));
    assertEquals("EOFError (ctrl-d) on prompt for (dev)", failure("dev@prompt"));
  }

  @Test
  void aPasswordFileMayItselfBeAVault() throws IOException {
    Files.writeString(dir.resolve("outer"), "pw");
    Files.write(
        dir.resolve("inner"), VaultKeyring.encrypt("deep\n".getBytes(), VaultSecret.of("o", "pw")));
    assertEquals(
        List.of("o=pw", "i=deep"), secrets(loader().load(ids("o@outer", "i@inner")).value()));
  }
}
