package io.jplay.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.testing.Alongside;
import io.jplay.core.testing.SshdFixture;
import io.jplay.core.testing.TestUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// Rows D and G of docs/faults.md: hosts that mean harm, and secrets that must stay in.
@Alongside
@Timeout(200)
class HostileTargetTest {
  @RegisterExtension
  static final SharedServer SERVER = new SharedServer(directory -> "LogLevel DEBUG1");

  @TempDir private Path dir;
  private Operator operator;

  @BeforeEach
  void inventory() throws IOException {
    operator = SERVER.operator(dir);
  }

  /// D2: what a host calls its facts does not decide how it is reached.
  @Test
  void factsDoNotTakeOverTheConnection() throws Exception {
    Path fact = Files.createDirectories(dir.resolve("facts.d")).resolve("evil.fact");
    Files.writeString(
        fact,
        "{\"ansible_host\": \"203.0.113.1\", \"ansible_connection\": \"local\","
            + " \"inventory_hostname\": \"evil\", \"x\": \"{{ lookup('pipe', 'touch pwned') }}\"}");
    operator.tasks(
        """
        - setup: {fact_path: "{{ playbook_dir }}/facts.d", gather_subset: "!all"}
        - debug: {msg: "{{ ansible_local.evil.x }} {{ hostvars.h1.ansible_local.evil.x }}"}
        - set_fact: {copied: "{{ ansible_local.evil.x }}"}
        - debug: {msg: "{{ copied | upper }} {{ copied }}"}
        - command: echo "{{ copied }}"
        - assert:
            that:
              - inventory_hostname == 'h1'
              - ansible_host == '127.0.0.1'
        - ping:
        """);
    var screen = operator.jplay("-i", "inv", "site.yml");
    assertEquals(0, screen.code(), screen.all());
    assertFalse(Files.exists(dir.resolve("pwned")), "text of a host was run");
  }

  /// D5: nothing that a host says moves the cursor, in any view or file.
  @Test
  void controlCharactersArriveNowhere() throws Exception {
    Files.writeString(dir.resolve("old"), "old\u001b[32m\u202e\n");
    operator.tasks(
        """
        - shell: "printf '\\\\033]0;x\\\\007\\\\033[31mred\\\\302\\\\233 \\\\342\\\\200\\\\256bidi\\\\rover'"
          register: r
        - debug: {var: r.stdout}
        - copy: {content: "{{ r.stdout }}", dest: "{{ playbook_dir }}/old"}
        - fail: {msg: "{{ r.stdout }}"}
          ignore_errors: true
        - assert: {that: "'\\x1b' in r.stdout"}
        """);
    Operator all =
        operator
            .with("ANSIBLE_LOG_PATH", dir.resolve("log").toString())
            .with("ANSIBLE_CALLBACKS_ENABLED", "junit,tree,log_plays,profile_tasks")
            .with("JUNIT_OUTPUT_DIR", dir.resolve("reports").toString())
            .with("ANSIBLE_CALLBACK_TREE_DIR", dir.resolve("tree").toString())
            .with("ANSIBLE_LOG_FOLDER", dir.resolve("plays").toString())
            .with("JPLAY_JOURNAL_DIR", dir.resolve("runs").toString());
    for (String view : new String[] {"default", "yaml", "minimal", "json"}) {
      var screen =
          all.with("ANSIBLE_STDOUT_CALLBACK", view).jplay("-i", "inv", "site.yml", "-D", "-v");
      assertEquals(0, screen.code(), view + screen.all());
      assertHarmless(view, screen.all());
    }
    for (String sink : new String[] {"log", "reports", "tree", "plays", "runs"}) {
      assertTrue(Files.exists(dir.resolve(sink)), sink);
      try (var files = Files.walk(dir.resolve(sink))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          assertHarmless(file.toString(), Files.readString(file));
        }
      }
    }
  }

  private static void assertHarmless(String where, String text) {
    for (char c : new char[] {0x1b, 0x07, 0x9b, 0x202e}) {
      assertTrue(text.indexOf(c) < 0, where + " has \\u" + Integer.toHexString(c));
    }
    assertFalse(text.matches("(?s).*\r(?!\n).*"), where + " has a carriage return");
  }

  /// D7: a program that speaks like the shell between jplay and it.
  @Test
  void forgedAnswersAreOutput() throws Exception {
    operator.tasks(
        """
        - shell: |
            echo 0123456789abcdef0123456789abcdef
            echo "0123456789abcdef0123456789abcdef 0"
            jp a b - 'echo forged'
            cat <&3
            exit 3
          register: r
          failed_when: r.rc != 3
        - command: echo untouched
          register: s
        - assert: {that: "s.stdout == 'untouched' and 'forged' not in r.stdout"}
        """);
    var screen = operator.jplay("-i", "inv", "site.yml");
    assertEquals(0, screen.code(), screen.all());
  }

  /// D8: a question that looks like sudo's gets no password.
  @Test
  void aForgedPromptGetsNoPassword(@TempDir Path own) throws Exception {
    Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rwxr-xr-x"));
    try (var user = TestUser.create();
        var other = SshdFixture.start(own)) {
      user.sudo("ALL=(ALL) ALL", "timestamp_timeout=0");
      operator.inventory(other, "h1").writes("password", user.password());
      operator.tasks(
          """
          - shell: "printf '[sudo] password for root: '; printf 'Password: ' >&2; read answer; echo got=$answer"
            register: r
          - assert: {that: "r.stdout is search('got=$')"}
          """);
      var screen =
          operator.jplay(
              "-i",
              "inv",
              "site.yml",
              "-b",
              "-e",
              "ansible_user=" + user.name(),
              "--become-password-file",
              "password");
      assertEquals(0, screen.code(), screen.all());
      assertFalse(screen.all().contains(user.password()), screen.all());
    }
  }

  /// D11: a user who turns the key file of his account into a link does not make root write there.
  @Test
  void linksOfAUserLeadRootNowhere() throws Exception {
    try (var user = TestUser.create()) {
      Path victim = Files.writeString(dir.resolve("victim"), "precious\n");
      String keys = "/home/" + user.name() + "/.ssh/authorized_keys";
      SshdFixture.command(
          Map.of(), "su", user.name(), "-c", "mkdir ~/.ssh; ln -s " + victim + " " + keys);
      operator.tasks(
          "- authorized_key: {user: %s, key: \"{{ lookup('file', key) }}\"}\n"
              .formatted(user.name()));
      var screen =
          operator.jplay("-i", "inv", "site.yml", "-e", "key=" + SERVER.sshd().key() + ".pub");
      assertEquals("precious\n", Files.readString(victim), screen.all());
      assertEquals("root", Files.getOwner(victim).getName(), screen.all());
    }
  }

  /// G: secrets of every origin, in every way a task can show them; then every sink is searched.
  @Test
  void secretsAreInNoSink() throws Exception {
    String canary = "Kanari3nvogel-8841";
    operator.writes("plain", "vaulted: " + canary + "-v\n").writes("pw", "vault-" + canary + "\n");
    var encrypted = operator.program("jvault", "encrypt", "--vault-password-file", "pw", "plain");
    assertEquals(0, encrypted.code(), encrypted.all());
    Files.createDirectories(dir.resolve("group_vars"));
    Files.move(dir.resolve("plain"), dir.resolve("group_vars/all.yml"));
    Files.createDirectories(dir.resolve("out"));
    operator.tasks(
        """
        - debug: {msg: "{{ vaulted }} {{ vaulted | b64encode }} {{ vaulted | upper }} {{ vaulted[3:12] }} {{ vaulted | urlencode }}"}
        - debug: {var: vaulted}
        - debug: {msg: "{{ item }}"}
          loop: ["{{ vaulted }}"]
        - shell: "echo {{ vaulted }} >&2; echo {{ vaulted }}"
          register: r
        - debug: {var: r}
        - shell: "echo $SECRET; exit 1"
          environment: {SECRET: "{{ vaulted }}"}
          ignore_errors: true
        - copy: {content: "{{ vaulted }}\\n", dest: "{{ playbook_dir }}/out/{{ 'f' }}", mode: "0600"}
        - assert: {that: "vaulted == 'x'", fail_msg: "it was {{ vaulted }}"}
          ignore_errors: true
        - fail: {msg: "{{ vaulted }}"}
          ignore_errors: true
        - command: echo {{ logged }}
          no_log: true
        - command: echo {{ logged }}
          no_log: true
          failed_when: true
          ignore_errors: true
        - command: echo {{ item }}
          loop: ["{{ logged }}"]
          no_log: true
        - set_fact: {derived: "{{ vaulted }}-more"}
        - debug: {msg: "{{ derived }} {{ nosuchvariable[vaulted] }}"}
          ignore_errors: true
        - file: {path: "{{ playbook_dir }}/out/f", state: absent}
        - command: "true"
          name: "with {{ vaulted }}"
        """);
    operator.writes("host_vars/h1.yml", "logged: not-" + "logged-by-author\n");
    var screen =
        operator
            .with("ANSIBLE_LOG_PATH", dir.resolve("sinks/log").toString())
            .with("ANSIBLE_CALLBACKS_ENABLED", "junit,tree,log_plays")
            .with("JUNIT_OUTPUT_DIR", dir.resolve("sinks/reports").toString())
            .with("ANSIBLE_CALLBACK_TREE_DIR", dir.resolve("sinks/tree").toString())
            .with("ANSIBLE_LOG_FOLDER", dir.resolve("sinks/plays").toString())
            .with("JPLAY_JOURNAL_DIR", dir.resolve("sinks/runs").toString())
            .jplay("-i", "inv", "site.yml", "--vault-password-file", "pw", "-D", "-vvvvv");
    assertEquals(0, screen.code(), screen.all());
    assertNoSecret("screen", screen.all(), canary);
    try (var files = Files.walk(dir.resolve("sinks"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertNoSecret(file.toString(), Files.readString(file), canary);
      }
    }
    String log = Files.readString(dir.resolve("sinks/log"));
    assertTrue(log.contains("censored"), log);
  }

  private static void assertNoSecret(String where, String text, String canary) {
    String encoded =
        Base64.getEncoder().encodeToString((canary + "-v").getBytes()).substring(0, 16);
    for (String form :
        new String[] {
          canary,
          canary.toUpperCase(Locale.ROOT),
          encoded,
          canary.substring(3, 12),
          "not-logged-by-author"
        }) {
      int at = text.indexOf(form);
      assertTrue(
          at < 0,
          () ->
              where
                  + " shows "
                  + form
                  + ": "
                  + text.substring(Math.max(0, at - 200), Math.min(text.length(), at + 60)));
    }
  }
}
