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
import io.jplay.core.template.PythonText;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Scope;
import io.jplay.core.value.Str;
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
    boolean failed = outcome.isFailed() && !outcome.ignored();
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
    while (true) {
      Optional<String> line = context.services().prompter().ask(said + prompt, false, 0);
      if (line.isEmpty()) {
        throw new InterruptedException("the task debugger was left: no terminal to ask on");
      }
      String command = line.get().strip();
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
        case "h", "help", "?" -> said = HELP;
        default -> {
          Matcher assignment = ASSIGNMENT.matcher(command);
          try {
            if (assignment.matches()) {
              task = assigned(task, assignment, scope(task, outcome, name));
              said = "";
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
    String expression =
        command
            .replaceFirst("^(p|pp|pprint)\\s+", "")
            .replace("._result", "")
            .replace("task_vars", "vars");
    if (expression.equals("task") || expression.equals("host")) {
      return PythonText.str(scope.lookup(expression.equals("task") ? "task_name" : "host"));
    }
    return PythonText.repr(
        context.services().renderer().evaluate(expression, scope, SourceRange.NONE));
  }

  private Scope scope(PlannedTask task, TaskOutcome outcome, String name) {
    Scope variables = context.scope(task, outcome.host());
    Value arguments =
        context.services().renderer().renderOrUndefined(task.task().action().options(), variables);
    return variables.with(
        Map.of(
            "task",
            Dict.builder().put("name", name).put("args", arguments).build(),
            "task_name",
            Str.of(name),
            "task_vars",
            variables.lookup("vars"),
            "host",
            Str.of(outcome.host()),
            "result",
            outcome.shown()));
  }

  private PlannedTask assigned(PlannedTask planned, Matcher assignment, Scope scope) {
    Value value =
        context.services().renderer().evaluate(assignment.group(4), scope, SourceRange.NONE);
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
      action =
          new Action(
              action.module(),
              action.options().with(key, value),
              action.freeForm(),
              action.whole(),
              action.where());
    }
    var edited = new Task(keywords, action, old.loop(), old.file(), old.where());
    return new PlannedTask(
        planned.id(), edited, planned.lineage(), planned.isHandler(), planned.tags());
  }
}
