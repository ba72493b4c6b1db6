package io.jplay.modules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.api.Mode;
import io.jplay.core.api.Result;
import io.jplay.core.api.TaskModule;
import io.jplay.core.event.Status;
import io.jplay.core.value.Bool;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Json;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Value;
import io.jplay.modules.testing.ModuleHarness;
import io.jplay.modules.testing.ShellKind;
import io.jplay.modules.testing.StartState;
import io.jplay.modules.testing.TestContext;
import io.jplay.modules.testing.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// The same tasks by the real ansible and by our modules, on equal start states ([StartState]),
/// leave equal trees and give equal results; and check mode predicts what the real run does. Rows
/// are lines of `differential/*.jsonl`: a module with its options, `D` for the scratch directory,
/// `U` for the address of a web server, and `unlike`, the keys of the result that differ on purpose
/// (docs/modules says why).
class DifferentialTest {
  private static final int LIMIT_SECONDS = 600;

  /// Keys whose values are of the moment, or that the engine adds to every result.
  private static final Set<String> MOVING =
      Set.of(
          "atime",
          "mtime",
          "ctime",
          "inode",
          "dev",
          "version",
          "start",
          "stop",
          "end",
          "date",
          "delta",
          "elapsed",
          "backup_file",
          "backup",
          "diff",
          "invocation",
          "warnings",
          "deprecations",
          "exception",
          "failed",
          "stdout_lines",
          "stderr_lines",
          "ansible_facts",
          "block_size",
          "blocks",
          "device_type",
          "cache_update_time",
          "cache_updated",
          "exception_lines",
          "_ansible_verbose_always");

  private static final Map<String, String> COLLECTIONS =
      Map.of(
          "ini_file", "general.IniFile",
          "git_config", "general.GitConfig",
          "sysctl", "posix.Sysctl",
          "mount", "posix.Mount",
          "authorized_key", "posix.AuthorizedKey");

  @TempDir Path dir;
  private TestServer web;

  @BeforeEach
  void serve() throws IOException {
    web = new TestServer();
  }

  @AfterEach
  void end() {
    web.close();
  }

  record Row(int number, String module, Dict options, Set<String> unlike) {
    static Row of(int number, Dict line) {
      var unlike = line.text("unlike").map(t -> Set.of(t.split(" "))).orElse(Set.of());
      var name =
          line.entries().keySet().stream()
              .map(Value::toString)
              .filter(k -> !k.equals("unlike"))
              .findFirst()
              .orElseThrow();
      return new Row(number, name, (Dict) line.get(name).orElseThrow(), unlike);
    }

    Dict optionsAt(Path top, TestServer web) {
      return parsed(
          Json.write(options, Json.Layout.LINE)
              .replace("D/", top + "/")
              .replace("U/", web.url("/"))
              .replace("\"D\"", "\"" + top + "\""));
    }

    TaskModule<?> implementation() {
      return DifferentialTest.implementation(module);
    }

    /// What ansible itself needs for the module.
    void assumeTools() {
      Assumptions.assumeTrue(
          !module.equals("cron") || Files.isExecutable(Path.of("/usr/bin/crontab")),
          "crontab is not installed");
    }

    private static String camel(String snake) {
      var out = new StringBuilder();
      for (String word : snake.split("_")) {
        out.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
      }
      return out.toString();
    }

    String title() {
      return number + " " + module + " " + Json.write(options, Json.Layout.LINE);
    }
  }

  private static TaskModule<?> implementation(String module) {
    String own = "builtin." + Row.camel(module);
    try {
      return (TaskModule<?>)
          Class.forName("io.jplay.modules." + COLLECTIONS.getOrDefault(module, own))
              .getDeclaredConstructor()
              .newInstance();
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(module, e);
    }
  }

  @TestFactory
  Stream<DynamicTest> mainUses() throws Exception {
    return tests("main.jsonl");
  }

  @TestFactory
  @org.junit.jupiter.api.Tag("long")
  Stream<DynamicTest> moreUses() throws Exception {
    return tests("more.jsonl");
  }

  /// What repositories use and no row before names.
  @TestFactory
  @org.junit.jupiter.api.Tag("long")
  Stream<DynamicTest> moreOptions() throws Exception {
    return tests("options.jsonl");
  }

  private Stream<DynamicTest> tests(String resource) throws Exception {
    Assumptions.assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/ansible-playbook")), "ansible is not installed");
    List<Row> rows = rows(resource);
    Path scratch = Files.createTempDirectory(Files.createDirectories(dir.resolve("d")), "");
    Dict theirs = byAnsible(rows, scratch);
    return rows.stream()
        .map(row -> DynamicTest.dynamicTest(row.title(), () -> compare(row, scratch, theirs)));
  }

  private static List<Row> rows(String resource) throws IOException {
    var rows = new ArrayList<Row>();
    try (InputStream in = DifferentialTest.class.getResourceAsStream("/differential/" + resource)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      text.lines().filter(l -> !l.isBlank()).forEach(l -> rows.add(Row.of(rows.size(), parsed(l))));
    }
    return rows;
  }

  private static Dict parsed(String json) {
    try {
      return (Dict) Json.read(json, Tag.NONE);
    } catch (IOException e) {
      throw new AssertionError(json, e);
    }
  }

  /// One run of ansible for all rows; the results by the number of the row.
  private Dict byAnsible(List<Row> rows, Path scratch) throws Exception {
    var tasks = new ArrayList<Value>();
    var shown = new ArrayList<String>();
    for (Row row : rows) {
      Path top = StartState.make(scratch.resolve("theirs-" + row.number()));
      tasks.add(
          Dict.builder()
              .put(row.module(), row.optionsAt(top, web))
              .put("register", "r" + row.number())
              .put("ignore_errors", true)
              .build());
      shown.add("'%d': r%d".formatted(row.number(), row.number()));
    }
    Path results = scratch.resolve("results.json");
    tasks.add(
        Dict.builder()
            .put(
                "copy",
                Dict.builder()
                    .put("dest", results.toString())
                    .put("content", "{{ {" + String.join(", ", shown) + "} | to_json }}")
                    .build())
            .build());
    Dict play =
        Dict.builder()
            .put("hosts", "localhost")
            .put("gather_facts", false)
            .put("tasks", Seq.of(tasks))
            .build();
    Path book = scratch.resolve("book.yml");
    Files.writeString(book, Json.write(Seq.of(play), Json.Layout.LINE));
    var builder =
        new ProcessBuilder(
                "/usr/bin/ansible-playbook", "-c", "local", "-i", "localhost,", book.toString())
            .directory(scratch.toFile())
            .redirectErrorStream(true)
            .redirectOutput(scratch.resolve("log").toFile());
    builder.environment().put("ANSIBLE_PIPELINING", "1");
    builder.environment().put("ANSIBLE_PYTHON_INTERPRETER", "/usr/bin/python3");
    Process process = builder.start();
    try {
      assertTrue(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS), "ansible does not end");
    } finally {
      process.destroyForcibly();
    }
    assertTrue(Files.exists(results), () -> read(scratch.resolve("log")));
    return parsed(Files.readString(results));
  }

  private void compare(Row row, Path scratch, Dict theirs) throws Exception {
    row.assumeTools();
    Path top = scratch.resolve("ours-" + row.number());
    Result predicted = run(row, StartState.make(top), new Mode(true, true));
    Map<String, String> untouched = StartState.tree(top, top);
    StartState.remove(top);
    StartState.make(top);
    assertEquals(StartState.tree(top, top), untouched, "check mode changed something");
    Result result = run(row, top, new Mode(false, true));
    Path other = scratch.resolve("theirs-" + row.number());
    Dict their = (Dict) theirs.get("" + row.number()).orElseThrow();
    assertEquals(
        shown(row, their, other), shown(row, told(result, their), top), "the result differs");
    assertEquals(StartState.tree(other, other), StartState.tree(top, top), "the tree differs");
    // what a program says of the new content (validate) cannot be known before
    boolean opaque =
        result.isFailed()
            || predicted.status() == Status.SKIPPED
            || Set.of("command", "shell", "script", "fetch").contains(row.module());
    if (!opaque) {
      assertEquals(result.isChanged(), predicted.isChanged(), "check mode predicts another status");
      // like ansible's, a check shows nothing of a file that is to be touched
      if (!predicted.diffs().isEmpty()
          || !row.options().text("state").equals(Optional.of("touch"))) {
        assertEquals(timeless(result), timeless(predicted), "check mode predicts another diff");
      }
    }
  }

  /// Without times, and without the attributes of what is not there yet: a check, like ansible's,
  /// cannot tell those.
  private static String timeless(Result result) {
    return result.diffs().stream()
        .map(Object::toString)
        .map(diff -> diff.replaceAll("\"([am]time)\": [0-9.]+", "\"$1\""))
        .map(diff ->
            diff.contains("\"state\": \"absent\"")
                ? diff.replaceAll("(?m)^ *\"(mode|owner|group)\": .*\n", "")
                : diff)
        .toList()
        .toString();
  }

  private Result run(Row row, Path top, Mode mode) throws Exception {
    var host = new ModuleHarness(ShellKind.DASH, top.getParent());
    TestContext context =
        host.context(mode)
            .delegateTo((name, options) ->
                host.run(
                    implementation(name.substring(name.lastIndexOf('.') + 1)),
                    host.context(mode),
                    named(options)));
    return host.run(row.implementation(), context, named(row.optionsAt(top, web)));
  }

  private static Map<String, Object> named(Dict options) {
    var named = new LinkedHashMap<String, Object>();
    options.entries().forEach((k, v) -> named.put(k.toString(), v));
    return named;
  }

  /// Of a failure jplay tells the program, its code and its words, also where ansible tells none.
  private static Dict told(Result result, Dict theirs) {
    Dict fields = fields(result);
    for (String name : List.of("cmd", "rc", "stderr")) {
      if (result.isFailed() && !theirs.has(name)) {
        fields = fields.without(name);
      }
    }
    return fields;
  }

  private static Dict fields(Result result) {
    Dict fields = result.fields();
    if (result.status() == Status.SKIPPED) {
      fields = fields.with("skipped", Bool.of(true));
    }
    return fields.has("changed") ? fields : fields.with("changed", Bool.of(result.isChanged()));
  }

  /// The result without what moves, `D` for the scratch directory, as lines.
  private static String shown(Row row, Dict result, Path top) {
    var lines = new TreeMap<String, String>();
    result
        .entries()
        .forEach((key, value) -> {
          String name = key.toString();
          if (!MOVING.contains(name) && !row.unlike().contains(name)) {
            lines.put(name, Json.write(still(value), Json.Layout.SORTED_LINE));
          }
        });
    var text = new StringBuilder();
    lines.forEach((k, v) -> text.append(k).append(": ").append(v).append('\n'));
    return text.toString().replace(top.toString(), "D");
  }

  private static Value still(Value value) {
    return switch (value) {
      case Dict dict -> {
        var kept = Dict.builder();
        dict.entries()
            .forEach((k, v) -> {
              if (!MOVING.contains(k.toString())) {
                kept.put(k.toString(), still(v));
              }
            });
        yield kept.build();
      }
      case Seq list ->
          Seq.of(
              list.items().stream()
                  .map(DifferentialTest::still)
                  .sorted(Comparator.comparing(Value::toString))
                  .toList());
      case Str text -> Str.of(text.text());
      default -> value;
    };
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
