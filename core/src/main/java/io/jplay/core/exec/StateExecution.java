package io.jplay.core.exec;

import io.jplay.core.api.Decision;
import io.jplay.core.api.Effect;
import io.jplay.core.api.Mode;
import io.jplay.core.api.ModuleFailure;
import io.jplay.core.api.Observed;
import io.jplay.core.api.Read;
import io.jplay.core.api.Reads;
import io.jplay.core.api.RemoteSession;
import io.jplay.core.api.Result;
import io.jplay.core.api.StateModule;
import io.jplay.core.api.TransportException;
import io.jplay.core.shell.ProgramOutput;
import io.jplay.core.shell.ShellProgram;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/// Runs a [StateModule]: reads, decides, applies. Check mode ends after the decision: one code
/// path.
public final class StateExecution {
  /// More rounds of reads than any module needs: a module that never decides is a bug.
  private static final int MAX_ROUNDS = 20;

  private final RemoteSession session;
  private final Mode mode;

  public StateExecution(RemoteSession session, Mode mode) {
    this.session = session;
    this.mode = mode;
  }

  /// The module's result. A [io.jplay.core.api.ModuleFailure] of the module goes to the caller.
  public <A extends Record> Result run(StateModule<A> module, A args) throws TransportException {
    Observed seen = observe(module.reads(args, session.facts()), Observed.none(session.facts()));
    for (int round = 0; round < MAX_ROUNDS; round++) {
      switch (module.decide(args, seen, mode)) {
        case Decision.Done done -> {
          return done.result();
        }
        case Decision.ReadMore more -> seen = observe(more.reads(), seen);
        case Decision.Change change -> {
          return mode.check() ? change.predicted() : apply(change, seen);
        }
      }
    }
    throw new IllegalStateException(module.getClass().getName() + " does not come to a decision");
  }

  private Observed observe(Reads reads, Observed before) throws TransportException {
    var wanted = new LinkedHashSet<Read<?>>(reads.list());
    wanted.removeIf(before::has);
    if (wanted.isEmpty()) {
      return before;
    }
    List<ProgramOutput> outputs = session.runAll(wanted.stream().map(Read::program).toList());
    Observed seen = before;
    int i = 0;
    for (Read<?> read : wanted) {
      seen = parsed(seen, read, outputs.get(i++));
    }
    return seen;
  }

  private static <T> Observed parsed(Observed seen, Read<T> read, ProgramOutput output) {
    return seen.with(read, read.parser().apply(output));
  }

  private Result apply(Decision.Change change, Observed seen) throws TransportException {
    var outputs = new ArrayList<ProgramOutput>();
    var trace = new FailedPrograms();
    String uploaded = "";
    for (Effect effect : change.effects()) {
      switch (effect) {
        case Effect.ReleaseShells release -> session.releaseShells(release.user());
        case Effect.Upload upload -> uploaded = session.upload(upload.content());
        case Effect.Run run -> {
          ShellProgram program = run.program();
          if (!uploaded.isEmpty()) {
            program = program.withEnvironment(Map.of("JPLAY_UPLOAD", uploaded));
          }
          ProgramOutput output = session.run(program);
          outputs.add(output);
          trace.ran(program, output);
          if (run.checkRc() && !output.isOk()) {
            return trace.of(failure(run.what(), output));
          }
        }
      }
    }
    // what was seen before the apply is not true any more: only the after reads count
    Observed after = observe(change.after(), Observed.none(seen.facts()));
    try {
      return trace.of(change.finish().finish(outputs, after));
    } catch (ModuleFailure e) {
      throw e.with(trace.of(e.result()));
    }
  }

  /// A failed step, with what the host said.
  static Result failure(String what, ProgramOutput output) {
    String said = output.stderr().isBlank() ? output.stdout().strip() : output.stderr().strip();
    String message =
        "could not " + what + (said.isEmpty() ? " (rc=" + output.rc() + ")" : ": " + said);
    return Result.failed("")
        .with("msg", new Str(message, Tag.REMOTE))
        .with("rc", output.rc())
        .with("stdout", new Str(output.stdout(), Tag.REMOTE))
        .with("stderr", new Str(output.stderr(), Tag.REMOTE));
  }
}
