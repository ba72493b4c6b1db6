package io.jplay.core.vars;

import io.jplay.core.value.Dict;
import io.jplay.core.value.Merge;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Stacks the levels of variables for one reader: a host, or a host with a task. Thread-safe.
public final class VariableStack {
  /// `ansible_facts` is there before anything was gathered.
  private static final Layer NO_FACTS =
      new Layer(Level.ROLE_DEFAULTS, Dict.EMPTY.with("ansible_facts", Dict.EMPTY));

  private final Merge merge;
  private final Dict extraVars;
  private final boolean injectFacts;

  public VariableStack(Merge merge, Dict extraVars, boolean injectFacts) {
    this.merge = merge;
    this.extraVars = extraVars;
    this.injectFacts = injectFacts;
  }

  public Merge merge() {
    return merge;
  }

  public Dict extraVars() {
    return extraVars;
  }

  /// What is stacked. `play`, `files` and `task` are empty for a view without a task (`hostvars`);
  /// `files` are the variables of the play's `vars_files` for this host, one mapping for each file;
  /// `magic` are the special variables, outermost first; `inventory` the host's layers from
  /// [InventoryVariables#layers].
  public record Request(
      List<Layer> inventory,
      HostVariables learnt,
      Optional<PlayVariables> play,
      List<Dict> files,
      Optional<TaskVariables> task,
      List<Dict> magic) {
    public Request {
      inventory = List.copyOf(inventory);
      files = List.copyOf(files);
      magic = List.copyOf(magic);
    }
  }

  public LayeredScope scope(Request request) {
    var layers = new ArrayList<Layer>(24);
    layers.add(NO_FACTS);
    request.play().ifPresent(p -> add(Level.ROLE_DEFAULTS, p.roleDefaults(), layers));
    request.task().ifPresent(t -> layers.add(new Layer(Level.ROLE_DEFAULTS, t.roleDefaults())));
    layers.addAll(request.inventory());
    HostVariables learnt = request.learnt();
    if (!learnt.facts().raw().isEmpty()) {
      layers.add(new Layer(Level.FACTS, learnt.facts().variables(injectFacts)));
    }
    request.play().ifPresent(p -> addPlay(p, request.files(), layers));
    request
        .task()
        .ifPresent(t -> {
          layers.add(new Layer(Level.ROLE_VARS, t.roleVariables()));
          layers.addAll(t.blocks());
        });
    layers.add(new Layer(Level.INCLUDE_VARS, learnt.included()));
    layers.add(new Layer(Level.SET_FACTS, learnt.set()));
    request
        .task()
        .ifPresent(t -> {
          layers.add(new Layer(Level.ROLE_PARAMS, t.roleParameters()));
          layers.add(new Layer(Level.INCLUDE_PARAMS, t.includes()));
        });
    layers.add(new Layer(Level.EXTRA_VARS, extraVars));
    add(Level.MAGIC, request.magic(), layers);
    return new LayeredScope(layers, merge);
  }

  private static void addPlay(PlayVariables play, List<Dict> files, List<Layer> layers) {
    layers.add(new Layer(Level.PLAY_VARS, play.vars()));
    layers.add(new Layer(Level.PLAY_VARS_PROMPT, play.prompted()));
    add(Level.PLAY_VARS_FILES, files, layers);
    add(Level.ROLE_VARS, play.roleVars(), layers);
  }

  private static void add(Level level, List<Dict> all, List<Layer> layers) {
    all.forEach(variables -> layers.add(new Layer(level, variables)));
  }
}
