package io.jplay.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Upgrades that want a reboot, on a host of its own that systemd boots and reboots.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RebootedHostTest {
  private Path scratch;
  private BootedHost host;

  @BeforeAll
  void boot(@TempDir Path dir) throws Exception {
    scratch = dir;
    host = BootedHost.start(scratch, false);
  }

  @AfterAll
  void close() {
    if (host != null) {
      host.close();
    }
  }

  private Commands.Outcome jplay(String... words) throws IOException, InterruptedException {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "io.jplay.cli.Main",
                "-i",
                "inv",
                "web"));
    command.addAll(List.of(words));
    return Commands.run(
        scratch, Map.of("HOME", scratch.toString()), Duration.ofSeconds(120), command);
  }

  private Commands.Outcome upgrade(String options, String... words) throws Exception {
    var all = new ArrayList<>(List.of("-m", "jplay.builtin.upgrade", "-a", options));
    all.addAll(List.of(words));
    return jplay(all.toArray(String[]::new));
  }

  private String on(String command) throws Exception {
    return jplay("-m", "shell", "-a", command, "-o").out();
  }

  @Test
  void rebootsWhereAnUpgradeAsksForIt() throws Exception {
    String boot = on("cat /proc/sys/kernel/random/boot_id");
    on("echo tenant-tools >/run/reboot-required; touch /etc/stays");
    var would = upgrade("reboot=if_required", "--check", "--diff");
    assertEquals(0, would.code(), would.all());
    for (String part :
        new String[] {
          "-tenant-tools 1.0",
          "+tenant-tools 1.1",
          "\"from\": \"1.0\"",
          "\"package\": \"tenant-tools\"",
          "\"to\": \"1.1\"",
          "\"reboot_required\": true",
          "\"rebooted\": false",
          "web | CHANGED"
        }) {
      assertTrue(would.out().contains(part), part + would.all());
    }
    assertEquals(boot, on("cat /proc/sys/kernel/random/boot_id"));
    var never = upgrade("name=nothing-of-that-name");
    assertTrue(never.out().contains("\"reboot_required\": true"), never.all());
    assertTrue(never.out().contains("web | SUCCESS"), never.all());
    var upgraded = upgrade("reboot=if_required reboot_timeout=90");
    assertEquals(0, upgraded.code(), upgraded.all());
    assertTrue(upgraded.out().contains("\"rebooted\": true"), upgraded.all());
    assertTrue(upgraded.out().contains("\"reboot_required\": false"), upgraded.all());
    assertNotEquals(boot, on("cat /proc/sys/kernel/random/boot_id"));
    assertTrue(on("ls /etc/stays; tenant-tools").contains("1.1"));
    var again = upgrade("reboot=if_required");
    assertTrue(again.out().contains("web | SUCCESS"), again.all());
    assertTrue(again.out().contains("\"rebooted\": false"), again.all());
  }
}
