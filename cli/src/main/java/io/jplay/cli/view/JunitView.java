package io.jplay.cli.view;

import io.jplay.core.event.Event;
import io.jplay.core.event.EventSink;
import io.jplay.core.event.Status;
import io.jplay.core.event.TaskRef;
import io.jplay.core.template.PythonText;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Value;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The callback junit: one XML file, a test case for each task and host. A host that could not be
/// reached has no case, as in ansible's.
public final class JunitView implements EventSink {
  private static final Set<String> SETUP = Set.of("setup", "gather_facts");
  private static final String INCLUDE = "include";

  /// The options of the callback. `relativeTo` and `outOfTree` say how files are named.
  public record Options(
      Path directory,
      boolean classPerFile,
      Optional<Path> relativeTo,
      Optional<String> outOfTree,
      boolean failsOnChange,
      boolean failsOnIgnored,
      boolean withSetup,
      boolean hidesArguments,
      String casePrefix) {}

  /// A task and what became of it on each host, as XML.
  private record Timed(
      String name,
      String className,
      String play,
      boolean setup,
      Instant start,
      Map<String, Case> cases) {}

  private record Case(Duration time, Status status, Optional<Value> message, String output) {}

  private final Options options;
  private final ResultText results;
  private final Map<Long, Timed> tasks = new LinkedHashMap<>();
  private Optional<TaskRef> current = Optional.empty();
  private String playbook = "playbook";
  private String play = "";

  JunitView(Options options, ResultText results) {
    this.options = options;
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
      case Event.TaskStarted e -> {
        current = Optional.of(e.task());
        tasks.computeIfAbsent(e.task().id(), _ -> timed(e.task(), e.at()));
      }
      case Event.TaskResult e -> add(e);
      case Event.Included e -> included(e);
      case Event.RunEnded e -> write(e.at());
      default -> {}
    }
  }

  private Timed timed(TaskRef task, Instant start) {
    String arguments = options.hidesArguments() ? "" : HumanView.arguments(task);
    String name = (task.name().strip() + " " + arguments).stripTrailing();
    String action = task.action().substring(task.action().lastIndexOf('.') + 1);
    return new Timed(
        name, className(task.where()), play, SETUP.contains(action), start, new LinkedHashMap<>());
  }

  private String className(String where) {
    String name =
        options
            .relativeTo()
            .filter(_ -> !where.isEmpty())
            .map(base -> base.toAbsolutePath().relativize(Path.of(where)).toString())
            .orElse(where);
    if (name.startsWith("../")) {
      name = options.outOfTree().map(o -> o + Path.of(where).getFileName()).orElse(name);
    }
    return options.classPerFile() ? name.replaceFirst("\\.yml:[0-9]+$", "") : name;
  }

  private void add(Event.TaskResult e) {
    if (e.status() == Status.UNREACHABLE) {
      return;
    }
    Timed task = tasks.computeIfAbsent(e.task().id(), _ -> timed(e.task(), e.at()));
    Status status = status(e, task.name());
    if (!task.name().startsWith(options.casePrefix()) && status != Status.FAILED) {
      return;
    }
    String output = status == Status.SKIPPED ? reason(e.result()) : dump(e);
    var done =
        new Case(Duration.between(task.start(), e.at()), status, message(e.result()), output);
    task.cases().putIfAbsent(e.host(), done);
  }

  /// What the report takes a result for: OK, SKIPPED or FAILED.
  private Status status(Event.TaskResult e, String name) {
    boolean refused =
        switch (e.status()) {
          case OK, CHANGED, SKIPPED -> false;
          case FAILED, UNREACHABLE -> !e.ignored() || options.failsOnIgnored();
        };
    if (e.status() == Status.SKIPPED) {
      return Status.SKIPPED;
    }
    boolean failed = refused || (options.failsOnChange() && e.result().flag("changed"));
    if (failed && name.contains("EXPECTED FAILURE")) {
      return Status.OK;
    }
    return failed != name.contains("TOGGLE RESULT") ? Status.FAILED : Status.OK;
  }

  private static Optional<Value> message(Dict result) {
    return result.get("msg");
  }

  private static String reason(Dict result) {
    return result.text("skip_reason").map(Object::toString).orElse("skipped");
  }

  /// Without indent, but where a result asks to be shown at length.
  private String dump(Event.TaskResult e) {
    String text = results.indented(ResultText.cleaned(e.result(), ""));
    return e.result().flag("_ansible_verbose_always") ? text : text.replaceAll("(?m)^ +", "");
  }

  private void included(Event.Included e) {
    current
        .map(task -> tasks.get(task.id()))
        .filter(task -> task.name().startsWith(options.casePrefix()))
        .ifPresent(task -> {
          String item = e.label().map(v -> "{'item': " + PythonText.repr(v) + "}").orElse("{}");
          String text = e.file() + " (args={} vars=" + item + "): " + e.hosts();
          var done =
              new Case(Duration.between(task.start(), e.at()), Status.OK, Optional.empty(), text);
          task.cases()
              .merge(
                  INCLUDE,
                  done,
                  (old, more) ->
                      new Case(
                          more.time(),
                          Status.OK,
                          Optional.empty(),
                          old.output() + "\n" + more.output()));
        });
  }

  private void write(Instant at) {
    var shown = new ArrayList<Case>();
    var body = new StringBuilder();
    for (Timed task : tasks.values()) {
      if (options.withSetup() || !task.setup()) {
        task.cases().forEach((host, done) -> body.append(xml(task, host, done)));
        shown.addAll(task.cases().values());
      }
    }
    String head = "disabled=\"0\" errors=\"0\" failures=\"" + count(shown, Status.FAILED) + "\"";
    String tail =
        "tests=\"%d\" time=\"%s\">\n"
            .formatted(
                shown.size(),
                seconds(shown.stream().map(Case::time).reduce(Duration.ZERO, Duration::plus)));
    var xml = new StringBuilder("<?xml version=\"1.0\" ?>\n");
    xml.append("<testsuites ").append(head).append(' ').append(tail);
    xml.append("\t<testsuite ").append(head).append(" name=\"").append(escape(playbook));
    xml.append("\" skipped=\"").append(count(shown, Status.SKIPPED)).append("\" ").append(tail);
    xml.append(body).append("\t</testsuite>\n</testsuites>\n");
    String name = playbook + String.format(Locale.ROOT, "-%.3f.xml", at.toEpochMilli() / 1000.0);
    ReportFile.write(options.directory().resolve(name), xml.toString());
  }

  private static long count(List<Case> cases, Status status) {
    return cases.stream().filter(c -> c.status() == status).count();
  }

  private static String xml(Timed task, String host, Case done) {
    String name = "[" + host + "] " + task.play() + ": " + task.name();
    String message = done.message().map(HumanView::text).orElse("rc=0");
    String open =
        switch (done.status()) {
          case SKIPPED -> "skipped";
          case FAILED, UNREACHABLE ->
              "failure message=\"" + escape(message) + "\" type=\"failure\"";
          case OK, CHANGED -> "system-out";
        };
    return "\t\t<testcase classname=\"%s\" name=\"%s\" time=\"%s\">\n\t\t\t<%s>%s</%s>\n\t\t</testcase>\n"
        .formatted(
            escape(task.className()),
            escape(name),
            seconds(done.time()),
            open,
            escape(done.output()),
            open.split(" ", 2)[0]);
  }

  private static String seconds(Duration time) {
    return Double.toString(time.toNanos() / 1e9);
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
