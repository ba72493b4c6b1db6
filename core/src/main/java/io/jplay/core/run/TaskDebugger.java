package io.jplay.core.run;

import io.jplay.core.diag.JplayException;
import io.jplay.core.event.Status;
import io.jplay.core.exec.PlannedTask;
import io.jplay.core.exec.TaskOutcome;
import io.jplay.core.playbook.Action;
import io.jplay.core.playbook.Keyword;
import io.jplay.core.playbook.Keywords;
import io.jplay.core.playbook.Task;
import io.jplay.core.source.SourceRange;
import io.jplay.core.template.PrettyText;
import io.jplay.core.template.PythonText;
import io.jplay.core.value.Bool;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Masking;
import io.jplay.core.value.Renderer;
import io.jplay.core.value.Scope;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Undefined;
import io.jplay.core.value.Value;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The task debugger (`debugger:`, strategy debug): after a result the operator may look at the
/// task, change its arguments or variables, and have it done again. Owned by the play thread.
final class TaskDebugger {
  private static final Pattern ASSIGNMENT =
      Pattern.compile("(task\\.args|task_vars)\\[(['\"])(.+?)\\2]\\s*=(?!=)\\s*(.+)");
  private static final Pattern OTHER_ASSIGNMENT = Pattern.compile("[\\w.]+(\\[.*])?\\s*=(?!=).*");
  private static final String RAW = "_raw_params";
  private static final String HELP =
      """

      p EXPR        show task, task.args, task_vars, host or result
      task.args['KEY'] = VALUE, task_vars['KEY'] = VALUE
                    change an argument or a variable of the task
      u             make the task anew of changed variables
      r             redo the task
      c             continue
      q             quit

      """;

  private final PlayContext context;
  private final boolean everywhere;

  /// `everywhere`: tasks that fail are debugged without a `debugger` keyword.
  TaskDebugger(PlayContext context, boolean everywhere) {
    this.context = context;
    this.everywhere = everywhere;
  }

  /// Whether the operator is to be asked about a result (like ansible-core 2.18, "Debugging
  /// tasks").
  boolean isWanted(TaskOutcome outcome) {
    boolean failed =
        outcome.isFailed()
            && (!outcome.ignored() || context.services().settings().behaving().debugsIgnored());
    boolean unreachable = outcome.isUnreachable();
    Optional<String> written =
        context
            .keyword(outcome.task(), Keyword.DEBUGGER, outcome.host())
            .map(PythonText::str)
            .filter(t -> !t.isEmpty());
    return switch (written.orElse("")) {
      case "always" -> true;
      case "never" -> false;
      case "on_failed" -> failed;
      case "on_unreachable" -> unreachable;
      case "on_skipped" -> outcome.status() == Status.SKIPPED;
      default -> everywhere && (failed || unreachable);
    };
  }

  /// Asks until the operator goes on: the task to do again, or empty to continue. Quitting, also by
  /// the end of the input, interrupts the run.
  Optional<PlannedTask> ask(TaskOutcome outcome) throws InterruptedException {
    PlannedTask task = outcome.task();
    String kind = task.isHandler() ? "HANDLER: " : "TASK: ";
    String name = kind + context.ref(task, outcome.host()).name();
    String prompt = "[" + outcome.host() + "] " + name + " (debug)> ";
    String said = "";
    String before = "";
    while (true) {
      Optional<String> line = context.services().prompter().ask(said + prompt, false, 0);
      if (line.isEmpty()) {
        throw new InterruptedException("the task debugger was left: no terminal to ask on");
      }
      // an empty line does the last command again, as in Python's own debugger
      String command = line.get().isBlank() ? before : line.get().strip();
      before = command;
      switch (command) {
        case "", "u", "update_task" -> said = "";
        case "r", "redo" -> {
          return Optional.of(task);
        }
        case "c", "continue" -> {
          return Optional.empty();
        }
        case "q", "quit", "EOF" ->
            throw new InterruptedException("the task debugger was left by q");
        default -> {
          Matcher assignment = ASSIGNMENT.matcher(command);
          try {
            if (assignment.matches()) {
              task = assigned(task, assignment, scope(task, outcome, name));
              said = "";
            } else if (command.matches("(h|help|\\?|p|pp|pprint|(h|help) .*)")) {
              said = HELP;
            } else {
              said = shown(command, scope(task, outcome, name)) + "\n";
            }
          } catch (JplayException e) {
            said = "***" + e.diagnostic().sentence() + "\n";
          }
        }
      }
    }
  }

  private String shown(String command, Scope scope) {
    if (OTHER_ASSIGNMENT.matcher(command).matches()) {
      return "***only task.args['KEY'] and task_vars['KEY'] can be set";
    }
    String expression =
        command
            .replaceFirst("^(p|pp|pprint)\\s+", "")
            .replaceAll("\\bresult\\._(host|task)\\b", "$1")
            .replace("._result", "")
            .replace("task_vars", "vars");
    if (expression.equals("task") || expression.equals("host")) {
      return PythonText.str(scope.lookup(expression.equals("task") ? "task_name" : "host_name"));
    }
    Value shown = context.services().secrets().mask(Masking.masked(value(expression, scope)));
    return PrettyText.of(shown);
  }

  /// Inside a list a number stays one; alone it becomes a text.
  private Value value(String expression, Scope scope) {
    Renderer renderer = context.services().renderer();
    try {
      Value only = renderer.evaluate("[" + expression + "]", scope, SourceRange.NONE);
      if (only instanceof Seq s && s.size() == 1 && !(s.items().getFirst() instanceof Undefined)) {
        return s.items().getFirst();
      }
    } catch (JplayException e) {
      // the same without the brackets says it in the operator's words
    }
    return renderer.evaluate(expression, scope, SourceRange.NONE);
  }

  private Scope scope(PlannedTask task, TaskOutcome outcome, String name) {
    Scope variables = context.scope(task, outcome.host());
    Action action = task.task().action();
    Dict options =
        action.freeForm().map(text -> action.options().with(RAW, text)).orElse(action.options());
    Value arguments = context.services().renderer().renderOrUndefined(options, variables);
    return variables.with(
        Map.of(
            "task",
            written(task.task()).with("args", arguments),
            "task_name",
            Str.of(name),
            "task_vars",
            variables.lookup("vars"),
            "host",
            Dict.builder().put("name", outcome.host()).build(),
            "host_name",
            Str.of(outcome.host()),
            "result",
            outcome.isFailed() ? outcome.shown().with("failed", Bool.of(true)) : outcome.shown()));
  }

  /// The keywords of a task as they stand in the playbook, by their names.
  private static Dict written(Task task) {
    Dict all = Dict.builder().put("action", task.action().module()).build();
    for (Map.Entry<Keyword, Value> keyword : task.keywords().values().entrySet()) {
      all = all.with(keyword.getKey().key(), keyword.getValue());
    }
    return all;
  }

  private PlannedTask assigned(PlannedTask planned, Matcher assignment, Scope scope) {
    Value value = value(assignment.group(4), scope);
    String key = assignment.group(3);
    Task old = planned.task();
    Keywords keywords = old.keywords();
    Action action = old.action();
    if (assignment.group(1).equals("task_vars")) {
      Map<Keyword, Value> all = new EnumMap<>(Keyword.class);
      all.putAll(keywords.values());
      all.put(Keyword.VARS, keywords.vars().with(key, value));
      keywords = new Keywords(all);
    } else {
      boolean free = key.equals(RAW);
      action =
          new Action(
              action.module(),
              free ? action.options() : action.options().with(key, value),
              free ? Optional.of(value) : action.freeForm(),
              action.whole(),
              action.where());
    }
    var edited = new Task(keywords, action, old.loop(), old.file(), old.where());
    return new PlannedTask(
        planned.id(), edited, planned.lineage(), planned.isHandler(), planned.tags());
  }
}
