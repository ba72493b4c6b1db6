package io.jplay.core.event;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.ExitCode;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Value;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Everything that a run tells its views, in order. Results are already censored (`no_log`) and
/// carry taints, so that a view masks secrets and escapes what came from a host.
public sealed interface Event {
  /// When it happened, by the run's clock.
  Instant at();

  /// `plays`: how many it has, with those that it imports.
  record PlaybookStarted(Instant at, String file, int plays) implements Event {}

  /// `hosts` in the order of the play, after limit; empty name means unnamed (views show the
  /// pattern).
  record PlayStarted(
      Instant at, long id, String name, String file, List<String> hosts, boolean checkMode)
      implements Event {}

  /// A play whose pattern matches no host.
  record NoHostsMatched(Instant at) implements Event {}

  record NoHostsRemaining(Instant at) implements Event {}

  /// Said once for a task that `hosts` do `together`, before its first result; where each host goes
  /// its own way once for each first host. A meta action has no hosts: nothing is awaited of them.
  record TaskStarted(
      Instant at, TaskRef task, List<String> hosts, boolean checkMode, boolean together)
      implements Event {}

  /// A host begins with a task, or is the next to begin when a worker is free.
  record HostStarted(Instant at, TaskRef task, String host) implements Event {}

  /// One item of a loop is done. `label` is what `loop_control.label` says, else the item.
  record ItemResult(
      Instant at,
      TaskRef task,
      String host,
      Optional<String> delegatedTo,
      Status status,
      boolean ignored,
      Value label,
      Dict result,
      List<Diff> diffs)
      implements Event {}

  /// The task is done on a host. `loop` says that items were reported before it.
  record TaskResult(
      Instant at,
      TaskRef task,
      String host,
      Optional<String> delegatedTo,
      Status status,
      boolean ignored,
      boolean loop,
      Dict result,
      List<Diff> diffs)
      implements Event {}

  /// An attempt of an `until` task did not do; `left` attempts remain.
  record Retry(
      Instant at,
      TaskRef task,
      String host,
      Optional<String> delegatedTo,
      Optional<Value> label,
      int left,
      int attempts,
      Dict result)
      implements Event {}

  /// An async task is looked at. `left` seconds remain of its time.
  record AsyncPoll(Instant at, TaskRef task, String host, String jobId, long left)
      implements Event {}

  /// An async task that was waited for is done, or failed.
  record AsyncEnded(Instant at, TaskRef task, String host, String jobId, boolean failed)
      implements Event {}

  /// A dynamic include gave a file to some hosts; `label` is the loop item, if any.
  record Included(Instant at, String file, List<String> hosts, Optional<Value> label)
      implements Event {}

  /// The operator was asked whether to do a task (`--step`).
  record StepAsked(Instant at, String question) implements Event {}

  record HandlersFlushed(Instant at) implements Event {}

  /// A host took up a notification of a handler.
  record HandlerNotified(Instant at, String handler, String host) implements Event {}

  /// A handler is to run on a host: its notification was looked up.
  record HandlerScheduled(Instant at, String handler, String host) implements Event {}

  record VarsPrompted(Instant at, String name) implements Event {}

  /// A warning, deprecation or error with a place.
  record Problem(Instant at, Diagnostic diagnostic) implements Event {}

  /// Text that only `-v` levels show. `level` 1 to 5.
  record Verbose(Instant at, int level, String host, String text) implements Event {}

  /// The end: counts of hosts in alphabetical order, `set_stats` data by host (`_run` for the whole
  /// run). `stopped`: an error ended it, with nothing to sum up.
  record RunEnded(
      Instant at,
      List<HostRecap> hosts,
      Map<String, Dict> stats,
      ExitCode exitCode,
      boolean stopped)
      implements Event {}
}
