package io.jplay.core.exec;

import io.jplay.core.api.Mode;
import io.jplay.core.api.Question;
import io.jplay.core.api.RemoteSession;
import io.jplay.core.api.Reply;
import io.jplay.core.api.Result;
import io.jplay.core.api.TaskContext;
import io.jplay.core.api.TaskTimeout;
import io.jplay.core.api.TransportException;
import io.jplay.core.diag.JplayException;
import io.jplay.core.event.Event;
import io.jplay.core.source.ControllerPath;
import io.jplay.core.source.SourceRange;
import io.jplay.core.source.SourceText;
import io.jplay.core.spi.Become;
import io.jplay.core.template.PythonText;
import io.jplay.core.template.TemplateFacts;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Merge;
import io.jplay.core.value.Renderer;
import io.jplay.core.value.Scope;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The controller as a module sees it for one task on one host.
final class HostTaskContext implements TaskContext {
  private static final String NO_SECRET = "JP1102";

  /// Runs another module in the same place; the road back to [ModuleRunner].
  @FunctionalInterface
  interface Delegation {
    Result run(String module, Dict options) throws TransportException, InterruptedException;
  }

  private final Services services;
  private final RunView run;
  private final TaskTicket ticket;
  private final PlannedTask planned;
  private final String host;
  private final Scope scope;
  private final Mode mode;
  private final Map<String, String> environment;
  private final SearchPath searchPath;
  private final Delegation delegation;
  private final Optional<String> delegate;
  private final ConnectionPlan connection;
  private final Duration timeout;
  private final long start = System.nanoTime();

  HostTaskContext(
      Services services, RunView run, TaskTicket ticket, BoundItem item, Delegation delegation) {
    this.services = services;
    this.run = run;
    this.ticket = ticket;
    this.planned = ticket.task();
    this.host = item.host();
    this.scope = item.scope();
    this.mode = item.mode();
    this.environment = item.environment();
    this.searchPath = SearchPath.of(ticket.task());
    this.delegation = delegation;
    this.delegate = item.delegate();
    this.connection = item.connection();
    this.timeout = item.timeout();
  }

  @Override
  public void sleep(Duration length) throws InterruptedException {
    Duration left = left();
    if (timeout.isZero() || length.compareTo(left) <= 0) {
      Thread.sleep(length);
      return;
    }
    if (left.isPositive()) {
      Thread.sleep(left);
    }
    throw new TaskTimeout();
  }

  /// Of the task's own time limit; not above zero once it is over.
  private Duration left() {
    return timeout.minusNanos(System.nanoTime() - start);
  }

  @Override
  public Mode mode() {
    return mode;
  }

  @Override
  public String host() {
    return host;
  }

  @Override
  public Scope scope() {
    return scope;
  }

  @Override
  public Optional<String> delegatedTo() {
    return delegate;
  }

  @Override
  public Optional<String> becomeUser() {
    return connection.become().map(Become::user);
  }

  @Override
  public String shell() {
    return connection.shell();
  }

  @Override
  public Renderer renderer() {
    return services.renderer();
  }

  @Override
  public Map<String, String> environment() {
    return environment;
  }

  @Override
  public Path find(String kind, String name) {
    String home =
        services
            .settings()
            .context()
            .environment()
            .getOrDefault("HOME", System.getProperty("user.home", "/"));
    return searchPath.require(kind, ControllerPath.expand(name, home), origin("src"));
  }

  @Override
  public byte[] read(Path file, boolean decrypt) throws IOException {
    try {
      return services.files().read(file, decrypt);
    } catch (JplayException e) {
      throw e.diagnostic().code().equals(NO_SECRET) ? locked(file, e) : e;
    }
  }

  @Override
  public Path temporaryFile() throws IOException {
    return services.settings().context().temporaryFile();
  }

  /// Like ansible-core 2.18 parsing/dataloader.py get_real_file: files that are sent are named.
  private static JplayException locked(Path file, JplayException e) {
    String text = "A vault password or secret must be specified to decrypt " + file;
    return new JplayException(e.exitCode(), e.diagnostic().withDetail(text));
  }

  @Override
  public Dict readVariables(Path file) {
    return services.files().variables(file);
  }

  @Override
  public boolean mergesMappings() {
    return services.settings().merge() == Merge.MERGE;
  }

  @Override
  public List<String> factsModules() {
    return services.settings().facts().modules();
  }

  @Override
  public Str renderTemplate(Path file, Map<String, Value> settings) {
    String text;
    try {
      text = new String(services.files().read(file, true), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return services
        .renderer()
        .renderFile(
            SourceText.of(file.toString(), text), scope.with(templateVariables(file)), settings);
  }

  /// The variables that only template files have (like ansible-core 2.18 template/__init__.py
  /// generate_ansible_template_vars).
  private Map<String, Value> templateVariables(Path file) {
    String written = rendered("src").map(PythonText::str).orElse(file.toString());
    Map<String, Value> variables =
        TemplateFacts.of(file, written, services.settings().context().managed(), services.clock());
    rendered("dest").ifPresent(dest -> variables.put("template_destpath", dest));
    return variables;
  }

  private Optional<Value> rendered(String option) {
    return planned
        .task()
        .action()
        .options()
        .get(option)
        .map(value -> services.renderer().renderOrUndefined(value, scope));
  }

  @Override
  public SourceRange origin(String option) {
    return planned
        .task()
        .action()
        .options()
        .get(option)
        .map(v -> v.tag().origin())
        .filter(SourceRange::isKnown)
        .orElse(planned.task().where());
  }

  @Override
  public int verbosity() {
    return services.settings().behaving().verbosity();
  }

  @Override
  public List<String> matchHosts(String pattern) {
    return run.inventory().select(pattern).hosts().stream().map(h -> h.name()).toList();
  }

  @Override
  public Result delegate(String module, Dict options)
      throws TransportException, InterruptedException {
    return delegation.run(module, options);
  }

  @Override
  public List<String> argumentProblems(Dict specification, Dict arguments) {
    return ArgumentSpec.problems(specification, arguments, services.renderer());
  }

  @Override
  public Result asyncStatus(String jobId, boolean cleanup, RemoteSession session)
      throws TransportException, InterruptedException {
    return services
        .jobs()
        .status(connection.asyncDirectory(services.settings().plugins()), jobId, cleanup, session);
  }

  @Override
  public String taskName() {
    return ticket.ref().name();
  }

  @Override
  public void tell(String text) {
    ticket.progress().accept(new Event.Verbose(services.clock().instant(), 0, "", text));
  }

  @Override
  public boolean canAsk() {
    return services.prompter().isInteractive();
  }

  @Override
  public Reply ask(Question question) throws InterruptedException {
    Reply reply = answer(question);
    if (!(reply instanceof Reply.Typed(Str text, char key))) {
      return reply;
    }
    if (!question.isEchoed()) {
      services.secrets().learn(text.text());
    }
    return new Reply.Typed(
        new Str(text.text(), question.isEchoed() ? Tag.REMOTE : Tag.SECRET), key);
  }

  /// A question waits no longer than the task may take.
  private Reply answer(Question question) throws InterruptedException {
    Duration left = left();
    boolean ends =
        !timeout.isZero() && (question.limit().isZero() || question.limit().compareTo(left) > 0);
    if (!ends) {
      return services.prompter().ask(question);
    }
    if (left.isPositive()) {
      Reply reply = services.prompter().ask(question.within(left));
      if (!(reply instanceof Reply.TimeOver)) {
        return reply;
      }
    }
    throw new TaskTimeout();
  }
}
