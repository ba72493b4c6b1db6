package io.jplay.modules.builtin;

import io.jplay.core.api.Decision;
import io.jplay.core.api.Effect;
import io.jplay.core.api.Mode;
import io.jplay.core.api.ModuleFailure;
import io.jplay.core.api.Observed;
import io.jplay.core.api.Read;
import io.jplay.core.api.Reads;
import io.jplay.core.api.Result;
import io.jplay.core.event.Status;
import io.jplay.core.shell.ProgramOutput;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Seq;
import io.jplay.modules.files.FilePlan;
import io.jplay.modules.files.FileWrite;
import io.jplay.modules.files.PathState;
import io.jplay.modules.files.Paths;
import io.jplay.modules.files.StateDiff;
import java.util.ArrayList;
import java.util.List;

/// Decides for files that come from the controller. Where the destination is a directory, files go
/// into it.
final class CopyPlan {
  private final Copy.Args args;
  private final CopySource source;
  private final Observed seen;
  private final String dest;

  CopyPlan(Copy.Args args, CopySource source, Observed seen) {
    this.args = args;
    this.source = source;
    this.seen = seen;
    this.dest = Paths.expand(args.dest(), seen.facts());
  }

  Reads reads() {
    if (source.isDirectory()) {
      return read(new CopyTree(args, source, seen).reads());
    }
    String path = dest.endsWith("/") ? dest + basename() : dest;
    return read(plan(path, source.items().getFirst()).reads(seen));
  }

  private static Reads read(List<Read<?>> reads) {
    return new Reads(reads);
  }

  private String basename() {
    String src = args.src().orElse("");
    return src.substring(src.lastIndexOf('/') + 1);
  }

  private FilePlan plan(String path, CopySource.Item item) {
    return plan(path, item, args, source);
  }

  static FilePlan plan(String path, CopySource.Item item, Copy.Args args, CopySource source) {
    return new FilePlan(
        path,
        new FileWrite.Source.Sent(item.content()),
        item.sha1(),
        args.wanted(item.mode()),
        new FilePlan.Rules(args.follow(), args.force(), source.isSecret(), args.options()),
        source.name().isEmpty() ? path : source.name());
  }

  /// A text of the task itself has no path that a result could name.
  private Result fromSource(Result result) {
    return source.name().isEmpty() ? result : result.with("src", source.name());
  }

  Decision decide(Mode mode) {
    if (source.isDirectory()) {
      return new CopyTree(args, source, seen).decide(mode);
    }
    CopySource.Item item = source.items().getFirst();
    String path = dest.endsWith("/") ? dest + basename() : dest;
    PathState state = seen.get(PathState.read(path, seen.facts()));
    if (state.isBelowFile() || !state.problem().isEmpty()) {
      String why = state.isBelowFile() ? "Not a directory" : "Permission denied";
      return Decision.failed(
          "Failed to get information on remote file (%s): %s".formatted(path, why));
    }
    if (!dest.endsWith("/") && state.isDirectory()) {
      if (args.src().isEmpty()) {
        return Decision.failed("can not use content with a dir as dest");
      }
      path = dest + "/" + basename();
    }
    try {
      return decideFile(followed(path), item, mode);
    } catch (ModuleFailure failure) {
      return new Decision.Done(failure.result().with("checksum", item.sha1()));
    }
  }

  /// Where a link leads to, when links are to be followed.
  private String followed(String path) {
    Read<PathState> read = PathState.read(path, seen.facts());
    boolean leads = args.follow() && seen.has(read) && seen.get(read).followed().isPresent();
    return leads ? seen.get(read).realPath() : path;
  }

  private Decision decideFile(String path, CopySource.Item item, Mode mode) {
    FilePlan plan = plan(path, item);
    Read<PathState> read = PathState.read(path, seen.facts());
    var effects = new ArrayList<Effect>();
    Observed known = seen;
    // like ansible-core 2.18 action/copy.py: a check asks nothing of the directory, which an
    // earlier
    // task (the package of a configuration file) may be going to make
    if ((dest.endsWith("/") || mode.check()) && seen.has(read) && !seen.get(read).hasParent()) {
      effects.add(FilePlan.makeParents(path, args.ofDirectories().predicted(mode, seen), seen));
      known = seen.with(read, seen.get(read).withParent());
    }
    FilePlan.Step step = plan.step(known, mode);
    Result base = Result.ok().with("dest", path);
    return switch (step) {
      case FilePlan.Step.More more -> new Decision.ReadMore(more.reads());
      case FilePlan.Step.Same(PathState state, boolean kept) -> {
        Result same =
            StateDiff.on(same(base, path, item), path, Dict.EMPTY, Dict.EMPTY).withoutDiffs();
        yield Decision.unchanged(kept ? fromSource(base) : state.describe(same));
      }
      case FilePlan.Step.Attributes only -> {
        Result result =
            StateDiff.on(
                same(base, path, item).withStatus(Status.CHANGED),
                path,
                only.change().before(),
                only.change().after());
        yield new Decision.Change(
            only.effects(),
            only.state().describe(result),
            Reads.of(read),
            (outputs, after) -> after.get(read).describe(result));
      }
      case FilePlan.Step.Write write -> {
        args.refuseOther(item.sha1());
        effects.addAll(write.write().effects());
        Result changed =
            fromSource(base.withStatus(Status.CHANGED))
                .with("checksum", item.sha1())
                .with("md5sum", item.md5());
        // the list of differences, which has none where none was asked for
        Result result =
            write.diff().map(changed::withDiff).orElseGet(() -> changed.with("diff", Seq.EMPTY));
        yield new Decision.Change(
            effects,
            result,
            Reads.of(read),
            (outputs, after) -> finished(write, outputs, after.get(read).describe(result)));
      }
    };
  }

  private static Result same(Result base, String path, CopySource.Item item) {
    return base.with("path", path).with("checksum", item.sha1());
  }

  private static Result finished(
      FilePlan.Step.Write step, List<ProgramOutput> outputs, Result result) {
    try {
      return FilePlan.finished(step, outputs, result);
    } catch (ModuleFailure failure) {
      return failure.result().with("checksum", result.fields().text("checksum").orElse(""));
    }
  }
}
