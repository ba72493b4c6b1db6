package io.jplay.cli.view;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.JplayException;
import io.jplay.core.event.Event;
import io.jplay.core.event.EventSink;
import io.jplay.core.source.SourceRange;
import io.jplay.core.value.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// The callback log_plays: a file for each host, to which each result is appended.
final class LogPlaysView implements EventSink {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("MMM dd uuuu HH:mm:ss", Locale.ENGLISH);

  private final Path directory;
  private final ResultText results;
  private String playbook = "";

  LogPlaysView(Path directory, ResultText results) {
    this.directory = directory;
    this.results = results;
  }

  @Override
  public void accept(Event event) {
    if (event instanceof Event.PlaybookStarted e) {
      playbook = Path.of(e.file()).getFileName().toString();
    }
    if (event instanceof Event.TaskResult e) {
      String category =
          switch (e.status()) {
            case OK, CHANGED -> "OK";
            case SKIPPED -> "SKIPPED";
            case FAILED -> "FAILED";
            case UNREACHABLE -> "UNREACHABLE";
          };
      String data = Json.write(results.abridged(e.result()), Json.Layout.LINE);
      String line =
          String.join(
              " - ",
              TIME.format(e.at().atZone(ZoneId.systemDefault())),
              playbook,
              e.task().name(),
              e.task().action(),
              category,
              data);
      append(e.host(), line + "\n\n");
    }
  }

  /// A host name is a file name here and must stay below the directory.
  private void append(String host, String text) {
    String name = host.replace('/', '_');
    try {
      Files.createDirectories(directory);
      Files.write(
          directory.resolve(name.startsWith(".") ? "_" + name : name),
          text.getBytes(StandardCharsets.UTF_8),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new JplayException(
          Diagnostic.error("JP1810", "report cannot be written", SourceRange.NONE)
              .withDetail("cannot write below " + directory + ": " + e.getMessage()));
    }
  }
}
