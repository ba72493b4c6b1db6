package io.jplay.cli.command;

import io.jplay.cli.Terminal;
import io.jplay.cli.config.Setting;
import io.jplay.cli.config.Settings;
import io.jplay.cli.run.RunRequest;
import io.jplay.cli.view.CheckView;
import io.jplay.cli.view.Console;
import io.jplay.cli.view.RetryView;
import io.jplay.cli.view.StatusLine;
import io.jplay.cli.view.Views;
import io.jplay.core.check.CheckReport;
import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.ExitCode;
import io.jplay.core.diag.JplayException;
import io.jplay.core.event.EventSink;
import io.jplay.core.event.SteadyClock;
import io.jplay.core.source.SourceRange;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// `jplay`, `ansible-playbook`, `ansible`: playbooks, or one task on a pattern.
public final class RunCommand {
  private static final List<String> NEEDS_ARGUMENTS =
      List.of("command", "shell", "raw", "script", "win_command", "win_shell");
  private static final List<String> NOT_AD_HOC = List.of("import_playbook");

  private final Invocation invocation;
  private final Settings settings;
  private final Console console;

  public RunCommand(Invocation invocation, Console console) {
    this.invocation = invocation;
    this.settings = invocation.settings();
    this.console = console;
  }

  /// Decides by the first argument: a file, or a name that ends as playbooks do, is a playbook.
  public ExitCode either(List<String> words) throws InterruptedException {
    if (!words.isEmpty() && words.getFirst().equals("play")) {
      return playbooks(words.subList(1, words.size()));
    }
    if (!words.isEmpty() && words.getFirst().equals("run")) {
      return adHoc(words.subList(1, words.size()));
    }
    Options options = CommonOptions.either(invocation.program());
    Options.Given given = options.parse(words);
    if (given.has("-h")) {
      return usage(options);
    }
    List<String> positionals = given.positionals();
    if (positionals.isEmpty()) {
      throw options.usage(
          "a playbook or a host pattern is required",
          "jplay site.yml, or jplay all -m ping, or jplay demo to see it at work");
    }
    return isPlaybook(positionals.getFirst()) ? playbooks(words) : adHoc(words);
  }

  private boolean isPlaybook(String word) {
    return word.endsWith(".yml")
        || word.endsWith(".yaml")
        || word.endsWith(".json")
        || Files.isRegularFile(settings.directory().resolve(word));
  }

  public ExitCode playbooks(List<String> words) throws InterruptedException {
    Options options = CommonOptions.playbook(invocation.program());
    Options.Given given = options.parse(words);
    if (given.has("-h")) {
      return usage(options);
    }
    if (given.positionals().isEmpty()) {
      throw options.usage("the following arguments are required: playbook", "");
    }
    var files = given.positionals().stream().map(this::playbook).toList();
    var request = new Requests(invocation, options, given).of(new RunRequest.Work.Playbooks(files));
    Screen.announce(console, request);
    if (listed(given)) {
      return list(request, given);
    }
    if (given.has("--preflight")) {
      return preflight(options, request, given);
    }
    Views views = Screen.views(console, request, invocation.terminal(), Optional.empty());
    var sinks = new ArrayList<EventSink>();
    if (settings.flag(Setting.RETRY_FILES)) {
      sinks.add(
          new RetryView(console, settings.directory(), settings.path(Setting.RETRY_FILES_DIR)));
    }
    sinks.add(views.stdout(settings.text(Setting.STDOUT_CALLBACK)));
    settings
        .list(Setting.CALLBACKS_ENABLED)
        .forEach(name -> views.additional(name).ifPresent(sinks::add));
    return run(request, sinks);
  }

  private Path playbook(String name) {
    Path path = Path.of(name);
    Path file = settings.directory().resolve(path);
    if (!Files.exists(file)) {
      throw problem("playbook not found", "the playbook: " + name + " could not be found");
    }
    if (Files.isDirectory(file)) {
      throw problem(
          "playbook is not a file", "the playbook: " + name + " does not appear to be a file");
    }
    return path;
  }

  public ExitCode adHoc(List<String> words) throws InterruptedException {
    Options options = CommonOptions.adHoc(invocation.program());
    Options.Given given = options.parse(words);
    if (given.has("-h")) {
      return usage(options);
    }
    if (given.positionals().size() != 1) {
      throw options.usage(
          given.positionals().isEmpty()
              ? "the following arguments are required: pattern"
              : "unrecognized arguments: "
                  + String.join(" ", given.positionals().subList(1, given.positionals().size())),
          "");
    }
    var requests = new Requests(invocation, options, given);
    var work = adHocWork(options, given, requests);
    var request = requests.of(work);
    Screen.announce(console, request);
    if (given.has("--list-hosts")) {
      var loaded = invocation.engine().load(request, console::diagnostic);
      new Listing(console, request, loaded).hosts(work.pattern());
      return ExitCode.OK;
    }
    Views views =
        Screen.views(console, request, invocation.terminal(), given.last("-t").map(requests::path));
    var sinks = new ArrayList<EventSink>();
    boolean full = settings.flag(Setting.AD_HOC_CALLBACKS);
    String chosen = full ? settings.text(Setting.STDOUT_CALLBACK) : "default";
    // the default callback is nobody's choice: ad hoc output stays minimal
    String stdout = chosen.equals("default") ? "minimal" : chosen;
    sinks.add(views.stdout(given.has("-o") ? "oneline" : stdout));
    if (given.has("-t")) {
      views.additional("tree").ifPresent(sinks::add);
    }
    if (full) {
      settings
          .list(Setting.CALLBACKS_ENABLED)
          .forEach(n -> views.additional(n).ifPresent(sinks::add));
    }
    return run(request, sinks);
  }

  private RunRequest.Work.AdHoc adHocWork(Options options, Options.Given given, Requests requests) {
    String module = given.last("-m").orElse(settings.text(Setting.MODULE_NAME));
    String arguments = given.last("-a").orElse(settings.text(Setting.MODULE_ARGS));
    String shortName = module.substring(module.lastIndexOf('.') + 1);
    Predicate<List<String>> isOneOf = names -> names.contains(shortName);
    if (isOneOf.test(NOT_AD_HOC)) {
      throw options.bad("'" + module + "' is not a valid action for ad-hoc commands", "");
    }
    if (arguments.isEmpty() && isOneOf.test(NEEDS_ARGUMENTS) && !given.has("--list-hosts")) {
      throw options.bad("No argument passed to " + module + " module", "give it with -a");
    }
    return new RunRequest.Work.AdHoc(
        given.positionals().getFirst(),
        module,
        arguments,
        requests.number("-B", 0),
        requests.number("-P", settings.number(Setting.POLL_INTERVAL)),
        given
            .last("--playbook-dir")
            .map(requests::path)
            .or(() -> settings.path(Setting.PLAYBOOK_DIR)));
  }

  private static boolean listed(Options.Given given) {
    return given.has("--list-hosts")
        || given.has("--list-tasks")
        || given.has("--list-tags")
        || given.has("--syntax-check");
  }

  private ExitCode list(RunRequest request, Options.Given given) {
    var loaded = invocation.engine().load(request, console::diagnostic);
    new Listing(console, request, loaded)
        .playbooks(given.has("--list-hosts"), given.has("--list-tasks"), given.has("--list-tags"));
    return ExitCode.OK;
  }

  private ExitCode preflight(Options options, RunRequest request, Options.Given given) {
    String name = given.last("--format").orElse("human");
    CheckView.Format format =
        CheckView.Format.of(name)
            .orElseThrow(() ->
                options.bad(
                    "argument --format: invalid choice: '" + name + "'", "human, json or sarif"));
    CheckReport report = invocation.engine().check(request);
    new CheckView(console).show(report, format, given.positionals().getFirst());
    return report.hasErrors() ? ExitCode.UNREACHABLE_OR_PARSE_ERROR : ExitCode.OK;
  }

  private ExitCode run(RunRequest request, List<EventSink> sinks) throws InterruptedException {
    if (!invocation.terminal().redraws()) {
      return invocation.engine().run(request, Views.all(sinks));
    }
    Terminal terminal = invocation.terminal();
    try (var line =
        new StatusLine(console, terminal.width() - 1, SteadyClock.start(), terminal::isAsking)) {
      terminal.beforeAsking(console::hideFooter);
      sinks.addFirst(line);
      return invocation.engine().run(request, Views.all(sinks));
    } finally {
      terminal.beforeAsking(() -> {});
    }
  }

  private ExitCode usage(Options options) {
    console.display(options.usage());
    return ExitCode.OK;
  }

  private static JplayException problem(String summary, String detail) {
    return new JplayException(
        ExitCode.ERROR, Diagnostic.error("JP1823", summary, SourceRange.NONE).withDetail(detail));
  }
}
