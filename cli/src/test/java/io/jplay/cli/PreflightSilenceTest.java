package io.jplay.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What public playbooks do and `--preflight` once cried wolf about.
class PreflightSilenceTest {
  private static final String PLAY =
      """
      - hosts: all
        gather_facts: false
      """;

  @TempDir private Path dir;

  @Test
  void findsIncludesBesideAFileOfAnotherRole() throws IOException {
    file("roles/own/tasks/main.yml", "- include_tasks: ../../other/tasks/one.yml\n");
    file("roles/other/tasks/one.yml", "- include_tasks: two.yml\n");
    file("roles/other/tasks/two.yml", "- debug:\n");
    silent(PLAY + "  roles: [own]\n");
  }

  @Test
  void knowsThePluginsThatMovedToCollections() throws IOException {
    String tasks =
        """
          tasks:
            - debug: msg={{ lookup('passwordstore', 'x') }}{{ 'a' | parse_xml('x') }}
              when: inventory_hostname == 'nobody'
            - debug:
              with_dig: [a]
              when: inventory_hostname == 'nobody'
        """;
    silent(PLAY + tasks);
    String misspelt = tasks.replace("passwordstore", "passwordstor");
    assertTrue(check(PLAY + misspelt).out().contains("JP2009"));
  }

  /// Includes are where the run looks for them: around the file that the task names.
  @Test
  void looksForIncludesWhereTheRunDoes() throws IOException {
    file("templates/web/site.j2", "{% include 'part.j2' %}{% include 'own.j2' %}");
    file("templates/web/part.j2", "part");
    file("templates/web/templates/own.j2", "{% include 'deep/leaf.j2' %}");
    file("templates/web/deep/leaf.j2", "leaf");
    String tasks =
        """
          tasks:
            - template: {src: web/site.j2, dest: /x}
        """;
    silent(PLAY + tasks);
    file("templates/web/deep/leaf.j2", "{% include 'below.j2' %}");
    file("templates/web/deep/below.j2", "not beside the file of the task");
    assertTrue(check(PLAY + tasks).out().contains("below.j2"));
  }

  @Test
  void takesUnknownOptionsThatAreOmittedForHarmless() throws IOException {
    String tasks =
        """
          tasks:
            - file:
                path: /x
                others: "{{ item.others | d(omit) }}"
              loop: [{others: 1}]
        """;
    silent(PLAY + tasks);
    assertTrue(check(PLAY + tasks).out().contains("'others' is not an option"));
    assertEquals(4, check(PLAY + tasks.replace("omit", "1")).code());
  }

  @Test
  void judgesQualifiedNamesOfCoreAndWhatModulesRefuseThemselves() throws IOException {
    String tasks =
        """
          tasks:
            - ansible.builtin.debgu:
              when: inventory_hostname == 'nobody'
            - ansible.builtin.copy: {dest: /x, content: a, src: hosts}
            - service: {name: x, state: restartet}
        """;
    String out = check(PLAY + tasks).out();
    assertTrue(out.contains("JP2001") && out.contains("did you mean 'debug'?"), out);
    assertTrue(out.contains("mutually exclusive: src and content"), out);
    assertTrue(out.contains("did you mean 'restarted'?"), out);
  }

  @Test
  void knowsThatAnsibleHasTheFiltersOfItsSettings() throws IOException {
    file("ansible.cfg", "[defaults]\nfilter_plugins = lib/filters\n");
    file("lib/filters/mine.py", "class FilterModule:\n  def filters(self): return {'mine': 1}\n");
    silent(PLAY + "  vars: {a: \"{{ 'x' | mine }}\"}\n  tasks: []\n");
  }

  @Test
  void takesOptionsThatAnsibleIgnores() throws IOException {
    String tasks =
        """
          tasks:
            - raw: echo x creates=/x
            - fetch: {src: /x, dest: /tmp/x, mode: '0600'}
        """;
    silent(PLAY + tasks);
    assertTrue(check(PLAY + tasks).out().contains("'mode' is not an option of ansible.builtin.fe"));
  }

  @Test
  void expectsFilesThatTheRunItselfMakes() throws IOException {
    String tasks =
        """
          tasks:
            - command: make files/bin/tool
              delegate_to: localhost
            - copy: {src: bin/tool, dest: /usr/local/bin/tool}
        """;
    silent(PLAY + tasks);
    assertTrue(check(PLAY + tasks.replace("delegate_to", "become_user")).out().contains("JP2012"));
  }

  @Test
  void knowsTestsThatWereFilters() throws IOException {
    String tasks =
        """
          tasks:
            - command: id
              register: it
            - debug:
              when: it|success or ansible_version.full|version_compare('2.0', '<')
        """;
    silent(PLAY + tasks);
    assertTrue(check(PLAY + tasks).out().contains("hint: write `is success` instead"));
    assertEquals(4, check(PLAY + tasks.replace("|success", "|defined")).code());
  }

  @Test
  void saysThatAModuleOfTheProjectIsNotRun() throws IOException {
    file("library/own.sh", "echo {}");
    String out = check(PLAY + "  tasks: [{own: {}}]\n").out();
    assertTrue(out.contains("'own' is a module of this project ("), out);
  }

  @Test
  void asksOnceForAVaultPassword() throws IOException {
    String vault = "$ANSIBLE_VAULT;1.1;AES256\n3133\n";
    for (int i = 0; i < 8; i++) {
      file("group_vars/all/secret" + i + ".yml", vault);
    }
    String out = check(PLAY + "  tasks: []\n").out();
    assertTrue(out.endsWith("1 error, 0 warnings; no host was contacted\n"), out);
    assertTrue(out.contains("needed here too: ") && out.contains("; and for 3 more"), out);
  }

  @Test
  void leavesFilesOfNoHostAlone() throws IOException {
    file("host_vars/README", "What belongs here.\n");
    file("group_vars/NOTES", "- one\n");
    silent(PLAY + "  tasks: [{ping: {}}]\n");
    file("host_vars/one", "What belongs here.\n");
    assertTrue(check(PLAY + "  tasks: [{ping: {}}]\n").out().contains("JP1603"));
  }

  /// `args` inside of a long action counts as its options.
  @Test
  void takesTheOptionsOfALongAction() throws IOException {
    String tasks =
        """
          connection: local
          tasks:
            - local_action:
                module: debug
                args:
                  msg: inner
                msg: outer
            - action: {module: debug, args: msg=second}
            - community.mysql.mysql_user: {user: a, state: absent}
              when: false
        """;
    silent(PLAY + tasks);
    Played played = Played.of(dir.toRealPath(), Map.of(), "site.yml", "-i", "hosts");
    assertTrue(played.out().contains("inner") && played.out().contains("second"), played.out());
    assertEquals("", played.err());
  }

  /// A name that nearly is another's is worth a word wherever it stands; another is not.
  @Test
  void warnsOfSlipsThatMayNotBeReached() throws IOException {
    String tasks =
        """
          vars: {http_port: 80}
          tasks:
            - debug: msg={{ http_prot }}
              when: inventory_hostname == 'nobody'
        """;
    Played played = check(PLAY + tasks);
    assertEquals(0, played.code());
    assertTrue(played.out().contains("warning[JP2016]"), played.out());
    assertTrue(played.out().contains("did you mean 'http_port'?"), played.out());
    silent(PLAY + tasks.replace("http_prot", "other_name"));
    silent(PLAY + tasks.replace("http_prot", "http_port2"));
  }

  /// What a module asks for itself counts as given where a template may give it.
  @Test
  void takesWhatATemplateMayGive() throws IOException {
    silent(
        PLAY
            + """
              vars: {what: present, options: {path: /x}, files: [/x]}
              tasks:
                - lineinfile: {path: /x, state: "{{ what }}"}
                  when: inventory_hostname == 'nobody'
                - copy: "{{ options }}"
                  when: inventory_hostname == 'nobody'
                - cron: {name: a, job: "{{ none | default(omit) }}"}
                - lineinfile: {path: /x, regexp: '^a', state: absent}
                - git: {repo: 'https://example.org/x', clone: false}
                - debug: msg={{ lookup('file', inventory_hostname) }}
                  when: inventory_hostname == 'nobody'
                - debug: msg={{ item }}
                  loop: "{{ files | map('basename') | join(',') | split(',') }}"
                - debug: msg={{ item }}
                  loop: "{{ files if what == 'present' else files | length }}"
            """);
  }

  private void silent(String playbook) throws IOException {
    Played played = check(playbook);
    assertEquals("", played.err());
    assertEquals(0, played.code(), played.out());
    assertTrue(played.out().endsWith("o host was contacted\n"), played.out());
  }

  private Played check(String playbook) throws IOException {
    file("site.yml", playbook);
    file("hosts", "one\n");
    return Played.of(dir.toRealPath(), Map.of(), "site.yml", "--preflight", "-i", "hosts");
  }

  private void file(String name, String text) throws IOException {
    Path file = dir.toRealPath().resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
