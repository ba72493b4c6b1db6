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
import io.jplay.core.shell.ScriptBuilder;
import io.jplay.core.value.Null;
import io.jplay.modules.files.AttributeChange;
import io.jplay.modules.files.Checksum;
import io.jplay.modules.files.FileAttributes;
import io.jplay.modules.files.FileMode;
import io.jplay.modules.files.FilePlan;
import io.jplay.modules.files.FileStat;
import io.jplay.modules.files.FileWrite;
import io.jplay.modules.files.PathState;
import io.jplay.modules.files.Paths;
import java.util.ArrayList;
import java.util.List;
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
      return decideTree(target);
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
      effects.add(FilePlan.makeParents(path, args.directoryMode().map(FileMode::parse)));
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

  /// What is there is not to be replaced.
  private Result kept(String path) {
    return Result.ok().with("msg", "file already exists").with("src", src).with("dest", path);
  }

  /// Entries of the source that are missing or differ at the destination.
  private static Read<List<String>> differing(String from, String to, String follow) {
    var program =
        new ScriptBuilder()
            .use("sh/copy_tree.sh", RemoteCopy.class)
            .line("jp_follow={}", follow)
            .line("jp_differing {} {}", from, to)
            .program();
    return new Read<>(
        "differing:" + follow + ":" + from + ":" + to,
        program,
        output -> List.of(output.stdout().split("\0")).stream().filter(s -> !s.isEmpty()).toList());
  }

  private Decision decideTree(PathState there) {
    String from = Paths.trimmed(src);
    String to = Paths.trimmed(dest) + (src.endsWith("/") ? "" : "/" + basename());
    if (!dest.endsWith("/") && !there.exists() && !there.hasParent()) {
      String parent = dest.substring(0, Math.max(1, dest.lastIndexOf('/')));
      return Decision.failed("Destination directory " + parent + " does not exist");
    }
    // like ansible-core 2.18 modules/copy.py: into a directory that is there goes the source
    boolean into = there.isDirectory();
    String named =
        into && !src.endsWith("/") ? to : into && !dest.endsWith("/") ? dest + "/" : dest;
    Read<PathState> target =
        PathState.read(into ? to + (src.endsWith("/") ? "/" : "") : to, seen.facts());
    if (!seen.has(target)) {
      return new Decision.ReadMore(Reads.of(target));
    }
    if (!args.force() && seen.get(target).exists()) {
      return Decision.unchanged(seen.get(target).describe(kept(named)));
    }
    // like ansible-core 2.18 modules/copy.py: links are copied as links unless the task says more
    String follow = args.localFollow().orElse(false) ? "-L" : "";
    Read<List<String>> read = differing(from, to, follow);
    FileAttributes wanted = args.wanted(0644);
    var needed = new ArrayList<Read<?>>(wanted.reads(to));
    needed.add(read);
    needed.removeIf(seen::has);
    if (!needed.isEmpty()) {
      return new Decision.ReadMore(new Reads(needed));
    }
    AttributeChange top = ofTop(seen.get(target), wanted);
    var script =
        new ScriptBuilder()
            .use("sh/copy_tree.sh", RemoteCopy.class)
            .line("jp_from={} jp_to={}", from, to)
            .line("jp_follow={}", follow)
            .line("jp_preserve={}", args.preservesMode() ? "yes" : "")
            .line("jp_attributes() {")
            .line(":");
    wanted.withMode(Optional.empty()).ofNew(0755, true, 022, seen).appendTo(script);
    script.line("}");
    List<String> names = seen.get(read);
    for (String name : names) {
      script.line("jp_copy_entry {} || exit", name);
    }
    top.appendTo(script.line("jp_target={}", to));
    Result result =
        Result.ok()
            .with("dest", named)
            .with("src", src)
            .with("checksum", Null.NULL)
            .with("md5sum", Null.NULL);
    if (names.isEmpty() && top.isEmpty()) {
      return Decision.unchanged(seen.get(target).describe(result));
    }
    Result changed = result.withStatus(Status.CHANGED);
    return new Decision.Change(
        List.of(Effect.run("copy " + from + " to " + to, script.program())),
        seen.get(target).describe(changed),
        Reads.of(target),
        (outputs, after) -> after.get(target).describe(changed));
  }

  /// Entries keep their modes: that of the task is for the directory itself.
  private AttributeChange ofTop(PathState there, FileAttributes wanted) {
    FileAttributes own = args.preservesMode() ? wanted.withMode(Optional.empty()) : wanted;
    if (there.isDirectory()) {
      return own.changeOf(there.path(), there.followed().orElseThrow(), there.umask(), seen);
    }
    int mode =
        seen.get(PathState.read(Paths.trimmed(src), seen.facts())).followed().orElseThrow().mode();
    return own.mode().isEmpty() ? AttributeChange.NONE : own.ofNew(mode, true, there.umask(), seen);
  }
}
