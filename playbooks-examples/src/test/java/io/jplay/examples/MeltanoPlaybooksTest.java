package io.jplay.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// The playbooks on hosts that start bare: the first run changes them, the second changes nothing,
/// and they hold what was asked for. Every test begins after the first run of meltano.yml.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class MeltanoPlaybooksTest {
  private static final String[] TENANTS = {"--limit", "tenant:!status_off"};

  private MeltanoSystem system;
  private Commands.Outcome first;

  @BeforeAll
  void setUp(@TempDir Path scratch) throws Exception {
    system = MeltanoSystem.boot(scratch);
    first = playbook("meltano.yml");
    assertEquals(0, first.code(), first.all());
  }

  @AfterAll
  void close() {
    if (system != null) {
      system.close();
    }
  }

  private Commands.Outcome playbook(String name, String... words) throws Exception {
    return playbook(Map.of(), name, words);
  }

  private Commands.Outcome playbook(Map<String, String> changes, String name, String... words)
      throws Exception {
    var line = new ArrayList<>(List.of("playbooks/" + name));
    line.addAll(List.of(TENANTS));
    line.addAll(List.of(words));
    return system.jplay(changes, line.toArray(String[]::new));
  }

  /// A number of the recap line of a host.
  private static int recap(Commands.Outcome outcome, String host, String what) {
    Matcher line =
        Pattern.compile("(?m)^" + Pattern.quote(host) + " +: .*\\b" + what + "=(\\d+)")
            .matcher(outcome.out());
    assertTrue(line.find(), outcome.all());
    return Integer.parseInt(line.group(1));
  }

  private static void assertChanged(int expected, Commands.Outcome outcome) {
    assertEquals(0, outcome.code(), outcome.all());
    assertEquals(expected, recap(outcome, MeltanoSystem.ACME, "changed"), outcome.all());
    assertEquals(expected, recap(outcome, MeltanoSystem.GLOBEX, "changed"), outcome.all());
  }

  private String starts(String host) throws Exception {
    return system.on(host, "grep -c started /var/lib/caddy-starts").strip();
  }

  @Test
  void theTargetsHaveNoPython() throws Exception {
    for (String host : List.of("acme", "globex")) {
      assertEquals(
          "", system.on(host, "ls /usr/bin/ /usr/local/bin/ | grep -i '^python' || true"), host);
    }
  }

  @Test
  void theSecondRunChangesNothing() throws Exception {
    assertTrue(recap(first, MeltanoSystem.ACME, "changed") >= 12, first.all());
    assertTrue(recap(first, MeltanoSystem.GLOBEX, "changed") >= 10, first.all());
    assertChanged(0, playbook("meltano.yml"));
    assertEquals(
        "meltano, version 2.19.0\n",
        system.on("acme", "/var/meltano/.local/bin/meltano --version"));
    assertEquals("meltano\n", system.on("acme", "stat -c %U /var/meltano/project/meltano.yml"));
  }

  @Test
  void caddyIsConfiguredFromADictionaryAndRestartsOnChangeOnly() throws Exception {
    assertTrue(
        system
            .on("acme", "cat /etc/caddy/environment")
            .endsWith("MELTANO_DOMAIN=acme.meltanodata.com\nMELTANO_UPSTREAM=127.0.0.1:5000\n"));
    assertTrue(
        system
            .on("globex", "cat /etc/caddy/Caddyfile")
            .contains(
                "{$MELTANO_DOMAIN} {\n"
                    + "    tls /etc/ssl/meltano/meltanodata.com.pem"
                    + " /etc/ssl/meltano/meltanodata.com.key\n"
                    + "    reverse_proxy {$MELTANO_UPSTREAM}\n}\n"));
    String acme = starts("acme");
    String globex = starts("globex");
    assertChanged(0, playbook("caddy.yml"));
    assertEquals(acme, starts("acme"));

    system.append("inventory/group_vars/beta-ring.yml", "meltano_upstream_port: 5001\n");
    Path tenant = system.infrastructure().resolve("inventory/group_vars/tenant.yml");
    Files.writeString(
        tenant,
        Files.readString(tenant)
            .replace("127.0.0.1:5000", "127.0.0.1:{{ meltano_upstream_port | default(5000) }}"));
    var changed = playbook("caddy.yml", "--diff");
    assertEquals(2, recap(changed, MeltanoSystem.ACME, "changed"), changed.all());
    assertEquals(0, recap(changed, MeltanoSystem.GLOBEX, "changed"), changed.all());
    assertTrue(
        changed
            .out()
            .contains("-MELTANO_UPSTREAM=127.0.0.1:5000\n+MELTANO_UPSTREAM=127.0.0.1:5001"),
        changed.all());
    assertEquals(Integer.parseInt(acme) + 1, Integer.parseInt(starts("acme")));
    assertEquals(globex, starts("globex"));
  }

  @Test
  void certificatesComeOutOfTheVaultForRootAlone() throws Exception {
    for (String file : List.of("meltanodata.com.pem", "meltanodata.com.key")) {
      assertEquals(
          "600 root root\n", system.on("globex", "stat -c '%a %U %G' /etc/ssl/meltano/" + file));
    }
    assertTrue(
        system
            .on("acme", "cat /etc/ssl/meltano/meltanodata.com.key")
            .startsWith("-----BEGIN PRIVATE KEY-----\n"));
    system.on("acme", "rm /etc/ssl/meltano/meltanodata.com.key");
    var outcome = playbook("ssl.yml", "--diff", "-vvv");
    assertEquals(0, outcome.code(), outcome.all());
    assertEquals(2, recap(outcome, MeltanoSystem.ACME, "changed"), outcome.all());
    assertFalse(outcome.all().contains("BEGIN PRIVATE KEY"), "a key was shown");
    assertTrue(outcome.out().contains("'no_log: true' was specified"), outcome.all());
  }

  @Test
  void upgradesWithAndWithoutThePlugins() throws Exception {
    var without =
        playbook("meltano-upgrade.yml", "--skip-tags=plugins", "-e", "meltano_version=3.0.0");
    assertEquals(0, without.code(), without.all());
    assertTrue(without.out().contains("tenant-tools 1.0 -> 1.1"), without.all());
    assertFalse(without.out().contains("plugins"), without.all());
    assertEquals("1.1\n", system.on("acme", "tenant-tools"));
    assertEquals(
        "meltano, version 3.0.0\n",
        system.on("globex", "/var/meltano/.local/bin/meltano --version"));

    var with = playbook("meltano-upgrade.yml", "-e", "meltano_version=3.0.0");
    assertChanged(1, with);
    assertTrue(with.out().contains("Installed extractor 'tap-gitlab'"), with.all());
    assertChanged(0, playbook("meltano-upgrade.yml", "-e", "meltano_version=3.0.0"));
    // back, for the other tests
    assertEquals(0, playbook("meltano.yml", "--tags", "meltano").code());
  }

  @Test
  void administratorsComeOutOfTheVault() throws Exception {
    var wrong = Files.writeString(system.infrastructure().resolve("wrong"), "no\n").toString();
    var refused = playbook(Map.of("ANSIBLE_VAULT_PASSWORD_FILE", wrong), "meltano-auth.yml");
    assertEquals(1, refused.code(), refused.all());
    assertTrue(
        refused
            .err()
            .contains(
                "ERROR! Decryption failed (no vault secrets were found that could decrypt) on "),
        refused.all());
    assertTrue(refused.err().contains("playbooks/vars/meltano/admins.yml.vlt"), refused.all());

    var none = playbook(Map.of("ANSIBLE_VAULT_PASSWORD_FILE", ""), "meltano-auth.yml");
    assertEquals(1, none.code(), none.all());
    assertTrue(
        none.err().contains("ERROR! Attempting to decrypt but no vault secrets found"), none.all());
    assertEquals("", system.on("acme", "ls /etc/meltano/environment.d | grep auth || true"));

    var done = playbook("meltano-auth.yml");
    assertEquals(0, done.code(), done.all());
    assertEquals(
        "MELTANO_ADMIN_USERNAME=hank\nMELTANO_ADMIN_PASSWORD=correct horse battery globex\n",
        system.on("globex", "cat /etc/meltano/environment.d/auth"));
    assertFalse(done.all().contains("battery"), "a password was shown");
    assertChanged(0, playbook("meltano-auth.yml"));
  }

  @Test
  void aTenantWithoutAdministratorIsNamed() throws Exception {
    var outcome =
        system.jplay(
            "-i",
            "inventory/digitalocean.yml",
            "playbooks/meltano-auth.yml",
            "-e",
            "{\"ansible_host\": \"127.0.0.1\", \"ansible_connection\": \"local\"}",
            "--limit",
            MeltanoSystem.INITECH);
    assertEquals(2, outcome.code(), outcome.all());
    assertTrue(outcome.out().contains("fatal: [initech.meltanodata.com]: FAILED!"), outcome.all());
    assertTrue(outcome.all().contains("undefined variable"), outcome.all());
    assertTrue(outcome.all().contains("has no attribute 'initech.meltanodata.com'"), outcome.all());
  }

  @Test
  void dotenvBecomesAFeature() throws Exception {
    for (String host : List.of("acme", "globex")) {
      system.on(host, "echo TAP_TOKEN=1 >/var/meltano/project/.env");
    }
    var dry = playbook("migrations/dotenv-as-feature.yml", "--check");
    assertEquals(0, dry.code(), dry.all());
    system.on("acme", "test -e /var/meltano/project/.env");
    assertChanged(2, playbook("migrations/dotenv-as-feature.yml"));
    assertEquals("TAP_TOKEN=1\n", system.on("acme", "cat /etc/meltano/environment.d/dotenv"));
    assertEquals("600\n", system.on("globex", "stat -c %a /etc/meltano/environment.d/dotenv"));
    system.on("acme", "test ! -e /var/meltano/project/.env");
    assertChanged(0, playbook("migrations/dotenv-as-feature.yml"));
  }

  @Test
  void environmentKeysAreRenamed() throws Exception {
    for (String host : List.of("acme", "globex")) {
      system.on(
          host,
          "printf 'MELTANO_UI_BIND_PORT=5000\\nMELTANO_DISABLE_TRACKING=1\\n'"
              + " >/etc/meltano/environment.d/legacy");
    }
    var renamed = playbook("migrations/rename-environment-keys.yml");
    assertEquals(0, renamed.code(), renamed.all());
    assertEquals(
        "MELTANO_UI_PORT=5000\n", system.on("globex", "cat /etc/meltano/environment.d/legacy"));
    assertChanged(0, playbook("migrations/rename-environment-keys.yml"));
  }

  @Test
  void theControllerSetsItselfUp() throws Exception {
    system.furnishController();
    var run = system.jplayOnController(false, "playbooks/controller.yml");
    assertEquals(0, run.code(), run.all());
    assertTrue(recap(run, "controller", "changed") >= 5, run.all());
    assertEquals(
        "ada@example.com\n",
        system.on("controller", "cut -d' ' -f3 /home/ada/.ssh/authorized_keys"));
    assertEquals(
        "2775 operators\n", system.on("controller", "stat -c '%a %G' /var/meltano/infrastructure"));
    var again = system.jplayOnController(false, "playbooks/controller.yml");
    assertEquals(0, recap(again, "controller", "changed"), again.all());
  }
}
