package io.jplay.cli.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.diag.ExitCode;
import io.jplay.core.event.Diff;
import io.jplay.core.event.Event;
import io.jplay.core.event.EventSink;
import io.jplay.core.event.HostRecap;
import io.jplay.core.event.Status;
import io.jplay.core.event.TaskRef;
import io.jplay.core.value.Bool;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Int;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The screens that ansible printed for golden.yml (see the script `record` beside it), made from
/// the events of the same run.
class GoldenViewTest {
  private static final Instant AT = Instant.EPOCH;
  private static final List<String> HOSTS = List.of("a", "b");

  @ParameterizedTest
  @CsvSource({
    "default, default, json, 0, false, true",
    "color, default, json, 0, true, true",
    "quiet, default, json, 0, false, false",
    "yaml, yaml, json, 0, false, true",
    "result-yaml, default, yaml, 0, false, true",
    "verbose, default, json, 1, false, true"
  })
  void printsWhatAnsiblePrints(
      String golden, String callback, String format, int verbosity, boolean color, boolean all)
      throws IOException {
    var bytes = new ByteArrayOutputStream();
    var out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    run(views(out, format, verbosity, color, all).stdout(callback));
    assertEquals(golden(golden), bytes.toString(StandardCharsets.UTF_8));
  }

  @Test
  void namesThePlaybookAsItWasGiven() {
    var bytes = new ByteArrayOutputStream();
    var out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    EventSink view = views(out, "json", 2, false, true).stdout("default");
    view.accept(new Event.PlaybookStarted(AT, "golden.yml", 2));
    String said = bytes.toString(StandardCharsets.UTF_8);
    assertTrue(said.endsWith("2 plays in ./golden.yml\n"), said);
  }

  private static Views views(
      PrintStream out, String format, int verbosity, boolean color, boolean all) {
    var console = new Console(out, out, new Console.Look(color, 79, true, true), Map.of());
    var options =
        new ViewOptions(
            verbosity,
            false,
            new ViewOptions.Results(format, Optional.empty()),
            new ViewOptions.Shown(all, all, false, false, false, false, false, false),
            3,
            true,
            false,
            Map.of("golden.yml", "./golden.yml"));
    var places =
        new Views.Places(
            Path.of("."),
            new JunitView.Options(
                Path.of("."),
                false,
                Optional.empty(),
                Optional.empty(),
                false,
                false,
                true,
                false,
                ""),
            Path.of("."),
            "",
            0,
            4);
    return new Views(console, options, places);
  }

  /// What was recorded, without the line about the configuration file, which is not the view's.
  private static String golden(String name) throws IOException {
    try (InputStream in = GoldenViewTest.class.getResourceAsStream(name + ".txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .replaceFirst("No config file found; using defaults\n", "");
    }
  }

  private final int[] ids = {0};

  private void run(EventSink sink) {
    sink.accept(new Event.PlaybookStarted(AT, "golden.yml", 2));
    sink.accept(new Event.PlayStarted(AT, 1, "First play", "golden.yml", HOSTS, false));
    var facts = Dict.builder().put("number", 1).put("text", "häl\nlo").build();
    each(sink, "facts", "set_fact", Status.OK, changed(false).with("ansible_facts", facts));
    each(sink, "debug", "debug", Status.OK, inFull(changed(false).with("msg", Str.of("häl\nlo"))));
    list(sink);
    Dict skip = changed(false).with("skip_reason", Str.of("Conditional result was False"));
    each(sink, "skipped", "ping", Status.SKIPPED, skip);
    allSkipped(sink, skip);
    change(sink);
    ignored(sink);
    failingItems(sink);
    TaskRef delegated = start(sink, "delegated", "ping", false);
    Dict pong = changed(false).with("ping", Str.of("pong"));
    for (String host : HOSTS) {
      sink.accept(
          new Event.TaskResult(
              AT,
              delegated,
              host,
              Optional.of("localhost"),
              Status.OK,
              false,
              false,
              pong,
              List.of()));
    }
    start(sink, "include_tasks", "include_tasks", false);
    sink.accept(new Event.Included(AT, "DIR/inside.yml", HOSTS, Optional.of(Int.of(1))));
    each(sink, "inside", "ping", Status.OK, pong);
    TaskRef ends = start(sink, "ends b", "fail", false);
    result(sink, ends, "a", Status.SKIPPED, skip);
    result(sink, ends, "b", Status.FAILED, changed(false).with("msg", Str.of("broken")));
    TaskRef notifies = start(sink, "notifies", "ping", false);
    result(sink, notifies, "a", Status.CHANGED, changed(true).with("ping", Str.of("pong")));
    TaskRef handler = start(sink, "handler", "assert", true);
    Dict passed = changed(false).with("msg", Str.of("All assertions passed"));
    result(sink, handler, "a", Status.OK, inFull(passed));
    sink.accept(new Event.PlayStarted(AT, 2, "Nobody", "golden.yml", List.of(), false));
    sink.accept(new Event.NoHostsMatched(AT));
    sink.accept(
        new Event.RunEnded(
            AT,
            List.of(
                new HostRecap("a", 11, 2, 0, 0, 3, 0, 2), new HostRecap("b", 9, 1, 0, 1, 2, 0, 2)),
            Map.of(),
            ExitCode.FAILED_HOSTS,
            false));
  }

  /// As debug and assert give it: what they have is what the task is for.
  private static Dict inFull(Dict result) {
    return result.with("_ansible_verbose_always", Bool.of(true));
  }

  private void list(EventSink sink) {
    TaskRef task = start(sink, "list", "debug", false);
    BiFunction<Value, Status, Dict> item =
        (value, status) ->
            status == Status.SKIPPED
                ? changed(false)
                    .with("ansible_loop_var", Str.of("item"))
                    .with("item", value)
                    .with("skip_reason", Str.of("Conditional result was False"))
                : inFull(
                    Dict.builder()
                        .put("number", 1)
                        .put("changed", false)
                        .put("ansible_loop_var", "item")
                        .put("item", value)
                        .build());
    for (String host : HOSTS) {
      for (Value value : List.of(Int.of(1), Str.of("two"), Dict.of(Map.of("a", Int.of(1))))) {
        Status status = value.equals(Str.of("two")) ? Status.SKIPPED : Status.OK;
        item(sink, task, host, status, false, value, item.apply(value, status));
      }
      loop(sink, task, host, Status.OK, false);
    }
  }

  private void allSkipped(EventSink sink, Dict skip) {
    TaskRef task = start(sink, "all skipped", "ping", false);
    for (String host : HOSTS) {
      Dict one = skip.with("ansible_loop_var", Str.of("item")).with("item", Int.of(1));
      item(sink, task, host, Status.SKIPPED, false, Int.of(1), one);
      sink.accept(
          new Event.TaskResult(
              AT,
              task,
              host,
              Optional.empty(),
              Status.SKIPPED,
              false,
              true,
              changed(false).with("msg", Str.of("All items skipped")),
              List.of()));
    }
  }

  private void change(EventSink sink) {
    TaskRef task = start(sink, "change", "lineinfile", false);
    for (String host : HOSTS) {
      Dict result = changed(true).with("backup", Str.of("")).with("msg", Str.of("line added"));
      String file = "/tmp/jplay-golden-" + host + " (content)";
      sink.accept(
          new Event.TaskResult(
              AT,
              task,
              host,
              Optional.empty(),
              Status.CHANGED,
              false,
              false,
              result,
              List.of(
                  Diff.of(file, "one\n", "one\ntwo\n"),
                  new Diff(
                      file.replace("content", "file attributes"),
                      file.replace("content", "file attributes"),
                      "",
                      "",
                      ""))));
    }
  }

  private void ignored(EventSink sink) {
    TaskRef task = start(sink, "ignored", "fail", false);
    for (String host : HOSTS) {
      sink.accept(
          new Event.TaskResult(
              AT,
              task,
              host,
              Optional.empty(),
              Status.FAILED,
              true,
              false,
              changed(false).with("msg", Str.of("no <&> luck")),
              List.of()));
    }
  }

  private void failingItems(EventSink sink) {
    TaskRef task = start(sink, "failing items", "fail", false);
    for (String host : HOSTS) {
      Dict result =
          Dict.builder()
              .put("msg", "x")
              .put("changed", false)
              .put("ansible_loop_var", "item")
              .put("item", "x")
              .build();
      item(sink, task, host, Status.FAILED, false, Str.of("x"), result);
      loop(sink, task, host, Status.FAILED, true);
    }
  }

  private TaskRef start(EventSink sink, String name, String action, boolean handler) {
    var task =
        new TaskRef(
            ++ids[0],
            name,
            "ansible.builtin." + action,
            "golden.yml:1",
            "",
            List.of(),
            handler,
            Dict.EMPTY,
            false);
    sink.accept(new Event.TaskStarted(AT, task, HOSTS, false, true));
    return task;
  }

  private void each(EventSink sink, String name, String action, Status status, Dict result) {
    TaskRef task = start(sink, name, action, false);
    HOSTS.forEach(host -> result(sink, task, host, status, result));
  }

  private static void result(
      EventSink sink, TaskRef task, String host, Status status, Dict result) {
    sink.accept(
        new Event.TaskResult(
            AT,
            task,
            host,
            Optional.empty(),
            status,
            false,
            false,
            told(task, status, result),
            List.of()));
  }

  private static void loop(
      EventSink sink, TaskRef task, String host, Status status, boolean ignored) {
    sink.accept(
        new Event.TaskResult(
            AT, task, host, Optional.empty(), status, ignored, true, changed(false), List.of()));
  }

  private static void item(
      EventSink sink,
      TaskRef task,
      String host,
      Status status,
      boolean ignored,
      Value label,
      Dict result) {
    sink.accept(
        new Event.ItemResult(
            AT,
            task,
            host,
            Optional.empty(),
            status,
            ignored,
            label,
            told(task, status, result),
            List.of()));
  }

  /// The results of debug and assert ask to be shown.
  private static Dict told(TaskRef task, Status status, Dict result) {
    boolean asks = task.action().endsWith(".debug") || task.action().endsWith(".assert");
    return asks && (status == Status.OK || status == Status.CHANGED)
        ? result.with("_ansible_verbose_always", Bool.of(true))
        : result;
  }

  private static Dict changed(boolean changed) {
    return Dict.of(Map.of("changed", Bool.of(changed)));
  }
}
