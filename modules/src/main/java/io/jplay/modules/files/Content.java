package io.jplay.modules.files;

import io.jplay.core.api.ModuleFailure;
import io.jplay.core.api.Read;
import io.jplay.core.shell.ProgramOutput;
import io.jplay.core.shell.ScriptBuilder;
import java.util.Optional;

/// The content of a host's file, byte for byte, up to a limit.
public final class Content {
  /// Text modules (lineinfile, replace) work on the whole file in memory; larger files are refused.
  public static final long LIMIT = 64L << 20;

  private static final int RC_ABSENT = 66;
  private static final int RC_TOO_LARGE = 67;

  private Content() {}

  /// The bytes of a file; empty when there is none or a directory. Fails when the file is not
  /// readable or is larger than the limit.
  public static Read<Optional<byte[]>> read(String path) {
    return read(path, LIMIT);
  }

  public static Read<Optional<byte[]>> read(String path, long limit) {
    var program =
        new ScriptBuilder()
            .use("sh/content.sh", Content.class)
            .line("jp_content {} {}", path, Long.toString(limit))
            .program();
    return new Read<>("content:" + limit + ":" + path, program, output -> parse(path, output));
  }

  /// The bytes of a file that is only to be shown: empty when there is none, or when it cannot be
  /// read or is over the limit.
  public static Read<Optional<byte[]>> peek(String path, long limit) {
    Read<Optional<byte[]>> full = read(path, limit);
    return new Read<>(
        "peek:" + limit + ":" + path,
        full.program(),
        output -> output.isOk() ? Optional.of(output.stdoutBytes()) : Optional.empty());
  }

  private static Optional<byte[]> parse(String path, ProgramOutput output) {
    return switch (output.rc()) {
      case 0 -> Optional.of(output.stdoutBytes());
      case RC_ABSENT -> Optional.empty();
      case RC_TOO_LARGE ->
          throw new ModuleFailure("file is too large to be read as a whole: " + path);
      default ->
          throw new ModuleFailure(
              "Unable to read the contents of %s: %s: '%s'"
                  .formatted(path, ToolError.of(output).python(), path));
    };
  }
}
