package io.jplay.modules.testing;

import io.jplay.core.api.ActionModule;
import io.jplay.core.api.ControllerModule;
import io.jplay.core.api.Decision;
import io.jplay.core.api.Effect;
import io.jplay.core.api.Mode;
import io.jplay.core.api.ModuleFailure;
import io.jplay.core.api.Observed;
import io.jplay.core.api.Read;
import io.jplay.core.api.Reads;
import io.jplay.core.api.Result;
import io.jplay.core.api.StateModule;
import io.jplay.core.api.TaskModule;
import io.jplay.core.api.TransportException;
import io.jplay.core.shell.ProgramOutput;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Runs one module from options to result: binds, prepares, reads, decides, applies, reads again
/// and finishes, as the engine does, with a shell of this machine in a scratch directory.
///
/// ```java
/// var host = new ModuleHarness(ShellKind.BUSYBOX, scratch);
/// Result result = host.run(new Lineinfile(), "path", file, "line", "a=1");
/// ```
public final class ModuleHarness {
  private static final int MOST_READS = 10;
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
    A args = TestArgs.of(argsOf(module), options);
    try {
      return switch (module) {
        case StateModule<A> m -> apply(m, args, context);
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

  @SuppressWarnings("unchecked") // every module has a record Args of its own type
  private static <A extends Record> Class<A> argsOf(TaskModule<A> module) {
    for (Class<?> inner : module.getClass().getDeclaredClasses()) {
      if (inner.getSimpleName().equals("Args")) {
        return (Class<A>) inner;
      }
    }
    throw new AssertionError("no record Args in " + module.getClass());
  }

  private <A extends Record> Result apply(StateModule<A> module, A given, TestContext context)
      throws TransportException {
    A args = module.prepare(given, context);
    Observed seen = read(module.reads(args, session.facts()), Observed.none(session.facts()));
    Decision decision = module.decide(args, seen, context.mode());
    for (int i = 0; decision instanceof Decision.ReadMore(Reads more); i++) {
      if (i == MOST_READS) {
        throw new AssertionError("the module reads without end");
      }
      seen = read(more, seen);
      decision = module.decide(args, seen, context.mode());
    }
    return switch (decision) {
      case Decision.Done(Result result) -> result;
      case Decision.Change change when context.mode().check() -> change.predicted();
      case Decision.Change change -> finish(change);
      case Decision.ReadMore more -> throw new IllegalStateException();
    };
  }

  private Result finish(Decision.Change change) throws TransportException {
    var outputs = new ArrayList<ProgramOutput>();
    String upload = "";
    for (Effect effect : change.effects()) {
      switch (effect) {
        case Effect.ReleaseShells release -> session.releaseShells(release.user());
        case Effect.Upload u -> upload = session.upload(u.content());
        case Effect.Run run -> {
          ProgramOutput output = session.runWithUpload(run.program(), upload);
          if (run.checkRc() && !output.isOk()) {
            return Result.failed("could not " + run.what() + ": " + output.stderr().strip())
                .with("rc", output.rc());
          }
          outputs.add(output);
        }
      }
    }
    Observed after = read(change.after(), Observed.none(session.facts()));
    return change.finish().finish(outputs, after);
  }

  private Observed read(Reads reads, Observed seen) throws TransportException {
    List<ProgramOutput> outputs =
        reads.list().isEmpty()
            ? List.of()
            : session.runAll(reads.list().stream().map(Read::program).toList());
    Observed all = seen;
    for (int i = 0; i < outputs.size(); i++) {
      all = with(all, reads.list().get(i), outputs.get(i));
    }
    return all;
  }

  private static <T> Observed with(Observed seen, Read<T> read, ProgramOutput output) {
    return seen.with(read, read.parser().apply(output));
  }
}
