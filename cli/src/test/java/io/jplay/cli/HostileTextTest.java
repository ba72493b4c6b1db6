package io.jplay.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a host says is data on every road of a whole run: names of included files, roles and
/// variables, loops, facts, defaults, conditions, registered results that are registered again,
/// hosts and groups made of it, templates and arguments. (How it goes through filters is
/// SafetyPropertyTest.)
class HostileTextTest {
  private static final String TEXT = "{{ 'PW' ~ 'NED' }}";

  @TempDir private Path dir;

  @Test
  @Timeout(120)
  void textOfAHostIsData() throws IOException, URISyntaxException {
    Path from = Path.of(Objects.requireNonNull(getClass().getResource("/hostile")).toURI());
    Files.createDirectories(dir.resolve("out"));
    try (var files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path to = dir.resolve(from.relativize(file).toString());
        Files.createDirectories(to.getParent());
        Files.copy(file, to);
      }
    }
    Played ended = play("ends.yml");
    assertEquals(4, ended.code(), ended.err());
    assertHarmless(ended.out());
    assertHarmless(ended.err());
    Played played = play("site.yml");
    assertEquals(2, played.code(), played.err());
    assertTrue(played.out().contains("rescued=6"), played.out());
    assertFalse(played.err().contains("bug in jplay"), played.err());
    assertHarmless(played.out());
    assertHarmless(played.err());
    assertFalse(Files.exists(dir.resolve("touched")), "text of a host was run");
    assertEquals(TEXT + " " + TEXT, Files.readString(dir.resolve("out/copied")));
    assertEquals("<" + TEXT + "|" + TEXT + ">\n", Files.readString(dir.resolve("out/show")));
    try (var files = Files.walk(dir.resolve("tree"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertHarmless(Files.readString(file));
      }
    }
  }

  private Played play(String playbook) {
    return Played.of(
        dir,
        Map.of("ANSIBLE_CALLBACKS_ENABLED", "tree", "ANSIBLE_CALLBACK_TREE_DIR", dir + "/tree"),
        "-i",
        "localhost,",
        "-c",
        "local",
        playbook,
        "-vvv",
        "--diff");
  }

  private static void assertHarmless(String text) {
    int at = text.toUpperCase(Locale.ROOT).indexOf("PWNED");
    assertTrue(at < 0, () -> text.substring(Math.max(0, at - 300), at + 5));
  }
}
