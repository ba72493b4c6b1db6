package io.jplay.cli.view;

import io.jplay.core.event.Diff;
import io.jplay.core.event.Event;
import io.jplay.core.event.EventSink;
import io.jplay.core.event.Status;
import io.jplay.core.event.TaskRef;
import io.jplay.core.template.PythonText;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Secret;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The output of ansible's default callback, line by line: banners, one line for each host and
/// item, included files, retries, recap.
final class HumanView implements EventSink {
  private static final String CENSORED = "censored";
  private static final Set<String> NEVER = Set.of("setup", "gather_facts");

  private final Console console;
  private final ViewOptions options;
  private final ResultText results;
  private final DiffText diffs;
  private long bannered = -1;
  private Optional<TaskRef> started = Optional.empty();
  private boolean startedInCheckMode;

  HumanView(Console console, ViewOptions options, ResultText results) {
    this.console = console;
    this.options = options;
    this.results = results;
    this.diffs = new DiffText(console, options.diffContext(), results);
  }

  @Override
  public void accept(Event event) {
    switch (event) {
      case Event.PlaybookStarted e -> playbook(e);
      case Event.PlayStarted e -> play(e);
      case Event.NoHostsMatched _ -> console.display("skipping: no hosts matched", Color.SKIP);
      case Event.NoHostsRemaining _ -> console.banner("NO MORE HOSTS LEFT");
      case Event.TaskStarted e -> {
        started = Optional.of(e.task());
        startedInCheckMode = e.checkMode();
        if (e.together()) {
          bannered = -1;
        }
        if (e.together() && options.shown().okHosts() && options.shown().skippedHosts()) {
          banner(e.task());
        }
      }
      case Event.HostStarted e -> {
        if (options.shown().hostStart()) {
          String kind = e.task().isHandler() ? "HANDLER" : "TASK";
          String text = " [started " + kind + ": " + e.task().name() + " on " + e.host() + "]";
          console.display(text, Color.OK);
        }
      }
      case Event.ItemResult e -> item(e);
      case Event.TaskResult e -> task(e);
      case Event.Retry e -> retry(e);
      case Event.AsyncPoll e ->
          console.display(
              "ASYNC POLL on " + e.host() + ": jid=" + e.jobId() + " started=1 finished=0",
              Color.DEBUG);
      case Event.AsyncEnded e ->
          console.display(
              "ASYNC " + (e.failed() ? "FAILED" : "OK") + " on " + e.host() + ": jid=" + e.jobId(),
              Color.DEBUG);
      case Event.Included e -> included(e);
      case Event.StepAsked e -> console.banner(e.question());
      case Event.HandlersFlushed _ -> {}
      case Event.HandlerNotified e ->
          console.verbose(
              "Notification for handler " + e.handler() + " has been saved.",
              2,
              options.verbosity());
      case Event.HandlerScheduled e -> {
        if (options.verbosity() > 1) {
          String line = "NOTIFIED HANDLER " + e.handler() + " for " + e.host();
          console.display(line, Color.VERBOSE);
        }
      }
      case Event.VarsPrompted _ -> {}
      case Event.Problem e -> console.diagnostic(e.diagnostic());
      case Event.Verbose e -> verbose(e, console, options.verbosity());
      case Event.RunEnded e -> {
        if (!e.stopped()) {
          new Recap(console, options, results).show(e);
        }
      }
    }
  }

  private void playbook(Event.PlaybookStarted e) {
    if (options.verbosity() > 1) {
      console.banner("PLAYBOOK: " + Path.of(e.file()).getFileName());
    }
    String given = options.playbooks().getOrDefault(e.file(), e.file());
    console.verbose(e.plays() + " plays in " + given, 2, options.verbosity());
    if (options.check() && options.shown().checkModeMarkers()) {
      console.banner("DRY RUN");
    }
  }

  private void play(Event.PlayStarted e) {
    bannered = -1;
    started = Optional.empty();
    String name = e.name().strip();
    console.banner((name.isEmpty() ? "PLAY" : "PLAY [" + name + "]") + checkMark(e.checkMode()));
  }

  private String checkMark(boolean checkMode) {
    return checkMode && options.shown().checkModeMarkers() ? " [CHECK MODE]" : "";
  }

  private void banner(TaskRef task) {
    if (bannered == task.id()) {
      return;
    }
    bannered = task.id();
    String kind = task.isHandler() ? "RUNNING HANDLER" : "TASK";
    String arguments = options.shown().arguments() && !task.isSecret() ? " " + arguments(task) : "";
    String name = task.name().strip();
    console.banner(kind + " [" + name + arguments + "]" + checkMark(startedInCheckMode));
    if (options.verbosity() >= 2) {
      console.display("task path: " + task.where(), Color.DEBUG);
    }
  }

  /// The options as they are written, never with a secret.
  static String arguments(TaskRef task) {
    return task.arguments().entries().entrySet().stream()
        .map(e -> PythonText.str(e.getKey()) + "=" + text(e.getValue()))
        .collect(Collectors.joining(", "));
  }

  private void task(Event.TaskResult e) {
    String host = label(e.host(), e.delegatedTo());
    switch (e.status()) {
      case OK, CHANGED -> {
        boolean changed = e.status() == Status.CHANGED;
        showDiffs(e.task(), e.result(), e.diffs());
        if ((!changed && !options.shown().okHosts()) || isInclude(e.task())) {
          return;
        }
        banner(e.task());
        warnings(e.result());
        if (!e.loop() || isCensored(e)) {
          String line = (changed ? "changed: [" : "ok: [") + host + "]";
          console.display(line + tail(e.task(), e.result()), changed ? Color.CHANGED : Color.OK);
        }
      }
      case SKIPPED -> {
        if (options.shown().skippedHosts()) {
          banner(e.task());
          String line = "skipping: [" + e.host() + "]";
          Dict shown = e.loop() ? e.result().without("results") : e.result();
          console.display(line + tail(e.task(), shown), Color.SKIP);
        }
      }
      case FAILED -> {
        showDiffs(e.task(), e.result(), e.diffs());
        banner(e.task());
        warnings(e.result());
        if (!e.loop() || isCensored(e) || hasLostItems(e)) {
          failurePath(e.task());
          fault("fatal: [" + host + "]: FAILED! => " + dump(e.task(), e.result()), Color.ERROR);
        }
        ignoring(e.ignored());
      }
      case UNREACHABLE -> {
        banner(e.task());
        fault(
            "fatal: [" + host + "]: UNREACHABLE! => " + dump(e.task(), e.result()),
            Color.UNREACHABLE);
        ignoring(e.ignored());
      }
    }
  }

  /// A loop whose items must not be seen is shown as if it were none.
  private static boolean isCensored(Event.TaskResult e) {
    return e.result().has(CENSORED);
  }

  /// Like ansible-core 2.18 plugins/callback/default.py: what is left of a failed result of debug
  /// has no items any more, so it is shown as if there were no loop.
  private static boolean hasLostItems(Event.TaskResult e) {
    String action = e.task().action().substring(e.task().action().lastIndexOf('.') + 1);
    return action.equals("debug") && e.result().has("msg");
  }

  private void item(Event.ItemResult e) {
    String host = label(e.host(), e.delegatedTo());
    String item = " (item=" + text(e.label()) + ")";
    switch (e.status()) {
      case OK, CHANGED -> {
        boolean changed = e.status() == Status.CHANGED;
        showDiffs(e.task(), e.result(), e.diffs());
        if (!changed && !options.shown().okHosts()) {
          return;
        }
        banner(e.task());
        warnings(e.result());
        String line = (changed ? "changed: [" : "ok: [") + host + "] =>" + item;
        console.display(line + tail(e.task(), e.result()), changed ? Color.CHANGED : Color.OK);
      }
      case SKIPPED -> {
        if (options.shown().skippedHosts()) {
          banner(e.task());
          String line = "skipping: [" + e.host() + "] =>" + item + " ";
          console.display(line + tail(e.task(), e.result()), Color.SKIP);
        }
      }
      case FAILED, UNREACHABLE -> {
        showDiffs(e.task(), e.result(), e.diffs());
        banner(e.task());
        warnings(e.result());
        fault("failed: [" + host + "]" + item + " => " + dump(e.task(), e.result()), Color.ERROR);
      }
    }
  }

  private void retry(Event.Retry e) {
    String line =
        "FAILED - RETRYING: ["
            + label(e.host(), e.delegatedTo())
            + "]: "
            + ownName(e.task())
            + " ("
            + e.left()
            + " retries left).";
    if (options.verbosity() > 2 || e.result().flag("_ansible_verbose_always")) {
      line += "Result was: " + results.of(e.result());
    }
    console.display(line, Color.DEBUG);
  }

  /// Without the role, where the task has a name.
  private static String ownName(TaskRef task) {
    String prefix = task.role() + " : ";
    String own =
        task.name().startsWith(prefix) ? task.name().substring(prefix.length()) : task.name();
    return own.equals(task.action()) ? task.name() : own;
  }

  private void included(Event.Included e) {
    started.ifPresent(task -> banner(task));
    String line = "included: " + e.file() + " for " + String.join(", ", e.hosts());
    String item = e.label().map(v -> " => (item=" + text(v) + ")").orElse("");
    console.display(line + item, Color.INCLUDED);
  }

  static void verbose(Event.Verbose e, Console console, int verbosity) {
    String line = (e.host().isEmpty() ? "" : "<" + e.host() + "> ") + e.text();
    if (e.level() == 0) {
      console.display(line, Color.VERBOSE);
    } else {
      console.verbose(line, e.level(), verbosity);
    }
  }

  static String label(String host, Optional<String> delegatedTo) {
    return delegatedTo.filter(d -> !d.equals(host)).map(d -> host + " -> " + d).orElse(host);
  }

  /// An item's label as Python prints it; never a secret.
  static String text(Value label) {
    return label.isSecret() ? Secret.MASK : PythonText.str(ResultText.masked(label));
  }

  private String tail(TaskRef task, Dict result) {
    return isShown(task, result) ? " => " + dump(task, result) : "";
  }

  private boolean isShown(TaskRef task, Dict result) {
    String action = task.action().substring(task.action().lastIndexOf('.') + 1);
    boolean never = result.flag("_ansible_verbose_override") || NEVER.contains(action);
    boolean always = result.flag("_ansible_verbose_always");
    return options.verbosity() > 0 ? !never || options.verbosity() > 2 : always && !never;
  }

  private String dump(TaskRef task, Dict result) {
    return results.of(ResultText.cleaned(result, task.action()));
  }

  /// What was included is said by an event of its own.
  private static boolean isInclude(TaskRef task) {
    String action = task.action().substring(task.action().lastIndexOf('.') + 1);
    return action.equals("include_tasks") || action.equals("include_role");
  }

  private void failurePath(TaskRef task) {
    if (options.verbosity() < 2 && options.shown().taskPathOnFailure()) {
      console.display("task path: " + task.where(), Color.DEBUG);
    }
  }

  private void fault(String line, Color color) {
    if (options.shown().failedOnStderr()) {
      console.displayError(line, color);
    } else {
      console.display(line, color);
    }
  }

  private void ignoring(boolean ignored) {
    if (ignored) {
      console.display("...ignoring", Color.SKIP);
    }
  }

  /// Differences count only where something changed, whatever the module saw.
  private void showDiffs(TaskRef task, Dict result, List<Diff> found) {
    String text = result.flag("changed") ? diffs.of(found) : "";
    if (!text.isEmpty()) {
      banner(task);
      console.displayPainted(text);
    }
  }

  private void warnings(Dict result) {
    if (!options.actionWarnings()) {
      return;
    }
    if (result.get("warnings").orElse(Seq.EMPTY) instanceof Seq texts) {
      texts.stream().forEach(t -> console.warning(text(t)));
    }
    if (result.get("deprecations").orElse(Seq.EMPTY) instanceof Seq entries) {
      entries.stream()
          .map(d -> d instanceof Dict dict ? dict.get("msg").orElse(Str.EMPTY) : d)
          .forEach(d -> console.deprecation(text(d)));
    }
  }
}
