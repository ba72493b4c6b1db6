package io.jplay.modules.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.api.Result;
import io.jplay.core.value.Seq;
import io.jplay.modules.testing.Lab;
import io.jplay.modules.testing.ModuleHarness;
import io.jplay.modules.testing.ShellKind;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AptKeyTest {
  @TempDir Path dir;

  @ParameterizedTest
  @CsvSource({
    "xyz, Invalid key_id",
    "12345, Invalid key_id",
  })
  void refusesWhatIsNoNumber(String id, String message) {
    Result result = new ModuleHarness(ShellKind.DASH, dir).run(new AptKey(), "id", id);
    assertEquals(message, result.fields().text("msg").orElseThrow());
  }

  /// The real apt-key with a key made for the test, in a root of its own.
  @Test
  void addsAndRemovesAKey() {
    for (String tool : new String[] {"apt-key", "gpg"}) {
      Assumptions.assumeTrue(Lab.isInstalled(tool), "needs " + tool);
    }
    try (Lab lab = Lab.open(dir)) {
      lab.run(
          "sh",
          "-c",
          "export GNUPGHOME=/tmp/g; mkdir -m 700 /tmp/g; gpg --batch --quiet --passphrase ''"
              + " --quick-gen-key lab ed25519 sign never 2>&1; gpg --armor --export >/tmp/lab.asc");
      ModuleHarness host = lab.harness("apt");
      Object[] options = {"file", "/tmp/lab.asc", "keyring", "/etc/apt/trusted.gpg.d/lab.gpg"};
      assertTrue(host.check(new AptKey(), options).isChanged());
      Result added = host.run(new AptKey(), options);
      assertTrue(added.isChanged() && !added.isFailed(), () -> added.fields().toString());
      String id = added.fields().text("key_id").orElseThrow();
      assertEquals(16, id.length());
      assertEquals(id.substring(8), added.fields().text("short_id").orElseThrow());
      assertEquals(Seq.ofTexts(List.of(id)), added.fields().get("after").orElseThrow());
      assertFalse(host.run(new AptKey(), options).isChanged());
      Object[] gone = {"id", id, "state", "absent", "keyring", "/etc/apt/trusted.gpg.d/lab.gpg"};
      Result removed = host.run(new AptKey(), gone);
      assertTrue(removed.isChanged() && !removed.isFailed(), () -> removed.fields().toString());
      assertFalse(host.run(new AptKey(), gone).isChanged());
    }
  }
}
