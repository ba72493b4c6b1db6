package io.jplay.core.vars;

import io.jplay.core.playbook.Block;
import io.jplay.core.playbook.Lineage;
import io.jplay.core.playbook.Role;
import io.jplay.core.playbook.Task;
import io.jplay.core.value.Dict;
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

  /// What is stacked. `lineage` and `task` are absent for a view without a task (`hostvars`);
  /// `magic` are the special variables, outermost first; `inventory` the host's layers from
  /// [InventoryVariables#layers].
  public record Request(
      String host,
      List<Layer> inventory,
      HostVariables learnt,
      Optional<PlayVariables> play,
      Optional<Lineage> lineage,
      Optional<Task> task,
      List<Dict> magic) {
    public Request {
      inventory = List.copyOf(inventory);
      magic = List.copyOf(magic);
    }
  }

  public LayeredScope scope(Request request) {
    var layers = new ArrayList<Layer>(24);
    List<Role> chain = request.lineage().map(Lineage::roles).orElse(List.of());
    layers.add(NO_FACTS);
    request.play().ifPresent(p -> layers.add(new Layer(Level.ROLE_DEFAULTS, p.roleDefaults())));
    for (Role role : chain) {
      layers.add(new Layer(Level.ROLE_DEFAULTS, PlayVariables.defaultsOf(role, merge)));
    }
    layers.addAll(request.inventory());
    if (!request.learnt().facts().raw().isEmpty()) {
      layers.add(new Layer(Level.FACTS, request.learnt().facts().variables(injectFacts)));
    }
    request.play().ifPresent(p -> addPlay(layers, p, request.host()));
    for (Role role : chain) {
      layers.add(new Layer(Level.ROLE_VARS, role.variables()));
    }
    List<Block> blocks = request.lineage().map(Lineage::blocks).orElse(List.of());
    for (Block block : blocks) {
      layers.add(new Layer(Level.BLOCK_VARS, block.keywords().vars()));
    }
    request.task().ifPresent(t -> layers.add(new Layer(Level.TASK_VARS, t.keywords().vars())));
    layers.add(new Layer(Level.INCLUDE_VARS, request.learnt().included()));
    layers.add(new Layer(Level.SET_FACTS, request.learnt().set()));
    for (Role role : chain) {
      layers.add(new Layer(Level.ROLE_PARAMS, role.parameters()));
    }
    for (Block block : blocks) {
      // like ansible-core 2.18 playbook/task.py: those of static imports are block variables
      if (block.included()) {
        layers.add(new Layer(Level.INCLUDE_PARAMS, block.keywords().vars()));
      }
    }
    layers.add(new Layer(Level.EXTRA_VARS, extraVars));
    request.magic().forEach(m -> layers.add(new Layer(Level.MAGIC, m)));
    return new LayeredScope(layers, merge);
  }

  private static void addPlay(List<Layer> layers, PlayVariables play, String host) {
    layers.add(new Layer(Level.PLAY_VARS, play.vars()));
    layers.add(new Layer(Level.PLAY_VARS_PROMPT, play.prompted()));
    layers.add(new Layer(Level.PLAY_VARS_FILES, play.filesByHost().getOrDefault(host, Dict.EMPTY)));
    layers.add(new Layer(Level.ROLE_VARS, play.roleVars()));
  }
}
