package io.jplay.cli.view;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.event.Event;
import io.jplay.core.event.EventSink;
import io.jplay.core.event.HostRecap;
import io.jplay.core.event.Status;
import io.jplay.core.value.Bool;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Json;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/// The callback json: one document at the end with plays, tasks, results by host, and counts.
final class JsonView implements EventSink {
  /// What is gathered of one task.
  private record TaskEntry(
      long id, String name, String where, Instant start, Instant[] end, Map<String, Value> hosts) {}

  /// What is gathered of one play.
  private record PlayEntry(
      long id, String name, String file, Instant start, Instant[] end, List<TaskEntry> tasks) {}

  private final Consumer<String> out;
  private final ResultText results;
  private final int indent;
  private final boolean withStats;
  private final List<PlayEntry> plays = new ArrayList<>();
  private final Consumer<Diagnostic> problems;

  /// `indent` blanks, none for one line.
  JsonView(Console console, ResultText results, int indent, boolean withStats) {
    this.indent = indent;
    this.withStats = withStats;
    this.out = console::display;
    this.problems = console::diagnostic;
    this.results = results;
  }

  @Override
  public void accept(Event event) {
    switch (event) {
      case Event.PlayStarted e ->
          plays.add(
              new PlayEntry(
                  e.id(), e.name(), e.file(), e.at(), new Instant[] {e.at()}, new ArrayList<>()));
      case Event.TaskStarted e -> task(e);
      case Event.TaskResult e -> result(e);
      case Event.Problem e -> problems.accept(e.diagnostic());
      case Event.RunEnded e ->
          out.accept(Json.write(document(e), new Json.Layout(Math.max(0, indent), true, true)));
      default -> {}
    }
  }

  private void task(Event.TaskStarted e) {
    List<TaskEntry> tasks = plays.getLast().tasks();
    if (tasks.stream().noneMatch(t -> t.id() == e.task().id())) {
      tasks.add(
          new TaskEntry(
              e.task().id(),
              e.task().name(),
              e.task().where(),
              e.at(),
              new Instant[] {e.at()},
              new LinkedHashMap<>()));
    }
  }

  private void result(Event.TaskResult e) {
    Dict whole = ResultText.masked(e.result()) instanceof Dict d ? d : Dict.EMPTY;
    Dict shown = whole.with("action", Str.of(e.task().action()));
    String mark = e.status() == Status.FAILED ? "failed" : "skipped";
    if (e.status() == Status.FAILED || e.status() == Status.SKIPPED) {
      shown = shown.with(mark, Bool.of(true));
    }
    Value entry = shown;
    plays.getLast().end()[0] = e.at();
    plays.getLast().tasks().stream()
        .filter(t -> t.id() == e.task().id())
        .forEach(t -> {
          t.hosts().put(e.host(), entry);
          t.end()[0] = e.at();
        });
  }

  private Dict document(Event.RunEnded end) {
    var counts = new LinkedHashMap<String, Value>();
    end.hosts().forEach(h -> counts.put(h.host(), counts(h)));
    var custom = new LinkedHashMap<String, Value>(withStats ? end.stats() : Map.of());
    Value whole = custom.remove("_run");
    return Dict.builder()
        .put("plays", Seq.of(plays.stream().map(JsonView::play).toList()))
        .put("stats", Dict.of(counts))
        .put("custom_stats", Dict.of(custom))
        .put("global_custom_stats", whole == null ? Dict.EMPTY : whole)
        .build();
  }

  private static Dict play(PlayEntry p) {
    return Dict.builder()
        .put("play", described(-p.id(), p.name(), p.file(), p.start(), p.end()[0]))
        .put("tasks", Seq.of(p.tasks().stream().map(JsonView::task).toList()))
        .build();
  }

  private static Dict task(TaskEntry t) {
    return Dict.builder()
        .put("task", described(t.id(), t.name(), t.where(), t.start(), t.end()[0]))
        .put("hosts", Dict.of(t.hosts()))
        .build();
  }

  private static Dict described(long id, String name, String path, Instant start, Instant end) {
    return Dict.builder()
        .put("id", new UUID(0, id).toString())
        .put("name", name)
        .put("path", path)
        .put("duration", Dict.builder().put("start", start + "").put("end", end + "").build())
        .build();
  }

  private static Dict counts(HostRecap h) {
    return Dict.builder()
        .put("ok", h.ok())
        .put("changed", h.changed())
        .put("unreachable", h.unreachable())
        .put("failures", h.failed())
        .put("skipped", h.skipped())
        .put("rescued", h.rescued())
        .put("ignored", h.ignored())
        .build();
  }
}
