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
import io.jplay.modules.files.AttributeChange;
import io.jplay.modules.files.FileAttributes;
import io.jplay.modules.files.FileMode;
import io.jplay.modules.files.FilePlan;
import io.jplay.modules.files.FileWrite;
import io.jplay.modules.files.PathState;
import io.jplay.modules.files.Paths;
import io.jplay.modules.files.StateDiff;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
      return read(allReads());
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
      return decideTree(mode);
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
      effects.add(FilePlan.makeParents(path, args.directoryMode().map(FileMode::parse)));
      known = seen.with(read, seen.get(read).withParent());
    }
    FilePlan.Step step = plan.step(known, mode);
    Result base = Result.ok().with("dest", path);
    return switch (step) {
      case FilePlan.Step.More more -> new Decision.ReadMore(more.reads());
      case FilePlan.Step.Same(PathState state, boolean kept) -> {
        yield Decision.unchanged(kept ? fromSource(base) : state.describe(same(base, path, item)));
      }
      case FilePlan.Step.Attributes only -> {
        Result result =
            same(base, path, item)
                .withStatus(Status.CHANGED)
                .withDiff(StateDiff.of(path, only.change().before(), only.change().after()));
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
        Result result = write.diff().map(changed::withDiff).orElse(changed);
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

  // ---- directories

  private List<Read<?>> allReads() {
    var reads = new ArrayList<Read<?>>();
    for (CopySource.Item item : source.items()) {
      if (item.isDirectory() || item.isLink()) {
        reads.add(PathState.read(path(item), seen.facts()));
      } else {
        reads.addAll(plan(path(item), item).reads(seen));
      }
    }
    reads.addAll(directoryWanted(0755).reads(dest));
    return reads.stream().distinct().toList();
  }

  private String path(CopySource.Item item) {
    String base = dest.endsWith("/") ? dest : dest + "/";
    String full = base + item.path();
    return full.endsWith("/") && full.length() > 1 ? full.substring(0, full.length() - 1) : full;
  }

  /// New directories get directory_mode, and the owner of everything else.
  private FileAttributes directoryWanted(int sourceMode) {
    Optional<FileMode> mode =
        args.directoryMode()
            .map(FileMode::parse)
            .or(() ->
                args.preservesMode() ? Optional.of(FileMode.of(sourceMode)) : Optional.empty());
    return args.wanted(sourceMode).withMode(mode);
  }

  private Decision decideTree(Mode mode) {
    var effects = new ArrayList<Effect>();
    var more = new ArrayList<Read<?>>();
    Result result = Result.ok().with("dest", Paths.trimmed(dest) + "/").with("src", source.name());
    var writes = new ArrayList<Integer>();
    var steps = new ArrayList<FilePlan.Step.Write>();
    int runs = 0;
    for (CopySource.Item item : source.items()) {
      Read<PathState> read = PathState.read(path(item), seen.facts());
      PathState state = seen.get(read);
      if (item.isDirectory()) {
        if (!state.isDirectory()) {
          effects.add(CopyTree.makeDirectory(state, directoryWanted(item.mode()), seen));
          result = FileLinks.transition(result, state, "directory", AttributeChange.NONE);
          runs++;
        }
        continue;
      }
      if (item.isLink()) {
        Optional<Read<Boolean>> full = FileLinks.unread(state, seen);
        if (full.isPresent()) {
          more.add(full.get());
          continue;
        }
        FileLinks.refuseFull(state, seen);
        Optional<Effect> link =
            CopyTree.makeLink(state, item.link(), args.wanted(item.mode()), seen);
        if (link.isPresent()) {
          effects.add(link.get());
          runs++;
        }
        continue;
      }
      switch (plan(path(item), item).step(seen.with(read, state.withParent()), mode)) {
        case FilePlan.Step.More(Reads reads) -> more.addAll(reads.list());
        case FilePlan.Step.Same same -> {}
        case FilePlan.Step.Attributes only -> {
          effects.addAll(only.effects());
          runs++;
          Dict after = only.change().after();
          result = result.withDiff(StateDiff.of(only.path(), only.change().before(), after));
        }
        case FilePlan.Step.Write write -> {
          effects.addAll(write.write().effects());
          writes.add(runs++);
          steps.add(write);
          result = write.diff().map(result::withDiff).orElse(result);
        }
      }
    }
    if (!more.isEmpty()) {
      return new Decision.ReadMore(new Reads(more.stream().distinct().toList()));
    }
    if (effects.isEmpty()) {
      return Decision.unchanged(result);
    }
    Result changed = result.withStatus(Status.CHANGED);
    return new Decision.Change(
        effects,
        changed,
        Reads.NONE,
        (outputs, after) -> CopyTree.judge(steps, writes, outputs, changed));
  }
}
