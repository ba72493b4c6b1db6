package io.jplay.cli.view;

import io.jplay.core.event.Event;
import io.jplay.core.event.EventSink;
import io.jplay.core.event.Status;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The callback junit: one XML file, a test case for each task and host.
final class JunitView implements EventSink {
  /// A finished test case; `body` is its XML content.
  private record Case(String name, String className, Duration time, Status status, String body) {}

  private final Path directory;
  private final ResultText results;
  private final List<Case> cases = new ArrayList<>();
  private final Map<Long, Instant> starts = new HashMap<>();
  private String playbook = "playbook";
  private String play = "";

  JunitView(Path directory, ResultText results) {
    this.directory = directory;
    this.results = results;
  }

  @Override
  public void accept(Event event) {
    switch (event) {
      case Event.PlaybookStarted e -> {
        String file = Path.of(e.file()).getFileName().toString();
        playbook = file.replaceFirst("\\.[^.]*$", "");
      }
      case Event.PlayStarted e -> play = e.name();
      case Event.TaskStarted e -> starts.putIfAbsent(e.task().id(), e.at());
      case Event.TaskResult e -> add(e);
      case Event.RunEnded e -> write(e.at());
      default -> {}
    }
  }

  private void add(Event.TaskResult e) {
    Instant start = starts.getOrDefault(e.task().id(), e.at());
    String dump = results.of(ResultText.cleaned(e.result(), e.task().action()));
    String message = escape(e.result().text("msg").orElse("").toString());
    String body =
        switch (e.status()) {
          case OK, CHANGED -> "<system-out>" + escape(dump) + "</system-out>";
          case SKIPPED -> "<skipped/>";
          case FAILED, UNREACHABLE ->
              e.ignored()
                  ? "<system-out>" + escape(dump) + "</system-out>"
                  : "<failure message=\"" + message + "\">" + escape(dump) + "</failure>";
        };
    cases.add(
        new Case(
            "[" + e.host() + "] " + play + ": " + e.task().name(),
            e.task().where(),
            Duration.between(start, e.at()),
            e.ignored() ? Status.OK : e.status(),
            body));
  }

  private void write(Instant at) {
    long failures = cases.stream().filter(c -> AdHocView.isFailure(c.status())).count();
    long skipped = cases.stream().filter(c -> c.status() == Status.SKIPPED).count();
    String counts =
        "tests=\"%d\" failures=\"%d\" disabled=\"0\" errors=\"0\" time=\"%s\""
            .formatted(
                cases.size(),
                failures,
                seconds(cases.stream().map(Case::time).reduce(Duration.ZERO, Duration::plus)));
    var xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    xml.append("<testsuites ").append(counts).append(">\n\t<testsuite name=\"");
    xml.append(escape(playbook)).append("\" skipped=\"").append(skipped).append("\" ");
    xml.append(counts).append(">\n");
    for (Case c : cases) {
      xml.append("\t\t<testcase classname=\"").append(escape(c.className()));
      xml.append("\" name=\"").append(escape(c.name()));
      xml.append("\" time=\"").append(seconds(c.time())).append("\">");
      xml.append(c.body()).append("</testcase>\n");
    }
    xml.append("\t</testsuite>\n</testsuites>\n");
    ReportFile.write(
        directory.resolve(playbook + "-" + at.toEpochMilli() + ".xml"), xml.toString());
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.3f", time.toNanos() / 1e9);
  }

  /// XML text; characters that XML cannot hold are written out.
  private static String escape(String text) {
    return TerminalText.visible(text)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replaceAll("[^\\t\\n\\r -\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]", "?");
  }
}
