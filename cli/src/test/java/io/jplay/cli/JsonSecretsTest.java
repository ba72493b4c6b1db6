package io.jplay.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.value.Dict;
import io.jplay.core.value.Json;
import io.jplay.core.value.Tag;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The callback json writes whole results, which programs keep and send on: no secret is in them,
/// whether it came from a vault, an option that takes a password, `-e`, or stands in a task with
/// `no_log`.
@Timeout(60)
class JsonSecretsTest {
  private static final String FROM_FILE = "canary-of-a-vaulted-file";
  private static final String INLINE = "canary-of-an-inline-vault";
  private static final String HIDDEN = "canary-of-no-log";
  private static final String OPTION = "canary-of-an-option";

  @TempDir private Path dir;

  @Test
  void noSecretIsInTheDocument() throws Exception {
    Files.writeString(dir.resolve("pw"), "pw\n");
    Files.writeString(dir.resolve("secrets.yml"), "from_file: " + FROM_FILE + "\n");
    Played sealed =
        Played.of("jvault", dir, Map.of(), "encrypt", "--vault-password-file", "pw", "secrets.yml");
    assertEquals(0, sealed.code(), sealed.err());
    Played inline =
        Played.of(
            "jvault",
            dir,
            Map.of(),
            "encrypt_string",
            "--vault-password-file",
            "pw",
            INLINE,
            "--name",
            "inline");
    Files.writeString(dir.resolve("inline.yml"), inline.out());
    Files.writeString(
        dir.resolve("site.yml"),
        """
        - hosts: localhost
          gather_facts: false
          ignore_errors: true
          vars_files: [inline.yml]
          tasks:
            - name: named {{ inline }}
              debug: {var: from_file}
            - debug: {msg: "{{ [inline, {'k': from_file}] }}"}
            - command: echo {{ from_file }}
              register: echoed
            - debug: {var: echoed.stdout}
            - shell: "echo {{ inline }} >&2; exit 3"
            - fail: {msg: "{{ from_file | upper | lower }}"}
            - set_fact: {copied: "{{ inline }}"}
            - debug: {msg: "{{ copied | b64encode | b64decode }}"}
            - debug: {msg: "{{ item }}"}
              loop: ["%1$s", "{{ from_file }}"]
              no_log: true
            - command: "false {{ item }}"
              loop: ["%1$s"]
              no_log: true
            - copy: {content: "{{ inline }}", dest: "{{ playbook_dir }}/out"}
              diff: true
            - group: {name: "no such {{ from_file }}", gid: 0}
            - uri: {url: "http://127.0.0.1:1/", url_password: %2$s, url_username: x}
            - debug: {msg: "{{ nosuch + inline }}"}
            - assert: {that: "from_file == 'x'", fail_msg: "{{ from_file }} is not x"}
        """
            .formatted(HIDDEN, OPTION));
    Played played =
        Played.of(
            "ansible-playbook",
            dir,
            Map.of("ANSIBLE_STDOUT_CALLBACK", "json"),
            "site.yml",
            "-e",
            "@secrets.yml",
            "--vault-password-file",
            "pw",
            "--diff");
    Dict document = (Dict) Json.read(played.out(), Tag.NONE);
    assertTrue(document.has("plays"), played.out());
    for (String secret : new String[] {FROM_FILE, INLINE, HIDDEN, OPTION}) {
      assertFalse(played.out().contains(secret), () -> secret + " is in " + played.out());
      assertFalse(played.err().contains(secret), () -> secret + " is in " + played.err());
    }
  }
}
