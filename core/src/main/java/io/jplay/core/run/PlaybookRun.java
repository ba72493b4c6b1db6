package io.jplay.core.run;

import io.jplay.core.diag.ExitCode;
import io.jplay.core.diag.JplayException;
import io.jplay.core.event.Event;
import io.jplay.core.event.EventSink;
import io.jplay.core.exec.Services;
import io.jplay.core.exec.TaskExecutor;
import io.jplay.core.inventory.Inventory;
import io.jplay.core.playbook.Play;
import io.jplay.core.playbook.Playbook;
import io.jplay.core.value.Scope;
import io.jplay.core.vars.FactCache;
import io.jplay.core.vars.InventoryVariables;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Runs playbooks one after the other on an inventory. One object is one run; the calling thread is
/// the play thread.
public final class PlaybookRun {
  private final Services services;
  private final RunState state;
  private final RunVariables variables;
  private final IncludeLoader includes;
  private final Supplier<Inventory> readInventory;
  private final EventSink events;

  /// `readInventory` reads the sources anew (`meta: refresh_inventory`); `facts` are known from
  /// earlier runs; `stop` may be asked by any thread.
  public PlaybookRun(
      Services services,
      Inventory inventory,
      InventoryVariables inventoryVariables,
      IncludeLoader includes,
      Supplier<Inventory> readInventory,
      FactCache facts,
      StopRequest stop,
      EventSink events) {
    this.services = services;
    this.state = new RunState(inventory, inventoryVariables, facts, stop);
    this.variables = new RunVariables(state, services.settings(), services.renderer());
    this.includes = includes;
    this.readInventory = readInventory;
    this.events = events;
  }

  /// The variables of a host before any play, for inventory listings and lookups of the command
  /// line.
  public Scope variables(String host) {
    return variables.scope(host, Optional.empty());
  }

  /// Runs everything and says how it ended. Throws JplayException for what stops the run as a
  /// whole.
  public ExitCode run(List<Playbook> playbooks) throws InterruptedException {
    var settings = services.settings();
    var planner =
        new Planner(
            services.renderer(),
            new TagFilter(settings.selecting().tags(), settings.selecting().skipTags()));
    var limit = new HostLimit(settings.selecting().limit(), state::inventory);
    ExitCode code = ExitCode.ERROR;
    boolean stopped = false;
    try (var workers =
        new Workers(new TaskExecutor(services, variables), settings.behaving().forks())) {
      var runner =
          new PlayRunner(
              services,
              state,
              variables,
              planner,
              workers,
              includes,
              () -> state.refreshInventory(readInventory.get()),
              limit,
              events);
      long number = 0;
      for (Playbook playbook : playbooks) {
        if (runner.result() != ExitCode.OK) {
          break;
        }
        events.accept(
            new Event.PlaybookStarted(
                services.clock().instant(), playbook.file().toString(), playbook.plays().size()));
        for (Play play : playbook.plays()) {
          if (!runner.isEnded() && !state.isStopping()) {
            runner.run(play, ++number);
          }
        }
      }
      code = runner.result();
      runner
          .startAt()
          .problem()
          .ifPresent(d -> events.accept(new Event.Problem(services.clock().instant(), d)));
    } catch (JplayException e) {
      stopped = true;
      throw e;
    } finally {
      if (state.isStopping()) {
        code = ExitCode.INTERRUPTED;
      }
      events.accept(
          new Event.RunEnded(
              services.clock().instant(), state.recap(), state.customStats(), code, stopped));
    }
    return code;
  }
}
