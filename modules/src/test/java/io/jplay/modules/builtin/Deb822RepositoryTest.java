package io.jplay.modules.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.api.Result;
import io.jplay.modules.testing.ModuleHarness;
import io.jplay.modules.testing.ShellKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class Deb822RepositoryTest {
  @TempDir Path dir;

  private Result run(ModuleHarness host, boolean check, Object... more) {
    var options = new ArrayList<Object>(List.of("_root", dir, "name", "Example Repo_1"));
    options.addAll(List.of(more));
    return check
        ? host.check(new Deb822Repository(), options.toArray())
        : host.run(new Deb822Repository(), options.toArray());
  }

  @ParameterizedTest
  @EnumSource
  void writesAndRemovesASource(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    Path file = dir.resolve("sources.list.d/example-repo-1.sources");
    Object[] options = {
      "uris", "https://example.org/debian",
      "suites", "stable",
      "components", "main,contrib",
      "architectures", "amd64",
      "enabled", true,
      "types", "deb,deb-src",
      "signed_by",
          "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nabc\n-----END PGP PUBLIC KEY BLOCK-----\n"
    };
    assertTrue(run(host, true, options).isChanged());
    assertFalse(Files.exists(file));
    Result result = run(host, false, options);
    assertTrue(result.isChanged(), () -> result.fields().toString());
    assertEquals(
        """
        Architectures: amd64
        Components: main contrib
        Enabled: yes
        X-Repolib-Name: Example Repo_1
        Signed-By:
            -----BEGIN PGP PUBLIC KEY BLOCK-----
            .
            abc
            -----END PGP PUBLIC KEY BLOCK-----
        Suites: stable
        Types: deb deb-src
        URIs: https://example.org/debian
        """,
        Files.readString(file));
    assertEquals(file.toString(), result.fields().text("dest").orElseThrow());
    assertEquals(Files.readString(file), result.fields().text("repo").orElseThrow());
    assertFalse(run(host, false, options).isChanged());
    assertTrue(run(host, true, "state", "absent").isChanged());
    assertTrue(run(host, false, "state", "absent").isChanged());
    assertFalse(Files.exists(file));
    assertFalse(run(host, false, "state", "absent").isChanged());
  }

  @ParameterizedTest
  @EnumSource
  void fetchesTheKey(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    Path key = Files.write(dir.resolve("key"), new byte[] {(byte) 0x99, 1, 0, (byte) 0xff});
    Object[] options = {"uris", "https://example.org", "signed_by", key.toUri().toString()};
    Path kept = dir.resolve("keyrings/example-repo-1.gpg");
    assertTrue(run(host, true, options).isChanged());
    assertFalse(Files.exists(kept));
    Result result = run(host, false, options);
    assertTrue(result.isChanged(), () -> result.fields().toString());
    assertEquals(-1, Files.mismatch(key, kept));
    assertEquals(kept.toString(), result.fields().text("key_filename").orElseThrow());
    assertTrue(result.fields().text("repo").orElseThrow().contains("Signed-By: " + kept + "\n"));
    assertFalse(run(host, false, options).isChanged());
    Files.delete(key);
    Result failed = run(host, false, options);
    assertTrue(failed.fields().text("msg").orElseThrow().startsWith("Could not fetch "));
    assertTrue(run(host, false, "state", "absent").isChanged());
    assertFalse(Files.exists(kept));
  }
}
