package io.jplay.cli.view;

import io.jplay.core.event.Diff;
import io.jplay.core.event.UnifiedDiff;
import io.jplay.core.template.PythonStrings;
import java.util.List;

/// Diffs of a result as ansible shows them under --diff.
final class DiffText {
  private final Console console;
  private final int context;
  private final ResultText results;

  DiffText(Console console, int context, ResultText results) {
    this.console = console;
    this.context = context;
    this.results = results;
  }

  /// The painted text; empty when there is no difference to see.
  String of(List<Diff> diffs) {
    var out = new StringBuilder();
    for (Diff diff : diffs) {
      if (!diff.prepared().isEmpty()) {
        out.append(TerminalText.visible(diff.prepared()));
      } else {
        texts(diff, out);
      }
    }
    return out.toString();
  }

  private void texts(Diff diff, StringBuilder out) {
    List<String> lines =
        UnifiedDiff.lines(
            lines(state(diff, diff.before())),
            lines(state(diff, diff.after())),
            header("before", diff.beforeHeader()),
            header("after", diff.afterHeader()),
            context);
    for (String line : lines) {
      String shown = TerminalText.visible(line);
      out.append(
          switch (line.charAt(0)) {
            case '+' -> console.paintWithEnd(shown, Color.DIFF_ADD);
            case '-' -> console.paintWithEnd(shown, Color.DIFF_REMOVE);
            case '@' -> console.paintWithEnd(shown, Color.DIFF_LINES);
            default -> shown;
          });
    }
    if (!lines.isEmpty()) {
      out.append('\n');
    }
  }

  /// A state, unlike a file, has no name, and is written as results are.
  private String state(Diff diff, String text) {
    boolean named = !diff.beforeHeader().isEmpty() || !diff.afterHeader().isEmpty();
    return named || !text.startsWith("{\n") ? text : results.state(text);
  }

  private static String header(String side, String name) {
    return name.isEmpty() ? side : side + ": " + name;
  }

  private static List<String> lines(String text) {
    return UnifiedDiff.closed(PythonStrings.lines(text, true));
  }
}
