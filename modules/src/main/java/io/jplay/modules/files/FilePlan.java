package io.jplay.modules.files;

import io.jplay.core.api.Effect;
import io.jplay.core.api.FileContent;
import io.jplay.core.api.Mode;
import io.jplay.core.api.ModuleFailure;
import io.jplay.core.api.Observed;
import io.jplay.core.api.Read;
import io.jplay.core.api.Reads;
import io.jplay.core.api.Result;
import io.jplay.core.diag.IoReason;
import io.jplay.core.event.Diff;
import io.jplay.core.shell.ProgramOutput;
import io.jplay.core.shell.ScriptBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One file of a host that is to have given content: what copy and template have in common.
/// Compares by checksum, writes only when it differs, else looks at attributes only.
///
/// @param path where it is to be, directories already resolved
/// @param sha1 the checksum of the content
/// @param shown what stands behind `after` in a diff
public record FilePlan(
    String path,
    FileWrite.Source source,
    String sha1,
    FileAttributes wanted,
    Rules rules,
    String shown) {

  /// How an existing file is treated: whether links are followed, whether it may be replaced; and
  /// whether the content is a secret that no diff may show.
  public record Rules(boolean follow, boolean force, boolean secret, FileWrite.Options options) {}

  /// What is to be done with one file.
  public sealed interface Step {
    record More(Reads reads) implements Step {}

    /// Content and attributes are right, or the file must not be replaced.
    record Same(PathState state, boolean kept) implements Step {}

    /// Only attributes are to be changed.
    record Attributes(PathState state, String path, AttributeChange change) implements Step {
      public List<Effect> effects() {
        return List.of(change.effect(path));
      }
    }

    record Write(PathState state, FileWrite write, Optional<Diff> diff) implements Step {}
  }

  public List<Read<?>> reads(Observed seen) {
    var reads = new ArrayList<Read<?>>();
    reads.add(PathState.read(path, seen.facts()));
    reads.add(Checksum.read("sha1", path));
    reads.addAll(wanted.reads(path));
    return reads;
  }

  /// Decides, or names what must be read first.
  public Step step(Observed seen, Mode mode) {
    List<Read<?>> missing = reads(seen).stream().filter(r -> !seen.has(r)).toList();
    if (!missing.isEmpty()) {
      return new Step.More(new Reads(missing));
    }
    PathState state = seen.get(PathState.read(path, seen.facts()));
    if (!state.problem().isEmpty()) {
      throw new ModuleFailure(state.problem());
    }
    if (state.exists() && !rules.force()) {
      return new Step.Same(state, true);
    }
    boolean replaced = state.isLink() && !rules.follow();
    String target = replaced ? path : state.realPath();
    Optional<FileStat> there = replaced ? Optional.empty() : state.followed();
    if (there.isPresent() && there.get().isDirectory()) {
      throw new ModuleFailure("cannot replace the directory " + path + " by a file");
    }
    if (!state.exists() && !state.hasParent()) {
      throw new ModuleFailure("Destination directory " + parent(path) + " does not exist");
    }
    boolean same =
        there.isPresent() && seen.get(Checksum.read("sha1", path)).equals(Optional.of(sha1));
    Optional<Reads> more = same ? wanted.unread(target, seen) : Optional.empty();
    if (more.isPresent()) {
      return new Step.More(more.get());
    }
    if (same) {
      AttributeChange change = wanted.changeOf(target, there.get(), state.umask(), seen);
      return change.isEmpty()
          ? new Step.Same(state, false)
          : new Step.Attributes(state, target, change);
    }
    return write(state, target, there, seen, mode);
  }

  private Step write(
      PathState state, String target, Optional<FileStat> there, Observed seen, Mode mode) {
    // of a link that is replaced, the diff shows what it led to
    Optional<FileStat> shownBefore = state.followed().filter(FileStat::isFile);
    Optional<Read<Optional<byte[]>>> unread =
        shownBefore.isPresent() ? TextDiff.unread(path, mode, seen) : Optional.empty();
    if (unread.isPresent()) {
      return new Step.More(Reads.of(unread.get()));
    }
    FileAttributes counted = wanted.predicted(mode, seen);
    AttributeChange change = attributes(counted, state, target, there, seen);
    var write = new FileWrite(target, source, there, change, rules.options());
    // what is on the host only is not fetched to be shown
    boolean shows = mode.diff() && source instanceof FileWrite.Source.Sent;
    Optional<Diff> diff =
        shows ? Optional.of(diff(shownBefore, shown, seen, mode)) : Optional.empty();
    return new Step.Write(state, write, diff);
  }

  private AttributeChange attributes(
      FileAttributes wanted,
      PathState state,
      String target,
      Optional<FileStat> there,
      Observed seen) {
    if (source instanceof FileWrite.Source.Original original && state.exists()) {
      FileMode kept = FileMode.of(original.mode());
      return wanted
          .withMode(Optional.of(wanted.mode().orElse(kept)))
          .ofNew(original.mode(), false, state.umask(), seen);
    }
    return there
        .map(s -> wanted.withoutFlags().changeOf(target, s, state.umask(), seen))
        .orElseGet(() -> wanted.ofNew(state, false, seen));
  }

  private Diff diff(Optional<FileStat> there, String shown, Observed seen, Mode mode) {
    return rules.secret()
        ? Diff.prepared("diff hidden: the content holds secrets\n")
        : TextDiff.of(path, there, shown, text(mode), seen, mode);
  }

  private TextDiff.FileContentText text(Mode mode) {
    return switch (source) {
      case FileWrite.Source.Sent(FileContent content) ->
          new TextDiff.FileContentText(
              content.size(), content.size() > TextDiff.limit(mode) ? new byte[0] : bytes(content));
      case FileWrite.Source.Remote _, FileWrite.Source.Original _ ->
          new TextDiff.FileContentText(Long.MAX_VALUE, new byte[0]);
    };
  }

  private static byte[] bytes(FileContent content) {
    try (InputStream in = content.open()) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new ModuleFailure("could not read the source: " + IoReason.of(e));
    }
  }

  public static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash <= 0 ? "/" : path.substring(0, slash);
  }

  /// Makes the directories that a path is in. `wanted` are the attributes of those that are new.
  public static Effect makeParents(String path, FileAttributes wanted, Observed seen) {
    var script = new ScriptBuilder().use("sh/path.sh", FilePlan.class).line("jp_attributes() {");
    wanted.ofNew(0755, true, 022, seen).appendTo(script.line(":"));
    script.line("}").line("jp_make_dirs {}", parent(path));
    return Effect.run("make the directory of " + path, script.program());
  }

  /// The backup of a write, as results name it.
  public static Result finished(Step.Write step, List<ProgramOutput> outputs, Result result) {
    if (FileWrite.isNotWritable(outputs.getLast())) {
      String directory = parent(step.write().path());
      throw new ModuleFailure("Destination " + directory + " not writable");
    }
    return step.write().parse(outputs).describe(result, "backup_file");
  }
}
