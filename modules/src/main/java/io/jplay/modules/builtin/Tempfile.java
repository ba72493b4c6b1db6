package io.jplay.modules.builtin;

import io.jplay.core.api.Decision;
import io.jplay.core.api.Effect;
import io.jplay.core.api.HostFacts;
import io.jplay.core.api.Mode;
import io.jplay.core.api.ModuleInfo;
import io.jplay.core.api.Observed;
import io.jplay.core.api.Option;
import io.jplay.core.api.Reads;
import io.jplay.core.api.Result;
import io.jplay.core.api.StateModule;
import io.jplay.core.shell.ProgramOutput;
import io.jplay.core.shell.ScriptBuilder;
import io.jplay.modules.files.Paths;
import io.jplay.modules.files.ToolError;
import java.util.List;
import java.util.Optional;

/// Makes a new private file or directory. Imitates ansible.builtin.tempfile.
@ModuleInfo(summary = "Creates temporary files and directories", check = ModuleInfo.Support.NONE)
public final class Tempfile implements StateModule<Tempfile.Args> {
  /// What is made.
  public enum State {
    FILE,
    DIRECTORY
  }

  public record Args(
      @Option("file") State state,
      @Option Optional<String> path,
      @Option("ansible.") String prefix,
      @Option Optional<String> suffix) {}

  @Override
  public Reads reads(Args a, HostFacts facts) {
    return Reads.NONE;
  }

  @Override
  public Decision decide(Args a, Observed seen, Mode mode) {
    String directory = a.path().map(p -> Paths.expand(p, seen.facts())).orElse("");
    var script =
        new ScriptBuilder()
            .use("sh/tempfile.sh", Tempfile.class)
            .line(
                "jp_tempfile {} {} {} {}",
                a.state() == State.DIRECTORY ? "-d" : "",
                directory,
                a.prefix(),
                a.suffix().orElse(""));
    return new Decision.Change(
        List.of(new Effect.Run("make a temporary file", script.program(), false)),
        Result.changed(),
        Reads.NONE,
        (outputs, after) -> result(a, directory, outputs.getFirst()));
  }

  private static Result result(Args a, String directory, ProgramOutput output) {
    if (!output.isOk()) {
      ToolError error = ToolError.of(output);
      return Result.failed(
          "%s: '%s'".formatted(error.python(), error.named(directory + "/" + a.prefix())));
    }
    String[] parts = output.stdout().split("\0", -1);
    String[] fields = parts[1].strip().split(" ");
    return Result.changed()
        .with("path", parts[0])
        .with("uid", Long.parseLong(fields[0]))
        .with("gid", Long.parseLong(fields[1]))
        .with("owner", fields[2])
        .with("group", fields[3])
        .with("mode", "0" + fields[4])
        .with("size", Long.parseLong(fields[5]))
        .with("state", fields[6]);
  }
}
