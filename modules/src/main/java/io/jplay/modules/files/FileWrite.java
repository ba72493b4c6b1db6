package io.jplay.modules.files;

import io.jplay.core.api.Effect;
import io.jplay.core.api.FileContent;
import io.jplay.core.api.ModuleFailure;
import io.jplay.core.api.Result;
import io.jplay.core.shell.ProgramOutput;
import io.jplay.core.shell.ScriptBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Gives a file new content in one step: a private temporary file in the same directory is filled,
/// checked, given owner and mode, synced and renamed, so that a reader sees the old file or the new
/// one, never a part. Nothing is changed when the file is no longer the one that was read.
///
/// @param path the file, links already followed where they are to be
/// @param source the new content
/// @param before what was read at the path: a file keeps its owner, group and mode
/// @param change attributes to be set on the new file
public record FileWrite(
    String path,
    Source source,
    Optional<FileStat> before,
    AttributeChange change,
    Options options) {

  /// Content that goes with a program; more is uploaded first.
  private static final long INLINE_LIMIT = 64 << 10;

  private static final int RC_CHANGED_MEANWHILE = 75;
  private static final int RC_INVALID = 76;
  private static final int RC_NO_VALIDATOR = 77;

  /// Where the content comes from.
  public sealed interface Source {
    record Sent(FileContent content) implements Source {}

    /// A file that is on the host already.
    record Remote(String path, long size) implements Source {}

    /// A file of the host that is copied: where something is, the copy has the mode of the
    /// original.
    record Original(String path, long size, int mode) implements Source {}
  }

  /// Whether to write in place where the file cannot be renamed over (a mount point); by the
  /// environment where `ANSIBLE_UNSAFE_WRITES` of the host is true.
  public enum InPlace {
    ALLOWED,
    REFUSED,
    BY_ENVIRONMENT;

    /// As jp_end calls it.
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// `validate` is a command with `%s` for the temporary file; `backupName` what a backup is named
  /// after, where that is not the file itself (a link to it), else empty.
  public record Options(
      boolean backup, Optional<String> validate, InPlace inPlace, String backupName) {
    public static final Options NONE = new Options(false, Optional.empty(), InPlace.REFUSED);

    public Options(boolean backup, Optional<String> validate, InPlace inPlace) {
      this(backup, validate, inPlace, "");
    }

    /// The same with backups beside a path that leads to the file.
    Options withBackupsBy(String name) {
      return new Options(backup, validate, inPlace, name);
    }
  }

  /// What a write left: the backup's path when one was made.
  public record Written(Optional<String> backup) {
    /// Adds `backup_file` as copy and template name it.
    public Result describe(Result result, String key) {
      return backup.map(b -> result.with(key, b)).orElse(result);
    }
  }

  public static FileWrite ofBytes(
      String path,
      byte[] content,
      Optional<FileStat> before,
      AttributeChange change,
      Options options) {
    return new FileWrite(
        path, new Source.Sent(new FileContent.Bytes(content)), before, change, options);
  }

  /// Appends to a program what gives a file other text, whatever is there by then: for the files of
  /// tools that keep no token of what they read. The program's standard input is the text.
  ///
  /// @param attributes a line for the owner and the mode of `$jp_tmp`, with its words
  public static ScriptBuilder append(
      ScriptBuilder script, String path, byte[] text, String attributes, String... words) {
    return script
        .use("sh/write.sh", FileWrite.class)
        .line("jp_begin {} {} && jp_fill || exit", path, Integer.toString(text.length))
        .line(attributes, words)
        .line("jp_end refused || exit")
        .stdin(text);
  }

  /// The effects of the write. The last one is to be judged by [#parse].
  public List<Effect> effects() {
    return switch (source) {
      case Source.Sent(FileContent content) when content.size() > INLINE_LIMIT ->
          List.of(
              new Effect.Upload(content),
              run(script(content.size(), "jp_fill \"$JPLAY_UPLOAD\" || exit")));
      case Source.Sent(FileContent content) ->
          List.of(run(script(content.size(), "jp_fill || exit").stdin(bytes(content))));
      case Source.Original(String from, long size, int mode) ->
          List.of(run(script(size, "jp_fill {} && jp_date {} || exit", from, from)));
      case Source.Remote(String from, long size) ->
          List.of(run(script(size, "jp_fill {} || exit", from)));
    };
  }

  private Effect run(ScriptBuilder script) {
    return new Effect.Run("write " + path, script.program(), false);
  }

  private ScriptBuilder script(long size, String fill, String... words) {
    var script =
        new ScriptBuilder()
            .use("sh/write.sh", FileWrite.class)
            .line("jp_begin {} {} || exit", path, Long.toString(size))
            .line(fill, words);
    options.validate().ifPresent(v -> appendValidation(script, v));
    // best effort, as Ansible's atomic_move: a user who may not give files away still may write
    before
        .filter(b -> !(source instanceof Source.Original))
        .ifPresent(b -> {
          script.line("chown {} \"$jp_tmp\" 2>/dev/null", b.uid() + ":" + b.gid());
          script.line("chmod {} \"$jp_tmp\" || exit", FileMode.octal(b.mode()));
        });
    script.line("jp_target=$jp_tmp");
    change.appendTo(script);
    script.line("jp_unchanged {} || exit", before.map(FileStat::token).orElse("absent"));
    if (options.backup() && before.isPresent()) {
      String name = options.backupName();
      script.line("jp_backup {} || exit", name.isEmpty() ? path : name);
    }
    script.line("jp_end {} || exit", options.inPlace().word());
    script.line("jp_target={}", path);
    change.appendFlagsTo(script);
    return script;
  }

  /// Splits the command as Python's shlex does (no shell sees it) and puts the temporary file in.
  private static void appendValidation(ScriptBuilder script, String command) {
    if (!command.contains("%s")) {
      throw new ModuleFailure("validate must contain %s: " + command);
    }
    var text = new StringBuilder("jp_validate");
    var words = new ArrayList<String>();
    for (String word : ShellSplit.split(command)) {
      text.append(' ');
      String separator = "";
      for (String piece : word.replace("%%", "%").split("%s", -1)) {
        text.append(separator).append("{}");
        words.add(piece);
        separator = "\"$jp_tmp\"";
      }
    }
    script.line(text.append(" || exit").toString(), words.toArray(String[]::new));
  }

  private static byte[] bytes(FileContent content) {
    try (InputStream in = content.open()) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Judges the last program of the write; throws [ModuleFailure] when the file was not written.
  public Written parse(List<ProgramOutput> outputs) {
    ProgramOutput output = outputs.getLast();
    return switch (output.rc()) {
      case 0 -> {
        String backup = output.stdout().strip();
        yield new Written(backup.isEmpty() ? Optional.empty() : Optional.of(backup));
      }
      case RC_CHANGED_MEANWHILE ->
          throw new ModuleFailure(
              "the file changed while the task ran, nothing was written: " + path);
      case RC_INVALID -> throw invalid(output);
      case RC_NO_VALIDATOR -> throw noValidator(output.stdout().strip());
      default -> throw refused(output);
    };
  }

  /// Whether the directory does not take the new file.
  public static boolean isNotWritable(ProgramOutput output) {
    ToolError error = ToolError.of(output);
    return output.rc() == 1
        && (error.tool().equals("mv") || error.tool().equals("mktemp"))
        && error.reason().equals("Permission denied");
  }

  private ModuleFailure refused(ProgramOutput output) {
    ToolError error = ToolError.of(output);
    if (isNotWritable(output)) {
      String directory = FilePlan.parent(path);
      return new ModuleFailure(
          "The destination directory (%s) is not writable by the current user. Error was: %s"
              .formatted(directory, error.python(directory)));
    }
    boolean attribute = List.of("chown", "chgrp", "chmod", "chcon").contains(error.tool());
    return new ModuleFailure(
        attribute
            ? error.onAttributes(path).with("path", path)
            : Result.failed("could not write " + path + ": " + output.stderr().strip())
                .with("dest", path));
  }

  private static ModuleFailure noValidator(String command) {
    int end = command.indexOf(' ');
    String tool = end < 0 ? command : command.substring(0, end);
    return new ModuleFailure(
        Result.failed("[Errno 2] No such file or directory: " + ToolError.bytes(tool))
            .with("cmd", command)
            .with("rc", 2)
            .with("stdout", "")
            .with("stderr", ""));
  }

  /// The first line of an invalid file's output is the validator's exit status.
  private static ModuleFailure invalid(ProgramOutput output) {
    String[] parts = output.stdout().split("\n", 2);
    String rc = parts[0].strip();
    return new ModuleFailure(
        Result.failed("failed to validate")
            .with("exit_status", rc.matches("[0-9]{1,3}") ? Integer.parseInt(rc) : 1)
            .with("stdout", parts.length > 1 ? parts[1] : "")
            .with("stderr", output.stderr()));
  }
}
