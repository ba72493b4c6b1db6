package io.jplay.modules.builtin;

import io.jplay.core.api.Decision;
import io.jplay.core.api.HostFacts;
import io.jplay.core.api.Mode;
import io.jplay.core.api.ModuleFailure;
import io.jplay.core.api.ModuleInfo;
import io.jplay.core.api.Observed;
import io.jplay.core.api.Option;
import io.jplay.core.api.Read;
import io.jplay.core.api.Reads;
import io.jplay.core.api.Result;
import io.jplay.core.api.StateModule;
import io.jplay.modules.files.Content;
import io.jplay.modules.files.PathState;
import io.jplay.modules.files.Paths;
import java.util.Base64;
import java.util.Optional;

/// Reads a file of a host into a result. Imitates ansible.builtin.slurp; changes nothing.
@ModuleInfo(summary = "Slurps a file from remote nodes", onlyReads = true)
public final class Slurp implements StateModule<Slurp.Args> {
  public record Args(@Option(required = true, aliases = "path") String src) {}

  @Override
  public Reads reads(Args a, HostFacts facts) {
    String path = Paths.expand(a.src(), facts);
    return Reads.of(PathState.read(path, facts));
  }

  @Override
  public Decision decide(Args a, Observed seen, Mode mode) {
    String path = Paths.expand(a.src(), seen.facts());
    PathState state = seen.get(PathState.read(path, seen.facts()));
    if (state.isDirectory()) {
      return Decision.failed("source is a directory and must be a file: " + path);
    }
    if (state.isBelowFile()) {
      return Decision.failed("unable to slurp file: [Errno 20] Not a directory: '" + path + "'");
    }
    if (state.followed().isEmpty()) {
      return Decision.failed(
          state.problem().isEmpty() ? "file not found: " + path : "file is not readable: " + path);
    }
    Read<Optional<byte[]>> full = Content.read(path);
    Read<Optional<byte[]>> read =
        new Read<>(
            "slurp:" + path,
            full.program(),
            output -> {
              if (output.rc() == 1) {
                throw new ModuleFailure("file is not readable: " + path);
              }
              return full.parser().apply(output);
            });
    if (!seen.has(read)) {
      return new Decision.ReadMore(Reads.of(read));
    }
    Optional<byte[]> content = seen.get(read);
    return Decision.unchanged(
        Result.ok()
            .with("content", Base64.getEncoder().encodeToString(content.orElse(new byte[0])))
            .with("source", path)
            .with("encoding", "base64"));
  }
}
