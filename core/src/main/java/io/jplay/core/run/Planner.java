package io.jplay.core.run;

import io.jplay.core.exec.PlannedTask;
import io.jplay.core.playbook.Action;
import io.jplay.core.playbook.Block;
import io.jplay.core.playbook.Keyword;
import io.jplay.core.playbook.Keywords;
import io.jplay.core.playbook.Lineage;
import io.jplay.core.playbook.Node;
import io.jplay.core.playbook.Play;
import io.jplay.core.playbook.Task;
import io.jplay.core.source.SourceRange;
import io.jplay.core.template.PythonText;
import io.jplay.core.value.Bool;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Null;
import io.jplay.core.value.Renderer;
import io.jplay.core.value.Scope;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Undefined;
import io.jplay.core.value.Value;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// Makes plans of plays and includes: applies tags, gives every task its lineage and number, puts
/// fact gathering and handler flushes in their places.
public final class Planner {
  private final Renderer renderer;
  private final TagFilter filter;
  private final AtomicLong numbers = new AtomicLong();

  public Planner(Renderer renderer, TagFilter filter) {
    this.renderer = renderer;
    this.filter = filter;
  }

  /// The whole play, block by block. `gather` is the options of the fact gathering task, if there
  /// is to be one; `scope` the play's variables (tags may be templates).
  List<PlanNode.Group> play(Play play, Optional<Dict> gather, boolean forceHandlers, Scope scope) {
    Lineage lineage = Lineage.of(play);
    var plan = new ArrayList<PlanNode.Group>();
    gather
        .flatMap(options -> gathering(play, options, lineage))
        .ifPresent(task -> plan.add(PlanNode.Group.of(List.of(task))));
    section(play.preTasks(), lineage, forceHandlers, scope, plan);
    var middle = new ArrayList<Node>(play.roles());
    middle.addAll(play.tasks());
    section(middle, lineage, forceHandlers, scope, plan);
    section(play.postTasks(), lineage, forceHandlers, scope, plan);
    return plan;
  }

  private Optional<PlanNode> gathering(Play play, Dict options, Lineage lineage) {
    var tags = tagsOf(play);
    tags.add("always");
    if (!filter.selects(tags)) {
      return Optional.empty();
    }
    Map<Keyword, Value> keywords = new EnumMap<>(Keyword.class);
    keywords.put(Keyword.NAME, Str.of("Gathering Facts"));
    // a play that runs once still knows each of its hosts by its own facts
    keywords.put(Keyword.RUN_ONCE, Bool.of(false));
    var action =
        new Action(
            Str.of("ansible.builtin.gather_facts"),
            options,
            Optional.empty(),
            Optional.empty(),
            play.where());
    var task =
        new Task(new Keywords(keywords), action, Optional.empty(), play.file(), play.where());
    return Optional.of(new PlanNode.Step(new PlannedTask(next(), task, lineage, false, tags)));
  }

  private List<String> tagsOf(Play play) {
    var tags = new ArrayList<String>();
    for (Keywords imported : play.imports()) {
      imported.get(Keyword.TAGS).ifPresent(v -> addTags(v, tags));
    }
    play.keywords().get(Keyword.TAGS).ifPresent(v -> addTags(v, tags));
    return tags;
  }

  private void section(
      List<Node> nodes,
      Lineage lineage,
      boolean forceHandlers,
      Scope scope,
      List<PlanNode.Group> plan) {
    List<PlanNode.Group> planned = blocks(nodes, lineage, false, scope);
    PlanNode flush = new PlanNode.Step(meta("flush_handlers", lineage));
    if (forceHandlers) {
      plan.add(new PlanNode.Group(List.copyOf(planned), List.of(), List.of(flush)));
    } else {
      plan.addAll(planned);
      plan.add(PlanNode.Group.of(List.of(flush)));
    }
  }

  /// A task that nobody wrote.
  private PlannedTask meta(String what, Lineage lineage) {
    Play play = lineage.play();
    var action =
        new Action(
            Str.of("meta"),
            Dict.EMPTY,
            Optional.of(Str.of(what)),
            Optional.empty(),
            SourceRange.NONE);
    var task = new Task(Keywords.NONE, action, Optional.empty(), play.file(), play.where());
    return new PlannedTask(next(), task, lineage, false, List.of("always"));
  }

  /// A list of tasks and blocks as a row of blocks: tasks that follow each other share one, and
  /// what a role or an include holds stands in the row itself (like ansible-core 2.18
  /// playbook/helpers.py load_list_of_blocks). A failure leaves the row where it is.
  private List<PlanNode.Group> blocks(
      List<Node> nodes, Lineage lineage, boolean handlers, Scope scope) {
    var row = new ArrayList<PlanNode.Group>();
    var tasks = new ArrayList<Node>();
    for (Node node : nodes) {
      switch (node) {
        case Task task -> tasks.add(task);
        case Block block -> {
          addBlock(tasks, lineage, handlers, scope, row);
          row.addAll(blocks(block, lineage, handlers, scope));
        }
      }
    }
    addBlock(tasks, lineage, handlers, scope, row);
    return row;
  }

  private void addBlock(
      List<Node> tasks, Lineage lineage, boolean handlers, Scope scope, List<PlanNode.Group> row) {
    List<PlanNode> planned = plan(tasks, lineage, handlers, scope);
    tasks.clear();
    if (!planned.isEmpty()) {
      row.add(PlanNode.Group.of(planned));
    }
  }

  private List<PlanNode.Group> blocks(Block block, Lineage lineage, boolean handlers, Scope scope) {
    boolean isContainer = block.role().isPresent() || block.included();
    if (!isContainer || !block.rescue().isEmpty() || !block.always().isEmpty()) {
      PlanNode.Group group = group(block, lineage, handlers, scope);
      return group.isEmpty() ? List.of() : List.of(group);
    }
    Lineage inner = lineage.inside(block);
    List<PlanNode.Group> row = blocks(block.block(), inner, handlers, scope);
    if (block.role().isPresent()) {
      row.add(PlanNode.Group.of(List.of(completion(inner))));
    }
    return row;
  }

  /// Tells that a host has come to the end of a role.
  private PlanNode completion(Lineage role) {
    return new PlanNode.Step(meta(RoleProgress.COMPLETE, role));
  }

  /// Nodes below a lineage, without the tasks that tags leave out; blocks with nothing left are
  /// dropped.
  private List<PlanNode> plan(List<Node> nodes, Lineage lineage, boolean handlers, Scope scope) {
    var plan = new ArrayList<PlanNode>();
    for (Node node : nodes) {
      switch (node) {
        case Task task -> {
          List<String> tags = tags(task, lineage, scope);
          if (handlers || filter.selects(tags)) {
            plan.add(new PlanNode.Step(new PlannedTask(next(), task, lineage, handlers, tags)));
          }
        }
        case Block block -> {
          PlanNode.Group group = group(block, lineage, handlers, scope);
          if (!group.isEmpty()) {
            plan.add(group);
          }
        }
      }
    }
    return plan;
  }

  /// What a task includes; what a handler includes are handlers.
  List<PlanNode.Group> included(Block block, PlannedTask include, Scope scope) {
    return blocks(block, include.lineage(), include.isHandler(), scope);
  }

  private PlanNode.Group group(Block block, Lineage lineage, boolean handlers, Scope scope) {
    Lineage inner = lineage.inside(block);
    List<PlanNode> main = plan(block.block(), inner, handlers, scope);
    if (block.role().isPresent()) {
      main.add(completion(inner));
    }
    return new PlanNode.Group(
        main,
        plan(block.rescue(), inner, handlers, scope),
        plan(block.always(), inner, handlers, scope));
  }

  /// The handlers of a play in the order in which they run: those of its roles, its own, those of
  /// roles that tasks import. Tags do not apply.
  List<PlannedTask> handlers(Play play) {
    var handlers = handlers(PlayRoles.listed(play));
    addHandlers(play.handlers(), Lineage.of(play), handlers);
    handlers.addAll(handlers(PlayRoles.imported(play)));
    return handlers;
  }

  List<PlannedTask> handlers(List<PlayRoles.Used> roles) {
    var handlers = new ArrayList<PlannedTask>();
    roles.forEach(used -> addHandlers(used.role().handlers(), used.ofHandlers(), handlers));
    return handlers;
  }

  private void addHandlers(List<Node> nodes, Lineage lineage, List<PlannedTask> handlers) {
    for (Node node : nodes) {
      switch (node) {
        case Task task -> handlers.add(new PlannedTask(next(), task, lineage, true, List.of()));
        case Block block -> addHandlers(block.block(), lineage.inside(block), handlers);
      }
    }
  }

  private List<String> tags(Task task, Lineage lineage, Scope scope) {
    var tags = new ArrayList<String>();
    for (Value level : lineage.all(task, Keyword.TAGS)) {
      for (Value part : level instanceof Seq s ? s.items() : List.of(level)) {
        Value rendered = renderer.renderOrUndefined(part, scope);
        addTags(rendered instanceof Undefined ? part : rendered, tags);
      }
    }
    return tags;
  }

  private static void addTags(Value value, List<String> tags) {
    switch (value) {
      case Seq s -> s.items().forEach(v -> addTags(v, tags));
      case Null n -> {}
      case Value v -> tags.add(PythonText.str(v));
    }
  }

  private long next() {
    return numbers.incrementAndGet();
  }
}
