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

  /// What Ansible puts for a variable that is not there.
  private static final Str NOT_DEFINED = Str.of("VARIABLE IS NOT DEFINED!");

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
      case Str s -> shown(s.text(), variable(s, context));
      case Template t -> rendered(t, context.renderer().render(t, scope), context);
      case Int i -> shown("var", i);
      default -> shown("var", context.renderer().renderOrUndefined(var, scope));
    };
  }

  private static Result shown(String name, Value value) {
    return shown().with(name, value instanceof Undefined ? NOT_DEFINED : value);
  }

  /// A template that makes the name of a variable shows that variable, as Ansible does; what comes
  /// from a host is no name.
  private static Result rendered(Template var, Value made, TaskContext context) {
    if (!(made instanceof Str s)) {
      return shown(var.text(), made);
    }
    boolean isName = s.text().matches("[A-Za-z_]\\w*") && !s.isRemote();
    return shown(s.text(), isName ? variable(s, context) : s);
  }

  private static Value variable(Str name, TaskContext context) {
    var template = new Template("{{ " + name.text() + " }}", name.tag());
    return context.renderer().renderOrUndefined(template, context.scope());
  }
}
