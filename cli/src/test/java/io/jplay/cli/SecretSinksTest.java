package io.jplay.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// No secret of a run is in anything that the run shows or keeps, wherever it came from and
/// whatever a task or a host made of it: each row is one kind of output, each looked through for
/// all secrets in all their forms.
@Timeout(120)
class SecretSinksTest {
  private static final Map<String, String> SECRETS =
      Map.ofEntries(
          Map.entry("inline vault", "kanary-Inline'\"7f3a"),
          Map.entry("vault file", "kanary-File-91bc-Zt"),
          Map.entry("vault file of -e", "kanary-Extra-44de-Qp"),
          Map.entry("group_vars vault", "kanary-Group-07aa-Lm"),
          Map.entry("connection password", "kanary-Login-5e21-Vw"),
          Map.entry("connection password of a file", "kanary-Asked-2d7b-Ke"),
          Map.entry("become password", "kanary-Become-c41f-Yd"),
          Map.entry("become password of a file", "kanary-Given-60e8-Ub"),
          Map.entry("option", "kanary-Option-3b6c-Xs"),
          Map.entry("no_log", "kanary-Nolog-8d90-Rn"),
          Map.entry("lookup password", "kanary-Lookup-1f4e-Jh"));

  private static final Canaries CANARIES = new Canaries(SECRETS);

  private static final List<String> PASSWORDS =
      List.of(
          "--vault-password-file",
          "pw",
          "--connection-password-file",
          "login",
          "--become-password-file",
          "become");

  private static final String PLAYBOOK =
      """
      - name: play {{ from_group }}
        hosts: all
        gather_facts: false
        ignore_errors: true
        vars_files: [inline.yml]
        vars:
          every: "{{ [inline, from_file, from_extra, from_group, from_lookup, ansible_password] + [ansible_become_password] }}"
          from_lookup: "{{ lookup('file', 'lookup.txt') }}"
          joined: "{{ every | join('-') }}"
        environment:
          TOKEN: "{{ from_extra }}"
        tasks:
          - include_vars: file.yml
          - name: named {{ inline }} and {{ from_file | upper }}
            debug: {msg: "{{ every }}"}
          - debug: {var: every}
          - debug: {msg: "{{ joined | b64encode }} {{ joined | hash('sha1') }} {{ joined[:30] }}"}
          - debug: {msg: "{{ every | map('reverse') | list }} {{ every | map('upper') | list }}"}
          - command: "true {{ joined }}"
          - shell: "printf '%%s\\n' {{ every | map('quote') | join(' ') }} >&2; exit 3"
          - shell: echo $TOKEN; env
            register: environment_shown
          - debug: {var: environment_shown}
          - slurp: {src: "{{ host }}/known.txt"}
            register: slurped
          - name: read {{ (slurped.content | b64decode).split()[0] }}
            debug: {msg: "{{ slurped.content | b64decode }}"}
          - command: cat {{ host }}/known.txt
            register: read
          - debug: {msg: "{{ read.stdout_lines }} {{ read.stdout | upper | lower }}"}
          - debug: {msg: "{{ item }}"}
            loop: "{{ read.stdout_lines }}"
          - debug: {msg: x}
            loop: "{{ every }}"
            loop_control: {label: "of {{ item }}"}
          - command: base64 -w0 {{ host }}/known.txt
          - command: cat {{ host }}/known.json
          - shell: cat {{ host }}/known.txt >&2; exit 2
          - fail: {msg: "{{ read.stdout }}"}
          - assert: {that: "read.stdout == 'x'", fail_msg: "{{ read.stdout }}"}
          - set_fact: {copied: "{{ read.stdout }}", also: "{{ joined }}", cacheable: true}
          - set_stats: {data: {seen: "{{ read.stdout }}", given: "{{ joined }}"}}
          - copy: {content: "{{ joined }}", dest: "{{ host }}/copied"}
          - template: {src: t.j2, dest: "{{ host }}/rendered"}
          - lineinfile: {path: "{{ host }}/known.txt", line: "new {{ joined }}"}
          - blockinfile: {path: "{{ host }}/known.txt", block: "{{ joined }}"}
          - replace: {path: "{{ host }}/known.txt", regexp: "new .*", replace: "old {{ inline }}"}
          - lineinfile: {path: "{{ host }}/known.txt", line: plain}
          - copy: {src: "{{ host }}/known.json", dest: "{{ host }}/known.txt"}
          - file: {path: "{{ host }}/no/{{ from_file }}/x", state: touch}
          - group: {name: "{{ from_group }}", gid: -1}
          - command: "/no/such/{{ inline | quote }}"
          - debug: {msg: "{{ nosuch + from_file }}"}
          - debug: {msg: "{{ from_file | from_json }} {{ broken }}"}
          - debug: {msg: "{{ lookup('pipe', 'exit 3; ' ~ from_extra) }}"}
          - debug: {msg: "{{ lookup('file', from_file) }}"}
          - debug: {msg: "{{ (slurped.content | b64decode) | from_json }}"}
          - include_tasks: "{{ from_file }}.yml"
          - uri: {url: "http://127.0.0.1:1/", url_username: x, url_password: %1$s}
          - debug: {msg: "%2$s {{ item }}"}
            loop: ["%2$s"]
            no_log: true
          - command: "false %2$s"
            no_log: true
          - command: "true {{ inline | quote }}"
            async: 20
            poll: 1
          - command: cat {{ host }}/known.json
            async: 20
            poll: 1
          - command: cat {{ host }}/known.json
            until: false
            retries: 1
            delay: 0
          - command: cat {{ host }}/known.json
            notify: told {{ from_file }}
        handlers:
          - name: told {{ from_file }}
            debug: {msg: "{{ joined }}"}
      """;

  /// A row: what is called, and what else decides what is shown.
  private record Sink(String name, Map<String, String> environment, List<String> words) {
    static Sink of(String name, Map<String, String> environment, String... words) {
      return new Sink(name, environment, List.of(words));
    }
  }

  @TempDir static Path dir;

  @BeforeAll
  static void write() throws Exception {
    Path host = Files.createDirectories(dir.resolve("host"));
    Files.writeString(dir.resolve("pw"), "the-vault-password\n");
    Files.writeString(dir.resolve("login"), SECRETS.get("connection password of a file") + "\n");
    Files.writeString(dir.resolve("become"), SECRETS.get("become password of a file") + "\n");
    seal("file.yml", "from_file: " + SECRETS.get("vault file") + "\nbroken: \"{{ oops\"\n");
    seal("extra.yml", "from_extra: " + SECRETS.get("vault file of -e") + "\n");
    Files.createDirectories(dir.resolve("group_vars"));
    seal("group_vars/all.yml", "from_group: " + SECRETS.get("group_vars vault") + "\n");
    seal("lookup.txt", SECRETS.get("lookup password") + "\n");
    seal("wrong.yml", "a: [" + SECRETS.get("vault file") + "\n");
    Played inline = jvault("encrypt_string", "--name", "inline", SECRETS.get("inline vault"));
    Files.writeString(dir.resolve("inline.yml"), inline.out());
    Files.writeString(
        host.resolve("inventory"),
        "h1 ansible_connection=local ansible_password="
            + SECRETS.get("connection password")
            + " ansible_become_password="
            + SECRETS.get("become password")
            + " host="
            + host
            + "\n");
    Files.writeString(dir.resolve("t.j2"), "all={{ joined }}\n");
    String playbook = PLAYBOOK.formatted(SECRETS.get("option"), SECRETS.get("no_log"));
    Files.writeString(host.resolve("site.yml"), playbook);
    for (String name : List.of("file.yml", "inline.yml", "lookup.txt", "t.j2", "group_vars")) {
      Files.move(dir.resolve(name), host.resolve(name));
    }
  }

  private static Played jvault(String command, String... words) throws Exception {
    var all = new ArrayList<>(List.of(command, "--vault-password-file", "pw"));
    all.addAll(List.of(words));
    Played played = Played.of("jvault", dir, Map.of(), all.toArray(String[]::new));
    assertEquals(0, played.code(), played.err());
    return played;
  }

  private static void seal(String name, String text) throws Exception {
    Files.writeString(dir.resolve(name), text);
    jvault("encrypt", name);
  }

  /// What the hosts hold at the beginning: texts that nobody gives to the tasks that read them.
  private static void reset() throws IOException {
    Path host = dir.resolve("host");
    var known = new StringBuilder();
    var json = new StringBuilder("{");
    SECRETS.forEach((name, secret) -> {
      if (!name.equals("option") && !name.equals("no_log")) {
        known.append(secret).append('\n');
        json.append("\"").append(name).append("\": \"");
        json.append(secret.replace("\"", "\\\"")).append("\", ");
      }
    });
    Files.writeString(host.resolve("known.txt"), known);
    Files.writeString(host.resolve("known.json"), json + "\"x\": 1}");
    Files.deleteIfExists(host.resolve("copied"));
    Files.deleteIfExists(host.resolve("rendered"));
  }

  @TestFactory
  Stream<DynamicTest> showsNoSecret() {
    var rows = new ArrayList<Sink>();
    for (String callback : List.of("default", "minimal", "oneline", "yaml", "json")) {
      rows.add(Sink.of(callback, Map.of("ANSIBLE_STDOUT_CALLBACK", callback), "--diff"));
    }
    rows.add(Sink.of("-vvv", Map.of("ANSIBLE_DISPLAY_ARGS_TO_STDOUT", "true"), "-vvv", "--diff"));
    rows.add(Sink.of("check mode", Map.of(), "--check", "--diff", "-v"));
    rows.add(
        Sink.of("yaml results", Map.of("ANSIBLE_CALLBACK_RESULT_FORMAT", "yaml"), "-v", "--diff"));
    rows.add(
        Sink.of(
            "other callbacks",
            Map.of(
                "ANSIBLE_CALLBACKS_ENABLED",
                "junit,tree,log_plays,profile_tasks,profile_roles,timer",
                "JUNIT_OUTPUT_DIR",
                dir + "/junit",
                "ANSIBLE_CALLBACK_TREE_DIR",
                dir + "/tree",
                "ANSIBLE_LOG_FOLDER",
                dir + "/plays"),
            "-v"));
    rows.add(Sink.of("log_path", Map.of("ANSIBLE_LOG_PATH", dir + "/log"), "-vv", "--diff"));
    rows.add(Sink.of("journal", Map.of("JPLAY_JOURNAL_DIR", dir + "/journal")));
    rows.add(
        Sink.of(
            "statistics and facts",
            Map.of(
                "ANSIBLE_SHOW_CUSTOM_STATS",
                "true",
                "ANSIBLE_CACHE_PLUGIN",
                "jsonfile",
                "ANSIBLE_CACHE_PLUGIN_CONNECTION",
                dir + "/facts",
                "ANSIBLE_RETRY_FILES_ENABLED",
                "true")));
    return rows.stream()
        .map(sink -> DynamicTest.dynamicTest(sink.name(), () -> look(sink, "ansible-playbook")));
  }

  private static void look(Sink sink, String program) throws Exception {
    reset();
    var words =
        new ArrayList<>(List.of("-i", "host/inventory", "host/site.yml", "-e", "@extra.yml"));
    words.addAll(PASSWORDS);
    words.addAll(sink.words());
    Played played = Played.of(program, dir, sink.environment(), words.toArray(String[]::new));
    assertTrue(played.code() < 4, played.err());
    assertTrue(played.out().contains("h1"), played.out());
    CANARIES.assertNotIn(played.out(), played.err());
    assertNoSecretInFiles();
  }

  @TestFactory
  Stream<DynamicTest> checksAndExplanationsShowNone() {
    var rows = new LinkedHashMap<String, List<String>>();
    for (String format : List.of("human", "json", "sarif")) {
      rows.put("preflight " + format, List.of("--preflight", "host/site.yml", "--format", format));
    }
    for (String name :
        List.of(
            "every",
            "joined",
            "from_group",
            "from_extra",
            "ansible_password",
            "ansible_become_password")) {
      rows.put("explain " + name, List.of("explain", name, "--host", "h1", "host/site.yml"));
    }
    rows.put("broken vault file", List.of("host/site.yml", "-e", "@wrong.yml"));
    rows.put("list of tasks", List.of("host/site.yml", "--list-tasks"));
    rows.put("ad hoc", List.of("h1", "-m", "command", "-a", "cat host/known.txt"));
    return rows.entrySet().stream()
        .map(row ->
            DynamicTest.dynamicTest(
                row.getKey(),
                () -> {
                  reset();
                  var words = new ArrayList<>(row.getValue());
                  words.addAll(List.of("-i", "host/inventory", "-e", "@extra.yml"));
                  words.addAll(PASSWORDS.subList(0, 2));
                  if (row.getKey().equals("ad hoc")) {
                    words.addAll(List.of("--playbook-dir", "host"));
                    words.addAll(PASSWORDS);
                  }
                  Played played = Played.of(dir, Map.of(), words.toArray(String[]::new));
                  assertTrue(!(played.out() + played.err()).isEmpty());
                  CANARIES.assertNotIn(played.out(), played.err());
                }));
  }

  @Test
  void theDebuggerShowsNone() throws Exception {
    reset();
    Files.writeString(
        dir.resolve("host/debug.yml"),
        """
        - hosts: all
          gather_facts: false
          debugger: on_failed
          vars_files: [inline.yml]
          tasks:
            - command: "cat {{ host }}/known.txt {{ inline | quote }} {{ from_group }} {{ from_extra }}"
              register: read
        """);
    var out = new ByteArrayOutputStream();
    var stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    String answers =
        """
        p result._result
        p task.args
        p task_vars['inline']
        p task_vars['ansible_password']
        p task_vars['ansible_become_password']
        p task_vars
        p inline | b64encode
        p nosuch + inline
        c
        """;
    var environment = new HashMap<>(Map.of("HOME", dir.toString(), "ANSIBLE_NOCOLOR", "1"));
    environment.put("PATH", System.getenv("PATH"));
    var terminal =
        new Terminal(
            new ByteArrayInputStream(answers.getBytes(StandardCharsets.UTF_8)),
            stream,
            stream,
            environment);
    new Dispatcher("ansible-playbook", dir, environment, terminal)
        .run(
            List.of(
                "-i",
                "host/inventory",
                "host/debug.yml",
                "-e",
                "@extra.yml",
                "--vault-password-file",
                "pw"));
    String screen = out.toString(StandardCharsets.UTF_8);
    assertTrue(screen.contains("(debug)>"), screen);
    CANARIES.assertNotIn(screen);
  }

  private static void assertNoSecretInFiles() throws IOException {
    CANARIES.assertNotBelow(dir, name -> !name.startsWith("host/") && !PASSWORDS.contains(name));
  }
}
