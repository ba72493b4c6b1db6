package io.jplay.core.journal;

import io.jplay.core.event.Event;
import io.jplay.core.event.HostRecap;
import io.jplay.core.event.TaskRef;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import java.util.ArrayList;
import java.util.Locale;

/// Events as mappings, for the journal's lines.
final class EventRecord {
  private EventRecord() {}

  /// Empty for events that only a live view needs.
  static Dict of(Event event) {
    return switch (event) {
      case Event.PlaybookStarted e -> entry(e, "playbook").put("file", e.file()).build();
      case Event.PlayStarted e ->
          entry(e, "play")
              .put("play", e.id())
              .put("name", e.name())
              .put("hosts", Seq.ofTexts(e.hosts()))
              .put("check", e.checkMode())
              .build();
      case Event.NoHostsMatched e -> entry(e, "no_hosts_matched").build();
      case Event.NoHostsRemaining e -> entry(e, "no_hosts_remaining").build();
      case Event.TaskStarted e -> entry(e, "task").put("task", task(e.task())).build();
      case Event.HostStarted e ->
          entry(e, "start").put("task", e.task().id()).put("host", e.host()).build();
      case Event.ItemResult e ->
          entry(e, "item")
              .put("task", e.task().id())
              .put("host", e.host())
              .put("status", status(e.status().name()))
              .put("label", e.label())
              .put("result", e.result())
              .build();
      case Event.TaskResult e ->
          entry(e, "result")
              .put("task", e.task().id())
              .put("host", e.host())
              .put("status", status(e.status().name()))
              .put("ignored", e.ignored())
              .put("result", e.result())
              .build();
      case Event.Retry e ->
          entry(e, "retry")
              .put("task", e.task().id())
              .put("host", e.host())
              .put("left", e.left())
              .build();
      case Event.AsyncPoll e ->
          entry(e, "async")
              .put("task", e.task().id())
              .put("host", e.host())
              .put("job", e.jobId())
              .build();
      case Event.AsyncEnded e ->
          entry(e, "async")
              .put("task", e.task().id())
              .put("host", e.host())
              .put("job", e.jobId())
              .put("failed", e.failed())
              .build();
      case Event.Included e ->
          entry(e, "included").put("file", e.file()).put("hosts", Seq.ofTexts(e.hosts())).build();
      case Event.StepAsked e -> entry(e, "step_asked").put("question", e.question()).build();
      case Event.HandlersFlushed e -> entry(e, "handlers_flushed").build();
      case Event.HandlerNotified e ->
          entry(e, "notified").put("handler", e.handler()).put("host", e.host()).build();
      case Event.HandlerScheduled e ->
          entry(e, "scheduled").put("handler", e.handler()).put("host", e.host()).build();
      case Event.VarsPrompted e -> entry(e, "prompted").put("name", e.name()).build();
      case Event.Problem e ->
          entry(e, "problem")
              .put("code", e.diagnostic().code())
              .put("text", e.diagnostic().sentence())
              .put("at_place", e.diagnostic().primary().label())
              .build();
      case Event.Verbose e -> Dict.EMPTY;
      case Event.RunEnded e -> {
        var hosts = new ArrayList<Value>();
        e.hosts().forEach(h -> hosts.add(recap(h)));
        yield entry(e, "end")
            .put("hosts", Seq.of(hosts))
            .put("exit", e.exitCode().number())
            .build();
      }
    };
  }

  private static Dict.Builder entry(Event event, String type) {
    return Dict.builder().put("type", type).put("at", event.at().toString());
  }

  private static Str status(String name) {
    return Str.of(name.toLowerCase(Locale.ROOT));
  }

  private static Dict task(TaskRef task) {
    return Dict.builder()
        .put("id", task.id())
        .put("name", task.name())
        .put("action", task.action())
        .put("where", task.where())
        .put("handler", task.isHandler())
        .build();
  }

  private static Dict recap(HostRecap h) {
    return Dict.builder()
        .put("host", h.host())
        .put("ok", h.ok())
        .put("changed", h.changed())
        .put("unreachable", h.unreachable())
        .put("failed", h.failed())
        .put("skipped", h.skipped())
        .put("rescued", h.rescued())
        .put("ignored", h.ignored())
        .build();
  }
}
