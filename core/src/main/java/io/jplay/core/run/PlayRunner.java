package io.jplay.core.run;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.ExitCode;
import io.jplay.core.diag.JplayException;
import io.jplay.core.event.Event;
import io.jplay.core.event.EventSink;
import io.jplay.core.exec.PlannedTask;
import io.jplay.core.exec.RunSettings;
import io.jplay.core.exec.Services;
import io.jplay.core.inventory.HostSelection;
import io.jplay.core.inventory.Inventory;
import io.jplay.core.playbook.Keyword;
import io.jplay.core.playbook.Play;
import io.jplay.core.value.Bool;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Null;
import io.jplay.core.value.Scope;
import io.jplay.core.value.Seq;
import io.jplay.core.vars.PlayVariables;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Runs one play: its hosts, its batches, its strategy.
final class PlayRunner {
  private final Services services;
  private final RunState state;
  private final RunVariables variables;
  private final Planner planner;
  private final Workers workers;
  private final IncludeLoader includes;
  private final Runnable refreshInventory;
  private final HostLimit limit;
  private final EventSink events;
  private final PromptedVariables prompts;
  private final ReservedNames reserved = new ReservedNames();
  private final Set<String> unreachable = new HashSet<>();
  private final StartAtTask startAt;
  private boolean ended;
  private ExitCode result = ExitCode.OK;

  PlayRunner(
      Services services,
      RunState state,
      RunVariables variables,
      Planner planner,
      Workers workers,
      IncludeLoader includes,
      Runnable refreshInventory,
      HostLimit limit,
      EventSink events) {
    this.services = services;
    this.state = state;
    this.variables = variables;
    this.planner = planner;
    this.workers = workers;
    this.includes = includes;
    this.refreshInventory = refreshInventory;
    this.limit = limit;
    this.events = events;
    this.prompts =
        new PromptedVariables(
            services.prompter(),
            services.renderer(),
            services.secrets(),
            warning -> events.accept(new Event.Problem(services.clock().instant(), warning)));
    this.startAt = new StartAtTask(services.settings().selecting().startAt());
  }

  /// Whether a failure ended the playbook.
  boolean isEnded() {
    return ended;
  }

  /// The task to start at, if there is one.
  StartAtTask startAt() {
    return startAt;
  }

  /// How the last batch that was run ended.
  ExitCode result() {
    return result;
  }

  void run(Play play, long id) throws InterruptedException {
    PlayVariables playVariables = PlayVariables.of(play, variables.stack().merge());
    var files = new VarsFiles(play, services.renderer(), services.files());
    for (Dict named : List.of(playVariables.vars(), variables.stack().extraVars())) {
      reserved
          .warnings(named)
          .forEach(d -> events.accept(new Event.Problem(services.clock().instant(), d)));
    }
    var outline = new PlayState(play, "", List.of(), List.of(), playVariables, files);
    variables.enter(outline);
    Dict answers = prompts.ask(play, variables.playScope(outline), variables.stack().extraVars());
    playVariables = playVariables.withPrompted(answers);
    Scope scope =
        variables.playScope(new PlayState(play, "", List.of(), List.of(), playVariables, files));
    var keywords = new PlayKeywords(play, services.renderer(), scope);
    keywords.check();
    String pattern = keywords.pattern();
    String name = keywords.name().orElse(pattern);
    Inventory known = state.inventory();
    List<String> all = hosts(play, pattern);
    List<String> hosts =
        HostOrder.sorted(
            all, keywords.text(Keyword.ORDER).orElse(""), keywords.place(Keyword.ORDER));
    files.readAhead(scope);
    events.accept(started(play, id, name, hosts));
    if (hosts.isEmpty()) {
      events.accept(new Event.NoHostsMatched(services.clock().instant()));
      return;
    }
    List<List<String>> batches =
        HostOrder.batches(hosts, keywords.texts(Keyword.SERIAL), keywords.place(Keyword.SERIAL));
    state.beginPlay(unreachable);
    var names = new TaskNames(services);
    boolean over = false;
    for (int i = 0; i < batches.size() && !over; i++) {
      List<String> batch = batches.get(i);
      if (i > 0) {
        if (state.inventory() != known) {
          // the batch before has changed it
          known = state.inventory();
          all = hosts(play, pattern);
        }
        batch = batch.stream().filter(all::contains).toList();
        events.accept(started(play, id, name, batch));
        if (batch.isEmpty()) {
          continue;
        }
      }
      int lostBefore = state.out().lost();
      var playState = new PlayState(play, name, all, batch, playVariables, files);
      boolean tooMany = runBatch(playState, names);
      // like ansible-core 2.18 executor/playbook_executor.py: a batch that failed as a whole ends
      // everything
      boolean whole = state.out().lost() - lostBefore == batch.size();
      ended |= !playState.isEnded() && (tooMany || whole);
      over = playState.isEnded() || whole || state.isStopping();
      if (!over) {
        unreachable.addAll(state.out().unreachable());
      }
    }
    variables.leave();
  }

  private Event started(Play play, long id, String name, List<String> hosts) {
    boolean check =
        play.keywords().get(Keyword.CHECK_MODE).orElse(Null.NULL) instanceof Bool b
            ? b.value()
            : services.settings().mode().check();
    return new Event.PlayStarted(services.clock().instant(), id, name, place(play), hosts, check);
  }

  private static String place(Play play) {
    return play.file() + ":" + play.where().line();
  }

  /// The hosts of a play's pattern, in the order of the inventory.
  private List<String> hosts(Play play, String pattern) {
    HostSelection selection =
        state.inventory().select(pattern).at(play.hosts().tag().origin()).orThrow();
    for (Diagnostic problem : selection.problems()) {
      events.accept(new Event.Problem(services.clock().instant(), problem));
    }
    List<String> selected = selection.hosts().stream().map(h -> h.name()).toList();
    return limit.of(selected);
  }

  private boolean runBatch(PlayState playState, TaskNames names) throws InterruptedException {
    variables.enter(playState);
    checkVarsFiles(playState);
    RunSettings settings = services.settings();
    Play play = playState.play();
    Scope scope = variables.playScope(playState);
    var keywords = new PlayKeywords(play, services.renderer(), scope);
    boolean force =
        keywords.flag(Keyword.FORCE_HANDLERS).orElse(settings.behaving().forceHandlers());
    List<PlanNode.Group> plan = planner.play(play, gathering(playState, keywords), force, scope);
    playState.addHandlers(planner.handlers(play));
    names.begin(plan, playState.handlers());
    var index =
        new HandlerIndex(
            playState,
            services,
            handler -> variables.playScope(playState, handler),
            warning -> events.accept(new Event.Problem(services.clock().instant(), warning)));
    var notifications = new Notifications(playState, index, events, services);
    var ledger = new Ledger(variables, playState, notifications, events, services, names);
    var context =
        new PlayContext(
            services,
            state,
            playState,
            notifications,
            variables,
            planner,
            ledger,
            workers,
            events,
            names,
            settings.behaving().debugsTasks() || strategyName(keywords).equals("debug"));
    for (String host : playState.batch()) {
      var cursor =
          new HostCursor(
              plan, task -> isFor(task, host, notifications), () -> playState.handlers());
      playState.cursors().put(host, cursor);
    }
    leaveOut(playState);
    var rules = new FailureRules(context, keywords.number(Keyword.MAX_FAIL_PERCENTAGE));
    var questions = new StepQuestions(context, settings.selecting().step());
    startAt.advance(context);
    try {
      strategy(context, plan, rules, questions, keywords).run();
    } finally {
      if (state.isStopping()) {
        context.emit(new Event.Problem(context.now(), new StopReport(context).diagnostic()));
      }
    }
    finish(playState, rules);
    return rules.isTooMany();
  }

  /// Handlers are for the hosts that notified them, a flush that nobody wrote for those that have
  /// notified something.
  private static boolean isFor(PlannedTask task, String host, Notifications notifications) {
    return task.isHandler()
        ? notifications.isWaiting(task, host)
        : !MetaActions.isImpliedFlush(task) || !notifications.isQuiet(host);
  }

  /// Hosts that failed in an earlier play or batch run no more tasks.
  private void leaveOut(PlayState playState) {
    state.beginBatch();
    for (String host : state.out().earlier()) {
      if (playState.batch().contains(host)) {
        playState.cursor(host).giveUp();
      }
      playState.removeHost(host);
    }
    state.out().unreachable().forEach(playState::removeHost);
  }

  /// Hosts whose failure was not rescued are left out from now on.
  private void finish(PlayState playState, FailureRules rules) {
    if (!rules.isBroken()) {
      playState
          .cursors()
          .forEach((host, cursor) -> {
            if (!state.isUnreachable(host) && cursor.peek().isEmpty()) {
              cursor.advance();
            }
          });
    }
    Set<String> failed =
        playState.cursors().entrySet().stream()
            .filter(e -> e.getValue().isFailed())
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
    boolean some = !failed.isEmpty() || !state.out().earlier().isEmpty();
    if (rules.isTooMany()) {
      result = ExitCode.FAILED_HOSTS;
    } else if (!state.out().unreachable().isEmpty()) {
      result = ExitCode.UNREACHABLE_OR_PARSE_ERROR;
    } else {
      result = some ? ExitCode.FAILED_HOSTS : ExitCode.OK;
    }
    state.endBatch(failed);
  }

  private Strategy strategy(
      PlayContext context,
      List<PlanNode.Group> plan,
      FailureRules rules,
      StepQuestions questions,
      PlayKeywords keywords) {
    var expansion = new Includes(context, includes);
    Play play = keywords.play();
    String name = strategyName(keywords);
    boolean together = !Set.of("free", "mitogen_free", "host_pinned").contains(name);
    String pattern = keywords.pattern();
    var meta = new MetaActions(context, together, () -> refresh(context.play(), keywords, pattern));
    return switch (name) {
      case "linear", "debug", "mitogen_linear" ->
          new Lockstep(context, plan, meta, expansion, rules, questions);
      case "free", "mitogen_free" ->
          new FreeStrategy(context, meta, expansion, rules, questions, Integer.MAX_VALUE);
      case "host_pinned" ->
          new FreeStrategy(
              context, meta, expansion, rules, questions, services.settings().behaving().forks());
      default ->
          throw new JplayException(
              Diagnostic.error(
                      "JP1906",
                      "unknown strategy",
                      play.keywords()
                          .get(Keyword.STRATEGY)
                          .map(v -> v.tag().origin())
                          .orElse(play.where()))
                  .withDetail("Invalid play strategy specified: " + name)
                  .withHint("one of linear, free, host_pinned, debug"));
    };
  }

  /// Reads the sources anew. Hosts that the play's pattern does not name any more leave it; new
  /// ones come with the next play (like ansible-core 2.18 plugins/strategy/__init__.py
  /// _set_hosts_cache).
  private void refresh(PlayState playState, PlayKeywords keywords, String pattern) {
    refreshInventory.run();
    List<String> all = hosts(playState.play(), pattern);
    playState.changeHosts(
        all,
        HostOrder.sorted(
            all, keywords.text(Keyword.ORDER).orElse(""), keywords.place(Keyword.ORDER)));
  }

  private String strategyName(PlayKeywords keywords) {
    String name = keywords.text(Keyword.STRATEGY).orElse(services.settings().behaving().strategy());
    return name.substring(name.lastIndexOf('.') + 1);
  }

  /// Files that are not there end the play before its first task.
  private void checkVarsFiles(PlayState playState) {
    if (!playState.files().isEmpty()) {
      playState.batch().forEach(host -> variables.inPlay(host));
    }
  }

  /// The options of the fact gathering task, unless facts are not wanted or, with smart gathering,
  /// all hosts have them.
  private Optional<Dict> gathering(PlayState playState, PlayKeywords keywords) {
    RunSettings.Facts facts = services.settings().facts();
    Optional<Boolean> written = keywords.flag(Keyword.GATHER_FACTS);
    boolean wanted =
        written.orElse(
            switch (facts.gathering()) {
              case "explicit" -> false;
              case "smart" ->
                  playState.batch().stream().anyMatch(h -> !state.learnt(h).facts().isGathered());
              default -> true;
            });
    if (!wanted) {
      return Optional.empty();
    }
    var options = Dict.builder();
    List<String> subset = keywords.texts(Keyword.GATHER_SUBSET);
    List<String> wantedSubset = subset.isEmpty() ? facts.subset() : subset;
    if (!wantedSubset.isEmpty()) {
      options.put("gather_subset", Seq.ofTexts(wantedSubset));
    }
    options.put(
        "gather_timeout",
        keywords.text(Keyword.GATHER_TIMEOUT).orElse(Integer.toString(facts.timeout())));
    keywords
        .text(Keyword.FACT_PATH)
        .or(facts::factPath)
        .ifPresent(path -> options.put("fact_path", path));
    return Optional.of(options.build());
  }
}
