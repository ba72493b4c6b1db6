package io.jplay.modules.builtin;

import io.jplay.core.api.Effect;
import io.jplay.core.api.ModuleFailure;
import io.jplay.core.api.Observed;
import io.jplay.core.api.Result;
import io.jplay.core.shell.ProgramOutput;
import io.jplay.core.shell.ScriptBuilder;
import io.jplay.modules.files.AttributeChange;
import io.jplay.modules.files.FileAttributes;
import io.jplay.modules.files.FilePlan;
import io.jplay.modules.files.PathState;
import java.util.List;
import java.util.Optional;

/// Steps of copying whole directories.
final class CopyTree {
  private CopyTree() {}

  static Effect makeDirectory(PathState state, FileAttributes wanted, Observed seen) {
    if (state.exists()) {
      throw new ModuleFailure(state.path() + " already exists as a " + state.state());
    }
    var script =
        new ScriptBuilder().use("sh/path.sh", CopyTree.class).line("jp_attributes() {").line(":");
    wanted.ofNew(state, true, seen).appendTo(script);
    script.line("}").line("jp_make_dirs {}", state.path());
    return Effect.run("make the directory " + state.path(), script.program());
  }

  /// What is to be done for a link that has this text; empty when it is there. It has an owner, but
  /// no mode.
  static Optional<Effect> makeLink(
      PathState state, String text, FileAttributes wanted, Observed seen) {
    boolean there = state.isLink() && state.link().equals(text);
    FileAttributes owned = wanted.withMode(Optional.empty());
    AttributeChange change =
        there
            ? owned.changeOf(state.path(), state.self().orElseThrow(), state.umask(), seen)
            : owned.ofNew(0777, true, state.umask(), seen);
    if (there && change.isEmpty()) {
      return Optional.empty();
    }
    var script = new ScriptBuilder().use("sh/path.sh", CopyTree.class);
    if (!there) {
      script.line("jp_place -s {} {} || exit", text, state.path());
    }
    change.appendTo(script.line("jp_target={}", state.path()));
    return Optional.of(Effect.run("make the link " + state.path(), script.program()));
  }

  /// The first write that failed makes the result.
  static Result judge(
      List<FilePlan.Step.Write> steps,
      List<Integer> writes,
      List<ProgramOutput> outputs,
      Result changed) {
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
