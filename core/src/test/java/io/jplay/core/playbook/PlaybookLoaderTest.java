package io.jplay.core.playbook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.Parsed;
import io.jplay.core.diag.Severity;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Merge;
import io.jplay.core.value.Scope;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import io.jplay.core.yaml.DuplicateKeys;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PlaybookLoaderTest {
  @TempDir private Path dir;

  private static PlaybookLoader loader() {
    return loader(DuplicateKeys.WARN);
  }

  private static PlaybookLoader loader(DuplicateKeys duplicates) {
    return loader(duplicates, true);
  }

  private static PlaybookLoader loader(DuplicateKeys duplicates, boolean strictIncludes) {
    Map<String, Value> extra = Map.of("env2", Str.of("late"));
    return new PlaybookLoader(
        new LoadOptions(
            FileReader.PLAIN,
            duplicates,
            List.of(),
            List.of(),
            new FixedRenderer(),
            Scope.EMPTY.with(extra),
            Merge.REPLACE,
            RolePrivacy.IMPORTED_ARE_PUBLIC,
            strictIncludes,
            name -> Optional.empty()));
  }

  @Test
  void takesKeysThatAreTwiceAsTheSettingSays() throws IOException {
    Path file = Files.writeString(dir.resolve("twice.yml"), "- hosts: a\n  vars: {a: 1, a: 2}\n");
    assertFalse(loader(DuplicateKeys.WARN).load(file).diagnostics().isEmpty());
    assertFalse(loader(DuplicateKeys.WARN).load(file).hasErrors());
    assertTrue(loader(DuplicateKeys.ERROR).load(file).hasErrors());
    assertEquals(List.of(), loader(DuplicateKeys.IGNORE).load(file).diagnostics());
  }

  @Test
  void ignoresKeywordsOfIncludesWhereTheSettingSaysSo() throws IOException {
    String text =
        """
        - hosts: a
          tasks:
            - include_tasks: more.yml
              become: true
              when: true
        """;
    Path file = Files.writeString(dir.resolve("include.yml"), text);
    assertTrue(loader(DuplicateKeys.WARN, true).load(file).hasErrors());
    Parsed<Playbook> parsed = loader(DuplicateKeys.WARN, false).load(file);
    assertFalse(parsed.hasErrors());
    assertEquals(
        List.of("Ignoring invalid attribute: become"),
        parsed.diagnostics().stream().map(Diagnostic::detail).toList());
    String dump = PlaybookDump.of(parsed.value(), dir);
    assertTrue(dump.contains("when") && !dump.contains("become"), dump);
  }

  private static Path rich() throws URISyntaxException {
    return Path.of(
        Objects.requireNonNull(PlaybookLoaderTest.class.getResource("/playbooks/rich")).toURI());
  }

  @Test
  void readsEveryForm() throws IOException, URISyntaxException {
    Parsed<Playbook> parsed = loader().load(rich().resolve("site.yml"));
    assertEquals("", problems(parsed));
    golden("/playbooks/rich.golden", PlaybookDump.of(parsed.value(), rich()));
  }

  private static void golden(String name, String actual) throws IOException {
    if (Boolean.getBoolean("golden.update") || "true".equals(System.getenv("GOLDEN_UPDATE"))) {
      Path file =
          Path.of(System.getProperty("jplay.root", "..")).resolve("core/src/test/resources" + name);
      Files.writeString(file, actual);
      return;
    }
    try (var in = PlaybookLoaderTest.class.getResourceAsStream(name)) {
      assertEquals(
          new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8),
          actual);
    }
  }

  @Test
  void loadsDynamicIncludesAtRunTime() throws URISyntaxException {
    Playbook playbook = loader().load(rich().resolve("site.yml")).value();
    Play play = playbook.plays().getFirst();
    Block web =
        play.roles().stream()
            .filter(b -> b.role().orElseThrow().name().equals("web"))
            .findFirst()
            .orElseThrow();
    Task include = (Task) web.block().getLast();
    var point =
        new PlaybookLoader.IncludePoint(include, Lineage.of(play).inside(web), false, Scope.EMPTY);
    assertEquals(
        """
        block:
          included
            block:
              task "debug" {"msg": "dyn"} @roles/web/tasks/dyn.yml:1
              block
                block:
                  task "debug" {"msg": "web"} notify=["bounce"] @roles/web/tasks/web.yml:1
        """,
        PlaybookDump.of(loader().loadTasks("dyn.yml", point).value(), rich()));
    Dict role = Dict.builder().put("name", "db").put("tasks_from", "other").build();
    Parsed<Block> loaded = loader().loadRole(role, point);
    assertEquals("", problems(loaded));
    Block db = (Block) loaded.value().block().getFirst();
    assertEquals("db", db.role().orElseThrow().name());
    assertEquals(1, db.block().size());
    assertTrue(problems(loader().loadTasks("nope.yml", point)).contains("JP1211"));
    assertEquals(Optional.empty(), loader().findFile("nope.yml", point));
  }

  private Path file(String name, String text) throws IOException {
    Path file = dir.toAbsolutePath().resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  @Test
  void reportsEachMistakeWithItsPlace() throws IOException {
    String play = "- hosts: all\n";
    String task = play + "  tasks:\n";
    expect("", "t.yml:?", "JP1202 Empty playbook");
    expect("a: 1\n", "t.yml:1:1", "JP1202 A playbook must be a list of plays");
    expect("[]\n", "t.yml:1:1", "JP1202 A playbook must contain at least one play");
    expect("- a\n", "t.yml:1:3", "JP1202 playbook entries must be either valid plays");
    expect("- tasks: []\n", "t.yml:1:3", "JP1216 the field 'hosts' is required");
    expect("- hosts:\n", "t.yml:1:9", "JP1216 Hosts list cannot be empty");
    expect("- hosts: [null]\n", "t.yml:1:11", "JP1216 Hosts list cannot contain values of 'None'");
    expect("- hosts: [a, 1]\n", "t.yml:1:14", "JP1216 Hosts list contains an invalid host value");
    expect("- hosts: [[a]]\n", "t.yml:1:11", "JP1216 Hosts list contains an invalid host value");
    expect("- hosts: 42\n", "t.yml:1:10", "JP1216 Hosts list must be a sequence or string");
    expect(
        play + "  gather_fact: no\n",
        "t.yml:2:3",
        "JP1203 'gather_fact' is not a valid attribute for a Play|did you mean 'gather_facts'?");
    expect(play + "  tasks: {a: 1}\n", "t.yml:2:10", "JP1202 A malformed block");
    expect(task + "  - a\n", "t.yml:3:5", "JP1202 A malformed block");
    expect(task + "  - name: x\n", "t.yml:3:5", "JP1205 no module/action detected in task.");
    expect(
        task + "  - debug:\n    command: ls\n",
        "t.yml:4:5",
        "JP1204 conflicting action statements: debug, command");
    expect(
        task + "  - debug:\n    whne: ls\n",
        "t.yml:4:5",
        "JP1203 'whne' is not a valid attribute for a Task|did you mean 'when'?");
    expect(
        task + "  - block: []\n    foo: 1\n",
        "t.yml:4:5",
        "JP1203 'foo' is not a valid attribute for a Block");
    expect(
        task + "  - block: {}\n",
        "t.yml:3:12",
        "JP1202 A malformed block was encountered while loading a block");
    expect(
        task + "  - ping:\n    with_items:\n",
        "t.yml:4:5",
        "JP1215 you must specify a value when using with_items");
    expect(task + "  - ping: a b\n", "t.yml:3:11", "JP1206 this task 'ping' has extra params");
    expect(task + "  - comand: a b\n", "t.yml:3:13", "JP1206 this task|did you mean 'command'?");
    expect(task + "  - ping: [a]\n", "t.yml:3:11", "JP1206 unexpected parameter type in action");
    expect(task + "  - shell: echo \"a\n", "t.yml:3:12", "JP1206 failed at splitting arguments");
    expect(
        task + "  - ping:\n    vars: x\n",
        "t.yml:4:11",
        "JP1207 Vars in a Task must be specified as a dictionary");
    expect(task + "  - ping:\n    vars: {a-b: 1}\n", "t.yml:4:12", "JP1207 Invalid variable name");
    expect(
        task + "  - ping:\n    tags: {a: 1}\n",
        "t.yml:4:11",
        "JP1207 tags must be specified as a list");
    expect(
        task + "  - ping:\n    loop_control: {lable: a}\n",
        "t.yml:4:20",
        "JP1203 'lable' is not a valid attribute for a LoopControl|did you mean 'label'?");
    expect(
        task + "  - import_tasks: x.yml\n",
        "t.yml:3:19",
        "JP1211 Unable to retrieve file contents. Could not find or access");
    expect(
        task + "  - import_tasks: x.yml\n    loop: [1]\n",
        "t.yml:3:5",
        "JP1213 You cannot use loops on 'import_tasks' statements.");
    expect(
        task + "  - import_tasks: '{{ x }}.yml'\n",
        "t.yml:3:19",
        "JP1212 Error when evaluating variable in import path: {{ x }}.yml");
    expect(
        task + "  - import_role: {name: x}\n",
        "t.yml:3:25",
        "JP1208 the role 'x' was not found in ");
    expect(
        task + "  - include_role: {name: x, foo: 1}\n",
        "t.yml:3:29",
        "JP1217 Invalid options for include_role: foo");
    expect(
        task + "  - include_role:\n",
        "t.yml:3:5",
        "JP1217 'name' is a required field for include_role.");
    expect(
        task + "  - include_tasks: x\n    become: yes\n",
        "t.yml:4:13",
        "JP1203 'become' is not a valid attribute for a TaskInclude|apply");
    expect(
        task + "  - action: ping\n    local_action: ping\n",
        "t.yml:3:5",
        "JP1204 action and local_action are mutually exclusive");
    expect(
        play + "  roles: [{a: 1}]\n",
        "t.yml:2:11",
        "JP1202 role definitions must contain a role name");
    expect(
        play + "  vars_prompt: [{name: a, foo: 1}]\n",
        "t.yml:2:27",
        "JP1207 Invalid vars_prompt data structure, found unsupported key 'foo'");
    expect(
        play + "  module_defaults: \"{{ all }}\"\n",
        "t.yml:2:20",
        "JP1207 The field 'module_defaults' is supposed to be a dictionary");
    expect("- import_playbook: nope.yml\n", "t.yml:1:20", "JP1211 Unable to retrieve");
    expect("- import_playbook:\n", "t.yml:1:3", "JP1202 playbook import parameter is missing");
    expect("- import_playbook: t.yml\n", "t.yml:1:20", "JP1210 ");
    expect(
        "- import_playbook: t.yml\n  hosts: all\n",
        "t.yml:2:3",
        "JP1203 'hosts' is not a valid attribute for a PlaybookInclude");
    expect(task + "  - debug: {{ x }}\n", "t.yml:3:12", "JP1005 ");
  }

  @Test
  void collectsAllMistakesAtOnce() throws IOException {
    Files.writeString(
        dir.resolve("t.yml"),
        "- hosts: all\n"
            + "  taks: []\n"
            + "  roles: [nope]\n"
            + "  tasks:\n"
            + "  - debug:\n"
            + "    command:\n"
            + "  - name: x\n");
    var parsed = loader().load(dir.resolve("t.yml"));
    assertEquals(
        List.of("JP1203", "JP1208", "JP1204", "JP1205"),
        parsed.diagnostics().stream().map(Diagnostic::code).toList());
  }

  @Test
  void findsCyclesOfTasksAndRoles() throws IOException {
    Files.createDirectories(dir.resolve("roles/a/meta"));
    Files.createDirectories(dir.resolve("roles/b/tasks"));
    Files.writeString(dir.resolve("roles/a/meta/main.yml"), "dependencies: [a]\n");
    Files.writeString(
        dir.resolve("roles/b/tasks/main.yml"), "- import_role: name=b\n- import_tasks: main.yml\n");
    Files.writeString(dir.resolve("t.yml"), "- hosts: all\n  roles: [a, b]\n");
    var parsed = loader().load(dir.resolve("t.yml"));
    assertEquals(
        List.of("JP1210", "JP1210", "JP1210"),
        parsed.diagnostics().stream().map(Diagnostic::code).toList());
  }

  @Test
  void readsLegacyFormsWithADeprecation() throws IOException {
    Files.writeString(dir.resolve("x.yml"), "- ping:\n");
    Files.writeString(
        dir.resolve("t.yml"),
        "- hosts: all\n"
            + "  user: joe\n"
            + "  sudo: yes\n"
            + "  tasks:\n"
            + "  - include: x.yml a=1\n"
            + "  - include: '{{ f }}'\n"
            + "  - ping:\n"
            + "    sudo_user: x\n");
    var parsed = loader().load(dir.resolve("t.yml"));
    assertTrue(!parsed.hasErrors(), problems(parsed));
    assertEquals(
        5, parsed.diagnostics().stream().filter(d -> d.severity() == Severity.DEPRECATION).count());
    assertEquals(
        """
        play "all" become=true remote_user="joe" @t.yml
          tasks:
            block vars={"a": "1"}
              block:
                task "ping" {} @x.yml:1
            task "include_tasks" {"file": "{{ f }}"} @t.yml:6
            task "ping" {} become_user="x" @t.yml:7
        """,
        PlaybookDump.of(parsed.value(), dir));
  }

  private void expect(String text, String place, String wanted) throws IOException {
    Path file = dir.resolve("t.yml");
    Files.writeString(file, text);
    var parsed = loader().load(file);
    Diagnostic d =
        parsed.diagnostics().stream()
            .filter(p -> p.severity() == Severity.ERROR)
            .findFirst()
            .orElseThrow(() -> new AssertionError("no problem: " + text));
    String[] parts = wanted.split("\\|", 2);
    String shown = d.code() + " " + d.sentence();
    assertTrue(shown.startsWith(parts[0]), text + shown);
    assertTrue(parts.length == 1 || d.hint().contains(parts[1]), text + d);
    if (!place.endsWith("?")) {
      assertTrue(d.primary().label().endsWith(place), text + place + " but " + d.primary().label());
    }
  }

  private static String problems(Parsed<?> parsed) {
    return parsed.diagnostics().stream()
        .map(d -> d.primary().label() + " " + d.code() + " " + d.sentence())
        .collect(Collectors.joining("\n"));
  }
}
