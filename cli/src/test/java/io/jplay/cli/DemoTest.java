package io.jplay.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class DemoTest {
  private static final Pattern PLACE = Pattern.compile("their playbook is in (\\S+)");

  @TempDir private Path dir;

  @Test
  @Timeout(60)
  void changesThreeHostsAndSaysWhatToTryNext() throws IOException {
    // settings and agent of the user must not reach it
    var played =
        Played.of(
            dir, Map.of("ANSIBLE_REMOTE_USER", "nobody", "SSH_AUTH_SOCK", "/nowhere"), "demo");
    assertEquals(0, played.code(), played.out() + played.err());
    assertEquals("", played.err());
    Matcher place = PLACE.matcher(played.out());
    assertTrue(place.find(), played.out());
    Path demo = Path.of(place.group(1));
    try {
      for (String host : new String[] {"web1", "web2"}) {
        String page = Files.readString(demo.resolve(host + "/www/index.html"));
        assertTrue(page.contains("<title>The demo of " + host + "</title>"), page);
        assertTrue(Files.readString(demo.resolve(host + "/reload.log")).startsWith("reloaded"));
      }
      Path secret = demo.resolve("db1/etc/db.conf");
      assertTrue(Files.readString(secret).contains("allow = web1, web2"));
      assertTrue(
          played.out().contains("db1                        : ok=6    changed=3"), played.out());
      assertTrue(!played.out().contains("correct horse"), "a secret is shown");
      var tasks = Played.of(demo, Map.of(), "site.yml", "--list-tasks");
      assertEquals(0, tasks.code());
      var hosts = Played.of(demo, Map.of(), "web:!web1", "--list-hosts");
      assertEquals("  hosts (1):\n    web2\n", hosts.out());
    } finally {
      try (var files = Files.walk(demo)) {
        files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
      }
    }
  }

  @Test
  void knowsItsOptions() {
    assertEquals(5, Played.of(dir, Map.of(), "demo", "--frobnicate").code());
    assertTrue(Played.of(dir, Map.of(), "demo", "--help").out().contains("--keep"));
  }
}
