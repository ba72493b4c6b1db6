package io.jplay.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What users see when something is wrong: the whole screen and the exit code.
/// `-Dgolden.update=true` rewrites the files.
class ErrorScreenTest {
  private static final Path SCREENS =
      Path.of(
          System.getProperty("jplay.root", ".."), "cli/src/test/resources/io/jplay/cli/screens");

  @TempDir private Path dir;

  @BeforeEach
  void files() throws IOException {
    dir = Played.steady(dir);
    try (var inputs = Files.list(SCREENS.resolve("input"))) {
      for (Path input : inputs.toList()) {
        Files.copy(input, dir.resolve(input.getFileName()));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "unknown-key, unknown-key.yml",
    "bad-yaml, bad-yaml.yml",
    "missing-role, missing-role.yml",
    "missing-variable, missing-variable.yml",
    "unknown-module, unknown-module.yml",
    "unknown-option-of-a-module, option.yml",
    "module-of-a-collection, c.yml",
    "unknown-module-ad-hoc, localhost -m pign",
    "no-vault-password, vault.yml",
    "wrong-vault-password, vault.yml --vault-password-file wrong",
    "no-vault-password-file, vault.yml --vault-password-file nope",
    "no-playbook, nope.yml",
    "no-arguments, --check",
    "unknown-option, ping.yml --frobnicate",
    "no-number, ping.yml --forks many",
    "no-hosts, nosuch -m ping",
    "limit-without-hosts, ping.yml --limit nosuch",
    "list-of-a-limit-without-hosts, ping.yml --limit nosuch --list-tasks",
    "hosts-of-a-limit-without-hosts, all --limit nosuch --list-hosts",
    "open-bracket, open-bracket.yml",
    "extra-vars-without-end, ping.yml -e {x",
  })
  void showsOneClearMessage(String name, String words) throws IOException {
    String screen = Played.of(dir, Map.of(), words.split(" ")).screen(dir);
    isGolden(name, screen);
  }

  /// The screen is that of the file, or becomes it.
  static void isGolden(String name, String screen) throws IOException {
    Path golden = SCREENS.resolve(name + ".txt");
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(golden, screen);
    }
    assertEquals(Files.readString(golden), screen);
  }
}
