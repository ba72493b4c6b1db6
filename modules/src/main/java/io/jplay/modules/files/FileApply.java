package io.jplay.modules.files;

import io.jplay.core.api.Effect;
import io.jplay.core.api.FileContent;
import io.jplay.core.api.HostFacts;
import io.jplay.core.api.Mode;
import io.jplay.core.api.ModuleFailure;
import io.jplay.core.api.Observed;
import io.jplay.core.api.Read;
import io.jplay.core.api.Reads;
import io.jplay.core.api.RemoteSession;
import io.jplay.core.api.Result;
import io.jplay.core.api.TransportException;
import io.jplay.core.event.Diff;
import io.jplay.core.event.Status;
import io.jplay.core.shell.ProgramOutput;
import io.jplay.core.shell.ShellProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Carries out a [FilePlan] for modules of several steps, which know the content only on the way.
public final class FileApply {
  private static final String UPLOAD = "JPLAY_UPLOAD";
  private final RemoteSession session;
  private final Mode mode;

  public FileApply(RemoteSession session, Mode mode) {
    this.session = session;
    this.mode = mode;
  }

  public HostFacts facts() throws TransportException {
    return session.facts();
  }

  public Observed observe(List<Read<?>> reads, Observed before) throws TransportException {
    List<Read<?>> wanted = reads.stream().filter(r -> !before.has(r)).distinct().toList();
    List<ProgramOutput> outputs =
        wanted.isEmpty()
            ? List.of()
            : session.runAll(wanted.stream().<ShellProgram>map(Read::program).toList());
    Observed seen = before;
    for (int i = 0; i < outputs.size(); i++) {
      seen = parsed(seen, wanted.get(i), outputs.get(i));
    }
    return seen;
  }

  private static <T> Observed parsed(Observed seen, Read<T> read, ProgramOutput output) {
    return seen.with(read, read.parser().apply(output));
  }

  /// Brings the file to what is planned. `base` gets the status, the diffs, `backup_file` and what
  /// the file is afterwards.
  public Result apply(FilePlan plan, Observed before, Result base) throws TransportException {
    Observed seen = observe(plan.reads(before), before);
    FilePlan.Step step = plan.step(seen, mode);
    while (step instanceof FilePlan.Step.More(Reads reads)) {
      seen = observe(reads.list(), seen);
      step = plan.step(seen, mode);
    }
    return switch (step) {
      case FilePlan.Step.Same same -> same.state().describe(base);
      case FilePlan.Step.Attributes only -> {
        Diff diff = StateDiff.of(only.path(), only.change().before(), only.change().after());
        Result result = base.withStatus(Status.CHANGED).withDiff(diff);
        yield mode.check()
            ? only.state().describe(result)
            : described(plan, run(only.effects(), result));
      }
      case FilePlan.Step.Write write -> {
        Result changed = base.withStatus(Status.CHANGED);
        Result result = write.diff().map(changed::withDiff).orElse(changed);
        yield mode.check() ? result : described(plan, write(write, result));
      }
      case FilePlan.Step.More more -> throw new IllegalStateException("still reading");
    };
  }

  private Result write(FilePlan.Step.Write write, Result result) throws TransportException {
    var outputs = new ArrayList<ProgramOutput>();
    String uploaded = "";
    for (Effect effect : write.write().effects()) {
      switch (effect) {
        case Effect.ReleaseShells release -> session.releaseShells(release.user());
        case Effect.Upload(FileContent content) -> uploaded = session.upload(content);
        case Effect.Run run ->
            outputs.add(session.run(run.program().withEnvironment(Map.of(UPLOAD, uploaded))));
      }
    }
    return FilePlan.finished(write, outputs, result);
  }

  private Result run(List<Effect> effects, Result result) throws TransportException {
    for (Effect effect : effects) {
      if (effect instanceof Effect.Run run) {
        ProgramOutput output = session.run(run.program());
        if (!output.isOk()) {
          throw new ModuleFailure("could not " + run.what() + ": " + output.stderr().strip());
        }
      }
    }
    return result;
  }

  private Result described(FilePlan plan, Result result) throws TransportException {
    Read<PathState> read = PathState.read(plan.path(), session.facts());
    return observe(List.of(read), Observed.none(session.facts())).get(read).describe(result);
  }
}
