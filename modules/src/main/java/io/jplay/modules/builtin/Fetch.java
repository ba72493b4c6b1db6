package io.jplay.modules.builtin;

import io.jplay.core.api.ActionModule;
import io.jplay.core.api.FileContent;
import io.jplay.core.api.ModuleFailure;
import io.jplay.core.api.ModuleInfo;
import io.jplay.core.api.Option;
import io.jplay.core.api.Read;
import io.jplay.core.api.RemoteSession;
import io.jplay.core.api.Result;
import io.jplay.core.api.TaskContext;
import io.jplay.core.api.TransportException;
import io.jplay.core.diag.IoReason;
import io.jplay.core.event.Status;
import io.jplay.core.shell.ScriptBuilder;
import io.jplay.core.shell.ShellProgram;
import io.jplay.core.source.ControllerPath;
import io.jplay.core.value.Null;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import io.jplay.modules.files.Checksum;
import io.jplay.modules.files.PathState;
import io.jplay.modules.files.Paths;
import io.jplay.modules.files.Texts;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/// Copies a file of a host to the controller. Imitates ansible.builtin.fetch; not a state module
/// because what changes is the controller. The destination follows from the task alone: nothing
/// that a host answers can become part of it.
@ModuleInfo(
    summary = "Fetch files from remote nodes",
    async = false,
    ignoresUnknown = true,
    neededByModule = {"src", "dest"})
public final class Fetch implements ActionModule<Fetch.Args> {
  public record Args(
      @Option Value src,
      @Option Value dest,
      @Option("false") boolean flat,
      @Option("true") boolean failOnMissing,
      @Option(value = "true", aliases = "validate_md5") boolean validateChecksum) {}

  private static final long LIMIT = Long.MAX_VALUE;

  @Override
  public Result run(Args a, TaskContext context, RemoteSession session) throws TransportException {
    if (context.mode().check()) {
      return Result.ok()
          .withStatus(Status.SKIPPED)
          .with("msg", "check mode not (yet) supported for this module");
    }
    if (Texts.plain(a.src()).isEmpty() || Texts.plain(a.dest()).isEmpty()) {
      return Result.refused("src and dest are required");
    }
    if (!(a.src() instanceof Str) || !(a.dest() instanceof Str)) {
      return Result.failed(
          "Invalid type supplied for %s option, it must be a string"
              .formatted(a.src() instanceof Str ? "dest" : "source"));
    }
    String src = Paths.expand(Texts.plain(a.src()), session.facts());
    PathState state = ask(session, PathState.read(src, session.facts()));
    if (!state.problem().isEmpty()) {
      String reason = "file is not readable: " + src + ": Permission denied";
      return a.failOnMissing()
          ? Result.failed(reason)
          : Result.ok().with("msg", reason + ", ignored").with("file", src);
    }
    if (state.isBelowFile()) {
      String reason = "Failed to get information on remote file (" + src + "): Not a directory";
      return a.failOnMissing()
          ? Result.failed(reason).with("file", src)
          : Result.ok().with("msg", reason + ", ignored").with("file", src);
    }
    if (state.followed().isEmpty()) {
      return missing(a, "the remote file does not exist", src);
    }
    if (state.isDirectory()) {
      String reason = "remote file is a directory, fetch cannot work on directories";
      return a.failOnMissing()
          ? Result.failed(reason)
          : Result.ok().with("msg", reason + ", not transferring, ignored");
    }
    Path dest = destination(a, context, src);
    Optional<String> remote = ask(session, Checksum.read("sha1", src));
    if (remote.isEmpty() && !session.run(readable(src)).isOk()) {
      return unreadable(a, src);
    }
    if (remote.isPresent() && remote.equals(sum("sha1", dest))) {
      return Result.ok()
          .with("checksum", remote.get())
          .with("md5sum", sum("md5", dest).orElse(""))
          .with("file", src)
          .with("dest", dest.toString());
    }
    return transfer(a, session, src, dest, remote);
  }

  private static Result unreadable(Args a, String src) {
    String reason = "file is not readable: " + src;
    return a.failOnMissing()
        ? Result.failed(reason)
        : Result.ok().with("msg", reason).with("file", src);
  }

  private static ShellProgram readable(String src) {
    return new ScriptBuilder().line("[ -r {} ]", src).program();
  }

  private static Result missing(Args a, String reason, String src) {
    return a.failOnMissing()
        ? Result.failed(reason + ", not transferring, ignored")
        : Result.ok().with("msg", reason + ", not transferring, ignored").with("file", src);
  }

  private static <T> T ask(RemoteSession session, Read<T> read) throws TransportException {
    return read.parser().apply(session.run(read.program()));
  }

  private static Path destination(Args a, TaskContext context, String src) {
    String given = Texts.plain(a.dest());
    String dest = ControllerPath.expand(given, System.getProperty("user.home"));
    if (!a.flat()) {
      // an inventory name or a source with `..` must not leave the directory
      Path base = Path.of(dest).toAbsolutePath().normalize();
      Path full = base.resolve(context.host()).resolve(src.replaceFirst("^/+", "")).normalize();
      if (!full.startsWith(base) || full.equals(base)) {
        throw new ModuleFailure("the destination would leave " + base + ": " + full);
      }
      return full;
    }
    Path path = Path.of(dest).toAbsolutePath().normalize();
    if (dest.endsWith("/")) {
      Path within = path.resolve(src.substring(src.lastIndexOf('/') + 1));
      if (Files.isDirectory(within)) {
        throw new ModuleFailure(
            "calculated dest '%s' is an existing directory, use another path that does not point to"
                    .formatted(within)
                + " an existing directory");
      }
      return within;
    }
    if (Files.isDirectory(path)) {
      throw new ModuleFailure(
          "dest is an existing directory, use a trailing slash if you want to fetch src into that"
              + " directory");
    }
    return path;
  }

  private static Optional<String> sum(String algorithm, Path file) {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Checksum.of(algorithm, new FileContent.LocalFile(file, Files.size(file))));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Result transfer(
      Args a, RemoteSession session, String src, Path dest, Optional<String> remote)
      throws TransportException {
    try {
      Path directory = dest.resolveSibling(".").normalize();
      Files.createDirectories(directory);
      Path part = Files.createTempFile(directory, ".jplay-", "");
      try {
        try (OutputStream out = Files.newOutputStream(part)) {
          session.download(src, out, LIMIT);
        }
        Optional<String> got = sum("sha1", part);
        Result base =
            Result.changed()
                .with("md5sum", sum("md5", part).orElse(""))
                .with("dest", dest.toString())
                .with("remote_md5sum", Null.NULL)
                .with("checksum", got.orElse(""))
                .with("remote_checksum", remote.orElse(""));
        if (a.validateChecksum() && remote.isPresent() && !remote.equals(got)) {
          return base.withStatus(Status.FAILED).with("msg", "checksum mismatch").with("file", src);
        }
        Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rw-r--r--"));
        Files.move(part, dest, StandardCopyOption.ATOMIC_MOVE);
        return base;
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw new ModuleFailure("could not write " + dest + ": " + IoReason.of(e));
    }
  }
}
