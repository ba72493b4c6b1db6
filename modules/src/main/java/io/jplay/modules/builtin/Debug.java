package io.jplay.modules.builtin;

import io.jplay.core.api.ControllerModule;
import io.jplay.core.api.ModuleInfo;
import io.jplay.core.api.Option;
import io.jplay.core.api.Result;
import io.jplay.core.api.TaskContext;
import io.jplay.core.event.Status;
import io.jplay.core.value.Int;
import io.jplay.core.value.Null;
import io.jplay.core.value.Scope;
import io.jplay.core.value.Str;
import io.jplay.core.value.Template;
import io.jplay.core.value.Undefined;
import io.jplay.core.value.Value;

/// Shows a message or the value of an expression. Imitates ansible.builtin.debug.
@ModuleInfo(summary = "Print statements during execution", mutuallyExclusive = "msg,var")
public final class Debug implements ControllerModule<Debug.Args> {
  public record Args(
      @Option("Hello world!") Value msg,
      @Option(raw = true) Value var,
      @Option("0") int verbosity) {}

  private static final String NOT_DEFINED = "VARIABLE IS NOT DEFINED!";

  @Override
  public Result run(Args a, TaskContext context) {
    if (context.verbosity() < a.verbosity()) {
      return Result.ok()
          .withStatus(Status.SKIPPED)
          .with("skipped_reason", "Verbosity threshold not met.");
    }
    if (a.var() instanceof Null) {
      return shown().with("msg", a.msg());
    }
    return variableOf(a.var(), context);
  }

  /// A result that views show in full: it is what the task is for.
  private static Result shown() {
    return Result.ok().with("_ansible_verbose_always", true);
  }

  private static Result variableOf(Value var, TaskContext context) {
    Scope scope = context.scope();
    return switch (var) {
      case Str s -> shown(s.text(), variable(s, context), context);
      case Template t -> rendered(t, context.renderer().render(t, scope), context);
      case Int i -> shown("var", i, context);
      default -> shown("var", context.renderer().renderOrUndefined(var, scope), context);
    };
  }

  private static Result shown(String name, Value value, TaskContext context) {
    return shown().with(name, value instanceof Undefined u ? notDefined(u, context) : value);
  }

  /// What Ansible puts for a variable that is not there; with `-v` also the reason.
  private static Str notDefined(Undefined value, TaskContext context) {
    return context.verbosity() == 0
        ? Str.of(NOT_DEFINED)
        : new Str(NOT_DEFINED + ": " + value.message(), value.tag());
  }

  /// A template that makes the name of a variable shows that variable, as Ansible does; what comes
  /// from a host is no name.
  private static Result rendered(Template var, Value made, TaskContext context) {
    if (!(made instanceof Str s)) {
      return shown(var.text(), made, context);
    }
    boolean isName = s.text().matches("[A-Za-z_]\\w*") && !s.isRemote();
    return shown(s.text(), isName ? variable(s, context) : s, context);
  }

  private static Value variable(Str name, TaskContext context) {
    var template = new Template("{{ " + name.text() + " }}", name.tag());
    return context.renderer().renderOrUndefined(template, context.scope());
  }
}
