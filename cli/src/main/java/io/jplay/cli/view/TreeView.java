package io.jplay.cli.view;

import io.jplay.core.event.Event;
import io.jplay.core.event.EventSink;
import io.jplay.core.event.Status;
import java.nio.file.Path;

/// The callback tree: the last result of each host as JSON in a file of the host's name, but for
/// tasks that were skipped.
final class TreeView implements EventSink {
  private final Path directory;
  private final ResultText results;

  TreeView(Path directory, ResultText results) {
    this.directory = directory;
    this.results = results;
  }

  @Override
  public void accept(Event event) {
    if (event instanceof Event.TaskResult e && e.status() != Status.SKIPPED) {
      // a host name is a file name here and must stay below the directory
      String name = e.host().replace('/', '_');
      if (!name.equals(".") && !name.equals("..")) {
        ReportFile.write(
            directory.resolve(name), results.of(ResultText.cleaned(e.result(), e.task().action())));
      }
    }
  }
}
