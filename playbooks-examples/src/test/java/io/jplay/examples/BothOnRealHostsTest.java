package io.jplay.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jplay.core.value.Dict;
import io.jplay.core.value.Json;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// both.yml by real ansible and by jplay, each on a host that systemd boots: equal results, task by
/// task. The last task says what the hosts are like then.
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BothOnRealHostsTest {
  private static final Duration LIMIT = Duration.ofMinutes(15);

  /// Of the moment, of the callback, or what programs tell of their work on the way.
  private static final Set<String> MOVING =
      Set.of(
          "action",
          "invocation",
          "start",
          "end",
          "delta",
          "diff",
          "warnings",
          "deprecations",
          "cache_update_time",
          "cache_updated",
          "ansible_facts",
          "exception");

  /// What apt-get prints is not compared.
  private static final Set<String> CHATTER =
      Set.of("stdout", "stdout_lines", "stderr", "stderr_lines", "rc", "msg");

  private static final Set<String> OF_UNITS =
      Set.of("ActiveState", "SubState", "LoadState", "UnitFileState", "Id", "Names");

  private BootedHost ours;
  private BootedHost theirs;
  private Path scratch;

  @BeforeAll
  void boot(@TempDir Path dir) throws Exception {
    Assumptions.assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/ansible-playbook")), "needs ansible");
    scratch = dir;
    ours = BootedHost.start(Files.createDirectory(dir.resolve("ours")), false);
    theirs = BootedHost.start(Files.createDirectory(dir.resolve("theirs")), true);
  }

  @AfterAll
  void close() {
    for (BootedHost host : new BootedHost[] {ours, theirs}) {
      if (host != null) {
        host.close();
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> equalResults() throws Exception {
    Path book = RealHost.script(scratch, "both.yml");
    List<Value> their =
        played(
            theirs,
            List.of("/usr/bin/ansible-playbook", "-i", theirs.inventory().toString(), "" + book));
    List<Value> our =
        played(
            ours,
            List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "io.jplay.cli.Main",
                "-i",
                ours.inventory().toString(),
                book.toString()));
    assertEquals(their.size(), our.size());
    return IntStream.range(0, our.size())
        .mapToObj(i ->
            DynamicTest.dynamicTest(
                i + " " + name(our.get(i)),
                () ->
                    assertEquals(
                        shown(result(their.get(i)), name(their.get(i))),
                        shown(withoutExtra(their.get(i), our.get(i)), name(our.get(i))))));
  }

  /// A failed task of ours tells the program that failed, also where ansible's module does not.
  private static Dict withoutExtra(Value theirs, Value ours) {
    Dict result = result(ours);
    for (String key : List.of("cmd", "rc", "stderr", "stderr_lines")) {
      if (result.has("failed") && !result(theirs).has(key)) {
        result = result.without(key);
      }
    }
    return result;
  }

  private List<Value> played(BootedHost host, List<String> words) throws Exception {
    var outcome =
        Commands.run(
            scratch,
            Map.of(
                "HOME",
                scratch.toString(),
                "ANSIBLE_STDOUT_CALLBACK",
                "json",
                "ANSIBLE_PIPELINING",
                "1",
                "ANSIBLE_DEPRECATION_WARNINGS",
                "0"),
            LIMIT,
            words);
    int start = outcome.out().indexOf('{');
    if (start < 0) {
      throw new IOException(outcome.all());
    }
    var report = (Dict) Json.read(outcome.out().substring(start), io.jplay.core.value.Tag.NONE);
    var play = (Dict) ((Seq) report.get("plays").orElseThrow()).items().getFirst();
    return new ArrayList<>(((Seq) play.get("tasks").orElseThrow()).items());
  }

  private static String name(Value task) {
    return ((Dict) ((Dict) task).get("task").orElseThrow()).text("name").orElse("");
  }

  private static Dict result(Value task) {
    return (Dict) ((Dict) ((Dict) task).get("hosts").orElseThrow()).get("web").orElseThrow();
  }

  /// The keys and values that have to be equal, a line each.
  private static String shown(Dict result, String module) {
    boolean isApt = Set.of("apt", "package").contains(module);
    var lines = new TreeMap<String, String>();
    result
        .entries()
        .forEach((key, value) -> {
          String name = key.toString();
          boolean chatter = isApt && CHATTER.contains(name) && !says(name, value);
          if (!MOVING.contains(name) && !name.startsWith("_ansible") && !chatter) {
            Value kept = name.equals("status") ? unit(value) : value;
            String text = Json.write(kept, Json.Layout.SORTED_LINE);
            lines.put(name, name.equals("msg") ? text.replace("\\n\"", "\"") : text);
          }
        });
    return lines.toString();
  }

  /// A message of the module itself, not one with apt-get's command line or what it printed.
  private static boolean says(String key, Value value) {
    String text = value.toString();
    return key.equals("msg") && !text.contains("apt-get") && !text.contains("Reading package");
  }

  private static Value unit(Value status) {
    var kept = Dict.builder();
    if (status instanceof Dict dict) {
      dict.entries()
          .forEach((k, v) -> {
            if (OF_UNITS.contains(k.toString())) {
              kept.put(k.toString(), v);
            }
          });
    }
    return kept.build();
  }
}
