package io.jplay.modules.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.api.Result;
import io.jplay.modules.testing.FakeTools;
import io.jplay.modules.testing.ModuleHarness;
import io.jplay.modules.testing.ShellKind;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RpmKeyTest {
  private static final String PRINT = "2A95B03F96CA8CA54568CE9CD4C056F6A88FB437";

  @TempDir Path dir;

  private FakeTools tools(ModuleHarness host, ShellKind shell) {
    return new FakeTools(host, dir, shell)
        .tool(
            "rpm",
            """
            case $1 in
              -q) case $4 in *name*) sed 's/^/gpg-pubkey-/' "$d/keys" ;; *) cat "$d/keys" ;; esac ;;
              --import) grep -q KEY "$2" && echo a88fb437 >"$d/keys" ;;
              --erase) : >"$d/keys" ;;
            esac\
            """)
        .tool(
            "gpg",
            """
            if grep -q KEY; then
              echo 'pub:-:255:22:D4C056F6A88FB437:1:::-:::scSC:'
              echo 'fpr:::::::::%s:'
            fi\
            """
                .formatted(PRINT));
  }

  @ParameterizedTest
  @EnumSource
  void importsAndRemovesAKey(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    FakeTools tools = tools(host, shell);
    tools.write("keys", "");
    Path key = Files.writeString(dir.resolve("key.asc"), "a KEY\n");
    assertTrue(host.check(new RpmKey(), "key", key).isChanged());
    assertFalse(tools.log().contains("--import"));
    Result first = host.run(new RpmKey(), "key", key, "fingerprint", PRINT.replace("95", " 95 "));
    assertTrue(first.isChanged(), () -> first.fields().toString());
    assertFalse(host.run(new RpmKey(), "key", key).isChanged());
    assertFalse(host.run(new RpmKey(), "key", key.toUri().toString()).isChanged());
    assertFalse(host.run(new RpmKey(), "key", "0xA88FB437").isChanged());
    Result known = host.run(new RpmKey(), "key", key, "fingerprint", "00");
    assertFalse(known.isFailed(), "a key that is there is not looked into");
    assertTrue(host.run(new RpmKey(), "key", "0xD4C056F6A88FB437", "state", "absent").isChanged());
    assertTrue(tools.log().endsWith("rpm --erase --allmatches gpg-pubkey-a88fb437\n"), tools::log);
    assertFalse(host.run(new RpmKey(), "key", key, "state", "absent").isChanged());
  }

  @ParameterizedTest
  @EnumSource
  void refusesWhatIsNoKey(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    tools(host, shell).write("keys", "");
    Path key = Files.writeString(dir.resolve("key.asc"), "a KEY\n");
    Path none = Files.writeString(dir.resolve("none"), "x\n");
    assertMessage("Not a public key: " + none, host, none, "");
    assertMessage("Not a valid key /nosuch", host, "/nosuch", "");
    assertMessage("When importing a key, a valid file must be given", host, "deadbeef", "");
    assertMessage(
        "The specified fingerprint, '{'00'}', does not match any key fingerprints in '{'"
            + PRINT
            + "'}'",
        host,
        key,
        "00");
  }

  @ParameterizedTest
  @EnumSource
  void wantsAllFingerprints(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    tools(host, shell).write("keys", "");
    Path key = Files.writeString(dir.resolve("key.asc"), "a KEY\n");
    assertTrue(host.run(new RpmKey(), "key", key, "fingerprint", PRINT + ",00").isFailed());
  }

  private static void assertMessage(
      String message, ModuleHarness host, Object key, String fingerprint) {
    Object[] options =
        fingerprint.isEmpty()
            ? new Object[] {"key", key}
            : new Object[] {"key", key, "fingerprint", fingerprint};
    assertEquals(message, host.run(new RpmKey(), options).fields().text("msg").orElseThrow());
  }
}
