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
import io.jplay.core.shell.ScriptBuilder;
import io.jplay.modules.files.AttributeChange;
import io.jplay.modules.files.FileAttributes;
import io.jplay.modules.files.FilePlan;
import io.jplay.modules.files.PathState;
import io.jplay.modules.files.Paths;
import io.jplay.modules.files.StateDiff;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Decides for a directory of the controller, entry by entry. One thread works on it.
final class CopyTree {
  private final Copy.Args args;
  private final CopySource source;
  private final Observed seen;
  private final String dest;
  private final FileAttributes ofDirectories;

  private final List<Effect> effects = new ArrayList<>();
  private final List<Read<?>> more = new ArrayList<>();
  private final List<Integer> writes = new ArrayList<>();
  private final List<FilePlan.Step.Write> steps = new ArrayList<>();
  private Result result;
  private int runs;

  CopyTree(Copy.Args args, CopySource source, Observed seen) {
    this.args = args;
    this.source = source;
    this.seen = seen;
    this.dest = Paths.trimmed(Paths.expand(args.dest(), seen.facts())) + "/";
    this.ofDirectories = args.ofDirectories();
    String slash = args.src().filter(s -> s.endsWith("/")).map(s -> "/").orElse("");
    this.result = Result.ok().with("dest", dest).with("src", source.name() + slash);
  }

  List<Read<?>> reads() {
    var reads = new ArrayList<Read<?>>();
    for (CopySource.Item item : source.items()) {
      if (item.isDirectory() || item.isLink()) {
        reads.add(PathState.read(path(item), seen.facts()));
      } else {
        reads.addAll(plan(item).reads(seen));
      }
    }
    reads.addAll(ofDirectories.reads(dest));
    return reads.stream().distinct().toList();
  }

  private FilePlan plan(CopySource.Item item) {
    return CopyPlan.plan(path(item), item, args, source);
  }

  private String path(CopySource.Item item) {
    return Paths.trimmed((dest.equals("//") ? "/" : dest) + item.path());
  }

  /// like ansible-core 2.18 action/copy.py: of an empty directory nothing is copied
  Decision decide(Mode mode) {
    if (source.items().size() == 1) {
      return Decision.unchanged(result);
    }
    for (CopySource.Item item : source.items()) {
      PathState state = seen.get(PathState.read(path(item), seen.facts()));
      if (item.isDirectory()) {
        directory(item, state, mode);
      } else if (item.isLink()) {
        link(item, state, mode);
      } else {
        file(item, state, mode);
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
        effects, changed, Reads.NONE, (outputs, after) -> judge(outputs, changed));
  }

  /// New directories and those that are there get directory_mode, and the owner of everything else;
  /// but for the one that is copied itself, which stays as it is.
  private void directory(CopySource.Item item, PathState state, Mode mode) {
    Optional<Reads> unread = ofDirectories.unread(state.path(), seen);
    if (unread.isPresent()) {
      more.addAll(unread.get().list());
    } else if (!state.isDirectory()) {
      add(List.of(makeDirectory(state, mode)));
      result = FileLinks.transition(result, state, "directory", AttributeChange.NONE);
    } else if (!item.equals(source.items().getFirst())) {
      AttributeChange change =
          ofDirectories.changeOf(state.path(), state.followed().orElseThrow(), state.umask(), seen);
      if (!change.isEmpty()) {
        change(state.path(), change, List.of(change.effect(state.path())));
      }
    }
  }

  private Effect makeDirectory(PathState state, Mode mode) {
    if (state.exists()) {
      throw new ModuleFailure(state.path() + " already exists as a " + state.state());
    }
    var script =
        new ScriptBuilder().use("sh/path.sh", CopyTree.class).line("jp_attributes() {").line(":");
    ofDirectories.predicted(mode, seen).ofNew(state, true, seen).appendTo(script);
    script.line("}").line("jp_make_dirs {}", state.path());
    return Effect.run("make the directory " + state.path(), script.program());
  }

  /// Outputs are counted by programs: an upload has none.
  private void add(List<Effect> next) {
    effects.addAll(next);
    runs += (int) next.stream().filter(Effect.Run.class::isInstance).count();
  }

  private void change(String path, AttributeChange change, List<Effect> byEffects) {
    add(byEffects);
    result = result.withDiff(StateDiff.of(path, change.before(), change.after()));
  }

  private void link(CopySource.Item item, PathState state, Mode mode) {
    Optional<Read<Boolean>> full = FileLinks.unread(state, seen);
    if (full.isPresent()) {
      more.add(full.get());
      return;
    }
    FileLinks.refuseFull(state, seen);
    makeLink(state, item, mode).ifPresent(effect -> add(List.of(effect)));
  }

  /// What is to be done for a link; empty when it is there. It has an owner, but no mode.
  private Optional<Effect> makeLink(PathState state, CopySource.Item item, Mode mode) {
    boolean there = state.isLink() && state.link().equals(item.link());
    FileAttributes owned = args.wanted(item.mode()).withMode(Optional.empty());
    AttributeChange change =
        there
            ? owned.changeOf(state.path(), state.self().orElseThrow(), state.umask(), seen)
            : owned.predicted(mode, seen).ofNew(0777, true, state.umask(), seen);
    if (there && change.isEmpty()) {
      return Optional.empty();
    }
    var script = new ScriptBuilder().use("sh/path.sh", CopyTree.class);
    if (!there) {
      script.line("jp_place -s {} {} || exit", item.link(), state.path());
    }
    change.appendTo(script.line("jp_target={}", state.path()));
    return Optional.of(Effect.run("make the link " + state.path(), script.program()));
  }

  private void file(CopySource.Item item, PathState state, Mode mode) {
    Read<PathState> read = PathState.read(path(item), seen.facts());
    switch (plan(item).step(seen.with(read, state.withParent()), mode)) {
      case FilePlan.Step.More(Reads reads) -> more.addAll(reads.list());
      case FilePlan.Step.Same same -> {}
      case FilePlan.Step.Attributes only -> change(only.path(), only.change(), only.effects());
      case FilePlan.Step.Write write -> {
        writes.add(runs);
        add(write.write().effects());
        steps.add(write);
        result = write.diff().map(result::withDiff).orElse(result);
      }
    }
  }

  /// The first write that failed makes the result.
  private Result judge(List<ProgramOutput> outputs, Result changed) {
    try {
      for (int i = 0; i < steps.size(); i++) {
        steps.get(i).write().parse(List.of(outputs.get(writes.get(i))));
      }
      return changed;
    } catch (ModuleFailure failure) {
      return failure.result();
    }
  }
}
