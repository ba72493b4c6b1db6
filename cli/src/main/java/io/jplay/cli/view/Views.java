package io.jplay.cli.view;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.ExitCode;
import io.jplay.core.diag.JplayException;
import io.jplay.core.diag.Suggestion;
import io.jplay.core.event.EventSink;
import io.jplay.core.source.SourceRange;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The views by the names of ansible's callbacks.
public final class Views {
  private static final List<String> STDOUT =
      List.of("default", "minimal", "oneline", "yaml", "json", "null", "debug", "skippy", "unixy");
  private static final List<String> SHORT_COLLECTIONS =
      List.of("ansible.builtin.", "ansible.legacy.", "ansible.posix.", "community.general.");

  /// Where the callbacks that write files put them, and how profile_tasks sorts. `jsonIndent` is
  /// that of the callback json.
  public record Places(
      Path tree,
      JunitView.Options junit,
      Path logs,
      String profileSort,
      int profileLimit,
      int jsonIndent) {}

  private final Console console;
  private final ViewOptions options;
  private final Places places;

  public Views(Console console, ViewOptions options, Places places) {
    this.console = console;
    this.options = options;
    this.places = places;
  }

  /// The view that owns the screen.
  public EventSink stdout(String callback) {
    return switch (shortName(callback)) {
      case "default", "debug", "unixy" -> new HumanView(console, options, results());
      case "skippy" -> new HumanView(console, withoutSkipped(), results());
      case "yaml" -> new HumanView(console, options, results(ResultText.Format.YAML_HEADED));
      case "minimal" -> new AdHocView(console, options, results(), false);
      case "oneline" -> new AdHocView(console, options, results(), true);
      case "json" ->
          new JsonView(console, results(), places.jsonIndent(), options.shown().customStats());
      case "null" -> _ -> {};
      default ->
          // one that writes files may have the screen too, and leaves it empty
          named(callback)
              .orElseThrow(() ->
                  new JplayException(
                      ExitCode.ERROR,
                      Diagnostic.error("JP1811", "unknown stdout callback", SourceRange.NONE)
                          .withDetail("Invalid callback for stdout specified: " + callback)
                          .withHint(Suggestion.hint(callback, STDOUT))));
    };
  }

  /// A view that is on beside the one of the screen; a name that none has is warned of. Those for
  /// the screen are passed over.
  public Optional<EventSink> additional(String callback) {
    Optional<EventSink> view = named(callback);
    if (view.isEmpty() && !STDOUT.contains(shortName(callback))) {
      console.warning("Skipping callback plugin '" + callback + "', unable to load");
    }
    return view;
  }

  private Optional<EventSink> named(String callback) {
    return switch (shortName(callback)) {
      case "timer" -> Optional.of(new TimerView(console));
      case "profile_tasks" ->
          Optional.of(
              new ProfileView(
                  console, ProfileView.Kind.TASKS, places.profileSort(), places.profileLimit()));
      case "profile_roles" ->
          Optional.of(new ProfileView(console, ProfileView.Kind.ROLES, "descending", 0));
      case "log_plays" -> Optional.of(new LogPlaysView(places.logs()));
      case "junit" -> Optional.of(new JunitView(places.junit(), results()));
      case "tree" -> Optional.of(new TreeView(places.tree(), results()));
      default -> Optional.empty();
    };
  }

  /// One sink for all; the screen's view first.
  public static EventSink all(List<EventSink> sinks) {
    List<EventSink> copy = List.copyOf(sinks);
    return event -> copy.forEach(sink -> sink.accept(event));
  }

  private ResultText results() {
    String format = options.results().format();
    return results(format.equals("yaml") ? ResultText.Format.YAML : ResultText.Format.JSON);
  }

  private ResultText results(ResultText.Format format) {
    return new ResultText(options.verbosity(), format, options.results().pretty());
  }

  private ViewOptions withoutSkipped() {
    ViewOptions.Shown s = options.shown();
    return new ViewOptions(
        options.verbosity(),
        options.check(),
        options.results(),
        new ViewOptions.Shown(
            s.okHosts(),
            false,
            s.failedOnStderr(),
            s.customStats(),
            s.hostStart(),
            s.taskPathOnFailure(),
            s.checkModeMarkers(),
            s.arguments()),
        options.diffContext(),
        options.actionWarnings(),
        options.terminal(),
        options.playbooks());
  }

  private static String shortName(String callback) {
    return SHORT_COLLECTIONS.stream()
        .filter(callback::startsWith)
        .map(c -> callback.substring(c.length()))
        .findFirst()
        .orElse(callback);
  }
}
