package io.jplay.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What somebody types at a question of `vars_prompt`, of `-k` and `-K`, is in nothing that the run
/// shows or keeps.
@Timeout(200)
class AskedSecretsTest {
  private static final String ASKED = "kanary-Asked'\"41d2";
  private static final String HASHED = "kanary-Hashed-9c0e-Fw";
  private static final String UNSAFE = "kanary-Unsafe-73b1-{{x";
  private static final String LOGIN = "kanary-Login-28f5-Gt";
  private static final String BECOME = "kanary-Become-b6a3-Cz";
  private static final Canaries CANARIES =
      new Canaries(
          Map.of(
              "asked", ASKED, "hashed", HASHED, "unsafe", UNSAFE, "login", LOGIN, "become",
              BECOME));

  private static final String PLAYBOOK =
      """
      - name: play {{ asked | default('x') }}
        hosts: all
        gather_facts: false
        ignore_errors: true
        vars_prompt:
          - {name: asked, prompt: first}
          - {name: hashed, prompt: second, encrypt: sha512_crypt, confirm: true}
          - {name: raw, prompt: third, unsafe: true}
        vars:
          made: "a{{ asked }}b{{ raw }}"
          every: "{{ [asked, hashed, raw, ansible_password] }}"
        environment: {TOKEN: "{{ raw }}"}
        tasks:
          - name: named {{ asked }} {{ raw | upper }}
            debug: {msg: "{{ every }} {{ every | string | upper }}"}
          - debug: {var: made}
          - debug: {msg: "{{ hostvars[inventory_hostname].asked }} {{ vars.raw }} {{ asked[:12] }}"}
          - debug: {msg: "{{ item }}"}
            loop: "{{ every }}"
          - debug: {msg: x}
            loop: "{{ every }}"
            loop_control: {label: "l {{ item }}"}
          - command: "cat known"
          - shell: "echo $TOKEN; env; exit 3"
          - shell: "echo {{ asked | quote }} {{ raw | quote }} | rev; exit 3"
          - shell: "echo {{ asked | quote }} {{ raw | quote }} | rev; exit 3"
            async: 20
            poll: 0
            register: job
          - async_status: {jid: "{{ job.ansible_job_id }}"}
            register: ended
            until: ended.finished
            retries: 60
            delay: 1
          - command: "echo {{ made | quote }}"
            register: read
          - debug: {msg: "{{ read.stdout | upper }} {{ read.stdout_lines | map('reverse') | list }}"}
          - set_fact: {kept: "{{ made }}", cacheable: true}
          - debug: {msg: "{{ kept | b64encode }}"}
          - copy: {content: "{{ asked }}\\n", dest: "{{ playbook_dir }}/host"}
          - lineinfile: {path: "{{ playbook_dir }}/host", line: "{{ raw }}"}
          - assert: {that: "asked == raw", fail_msg: "{{ every }}"}
          - debug: {msg: "{{ asked | from_json }}"}
          - debug: {msg: "{{ nosuch + asked }}"}
          - command: "/no/{{ raw }}"
          - command: "true"
            notify: told {{ asked }}
          - set_stats: {data: {given: "{{ made }}"}}
          - add_host: {name: other, given: "{{ asked }}"}
        handlers:
          - name: told {{ asked }}
            debug: {msg: "{{ asked }}"}
      - hosts: all
        gather_facts: false
        tasks:
          - debug: {msg: "{{ hostvars.other.given }} {{ kept }}"}
          - include_tasks: "{{ kept }}.yml"
      """;

  @TempDir private Path dir;

  @ParameterizedTest
  @ValueSource(strings = {"default", "json"})
  void areNeverShown(String callback) throws Exception {
    Files.writeString(dir.resolve("inv"), "h1 ansible_connection=local\n");
    Files.writeString(dir.resolve("site.yml"), PLAYBOOK);
    Files.writeString(dir.resolve("known"), String.join("\n", LOGIN, BECOME, ASKED, UNSAFE));
    var environment = new HashMap<>(Map.of("ANSIBLE_NOCOLOR", "1", "TERM", "dumb"));
    environment.put("ANSIBLE_STDOUT_CALLBACK", callback);
    environment.put("ANSIBLE_CALLBACKS_ENABLED", "junit,tree,log_plays,profile_tasks");
    environment.put("JUNIT_OUTPUT_DIR", dir + "/out/junit");
    environment.put("ANSIBLE_CALLBACK_TREE_DIR", dir + "/out/tree");
    environment.put("ANSIBLE_LOG_FOLDER", dir + "/out/plays");
    environment.put("ANSIBLE_LOG_PATH", dir + "/log");
    environment.put("JPLAY_JOURNAL_DIR", dir + "/out/journal");
    environment.put("ANSIBLE_CACHE_PLUGIN", "jsonfile");
    environment.put("ANSIBLE_CACHE_PLUGIN_CONNECTION", dir + "/out/facts");
    environment.put("ANSIBLE_SHOW_CUSTOM_STATS", "true");
    try (var terminal = new PseudoTerminal(dir)) {
      terminal.start("ansible-playbook", "-i inv site.yml -vvv --diff -k -K", environment);
      for (var question :
          List.of(
              Map.entry("SSH password: ", LOGIN),
              Map.entry("BECOME password[defaults to SSH password]: ", BECOME),
              Map.entry("first: ", ASKED),
              Map.entry("second: ", HASHED),
              Map.entry("confirm second: ", HASHED),
              Map.entry("third: ", UNSAFE))) {
        terminal.expect(question.getKey());
        terminal.type(question.getValue() + "\n");
      }
      assertEquals(2, terminal.exitCode(), terminal.screen());
      assertTrue(terminal.screen().contains("********"), terminal.screen());
      CANARIES.assertNotBelow(dir, name -> !List.of("site.yml", "known", "host").contains(name));
    }
    for (String kept : List.of("junit", "tree", "plays", "journal", "facts")) {
      try (var files = Files.list(dir.resolve("out").resolve(kept))) {
        assertTrue(files.count() > 0, kept);
      }
    }
  }
}
