package io.jplay.modules.builtin;

import io.jplay.core.api.ActionModule;
import io.jplay.core.api.FileContent;
import io.jplay.core.api.ModuleFailure;
import io.jplay.core.api.ModuleInfo;
import io.jplay.core.api.Option;
import io.jplay.core.api.RemoteSession;
import io.jplay.core.api.Result;
import io.jplay.core.api.TaskContext;
import io.jplay.core.api.TransportException;
import io.jplay.core.diag.IoReason;
import io.jplay.core.shell.ScriptBuilder;
import io.jplay.core.shell.ShellWord;
import io.jplay.core.value.Str;
import io.jplay.modules.files.ShellSplit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Sends a script of the controller to a host and runs it there. Imitates ansible.builtin.script;
/// its effect is opaque, so it is no state module.
@ModuleInfo(
    summary = "Runs a local script on a remote node after transferring it",
    async = false,
    check = ModuleInfo.Support.PARTIAL,
    neededByModule = "cmd")
public final class Script implements ActionModule<Script.Args> {
  /// The program of a first line `#! program argument`; a carriage return is part of its name.
  private static final Pattern INTERPRETER = Pattern.compile("\\A#! *([^ \\t\\n]+)");

  private static final Optional<String> NONE = Optional.empty();

  public record Args(
      @Option(freeForm = true) String cmd,
      @Option Optional<String> chdir,
      @Option Optional<String> creates,
      @Option Optional<String> removes,
      @Option Optional<String> executable,
      @Option("true") boolean decrypt) {}

  @Override
  public Result run(Args a, TaskContext context, RemoteSession session) throws TransportException {
    List<String> words = ShellSplit.split(a.cmd());
    if (words.isEmpty()) {
      return Result.failed("one of the following is required: _raw_params, cmd");
    }
    Optional<Result> unneeded = unneeded(a, session);
    if (unneeded.isPresent()) {
      return unneeded.get();
    }
    if (a.chdir().filter(d -> !d.isEmpty() && !d.startsWith("/")).isPresent()) {
      return Result.failed(
          "chdir %s must be an absolute path for a Unix-aware remote node"
              .formatted(a.chdir().get()));
    }
    Path file = context.find("files", words.getFirst());
    byte[] content = read(context, file, a.decrypt());
    if (context.mode().check()) {
      return a.creates().isEmpty() && a.removes().isEmpty()
          ? Result.skipped("Check mode is not supported for this task.")
          : Result.changed();
    }
    String uploaded = session.upload(new FileContent.Bytes(content));
    // scripts go by their names: they print it, or act by it
    String directory = uploaded + ".d";
    String remote = directory + "/" + file.getFileName();
    // what stands behind the name is the shell's: variables, redirections
    String command =
        a.executable().map(e -> e + " ").orElse("")
            + ShellWord.of(remote).quoted()
            + behindTheName(a.cmd().strip());
    var program =
        new ScriptBuilder()
            .line("mkdir -m 700 {} && mv {} {} || exit", directory, uploaded, remote)
            .line("chmod u+x {} || exit", remote);
    // what the shell says of a directory that is not there is the script's answer
    a.chdir().filter(d -> !d.isEmpty()).ifPresent(d -> program.line("cd {} || exit", d));
    var run = new CommandRun(Str.of(a.cmd()), NONE, NONE, NONE, false);
    Result result =
        run.run(context, session, program.line("exec {} -c {}", "/bin/sh", command), new byte[0]);
    return explained(told(result), remote, content);
  }

  /// All from the end of the first word, as it is written.
  private static String behindTheName(String cmd) {
    char quote = 0;
    for (int i = 0; i < cmd.length(); i++) {
      char c = cmd.charAt(i);
      if (c == '\\' && quote != '\'') {
        i++;
      } else if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '\'' || c == '"') {
        quote = c;
      } else if (Character.isWhitespace(c)) {
        return cmd.substring(i);
      }
    }
    return "";
  }

  /// A shell says of a script whose interpreter is missing that the script is not found, and keeps
  /// to itself what it looked for.
  private static Result explained(Result result, String remote, byte[] content) {
    String said = result.fields().text("stderr").orElse("");
    boolean isUnfound =
        said.contains(remote + ": not found")
            || said.contains(remote + ": No such file")
            || said.contains(remote + ": cannot execute: required file not found")
            || said.contains("bad interpreter");
    Matcher first = INTERPRETER.matcher(new String(content, StandardCharsets.UTF_8));
    return isUnfound && first.find()
        ? result.withWarning(
            "the interpreter that the script asks for, '" + first.group(1) + "', is not there")
        : result;
  }

  /// A script that need not run is a skipped task, unlike a command. Asked before the script is
  /// looked for: it may be gone by then.
  private static Optional<Result> unneeded(Args a, RemoteSession session)
      throws TransportException {
    if (a.creates().isEmpty() && a.removes().isEmpty()) {
      return Optional.empty();
    }
    var script = new ScriptBuilder().use("sh/command.sh", Script.class).line("jp_nonce=");
    a.creates().ifPresent(c -> script.line("jp_creates {}", c));
    a.removes().ifPresent(r -> script.line("jp_removes {}", r));
    return switch (session.run(script.program()).stdout().strip()) {
      case "creates" ->
          Optional.of(Result.skipped(a.creates().orElse("") + " exists, matching creates option"));
      case "removes" ->
          Optional.of(
              Result.skipped(a.removes().orElse("") + " does not exist, matching removes option"));
      default -> Optional.empty();
    };
  }

  /// What a script answers: not how it was called, nor when.
  private static Result told(Result result) {
    Result bare = result.without("cmd").without("start").without("end").without("delta");
    return result.isFailed() ? bare : bare.without("msg");
  }

  private static byte[] read(TaskContext context, Path file, boolean decrypt) {
    try {
      return context.read(file, decrypt);
    } catch (IOException e) {
      throw new ModuleFailure("could not read " + file + ": " + IoReason.of(e));
    }
  }
}
