package io.jplay.core.run;

import io.jplay.core.exec.PlannedTask;
import io.jplay.core.exec.RunSettings;
import io.jplay.core.exec.RunView;
import io.jplay.core.inventory.Inventory;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Renderer;
import io.jplay.core.value.Scope;
import io.jplay.core.vars.LayeredScope;
import io.jplay.core.vars.VariableStack;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// The run as tasks read it: puts together what the ledger, the play and the inventory know. Read
/// by many threads; the play thread says which play is on.
final class RunVariables implements RunView {
  private final RunState state;
  private final VariableStack stack;
  private final MagicVariables magic;
  private final Renderer renderer;
  private final AtomicReference<@Nullable PlayState> play = new AtomicReference<>();
  private final Map<PlannedTask, Dict> ofTask = new ConcurrentHashMap<>();
  private final AtomicReference<@Nullable RunMagic> ofRun = new AtomicReference<>();

  private final AtomicReference<@Nullable HostMagic> ofHosts = new AtomicReference<>();

  /// The special variables of the hosts of one inventory, each made when it is first needed.
  private record HostMagic(Inventory inventory, Map<String, Dict> byHost) {}

  /// The special variables of the run as long as neither inventory nor active hosts change.
  private record RunMagic(
      Inventory inventory, @Nullable PlayState play, List<String> active, Dict variables) {}

  RunVariables(RunState state, RunSettings settings, Renderer renderer) {
    this.state = state;
    this.renderer = renderer;
    this.magic = new MagicVariables(settings);
    this.stack =
        new VariableStack(settings.merge(), settings.extraVars(), settings.facts().inject());
  }

  void enter(PlayState entered) {
    play.set(entered);
    ofTask.clear();
  }

  void leave() {
    play.set(null);
  }

  VariableStack stack() {
    return stack;
  }

  @Override
  public Inventory inventory() {
    return state.inventory();
  }

  @Override
  public boolean isImplicitLocal(String host) {
    boolean local = host.equals("localhost") || host.equals("127.0.0.1") || host.equals("::1");
    return local && state.inventory().host(host).map(h -> h.implicit()).orElse(true);
  }

  @Override
  public Scope scope(String host, Optional<PlannedTask> task) {
    PlayState current = play.get();
    var layers = new ArrayList<Dict>(4);
    layers.add(runMagic(current));
    layers.add(hostMagic(host));
    task.ifPresent(t -> layers.add(ofTask.computeIfAbsent(t, magic::ofTask)));
    var self = new AtomicReference<@Nullable LayeredScope>();
    layers.add(
        Dict.EMPTY.with(
            "vars",
            LayeredScope.lazily(() -> {
              LayeredScope scope = self.get();
              return scope == null ? Dict.EMPTY : scope.flattened();
            })));
    LayeredScope scope =
        stack.scope(
            new VariableStack.Request(
                host,
                state.inventoryVariables().layers(host),
                state.learnt(host),
                Optional.ofNullable(current).map(PlayState::variables),
                task.map(PlannedTask::lineage),
                task.map(PlannedTask::task),
                layers));
    self.set(scope);
    return scope;
  }

  @SuppressWarnings("ReferenceEquality") // whether the same inventory is meant is the question
  private Dict hostMagic(String host) {
    Inventory inventory = state.inventory();
    HostMagic known = ofHosts.get();
    if (known == null || known.inventory() != inventory) {
      known = new HostMagic(inventory, new ConcurrentHashMap<>());
      ofHosts.set(known);
    }
    return known.byHost().computeIfAbsent(host, h -> magic.ofHost(h, inventory));
  }

  /// The variables of a play without a host: for its hosts pattern, its name, its tags.
  Scope playScope(@Nullable PlayState current) {
    return stack.scope(
        new VariableStack.Request(
            "",
            List.of(),
            io.jplay.core.vars.HostVariables.NONE,
            Optional.ofNullable(current).map(PlayState::variables),
            Optional.empty(),
            Optional.empty(),
            List.of(runMagic(current))));
  }

  @SuppressWarnings("ReferenceEquality") // whether the same objects are meant is the question
  private Dict runMagic(@Nullable PlayState current) {
    Inventory inventory = state.inventory();
    List<String> active = current == null ? List.of() : current.active();
    RunMagic known = ofRun.get();
    if (known != null
        && known.inventory() == inventory
        && known.play() == current
        && known.active() == active) {
      return known.variables();
    }
    Dict hostvars =
        HostVarsMap.ofHosts(
            () -> state.inventory().hosts().keySet(),
            host -> scope(host, Optional.empty()),
            renderer);
    Dict made = magic.ofRun(inventory, Optional.ofNullable(current), state::isOut, hostvars);
    ofRun.set(new RunMagic(inventory, current, active, made));
    return made;
  }
}
