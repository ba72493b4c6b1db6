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
import io.jplay.modules.files.Checksum;
import io.jplay.modules.files.FilePlan;
import io.jplay.modules.files.FileStat;
import io.jplay.modules.files.FileWrite;
import io.jplay.modules.files.PathState;
import io.jplay.modules.files.Paths;
import java.util.ArrayList;
import java.util.Optional;

/// Decides for a source that is on the host already (`remote_src`).
final class RemoteCopy {
  private final Copy.Args args;
  private final Observed seen;
  private final String src;
  private final String dest;

  RemoteCopy(Copy.Args args, Observed seen) {
    this.args = args;
    this.seen = seen;
    this.src = Paths.expand(args.src().orElse(""), seen.facts());
    this.dest = Paths.expand(args.dest(), seen.facts());
  }

  Reads reads() {
    return Reads.of(
        PathState.read(Paths.trimmed(src), seen.facts()),
        PathState.read(Paths.trimmed(dest), seen.facts()),
        Checksum.read("sha1", src),
        Checksum.read("md5", src));
  }

  private String basename() {
    String trimmed = Paths.trimmed(src);
    return trimmed.substring(trimmed.lastIndexOf('/') + 1);
  }

  Decision decide(Mode mode) {
    PathState source = seen.get(PathState.read(Paths.trimmed(src), seen.facts()));
    PathState target = seen.get(PathState.read(Paths.trimmed(dest), seen.facts()));
    if (source.followed().isEmpty()) {
      throw new ModuleFailure("Source " + src + " not found");
    }
    if (mode.check() && dest.endsWith("/") && !target.isDirectory()) {
      String made = Paths.trimmed(dest);
      return Decision.unchanged(
          Result.changed()
              .with("msg", "dest directory " + made + " would be created")
              .with("src", src));
    }
    if (source.isDirectory()) {
      return new RemoteTree(args, seen, source).decide(target);
    }
    if (!source.followed().get().isFile()) {
      throw new ModuleFailure("Cannot copy invalid source '" + src + "': not a file");
    }
    boolean into = dest.endsWith("/") || target.isDirectory();
    String named = into ? Paths.trimmed(dest) + "/" + basename() : dest;
    String path = !into && args.follow() && target.target().isPresent() ? target.realPath() : named;
    Optional<String> sum = seen.get(Checksum.read("sha1", src));
    if (sum.isEmpty()) {
      throw new ModuleFailure("Source " + src + " not readable");
    }
    FileStat stat = source.followed().get();
    var plan =
        new FilePlan(
            path,
            new FileWrite.Source.Original(src, stat.size(), stat.mode()),
            sum.get(),
            args.wanted(stat.mode()),
            new FilePlan.Rules(args.follow(), args.force(), false, args.options()),
            src);
    return decide(plan, path, sum.get(), mode);
  }

  private Decision decide(FilePlan plan, String path, String sum, Mode mode) {
    Read<PathState> read = PathState.read(path, seen.facts());
    var effects = new ArrayList<Effect>();
    Observed known = seen;
    if (dest.endsWith("/") && seen.has(read) && !seen.get(read).hasParent()) {
      effects.add(FilePlan.makeParents(path, args.ofDirectories().predicted(mode, seen), seen));
      known = seen.with(read, seen.get(read).withParent());
    }
    Result base =
        Result.ok()
            .with("dest", path)
            .with("src", src)
            .with("checksum", sum)
            .with("md5sum", seen.get(Checksum.read("md5", src)).orElse(""));
    return switch (plan.step(known, mode)) {
      case FilePlan.Step.More more -> new Decision.ReadMore(more.reads());
      case FilePlan.Step.Same(PathState state, boolean kept) ->
          Decision.unchanged(state.describe(kept ? kept(path) : base));
      case FilePlan.Step.Attributes only -> {
        Result result = base.withStatus(Status.CHANGED);
        yield new Decision.Change(
            only.effects(),
            only.state().describe(result),
            Reads.of(read),
            (outputs, after) -> after.get(read).describe(result));
      }
      case FilePlan.Step.Write write -> {
        args.refuseOther(sum);
        effects.addAll(write.write().effects());
        Result changed = base.withStatus(Status.CHANGED);
        Result result = write.diff().map(changed::withDiff).orElse(changed);
        yield new Decision.Change(
            effects,
            result,
            Reads.of(read),
            (outputs, after) -> {
              try {
                return FilePlan.finished(write, outputs, after.get(read).describe(result));
              } catch (ModuleFailure failure) {
                return failure.result();
              }
            });
      }
    };
  }

  private Result kept(String path) {
    return kept(src, path);
  }

  /// What is there is not to be replaced.
  static Result kept(String src, String path) {
    return Result.ok().with("msg", "file already exists").with("src", src).with("dest", path);
  }
}
