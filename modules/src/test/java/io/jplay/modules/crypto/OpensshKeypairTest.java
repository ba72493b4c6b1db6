package io.jplay.modules.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.api.Result;
import io.jplay.modules.testing.Decided;
import io.jplay.modules.testing.FakeTools;
import io.jplay.modules.testing.ModuleHarness;
import io.jplay.modules.testing.ShellKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class OpensshKeypairTest {
  private static final String RSA =
      "exists,print 2048 SHA256:x no comment (RSA),plain,derived ssh-rsa AA";
  private static final String CLOSED =
      "exists,print 2048 SHA256:x no comment (RSA),derived,pub ssh-rsa AA c";

  @TempDir Path dir;

  /// What the read says stands after the options; `<rsa>` is an open key of 2048 bits.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          '' | '' | jp_new -C  -q -t rsa -b 4096
          type=ed25519 comment=a~b | '' | jp_new -C a b -q -t ed25519 [
          type=ecdsa | '' | -t 'ecdsa' -b '256'
          size=2048 | <rsa>,pub ssh-rsa AA c | <none>
          size=2048 comment=c | <rsa>,pub ssh-rsa AA c | <none>
          size=2048 comment=d | <rsa>,pub ssh-rsa AA c | -c -C 'd'
          size=2048 | <rsa>,pub ssh-rsa BB c | >"$jp_p.pub"
          size=2048 | <rsa> | >"$jp_p.pub"
          size=2048 force=yes | <rsa>,pub ssh-rsa AA c | jp_new
          size=2048 regenerate=always | <rsa>,pub ssh-rsa AA c | jp_new
          size=3072 | <rsa>,pub ssh-rsa AA c | jp_new
          size=3072 regenerate=full_idempotence | <rsa>,pub ssh-rsa AA c | jp_new
          size=3072 regenerate=never | <rsa>,pub ssh-rsa AA c | <none>
          type=ed25519 | <rsa>,pub ssh-rsa AA c | jp_new
          regenerate=full_idempotence | <closed> | jp_new
          size=2048 backend=cryptography private_key_format=pkcs1 | <rsa>,header -----BEGIN OPENSSH PRIVATE KEY-----,pub ssh-rsa AA c | -m 'PEM'
          size=2048 backend=cryptography private_key_format=pkcs1 | <rsa>,header -----BEGIN RSA PRIVATE KEY-----,pub ssh-rsa AA c | <none>
          size=2048 private_key_format=pkcs1 | <rsa>,header -----BEGIN OPENSSH PRIVATE KEY-----,pub ssh-rsa AA c | <none>
          state=absent | <rsa> | rm -f -- /k /k.pub
          state=absent | pub x | rm -f -- /k /k.pub
          state=absent | '' | <none>
          """)
  void makesWhatIsDifferent(String options, String seen, String script) {
    Decided decided = decided(options, seen);
    boolean none = script.equals("<none>");
    assertFalse(decided.result().isFailed(), () -> decided.text("msg"));
    assertEquals(!none, decided.result().isChanged(), decided::script);
    assertTrue(none || plain(decided.script()).contains(plain(script)), decided::script);
  }

  private static String plain(String script) {
    return script.replace("'", "").replace("\\\n", "").replace("\n", " ");
  }

  private static Decided decided(String options, String seen) {
    String lines = seen.replace("<rsa>", RSA).replace("<closed>", CLOSED).replace(',', '\n');
    return Decided.of(
        new OpensshKeypair(),
        OpensshKeypair.Args.class,
        ("path=/k " + options).strip(),
        lines,
        "",
        "");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          size=512 | '' | RSA keys have at least 1024 bits
          type=ecdsa size=300 | '' | ECDSA keys have 256, 384 or 521 bits
          type=dsa size=2048 | '' | DSA keys have exactly 1024 bits
          type=rsa1 | '' | rsa1
          '' | directory | /k is a directory
          '' | orphan | The directory / does not exist
          """)
  void refusesWhatCannotBeMade(String options, String seen, String message) {
    String told = decided(options, seen).text("msg");
    assertTrue(told.contains(message), told);
  }

  @ParameterizedTest
  @EnumSource
  void makesAndKeepsAKey(ShellKind shell) throws Exception {
    needsKeygen();
    var host = new ModuleHarness(shell, dir);
    Path key = dir.resolve("a key");
    Object[] options = {
      "path", key, "type", "ed25519", "comment", "me & you", "regenerate", "fail"
    };
    Result predicted = host.check(new OpensshKeypair(), options);
    assertTrue(predicted.isChanged());
    assertEquals("", text(predicted, "fingerprint"));
    assertFalse(Files.exists(key));
    Result made = host.run(new OpensshKeypair(), options);
    assertTrue(made.isChanged(), () -> made.fields().toString());
    assertTrue(text(made, "fingerprint").startsWith("SHA256:"));
    assertTrue(text(made, "public_key").startsWith("ssh-ed25519 AAAA"));
    assertEquals("{}\n", made.diffs().getFirst().before());
    assertEquals(text(made, "public_key") + " me & you\n", Files.readString(pub(key)));
    assertEquals("rw-------", mode(key));
    assertFalse(host.run(new OpensshKeypair(), options).isChanged());
    Files.delete(pub(key));
    assertTrue(host.run(new OpensshKeypair(), options).isChanged());
    assertEquals(text(made, "public_key") + " me & you\n", Files.readString(pub(key)));
    options[5] = "other";
    assertTrue(host.run(new OpensshKeypair(), options).isChanged());
    assertEquals(text(made, "public_key") + " other\n", Files.readString(pub(key)));
    options[3] = "ecdsa";
    assertTrue(text(host.run(new OpensshKeypair(), options), "msg").contains("wrong type"));
    options[7] = "partial_idempotence";
    Result other = host.run(new OpensshKeypair(), options);
    assertTrue(other.isChanged());
    assertNotEquals(text(made, "fingerprint"), text(other, "fingerprint"));
    Result moded = host.run(new OpensshKeypair(), "path", key, "type", "ecdsa", "mode", "0400");
    assertTrue(moded.isChanged());
    assertEquals("r-------- r--------", mode(key) + " " + mode(pub(key)));
    host.run(new OpensshKeypair(), "path", key, "type", "ecdsa", "force", true);
    assertEquals("r--------", mode(key));
    assertTrue(host.run(new OpensshKeypair(), "path", key, "state", "absent").isChanged());
    assertFalse(host.run(new OpensshKeypair(), "path", key, "state", "absent").isChanged());
    assertEquals(0, left());
  }

  /// The passphrase is in no word of a program.
  @ParameterizedTest
  @EnumSource
  void opensWithAPassphrase(ShellKind shell) throws Exception {
    needsKeygen();
    var host = new ModuleHarness(shell, dir);
    var tools =
        new FakeTools(host, dir, shell).tool("ssh-keygen", "exec /usr/bin/ssh-keygen \"$@\"");
    Path key = dir.resolve("locked");
    Object[] options = {"path", key, "type", "ed25519", "passphrase", "se'cret one"};
    Result made = host.run(new OpensshKeypair(), options);
    assertTrue(made.isChanged(), () -> made.fields().toString());
    assertFalse(host.run(new OpensshKeypair(), options).isChanged());
    Files.delete(pub(key));
    assertTrue(host.run(new OpensshKeypair(), options).isChanged());
    options[5] = "another1";
    assertTrue(text(host.run(new OpensshKeypair(), options), "msg").startsWith("Unable to read"));
    Result bare = host.run(new OpensshKeypair(), "path", key, "type", "ed25519");
    assertTrue(text(bare, "msg").startsWith("Unable to read"));
    assertFalse(tools.log().contains("cret one"), tools::log);
  }

  private static void needsKeygen() {
    Assumptions.assumeTrue(Files.exists(Path.of("/usr/bin/ssh-keygen")), "ssh-keygen is not there");
  }

  private long left() throws Exception {
    try (Stream<Path> files = Files.list(dir)) {
      return files.filter(f -> f.getFileName().toString().startsWith("a key")).count();
    }
  }

  private static Path pub(Path key) {
    return Path.of(key + ".pub");
  }

  private static String mode(Path file) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  private static String text(Result result, String key) {
    return result.fields().text(key).orElse("<none>");
  }
}
