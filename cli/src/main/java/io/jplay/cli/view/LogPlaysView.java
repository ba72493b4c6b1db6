package io.jplay.cli.view;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.IoReason;
import io.jplay.core.diag.JplayException;
import io.jplay.core.event.Event;
import io.jplay.core.event.EventSink;
import io.jplay.core.event.TaskRef;
import io.jplay.core.source.SourceRange;
import io.jplay.core.value.Dict;
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
  private String playbook = "";

  LogPlaysView(Path directory) {
    this.directory = directory;
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
      String line =
          String.join(
              " - ",
              TIME.format(e.at().atZone(ZoneId.systemDefault())),
              playbook,
              ownName(e.task()),
              e.task().action(),
              category,
              data(e.result()));
      append(e.host(), line + "\n\n");
    }
  }

  /// The name that the task was given, if any, without its role's.
  private static String ownName(TaskRef task) {
    String prefix = task.role() + " : ";
    String name =
        task.name().startsWith(prefix) ? task.name().substring(prefix.length()) : task.name();
    return name.equals(task.action()) ? "" : name;
  }

  /// The whole result, behind what the module was asked for.
  private static String data(Dict result) {
    Dict whole = ResultText.masked(result) instanceof Dict d ? d : Dict.EMPTY;
    if (result.flag("_ansible_verbose_override")) {
      return "omitted";
    }
    String data = Json.write(whole.without("invocation"), Json.Layout.LINE);
    return whole
        .get("invocation")
        .map(asked -> Json.write(asked, Json.Layout.LINE) + " => " + data + " ")
        .orElse(data);
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
              .withDetail("cannot write below " + directory + ": " + IoReason.of(e)));
    }
  }
}
