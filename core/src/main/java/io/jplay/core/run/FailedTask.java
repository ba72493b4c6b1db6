package io.jplay.core.run;

import io.jplay.core.diag.JplayException;
import io.jplay.core.exec.PlannedTask;
import io.jplay.core.playbook.Action;
import io.jplay.core.playbook.Keyword;
import io.jplay.core.template.PythonText;
import io.jplay.core.value.Bool;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Int;
import io.jplay.core.value.Null;
import io.jplay.core.value.Real;
import io.jplay.core.value.Renderer;
import io.jplay.core.value.Scope;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Template;
import io.jplay.core.value.Value;
import java.util.Map;
import java.util.Optional;

/// `ansible_failed_task`, which a rescue reads: the task with its name and options rendered, its
/// other keywords as they are written, and those that nobody wrote (like ansible-core 2.18, what
/// `serialize` of a task gives, without its identifiers). The options of a loop are as written.
final class FailedTask {
  private static final Dict UNWRITTEN =
      Dict.builder()
          .putAll(all(Null.NULL, "delegate_to", "delegate_facts", "notify"))
          .putAll(all(Seq.EMPTY, "collections", "tags", "when"))
          .put("name", "")
          .putAll(all(Null.NULL, "connection", "port", "remote_user"))
          .put("vars", Dict.EMPTY)
          .putAll(all(Seq.EMPTY, "module_defaults", "environment"))
          .putAll(all(Null.NULL, "no_log", "run_once", "ignore_errors", "ignore_unreachable"))
          .putAll(all(Bool.of(false), "check_mode", "diff", "any_errors_fatal"))
          .putAll(all(Int.of(0), "throttle", "timeout"))
          .put("debugger", Null.NULL)
          .put("become", false)
          .putAll(all(Null.NULL, "become_method", "become_user", "become_flags", "become_exe"))
          .put("args", Dict.EMPTY)
          .put("action", "")
          .putAll(all(Int.of(0), "async_val", "async"))
          .put("changed_when", Seq.EMPTY)
          .put("delay", Real.of(5))
          .put("failed_when", Seq.EMPTY)
          .putAll(all(Null.NULL, "loop", "loop_control"))
          .put("poll", 15)
          .putAll(all(Null.NULL, "register", "retries"))
          .put("until", Seq.EMPTY)
          .put("loop_with", Null.NULL)
          .build();

  private final Renderer renderer;

  FailedTask(Renderer renderer) {
    this.renderer = renderer;
  }

  private static Dict all(Value value, String... names) {
    var all = Dict.builder();
    for (String name : names) {
      all.put(name, value);
    }
    return all.build();
  }

  Dict of(PlannedTask planned, Scope scope, Optional<String> named) {
    Action action = planned.task().action();
    var all = Dict.builder().putAll(UNWRITTEN);
    for (Map.Entry<Keyword, Value> keyword : planned.task().keywords().values().entrySet()) {
      String name = keyword.getKey().key();
      if (UNWRITTEN.has(name)) {
        boolean isList = UNWRITTEN.get(name).orElse(Null.NULL) instanceof Seq;
        Value value = Template.asWritten(keyword.getValue());
        all.put(name, isList && !(value instanceof Seq) ? Seq.of(value) : value);
      }
    }
    Dict options = action.options();
    Dict arguments = action.freeForm().map(t -> options.with("_raw_params", t)).orElse(options);
    planned
        .task()
        .keywords()
        .get(Keyword.NAME)
        .map(name -> named.<Value>map(Str::of).orElseGet(() -> rendered(name, scope)))
        .ifPresent(name -> all.put("name", name));
    return all.put("tags", Seq.ofTexts(planned.tags()))
        .put("action", Str.of(PythonText.str(action.module())))
        .put(
            "args",
            planned.task().loop().isPresent()
                ? Template.asWritten(arguments)
                : rendered(arguments, scope))
        .build();
  }

  /// What cannot be rendered, which may be why the task failed, stays as it is written.
  private Value rendered(Value value, Scope scope) {
    try {
      return renderer.render(value, scope);
    } catch (JplayException e) {
      return Template.asWritten(value);
    }
  }
}
