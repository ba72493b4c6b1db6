package io.jplay.cli.view;

import io.jplay.core.event.Event;
import io.jplay.core.event.EventSink;
import io.jplay.core.event.Status;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Int;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import java.util.Set;

/// The callbacks minimal and oneline: one block or one line for each host, no banners, no recap.
final class AdHocView implements EventSink {
  /// Actions whose result is the text of a program, not JSON.
  private static final Set<String> PROGRAMS =
      Set.of("command", "shell", "raw", "win_command", "win_shell");

  private final Console console;
  private final ResultText results;
  private final DiffText diffs;
  private final int verbosity;
  private final boolean oneLine;

  AdHocView(Console console, ViewOptions options, ResultText results, boolean oneLine) {
    this.console = console;
    this.results = results;
    this.diffs = new DiffText(console, options.diffContext(), results);
    this.verbosity = options.verbosity();
    this.oneLine = oneLine;
  }

  @Override
  public void accept(Event event) {
    switch (event) {
      case Event.TaskResult e -> result(e);
      case Event.Problem e -> console.diagnostic(e.diagnostic());
      case Event.Verbose e -> HumanView.verbose(e, console, verbosity);
      case Event.NoHostsMatched _,
          Event.PlaybookStarted _,
          Event.PlayStarted _,
          Event.NoHostsRemaining _,
          Event.TaskStarted _,
          Event.HostStarted _,
          Event.ItemResult _,
          Event.Retry _,
          Event.AsyncPoll _,
          Event.AsyncEnded _,
          Event.Included _,
          Event.StepAsked _,
          Event.HandlersFlushed _,
          Event.HandlerNotified _,
          Event.HandlerScheduled _,
          Event.VarsPrompted _,
          Event.RunEnded _ -> {}
    }
  }

  private void result(Event.TaskResult e) {
    String diff = oneLine ? "" : diffs.of(e.diffs());
    if (!diff.isEmpty()) {
      console.displayPainted(diff);
    }
    if (e.result().get("warnings").orElse(Seq.EMPTY) instanceof Seq texts) {
      texts.stream().forEach(t -> console.warning(HumanView.text(t)));
    }
    String action = e.task().action();
    // ansible's oneline callback takes nothing out of the results of debug
    Dict shown = ResultText.cleaned(e.result(), oneLine ? "" : action);
    boolean program =
        PROGRAMS.contains(action.substring(action.lastIndexOf('.') + 1))
            && (!shown.has("ansible_job_id") || e.status() == Status.FAILED);
    String host = e.host();
    switch (e.status()) {
      case OK, CHANGED -> {
        // ansible looks at what is shown: a debug task has lost its `changed` by now
        boolean changed = shown.flag("changed");
        String state = changed ? "CHANGED" : "SUCCESS";
        console.display(
            program ? program(host, state, shown) : data(host, state + " =>", shown),
            changed ? Color.CHANGED : Color.OK);
      }
      case SKIPPED -> console.display(host + " | SKIPPED", Color.SKIP);
      case FAILED -> {
        boolean asText = program && !oneLine && !shown.has("module_stderr");
        console.display(
            asText ? program(host, "FAILED", shown) : data(host, "FAILED! =>", shown), Color.ERROR);
      }
      case UNREACHABLE ->
          console.display(
              oneLine
                  ? host + " | UNREACHABLE!: " + text(shown, "msg")
                  : data(host, "UNREACHABLE! =>", shown),
              Color.UNREACHABLE);
    }
  }

  private String data(String host, String state, Dict result) {
    return host
        + " | "
        + state
        + " "
        + (oneLine ? results.oneLine(result) : results.indented(result));
  }

  private String program(String host, String state, Dict result) {
    Dict shown = results.abridged(result);
    long rc = shown.get("rc").orElse(Int.of(-1)) instanceof Int i ? i.longValue() : -1;
    String head = host + " | " + state + " | rc=" + rc;
    if (!oneLine) {
      return head
          + " >>\n"
          + text(shown, "stdout")
          + text(shown, "stderr")
          + text(shown, "msg")
          + "\n";
    }
    String errors = text(shown, "stderr");
    return head
        + " | (stdout) "
        + escaped(text(shown, "stdout"))
        + (errors.isEmpty() ? "" : " (stderr) " + escaped(errors));
  }

  private static String escaped(String text) {
    return text.replace("\n", "\\n").replace("\r", "\\r");
  }

  private static String text(Dict result, String key) {
    return result.get(key).orElse(Str.EMPTY) instanceof Str s ? s.toString() : "";
  }
}
