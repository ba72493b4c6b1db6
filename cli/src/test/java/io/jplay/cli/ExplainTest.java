package io.jplay.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `jplay explain`: every candidate with its level and place, the chain of templates, the value.
class ExplainTest {
  private static final Path PROJECT =
      Path.of(
          System.getProperty("jplay.root", ".."), "cli/src/test/resources/io/jplay/cli/explain");

  @TempDir private Path dir;

  @BeforeEach
  void copy() throws IOException {
    dir = dir.toRealPath();
    try (var files = Files.walk(PROJECT)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path to = dir.resolve(PROJECT.relativize(file).toString());
        Files.createDirectories(to.getParent());
        Files.copy(file, to);
      }
    }
  }

  private Played explain(String words) {
    return Played.of(dir, Map.of(), ("explain " + words + " -i inv.ini").split(" "));
  }

  @Test
  void readsTheFilesOfIncludeVarsThatAreKnown() throws IOException {
    Files.writeString(dir.resolve("known.yml"), "http_port: 9\n");
    Files.writeString(
        dir.resolve("includes.yml"),
        """
        - hosts: all
          tasks:
            - include_vars: known.yml
            - include_vars: {file: known.yml, name: both}
            - include_vars: "{{ which }}.yml"
        """);
    String port = explain("http_port --host web2 includes.yml").out();
    assertTrue(port.contains("known.yml:1:12"), port);
    assertEquals(2, port.split("include_vars", -1).length - 1, port);
    String both = explain("both --host web2 includes.yml").out();
    assertTrue(both.contains("{'http_port': 9}"), both);
    String other = explain("http_prot --host web2 includes.yml").out();
    assertFalse(other.contains("known.yml"), other);
    assertTrue(other.contains("is undefined; did you mean 'http_port'?"), other);
  }

  @Test
  void showsEveryCandidateWithItsLevelAndPlace() {
    Played p = explain("http_port --host web2 site.yml");
    assertEquals(
        """
        exit 0
        --- stdout
        play web play (DIR/site.yml:1:3)
        http_port = '8002' on web2
          given by, strongest first:
          * playbook group_vars/*   "{{ base + offset }}"  DIR/group_vars/web.yml:1:12
            inventory group_vars/*  "{{ base + offset }}"  DIR/group_vars/web.yml:1:12
            role defaults           80                     DIR/roles/web/defaults/main.yml:1:12
          set while the play runs, if these are reached:
            task vars          77           DIR/roles/web/tasks/main.yml:2:21
            set_fact           5            DIR/roles/web/tasks/main.yml:3:25
            registered result  'http_port'  DIR/site.yml:7:7
          its templates ask for:
            base    8000  DIR/inv.ini:5:1
            offset  2     DIR/site.yml:4:18

        --- stderr
        """,
        p.screen(dir));
  }

  @Test
  void showsEachGroupFileAndRoleForItself() throws IOException {
    Files.writeString(dir.resolve("inv.ini"), "[g1]\nweb1\n[g2]\nweb1\n[g1:vars]\nx=1\n");
    write("group_vars/g1/a.yml", "x: 2\n");
    write("group_vars/g1/b.yml", "x: 3\n");
    write("group_vars/g2.yml", "x: 4\n");
    write("roles/needs/meta/main.yml", "dependencies: [needed]\n");
    write("roles/needs/defaults/main.yml", "x: 5\n");
    write("roles/needed/defaults/main.yml", "x: 6\n");
    write("roles/needs/tasks/main.yml", "- include_tasks: x.yml\n  vars: {x: 7}\n");
    write("more.yml", "- hosts: web1\n  roles: [needs]\n");
    Played p = explain("x --host web1 more.yml");
    assertEquals(
        """
        exit 0
        --- stdout
        play web1 (DIR/more.yml:1:3)
        x = 4 on web1
          given by, strongest first:
          * playbook group_vars/*   4  DIR/group_vars/g2.yml:1:4
            playbook group_vars/*   3  DIR/group_vars/g1/b.yml:1:4
            playbook group_vars/*   2  DIR/group_vars/g1/a.yml:1:4
            inventory group_vars/*  4  DIR/group_vars/g2.yml:1:4
            inventory group_vars/*  3  DIR/group_vars/g1/b.yml:1:4
            inventory group_vars/*  2  DIR/group_vars/g1/a.yml:1:4
            inventory file, group   1  DIR/inv.ini:6:1
            role defaults           5  DIR/roles/needs/defaults/main.yml:1:4
            role defaults           6  DIR/roles/needed/defaults/main.yml:1:4
          set while the play runs, if these are reached:
            include parameters  7  DIR/roles/needs/tasks/main.yml:2:13

        --- stderr
        """,
        p.screen(dir));
  }

  private void write(String name, String content) throws IOException {
    Path file = dir.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  @Test
  void needsNoPlaybook() {
    Played p = explain("http_port --host web1");
    assertTrue(p.out().startsWith("http_port = 8001 on web1\n"), p.out());
    assertTrue(p.out().contains("* inventory file, host"), p.out());
  }

  @Test
  void followsTemplatesThroughOtherVariables() {
    Played p = explain("http_port --host web2 -e db_password=x");
    assertTrue(p.out().contains("http_port has no value on web2: "), p.out());
    assertTrue(p.out().contains("    offset "), p.out());
    assertTrue(p.out().contains("      dsn "), p.out());
    assertTrue(p.out().contains("        db_password "), p.out());
  }

  @Test
  void masksSecrets() throws IOException {
    Files.writeString(dir.resolve("pw"), "secret\n");
    Played made = Played.of(dir, Map.of(), "explain", "nope", "--host", "web1", "-i", "inv.ini");
    assertEquals(1, made.code());
    String vaulted = vault("hunter2");
    Files.writeString(
        dir.resolve("group_vars/all.yml"),
        "db_password: !vault |\n" + vaulted.indent(2) + "shout: \"{{ db_password | upper }}\"\n");
    Played p = explain("shout --host web2 --vault-password-file pw");
    assertEquals(0, p.code(), p.err());
    assertFalse((p.out() + p.err()).toLowerCase(Locale.ROOT).contains("hunter2"));
    assertTrue(p.out().contains("shout = '********' on web2"), p.out());
  }

  private String vault(String text) {
    Path file = dir.resolve("pw");
    var out = new ByteArrayOutputStream();
    var terminal =
        new Terminal(
            new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(OutputStream.nullOutputStream()),
            Map.of("HOME", dir.toString()));
    new Dispatcher("jvault", dir, Map.of("HOME", dir.toString()), terminal)
        .run(List.of("encrypt", "--vault-password-file", file.toString(), "--output", "-"));
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void saysWhenThereIsNoSuchHostOrVariable() {
    Played host = explain("base --host web3");
    assertEquals(1, host.code());
    assertTrue(host.err().contains("did you mean 'web1'?"), host.err());
    Played variable = explain("nope --host web1");
    assertEquals(1, variable.code());
    assertTrue(variable.out().contains("nope has no value on web1"), variable.out());
  }
}
