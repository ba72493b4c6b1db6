package io.jplay.modules.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.api.Result;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Json;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Value;
import io.jplay.modules.facts.GatherSubset;
import io.jplay.modules.testing.Lab;
import io.jplay.modules.testing.ModuleHarness;
import io.jplay.modules.testing.ShellKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SetupTest {
  @TempDir Path dir;

  @ParameterizedTest
  @EnumSource(ShellKind.class)
  void gathersTheSystemsFacts(ShellKind shell) {
    Dict facts = new ModuleHarness(shell, dir).run(new Setup()).facts();
    assertEquals("Linux", facts.text("ansible_system").orElseThrow());
    for (String name :
        List.of(
            "ansible_distribution",
            "ansible_memtotal_mb",
            "ansible_processor_vcpus",
            "ansible_mounts",
            "ansible_date_time",
            "ansible_env",
            "ansible_user_id",
            "ansible_service_mgr",
            "ansible_virtualization_type",
            "module_setup")) {
      assertTrue(facts.has(name), name);
    }
    assertTrue(facts.get("ansible_env").orElseThrow().isRemote());
  }

  /// Like ansible: a part of a file system that is mounted by itself is told from the whole.
  @Test
  void namesBindMounts() {
    try (Lab lab = Lab.open(dir)) {
      // the root sees a directory of this machine's disk
      String seen =
          lab.run(
                  "sh",
                  "-c",
                  "awk '$4 != \"/\" && $9 ~ /^\\// {print $5; exit}' /proc/self/mountinfo")
              .strip();
      Assumptions.assumeFalse(seen.isEmpty(), "needs a disk");
      Dict facts = lab.harness("apt").run(new Setup(), "filter", List.of("ansible_mounts")).facts();
      Dict mount =
          ((Seq) facts.get("ansible_mounts").orElseThrow())
              .stream()
                  .map(m -> (Dict) m)
                  .filter(m -> m.text("mount").orElseThrow().equals(seen))
                  .findFirst()
                  .orElseThrow();
      assertTrue(mount.text("options").orElseThrow().endsWith(",bind"), () -> mount.toString());
    }
  }

  @Test
  void keepsWhatTheFilterAndTheSubsetSay() {
    var host = new ModuleHarness(ShellKind.DASH, dir);
    Dict some =
        host.run(
                new Setup(),
                "gather_subset",
                List.of("!all", "!min", "distribution"),
                "filter",
                List.of("ansible_distribution*", "os_family"))
            .facts();
    assertTrue(some.has("ansible_distribution_version"));
    assertTrue(some.has("ansible_os_family"));
    assertFalse(some.has("ansible_system"));
    Result none = host.run(new Setup(), "filter", List.of("nothing_is_called_so"));
    assertEquals(Dict.EMPTY, none.fields().get("ansible_facts").orElseThrow());
    Result bad = host.run(new Setup(), "gather_subset", List.of("nonsense"));
    assertTrue(bad.fields().text("msg").orElseThrow().startsWith("Bad subset 'nonsense' given"));
  }

  /// What ansible-core 2.18 gathers for these names, of collectors that every host has.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          !all,!any,selinux | selinux platform user | hardware
          !min | | platform hardware
          !hardware | platform user | hardware network
          !network,network | platform network | hardware
          all,!hardware | platform network loadavg | hardware
          hardware | platform hardware user | network
          !all,!min,mounts | hardware platform | user distribution
          !all,!min,pkg_mgr | pkg_mgr distribution | platform
          !all,!min,service_mgr | service_mgr distribution platform | user
          !all,!min,python | python | platform
          !all,!min,systemd | systemd | platform
          !all,!min,python_version | platform | python
          min,!min | | platform
          !bogus | platform | hardware
          """)
  void namesTheCollectorsOfASubset(String names, String wanted, String unwanted) {
    GatherSubset subset = GatherSubset.of(List.of(names.split(",")));
    for (String name : wanted == null ? new String[0] : wanted.split(" ")) {
      assertTrue(subset.wants(name), name);
    }
    for (String name : unwanted.split(" ")) {
      assertFalse(subset.wants(name), name);
    }
  }

  @ParameterizedTest
  @EnumSource(ShellKind.class)
  void readsFactFilesAsConfigparserDoes(ShellKind shell) throws IOException {
    Files.writeString(dir.resolve("a.fact"), "[a]\nX=%(y)s-%%\ny=3\n[DEFAULT]\nz: 9\n");
    Files.writeString(dir.resolve("b.fact"), "[b]\nx = 1 % 2\n");
    Files.writeString(dir.resolve("c.fact"), "[c]\nx=1\nx=2\n");
    Files.writeString(dir.resolve("d.fact"), "");
    Files.createSymbolicLink(dir.resolve("e.fact"), Path.of("nowhere"));
    Dict facts =
        new ModuleHarness(shell, dir)
            .run(new Setup(), "fact_path", dir.toString(), "filter", List.of("ansible_local"))
            .facts();
    assertEquals(
        "{'a': {'a': {'x': '3-%', 'y': '3', 'z': '9'}}, 'b': 'error loading facts as ini - please"
            + " check content: D/b.fact (@%@ must be followed by @%@ or @(@, found: @% 2@)', 'c':"
            + " 'error loading facts as JSON or ini - please check content: D/c.fact', 'd': {},"
            + " 'e': 'Could not stat fact (D/e.fact): [Errno 2] No such file or directory:"
            + " @D/e.fact@'}",
        Json.write(facts.get("ansible_local").orElseThrow(), Json.Layout.SORTED_LINE)
            .replace(dir.toString(), "D")
            .replace("'", "@")
            .replace("\"", "'"));
  }

  @ParameterizedTest
  @EnumSource(ShellKind.class)
  void readsLocalFacts(ShellKind shell) throws IOException {
    Files.writeString(dir.resolve("a.fact"), "{\"x\": [1, 2]}");
    Files.writeString(dir.resolve("b.fact"), "[main]\nKey = some value\nother: 2\n");
    Path program = dir.resolve("c.fact");
    Files.writeString(program, "#!/bin/sh\necho '{\"ran\": true}'\n");
    assertTrue(program.toFile().setExecutable(true));
    Files.writeString(dir.resolve("d.fact"), "neither of both");
    Dict facts =
        new ModuleHarness(shell, dir)
            .run(new Setup(), "fact_path", dir.toString(), "filter", List.of("ansible_local"))
            .facts();
    Value local = facts.get("ansible_local").orElseThrow();
    assertEquals(
        "{\"a\": {\"x\": [1, 2]}, \"b\": {\"main\": {\"key\": \"some value\", \"other\": \"2\"}},"
            + " \"c\": {\"ran\": true}, \"d\": \"error loading facts as JSON or ini - please check"
            + " content: "
            + dir
            + "/d.fact\"}",
        Json.write(local, Json.Layout.SORTED_LINE));
  }

  /// The real ansible on this machine; facts that move or belong to its process are left out.
  @Test
  void agreesWithAnsible() throws IOException, InterruptedException {
    Path ansible = Path.of("/usr/bin/ansible");
    Assumptions.assumeTrue(Files.isExecutable(ansible), "ansible is not installed");
    // interfaces come and go while others test: what moved meanwhile says nothing
    Dict before = new ModuleHarness(ShellKind.DASH, dir).run(new Setup()).facts();
    Process process =
        new ProcessBuilder(ansible.toString(), "localhost", "-c", "local", "-m", "setup", "-o")
            .directory(dir.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String text = new String(process.getInputStream().readAllBytes());
    process.waitFor();
    Dict real =
        (Dict)
            ((Dict) Json.read(text.substring(text.indexOf("=> ") + 3), Tag.NONE))
                .get("ansible_facts")
                .orElseThrow();
    Dict own = new ModuleHarness(ShellKind.DASH, dir).run(new Setup()).facts();
    String moving =
        "ansible_(date_time|env|loadavg|mem.*|uptime_seconds|mounts|swap.*|devices"
            + "|interfaces|python.*|virtualization_tech_.*)";
    var differences = new StringBuilder();
    real.entries()
        .forEach((name, value) -> {
          String key = ((Str) name).text();
          Value mine = own.get(key).orElse(Str.of("(none)"));
          boolean moved = !before.get(key).equals(own.get(key));
          if (!moved && !key.matches(moving) && !inOrder(mine).equals(inOrder(value))) {
            differences.append(key + ": " + show(value) + " but " + show(mine) + "\n");
          }
        });
    assertEquals("", differences.toString());
  }

  /// Addresses stand in the order in which the kernel lists interfaces, which moves.
  private static Value inOrder(Value value) {
    return switch (value) {
      case Seq list ->
          Seq.of(
              list.items().stream()
                  .map(SetupTest::inOrder)
                  .sorted(Comparator.comparing(SetupTest::show))
                  .toList());
      case Dict dict -> {
        var all = Dict.builder();
        dict.entries().forEach((k, v) -> all.put(((Str) k).text(), inOrder(v)));
        yield all.build();
      }
      default -> value;
    };
  }

  private static String show(Value value) {
    return Json.write(value, Json.Layout.SORTED_LINE);
  }
}
