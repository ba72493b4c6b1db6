package io.jplay.core.run;

import io.jplay.core.exec.PlannedTask;
import io.jplay.core.exec.RunSettings;
import io.jplay.core.exec.RunView;
import io.jplay.core.exec.VarsRoot;
import io.jplay.core.inventory.Inventory;
import io.jplay.core.playbook.Role;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Renderer;
import io.jplay.core.value.Scope;
import io.jplay.core.value.Str;
import io.jplay.core.vars.FactStore;
import io.jplay.core.vars.HostVariables;
import io.jplay.core.vars.InventoryVariables;
import io.jplay.core.vars.Layer;
import io.jplay.core.vars.LayeredScope;
import io.jplay.core.vars.PlayVariables;
import io.jplay.core.vars.TaskVariables;
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
  private final VarsRoot varsRoot;
  private final AtomicReference<@Nullable PlayState> play = new AtomicReference<>();
  private final Map<PlannedTask, TaskPlace> ofTask = new ConcurrentHashMap<>();
  private final AtomicReference<@Nullable RunMagic> ofRun = new AtomicReference<>();

  private final AtomicReference<@Nullable RunMagic> ofNoPlay = new AtomicReference<>();
  private final AtomicReference<@Nullable HostMagic> ofHosts = new AtomicReference<>();

  /// The special variables of the hosts of one inventory, each made when it is first needed.
  private record HostMagic(Inventory inventory, Dict groups, Map<String, Dict> byHost) {}

  /// What the place of a task gives to it, for all hosts.
  private record TaskPlace(TaskVariables variables, Dict magic) {}

  /// The special variables of the run as long as nothing changes that they are made of.
  private record RunMagic(
      Inventory inventory,
      @Nullable PlayState play,
      List<String> removed,
      List<Role> roles,
      RunState.Out out,
      Dict variables) {}

  RunVariables(RunState state, RunSettings settings, Renderer renderer) {
    this.state = state;
    this.renderer = renderer;
    this.varsRoot = settings.varsRoot();
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

  RunState state() {
    return state;
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
    return task.isPresent() ? scope(host, task, play.get()) : scope(host, task, null);
  }

  /// The variables of a host in the play, outside of its tasks.
  LayeredScope inPlay(String host) {
    return scope(host, Optional.empty(), play.get());
  }

  private LayeredScope scope(String host, Optional<PlannedTask> task, @Nullable PlayState current) {
    Optional<TaskPlace> place = task.map(t -> ofTask.computeIfAbsent(t, this::place));
    var layers = new ArrayList<Dict>(4);
    layers.add(runMagic(current));
    layers.add(hostMagic(host));
    PlayState running = play.get();
    if (current == null && running != null) {
      layers.add(Dict.EMPTY.with("playbook_dir", Str.of(running.directory().toString())));
    }
    place.ifPresent(p -> layers.add(p.magic()));
    List<Dict> files = current == null ? List.of() : files(host, task.isPresent(), current, layers);
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
                inventoryLayers(host, task),
                state.learnt(host),
                Optional.ofNullable(current).map(PlayState::variables),
                files,
                place.map(TaskPlace::variables),
                layers));
    self.set(scope);
    return scope;
  }

  private List<Layer> inventoryLayers(String host, Optional<PlannedTask> task) {
    InventoryVariables known = state.inventoryVariables();
    PlayState current = play.get();
    return current == null
        ? known.layers(host)
        : known.layers(host, varsRoot.directories(current.directory(), task));
  }

  private TaskPlace place(PlannedTask task) {
    return new TaskPlace(
        TaskVariables.of(task.lineage(), task.task(), stack.merge()), magic.ofTask(task));
  }

  /// The variables of the play's files for a host. Their names may use what is weaker than they
  /// are, extra variables and special ones (like ansible-core 2.18 vars/manager.py).
  private List<Dict> files(String host, boolean forTask, PlayState current, List<Dict> magic) {
    VarsFiles files = current.files();
    if (files.isEmpty() || files.isSameForAll()) {
      return files.read(Scope.EMPTY, Dict.EMPTY, false);
    }
    FactStore facts = state.learnt(host).facts();
    PlayVariables of = current.variables();
    Scope weaker =
        stack.scope(
            new VariableStack.Request(
                inventoryLayers(host, Optional.empty()),
                HostVariables.NONE.withFacts(facts.raw()),
                Optional.of(
                    new PlayVariables(of.roleDefaults(), of.vars(), of.prompted(), List.of())),
                List.of(),
                Optional.empty(),
                magic));
    return files.read(weaker, stack.extraVars(), forTask && facts.isGathered());
  }

  @SuppressWarnings("ReferenceEquality") // whether the same inventory is meant is the question
  private HostMagic ofInventory() {
    Inventory inventory = state.inventory();
    HostMagic known = ofHosts.get();
    if (known == null || known.inventory() != inventory) {
      known = new HostMagic(inventory, MagicVariables.groups(inventory), new ConcurrentHashMap<>());
      ofHosts.set(known);
    }
    return known;
  }

  private Dict hostMagic(String host) {
    HostMagic known = ofInventory();
    return known.byHost().computeIfAbsent(host, h -> magic.ofHost(h, known.inventory()));
  }

  /// The variables of a play without a host: for its hosts pattern, its name, its tags.
  Scope playScope(@Nullable PlayState current) {
    return playScope(current, Optional.empty());
  }

  /// The same with those of a task and its roles: for the names of handlers.
  Scope playScope(PlayState current, PlannedTask task) {
    return playScope(current, Optional.of(task));
  }

  private Scope playScope(@Nullable PlayState current, Optional<PlannedTask> task) {
    List<Dict> special = List.of(runMagic(current));
    return stack.scope(
        new VariableStack.Request(
            List.of(),
            HostVariables.NONE,
            Optional.ofNullable(current).map(PlayState::variables),
            List.of(),
            task.map(t -> ofTask.computeIfAbsent(t, this::place).variables()),
            special));
  }

  private Dict runMagic(@Nullable PlayState current) {
    return current == null ? runMagic(current, ofNoPlay) : runMagic(current, ofRun);
  }

  @SuppressWarnings("ReferenceEquality") // whether the same objects are meant is the question
  private Dict runMagic(@Nullable PlayState current, AtomicReference<@Nullable RunMagic> cache) {
    Inventory inventory = state.inventory();
    List<String> removed = current == null ? List.of() : current.removed();
    List<Role> roles = current == null ? List.of() : current.roles();
    RunState.Out out = state.out();
    RunMagic known = cache.get();
    if (known != null
        && known.inventory() == inventory
        && known.play() == current
        && known.removed() == removed
        && known.roles() == roles
        && known.out() == out) {
      return known.variables();
    }
    Dict hostvars =
        HostVarsMap.ofHosts(
            () -> state.inventory().hosts().keySet(),
            host -> scope(host, Optional.empty()),
            renderer);
    Dict made = magic.ofRun(ofInventory().groups(), Optional.ofNullable(current), out, hostvars);
    cache.set(new RunMagic(inventory, current, removed, roles, out, made));
    return made;
  }
}
