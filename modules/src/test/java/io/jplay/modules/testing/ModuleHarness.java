package io.jplay.modules.testing;

import io.jplay.core.api.ActionModule;
import io.jplay.core.api.ControllerModule;
import io.jplay.core.api.Mode;
import io.jplay.core.api.ModuleFailure;
import io.jplay.core.api.ModuleInfo;
import io.jplay.core.api.Result;
import io.jplay.core.api.StateModule;
import io.jplay.core.api.TaskModule;
import io.jplay.core.api.TransportException;
import io.jplay.core.exec.ArgumentBinder;
import io.jplay.core.exec.StateExecution;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// Runs one module from options to result with the engine's binder and its [StateExecution], and a
/// shell of this machine in a scratch directory.
///
/// ```java
/// var host = new ModuleHarness(ShellKind.BUSYBOX, scratch);
/// Result result = host.run(new Lineinfile(), "path", file, "line", "a=1");
/// ```
public final class ModuleHarness {
  private final ProcessSession session;
  private final Path scratch;

  public ModuleHarness(ShellKind shell, Path scratch) {
    this(new ProcessSession(shell, scratch), scratch);
  }

  ModuleHarness(ProcessSession session, Path scratch) {
    this.session = session;
    this.scratch = scratch;
  }

  public ProcessSession session() {
    return session;
  }

  public TestContext context(Mode mode) {
    return new TestContext(mode, scratch);
  }

  /// Runs with options as `name, value, name, value`.
  public Result run(TaskModule<?> module, Object... options) {
    return run(module, context(new Mode(false, true)), options);
  }

  /// As [#run] in check mode.
  public Result check(TaskModule<?> module, Object... options) {
    return run(module, context(new Mode(true, true)), options);
  }

  public Result run(TaskModule<?> module, TestContext context, Object... options) {
    var map = new LinkedHashMap<String, Object>();
    for (int i = 0; i < options.length; i += 2) {
      map.put((String) options[i], options[i + 1]);
    }
    return run(module, context, map);
  }

  public Result run(TaskModule<?> module, TestContext context, Map<String, ?> options) {
    return runTyped(module, context, options);
  }

  private <A extends Record> Result runTyped(
      TaskModule<A> module, TestContext context, Map<String, ?> options) {
    return switch (TestArgs.bind(module, options)) {
      case ArgumentBinder.Bound.Bad bad -> bad.result();
      case ArgumentBinder.Bound.Ok ok -> run(module, ModuleHarness.<A>cast(ok.args()), context);
    };
  }

  @SuppressWarnings("unchecked") // the binder makes a module's own record
  private static <A extends Record> A cast(Record args) {
    return (A) args;
  }

  private <A extends Record> Result run(TaskModule<A> module, A args, TestContext context) {
    ModuleInfo info = module.getClass().getAnnotation(ModuleInfo.class);
    if (context.mode().check() && info.check() == ModuleInfo.Support.NONE) {
      return Result.skipped("does not support check mode");
    }
    try {
      return switch (module) {
        case StateModule<A> m ->
            new StateExecution(session, context.mode()).run(m, m.prepare(args, context));
        case ActionModule<A> m -> m.run(args, context, session);
        case ControllerModule<A> m -> m.run(args, context);
      };
    } catch (ModuleFailure e) {
      return e.result();
    } catch (TransportException e) {
      return Result.failed(e.getMessage());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
