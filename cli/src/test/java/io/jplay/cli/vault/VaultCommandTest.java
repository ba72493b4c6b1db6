package io.jplay.cli.vault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.JplayException;
import io.jplay.core.value.Secret;
import io.jplay.core.vault.Editor;
import io.jplay.core.vault.VaultSettings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VaultCommandTest {
  @TempDir private Path dir;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final List<String> warnings = new ArrayList<>();
  private final List<String> answers = new ArrayList<>();
  private final List<String> asked = new ArrayList<>();
  private String stdin = "";
  private String failure = "";
  private List<String> identities = List.of();
  private Editor editor =
      copy -> {
        Files.writeString(copy, Files.readString(copy) + "b: 2\n");
        return 0;
      };

  @BeforeEach
  void files() throws Exception {
    Files.writeString(dir.resolve("pf"), "pw\n");
    Files.writeString(dir.resolve("pf2"), "other\n");
    Files.writeString(dir.resolve("a.yml"), "a: 1\n");
  }

  private int jvault(String... args) throws InterruptedException {
    out.reset();
    err.reset();
    failure = "";
    var console =
        new VaultConsole(
            new ByteArrayInputStream(stdin.getBytes(UTF_8)),
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8),
            false,
            false,
            text -> {
              asked.add(text);
              return answers.isEmpty()
                  ? Optional.empty()
                  : Optional.of(Secret.of(answers.removeFirst()));
            },
            editor,
            _ -> {},
            (Diagnostic d) -> warnings.add(d.sentence()));
    var settings =
        new VaultSettings(
            "default",
            identities,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false,
            "vi",
            dir,
            dir);
    try {
      return new VaultCommand("jvault", console, settings).run(List.of(args)).number();
    } catch (JplayException e) {
      failure = e.getMessage();
      return e.exitCode().number();
    }
  }

  private String text() {
    return out.toString(UTF_8);
  }

  private String file(String name) throws IOException {
    return Files.readString(dir.resolve(name));
  }

  private String mode(String name) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(dir.resolve(name)));
  }

  /// Runs the real ansible-vault in the directory; what it printed.
  private String ansibleVault(String... args) throws Exception {
    assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/ansible-vault")), "ansible-vault is not installed");
    var command = new ArrayList<>(List.of("ansible-vault"));
    command.addAll(List.of(args));
    Process p =
        new ProcessBuilder(command)
            .directory(dir.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    p.getOutputStream().close();
    String printed = new String(p.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, p.waitFor(), () -> "ansible-vault " + List.of(args));
    return printed;
  }

  @Test
  void ansibleOpensWhatWeEncrypt() throws Exception {
    assertEquals(0, jvault("encrypt", "--vault-password-file", "pf", "a.yml"), failure);
    assertEquals("rw-------", mode("a.yml"));
    assertEquals("a: 1\n", ansibleVault("view", "--vault-password-file", "pf", "a.yml"));
    assertEquals(
        0,
        jvault(
            "rekey",
            "--vault-password-file",
            "pf",
            "--new-vault-id",
            "prod@pf",
            "--new-vault-id",
            "dev@pf2",
            "a.yml"),
        failure);
    assertTrue(file("a.yml").startsWith("$ANSIBLE_VAULT;1.2;AES256;dev\n"));
    assertEquals("a: 1\n", ansibleVault("view", "--vault-id", "dev@pf2", "a.yml"));
    stdin = "hello";
    jvault("encrypt_string", "--vault-id", "dev@pf2", "--stdin-name", "k");
    Files.writeString(
        dir.resolve("play.yml"),
        "- hosts: localhost\n  gather_facts: no\n  vars:\n    "
            + text().replace("\n", "\n    ")
            + "\n  tasks: [{debug: {var: k}}]\n");
    Process p =
        new ProcessBuilder(
                "ansible-playbook", "-i", "localhost,", "--vault-id", "dev@pf2", "play.yml")
            .directory(dir.toFile())
            .redirectErrorStream(true)
            .start();
    String printed = new String(p.getInputStream().readAllBytes(), UTF_8);
    assertTrue(printed.contains("\"k\": \"hello\""), printed);
  }

  @Test
  void weOpenWhatAnsibleEncrypts() throws Exception {
    ansibleVault("encrypt", "--vault-id", "dev@pf2", "a.yml");
    assertEquals(0, jvault("view", "--vault-id", "x@pf", "--vault-id", "y@pf2", "a.yml"), failure);
    assertEquals("a: 1\n", text());
    assertEquals(0, jvault("edit", "--vault-password-file", "pf2", "a.yml"), failure);
    assertEquals("a: 1\nb: 2\n", ansibleVault("view", "--vault-id", "dev@pf2", "a.yml"));
    assertEquals(0, jvault("decrypt", "--vault-password-file", "pf2", "a.yml"), failure);
    assertEquals("a: 1\nb: 2\n", file("a.yml"));
    assertEquals("rw-------", mode("a.yml"));
  }

  @Test
  void writesInlineValuesAsAnsibleLaysThemOut() throws Exception {
    assertEquals(
        0, jvault("encrypt_string", "--vault-password-file", "pf", "s", "--name", "foo"), failure);
    assertTrue(
        text()
            .matches(
                "foo: !vault \\|\n {10}\\$ANSIBLE_VAULT;1\\.1;AES256\n( {10}[0-9a-f]{1,80}\n)*"
                    + " {10}[0-9a-f]+"),
        text());
    jvault("encrypt_string", "--vault-id", "dev@pf", "one", "two", "-n", "a");
    assertEquals(
        """
        There are fewer names than texts: the last that has one is variable "a".
        # The encrypted version of variable ("a", the string #1 from the command line args).
        # The encrypted version of the string #2 from the command line args.)
        """,
        err.toString(UTF_8));
    assertTrue(text().contains("\n!vault |\n          $ANSIBLE_VAULT;1.2;AES256;dev\n"), text());
  }

  @Test
  void streamsFromStdinToStdout() throws Exception {
    stdin = "hello";
    assertEquals(0, jvault("encrypt", "--vault-password-file", "pf"), failure);
    stdin = text();
    assertTrue(stdin.startsWith("$ANSIBLE_VAULT;1.1;AES256\n"), stdin);
    assertEquals(0, jvault("decrypt", "--vault-password-file", "pf", "-"), failure);
    assertEquals("hello", text());
    assertEquals(0, jvault("view", "--vault-password-file", "pf"), failure);
    assertEquals("hello", text());
    assertEquals("", err.toString(UTF_8));
  }

  @Test
  void writesToANamedOutput() throws Exception {
    assertEquals(
        0, jvault("encrypt", "--vault-password-file", "pf", "a.yml", "--output", "b.yml"), failure);
    assertEquals("a: 1\n", file("a.yml"));
    assertEquals("rw-------", mode("b.yml"));
    assertEquals(
        0, jvault("decrypt", "--vault-password-file", "pf", "b.yml", "--output", "-"), failure);
    assertEquals("a: 1\n", text());
    assertEquals(5, jvault("encrypt", "--vault-id", "pf", "a.yml", "b.yml", "--output", "x"));
  }

  @Test
  void createsWithTheEditorAndItsDirectory() throws Exception {
    assertEquals(1, jvault("create", "--vault-password-file", "pf", "sub/new.yml"));
    assertEquals(
        "no terminal, the editor is not opened; --skip-tty-check opens it all the same", failure);
    assertEquals(
        0,
        jvault("create", "--skip-tty-check", "--vault-password-file", "pf", "sub/new.yml"),
        failure);
    assertEquals(List.of(dir.resolve("sub") + " does not exist, creating..."), warnings);
    jvault("view", "--vault-password-file", "pf", "sub/new.yml");
    assertEquals("b: 2\n", text());
    assertEquals(1, jvault("create", "--vault-password-file", "pf", "a.yml"));
    assertEquals("a.yml exists, please use 'edit' instead", failure);
  }

  @Test
  void editKeepsTheBytesWhenNothingChanged() throws Exception {
    jvault("encrypt", "--vault-password-file", "pf", "a.yml");
    byte[] before = Files.readAllBytes(dir.resolve("a.yml"));
    editor = _ -> 1;
    assertEquals(0, jvault("edit", "--vault-password-file", "pf", "a.yml"), failure);
    assertArrayEquals(before, Files.readAllBytes(dir.resolve("a.yml")));
  }

  @Test
  void rekeyChangesNoFileWhenOneDoesNotOpen() throws Exception {
    Files.writeString(dir.resolve("c.yml"), "c: 1\n");
    jvault("encrypt", "--vault-password-file", "pf", "a.yml");
    jvault("encrypt", "--vault-password-file", "pf2", "c.yml");
    String before = file("a.yml");
    String[] rekey = {
      "rekey", "--vault-password-file", "pf", "--new-vault-password-file", "pf2", "a.yml", "c.yml"
    };
    assertEquals(1, jvault(rekey));
    assertEquals(
        "Decryption failed (no vault secrets were found that could decrypt) for "
            + dir.resolve("c.yml"),
        failure);
    assertEquals(before, file("a.yml"));
  }

  @Test
  void rekeyAsksForANewPasswordTwice() throws Exception {
    jvault("encrypt", "--vault-password-file", "pf", "a.yml");
    answers.addAll(List.of("fresh", "fresh"));
    assertEquals(0, jvault("rekey", "--vault-password-file", "pf", "a.yml"), failure);
    assertEquals(List.of("New Vault password: ", "Confirm New Vault password: "), asked);
    answers.add("fresh");
    assertEquals(0, jvault("view", "--ask-vault-pass", "a.yml"), failure);
    assertEquals("a: 1\n", text());
  }

  @Test
  void asksWhenNoPasswordIsGiven() throws Exception {
    assertEquals(1, jvault("view", "a.yml"));
    assertEquals("EOFError (ctrl-d) on prompt for (default)", failure);
  }

  @Test
  void usesTheIdentitiesOfTheSettings() throws Exception {
    identities = List.of("dev@pf", "prod@pf2");
    assertEquals(5, jvault("encrypt_string", "x"));
    assertEquals(
        "The vault-ids dev,prod are available to encrypt. Specify the vault-id to encrypt with"
            + " --encrypt-vault-id",
        failure);
    assertEquals(0, jvault("encrypt_string", "--encrypt-vault-id", "prod", "x"), failure);
    assertTrue(text().contains(";prod"), text());
    assertEquals(1, jvault("encrypt_string", "--encrypt-vault-id", "bar", "x"));
    assertEquals(
        "Did not find a match for --encrypt-vault-id=bar in the known vault-ids ['dev', 'prod']",
        failure);
  }

  @Test
  void saysWhatIsWrong() throws Exception {
    assertEquals(5, jvault("encrypt_string", "--vault-password-file", "pf"));
    assertEquals("stdin was empty, not encrypting", failure);
    assertEquals(1, jvault("view", "--vault-password-file", "pf", "a.yml"));
    assertEquals("input is not vault encrypted data on a.yml", failure);
    assertEquals(1, jvault("edit", "--vault-password-file", "pf", "no.yml"));
    assertEquals(
        "Unable to read source file (" + dir.resolve("no.yml") + "): No such file or directory",
        failure);
    jvault("encrypt", "--vault-password-file", "pf", "a.yml");
    assertEquals(1, jvault("encrypt", "--vault-password-file", "pf", "a.yml"));
    assertEquals("input is already encrypted", failure);
    assertEquals(2, jvault("view", "--no-such-option", "a.yml"));
    assertEquals(2, jvault("edit", "--vault-password-file", "pf"));
    assertEquals("a FILE to edit is needed", failure);
    assertEquals(2, jvault("-v"));
    assertTrue(
        err.toString(UTF_8).contains("encrypt_string  Encrypt a string"), err.toString(UTF_8));
  }
}
