package io.jplay.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.examples.FakeDigitalOcean.Mood;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Who is reached, by which key, and what the operator reads when it does not work. The hosts stay
/// as they are.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class MeltanoConnectionTest {
  private MeltanoSystem system;

  @BeforeAll
  void boot(@TempDir Path scratch) throws Exception {
    system = MeltanoSystem.boot(scratch);
  }

  @AfterAll
  void close() {
    if (system != null) {
      system.close();
    }
  }

  @Test
  void pingsFromTheControllerByTheForwardedAgent() throws Exception {
    system.furnishController();
    var controller = system.jplayOnController(true, "controller -m ping");
    assertEquals(
        """
        controller | SUCCESS => {
            "changed": false,
            "ping": "pong"
        }
        """,
        controller.out(),
        controller.all());
    assertEquals(0, controller.code());
    var tenant = system.jplayOnController(true, "acme.meltanodata.com -m ping -o");
    assertEquals(
        "acme.meltanodata.com | SUCCESS => {\"changed\": false,\"ping\": \"pong\"}\n",
        tenant.out(),
        tenant.all());

    var without = system.jplayOnController(false, "acme.meltanodata.com -m ping");
    assertEquals(4, without.code(), without.all());
    assertTrue(without.out().startsWith("acme.meltanodata.com | UNREACHABLE! => {"));
  }

  @Test
  void lendsTheAgentToTheSecondHop() throws Exception {
    var outcome = system.jplay(MeltanoSystem.ACME, "-m", "command", "-a", "ssh-add -L");
    assertEquals(0, outcome.code(), outcome.all());
    assertTrue(outcome.out().contains("ssh-ed25519 "), outcome.all());
  }

  @Test
  void saysThatThereIsNoAgentAndGoesOnWithOthers() throws Exception {
    Files.writeString(
        system.infrastructure().resolve("here.yml"),
        "all: {hosts: {here: {ansible_connection: local}}}\n");
    var outcome =
        system.jplay(
            Map.of("SSH_AUTH_SOCK", ""),
            "-i",
            "inventory/digitalocean.yml",
            "-i",
            "here.yml",
            "all:!status_off",
            "-m",
            "ping");
    assertEquals(4, outcome.code(), outcome.all());
    assertTrue(outcome.out().contains("here | SUCCESS => {"), outcome.all());
    assertTrue(outcome.out().contains("acme.meltanodata.com | UNREACHABLE! => {"), outcome.all());
    assertTrue(outcome.out().contains("globex.meltanodata.com | UNREACHABLE! => {"));
    assertTrue(
        outcome.out().contains("Failed to connect to the host via ssh: root@"), outcome.all());
    assertTrue(outcome.out().contains("Permission denied (publickey)"), outcome.all());
    assertTrue(outcome.out().contains("SSH_AUTH_SOCK"), outcome.all());
  }

  @Test
  void aHostThatIsDownHoldsNobodyUp() throws Exception {
    var outcome = system.jplay("tenant", "-m", "ping");
    assertEquals(4, outcome.code(), outcome.all());
    assertTrue(outcome.out().contains("acme.meltanodata.com | SUCCESS"), outcome.all());
    assertTrue(outcome.out().contains("globex.meltanodata.com | SUCCESS"), outcome.all());
    assertTrue(outcome.out().contains("initech.meltanodata.com | UNREACHABLE!"), outcome.all());
    assertTrue(outcome.out().contains("Connection refused"), outcome.all());
  }

  @Test
  void listsTheDropletsOfAllPages() throws Exception {
    var outcome = system.jplay("all", "--list-hosts");
    assertEquals(
        """
          hosts (4):
            acme.meltanodata.com
            globex.meltanodata.com
            initech.meltanodata.com
            controller
        """,
        outcome.out(),
        outcome.all());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          acme.meltanodata.com     ; acme
          beta-ring                ; acme
          19000002                 ; globex
          *.meltanodata.com        ; acme globex initech
          tenant:!status_off       ; acme globex
          tenant:&beta-ring        ; acme
          19000001,19000003        ; acme initech
          ~(acme|globex)[.].*      ; acme globex
          """)
  void limitsByNameTagIdAndPattern(String limit, String expected) throws Exception {
    var outcome = system.jplay("all", "--list-hosts", "--limit", limit);
    assertEquals(0, outcome.code(), outcome.all());
    String hosts =
        String.join(" ", outcome.out().lines().skip(1).map(String::strip).toList())
            .replace(".meltanodata.com", "");
    assertEquals(expected, hosts, outcome.all());
  }

  @Test
  void findsADropletByNameWhereHostsAreIds() throws Exception {
    var outcome =
        system.jplay(
            "-i",
            "inventory/by-id.digitalocean.yml",
            "all",
            "--list-hosts",
            "--limit",
            MeltanoSystem.GLOBEX);
    assertEquals("  hosts (1):\n    19000002\n", outcome.out(), outcome.all());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          WELL         |                | setting: api_token
          WELL         | dop_v1_revoked | HTTP Error 401: Unauthorized
          RATE_LIMITED | good           | HTTP Error 429: Too Many Requests
          SILENT       | good           | did not answer within 1 second
          TRUNCATED    | good           | JSON
          """)
  void anInventoryThatCannotBeReadIsAWarningOrAnError(Mood mood, String token, String text)
      throws Exception {
    var changes =
        Map.of(
            "DO_API_TOKEN",
            token == null ? "" : token.equals("good") ? FakeDigitalOcean.TOKEN : token);
    Path impatient = system.infrastructure().resolve("inventory/impatient.digitalocean.yml");
    Files.writeString(
        impatient,
        Files.readString(system.infrastructure().resolve("inventory/digitalocean.yml"))
            .replace("timeout: 30", "timeout: 1"));
    system.account().mood(mood);
    try {
      var outcome = system.jplay(changes, "-i", impatient.toString(), "all", "--list-hosts");
      assertEquals(0, outcome.code(), outcome.all());
      assertEquals("  hosts (0):\n", outcome.out(), outcome.all());
      String said = outcome.err().replaceAll("\\s+", " ");
      assertTrue(said.contains(text), outcome.all());
      assertFalse(said.contains("dop_v1"), "the token is no part of a message");
      assertFalse(said.contains("Exception"), outcome.all());

      var strict = new HashMap<>(changes);
      strict.put("ANSIBLE_INVENTORY_ANY_UNPARSED_IS_FAILED", "true");
      assertEquals(
          1, system.jplay(strict, "-i", impatient.toString(), "all", "--list-hosts").code());
    } finally {
      system.account().mood(Mood.WELL);
    }
  }
}
