package io.jplay.modules.files;

import io.jplay.core.api.Decision;
import io.jplay.core.api.Effect;
import io.jplay.core.api.HostFacts;
import io.jplay.core.api.Mode;
import io.jplay.core.api.ModuleFailure;
import io.jplay.core.api.Observed;
import io.jplay.core.api.Read;
import io.jplay.core.api.Reads;
import io.jplay.core.api.Result;
import io.jplay.core.event.Diff;
import io.jplay.core.event.Status;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Utf8;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A change of a text file of a host: what lineinfile, blockinfile, replace and ini_file have in
/// common. Reads the whole file, writes it in one step when its text changed, sets attributes.
/// Bytes that are no text of the charset go through it unchanged, so that nothing is lost on the
/// way.
///
/// @param follow whether a link is followed; else it is replaced by a file
/// @param header what a difference of the text is headed by
public record TextEdit(
    String path, FileAttributes wanted, FileWrite.Options options, boolean follow, String header) {
  public TextEdit(String path, FileAttributes wanted, FileWrite.Options options, boolean follow) {
    this(path, wanted, options, follow, path + " (content)");
  }

  /// The edit that the options of a task ask for; links are followed.
  public static TextEdit of(
      String path, HostFacts facts, FileOptions file, boolean backup, Optional<String> validate) {
    return new TextEdit(
        Paths.expand(path, facts),
        file.wanted(),
        new FileWrite.Options(backup, validate.filter(v -> !v.isEmpty()), file.inPlace()),
        true);
  }

  /// The same with differences that are headed by the path alone, and of the text only.
  public TextEdit withPlainHeader() {
    return new TextEdit(path, wanted, options, follow, path);
  }

  /// What is in a file. `charset` says how it was decoded.
  public record Text(boolean exists, String text, Charset charset) {
    public byte[] encode(String changed) {
      return charset.equals(StandardCharsets.UTF_8)
          ? Utf8.encode(changed)
          : changed.getBytes(charset);
    }
  }

  public Reads reads(HostFacts facts) {
    var reads = new ArrayList<Read<?>>();
    reads.add(PathState.read(path, facts));
    reads.add(Content.read(path));
    reads.addAll(wanted.reads(path));
    return new Reads(reads);
  }

  public PathState state(Observed seen) {
    PathState state = seen.get(PathState.read(path, seen.facts()));
    if (!state.problem().isEmpty()) {
      throw new ModuleFailure(state.problem());
    }
    return state;
  }

  public Text text(Observed seen) {
    return text(seen, StandardCharsets.UTF_8);
  }

  /// The text in a charset that the task names. A directory has none: it is refused.
  public Text text(Observed seen, Charset named) {
    if (state(seen).isDirectory()) {
      throw new ModuleFailure("Path %s is a directory !".formatted(path));
    }
    Optional<byte[]> bytes = seen.get(Content.read(path));
    if (bytes.isEmpty()) {
      return new Text(false, "", named);
    }
    if (named.equals(StandardCharsets.UTF_8)) {
      return new Text(true, Utf8.decode(bytes.get()), named);
    }
    String text = new String(bytes.get(), named);
    boolean isLossless = Arrays.equals(text.getBytes(named), bytes.get());
    Charset charset = isLossless ? named : StandardCharsets.ISO_8859_1;
    return new Text(true, isLossless ? text : new String(bytes.get(), charset), charset);
  }

  /// What the result says: `message` of the edit (empty when the text stays), the key that a backup
  /// has, and whether it has a `diff` though none was asked for.
  public record Answer(Result base, String message, String backupKey, boolean tellsDiff) {
    public Answer(Result base, String message, String backupKey) {
      this(base, message, backupKey, false);
    }
  }

  /// Decides from the text before and after.
  public Decision decide(Text before, String after, Answer answer, Observed seen, Mode mode) {
    PathState state = state(seen);
    boolean replaced = state.isLink() && !follow;
    String target = replaced ? path : state.end();
    Optional<FileStat> there = replaced ? Optional.empty() : state.followed();
    boolean edited = !before.text().equals(after) || !before.exists();
    if (!edited) {
      return attributesOnly(target, there.orElseThrow(), before, answer, seen, mode);
    }
    AttributeChange change =
        there
            .map(s -> wanted.changeOf(path, s, state.umask(), seen))
            .orElseGet(() -> wanted.predicted(mode, seen).ofNew(state, false, seen));
    var write =
        FileWrite.ofBytes(target, before.encode(after), there, change, options.withBackupsBy(path));
    var effects = new ArrayList<Effect>();
    if (!state.exists() && !state.hasParent()) {
      effects.add(FilePlan.makeParents(target, FileAttributes.NONE, seen));
    }
    effects.addAll(write.effects());
    // like ansible-core 2.18: a check says nothing of the attributes of a file that is not there
    // yet
    boolean tells = !change.before().isEmpty() && (there.isPresent() || !mode.check());
    Result result =
        answer.base().withStatus(Status.CHANGED).with("msg", message(answer.message(), tells));
    Result shown =
        withAttributes(mode.diff() ? result.withDiff(diff(before, after)) : result, change);
    Result all = answer.tellsDiff() ? registered(shown, before, after, change, mode) : shown;
    return new Decision.Change(
        effects,
        all,
        Reads.NONE,
        (outputs, then) -> {
          try {
            return write.parse(outputs).describe(all, answer.backupKey());
          } catch (ModuleFailure failure) {
            return validated(failure.result());
          }
        });
  }

  private Diff diff(Text before, String after) {
    return new Diff(header, header, before.text(), after, "");
  }

  /// With the `diff` that Ansible's module returns in any case, with empty texts where none was
  /// asked for.
  private Result registered(
      Result result, Text before, String after, AttributeChange change, Mode mode) {
    Dict text = headers(header);
    text = text.with("before", Str.of(mode.diff() ? before.text() : ""));
    text = text.with("after", Str.of(mode.diff() ? after : ""));
    Dict attributes = headers(path + " (file attributes)");
    if (!change.before().isEmpty()) {
      attributes = attributes.with("before", change.before()).with("after", change.after());
    }
    return result.with("diff", Seq.of(text, attributes));
  }

  private static Dict headers(String header) {
    return Dict.builder().put("before_header", header).put("after_header", header).build();
  }

  private Result withAttributes(Result result, AttributeChange change) {
    boolean tells = !header.equals(path) && !change.before().isEmpty();
    return tells
        ? result.withDiff(
            StateDiff.headed(path + " (file attributes)", change.before(), change.after()))
        : result;
  }

  private Decision attributesOnly(
      String target, FileStat stat, Text text, Answer answer, Observed seen, Mode mode) {
    AttributeChange change = wanted.changeOf(path, stat, state(seen).umask(), seen);
    Result base =
        answer.tellsDiff()
            ? registered(answer.base(), text, text.text(), change, mode)
            : answer.base();
    if (change.isEmpty()) {
      return Decision.unchanged(base.with("msg", ""));
    }
    Result result =
        withAttributes(base.withStatus(Status.CHANGED).with("msg", message("", true)), change);
    return Decision.change(List.of(change.effect(target)), result);
  }

  private static String message(String edit, boolean attributes) {
    String owned = "ownership, perms or SE linux context changed";
    if (!attributes) {
      return edit;
    }
    return edit.isEmpty() ? owned : edit + " and " + owned;
  }

  /// These modules put the validator's answer into the message.
  private static Result validated(Result result) {
    if (!result.fields().has("exit_status")) {
      return result;
    }
    return Result.failed(
        "failed to validate: rc:"
            + result.fields().get("exit_status").orElseThrow()
            + " error:"
            + result.fields().text("stderr").orElse(""));
  }

  /// Lines with their ends.
  public static List<String> lines(String text) {
    var lines = new ArrayList<String>();
    int from = 0;
    for (int i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', from)) {
      lines.add(text.substring(from, i + 1));
      from = i + 1;
    }
    if (from < text.length()) {
      lines.add(text.substring(from));
    }
    return lines;
  }

  /// The same without message and difference, for modules that tell neither.
  public static Decision quiet(Decision decision) {
    return switch (decision) {
      case Decision.Done(Result result) -> new Decision.Done(quiet(result));
      case Decision.ReadMore more -> more;
      case Decision.Change change ->
          new Decision.Change(
              change.effects(),
              quiet(change.predicted()),
              change.after(),
              (outputs, then) -> quiet(change.finish().finish(outputs, then)));
    };
  }

  private static Result quiet(Result result) {
    return result.isFailed() ? result : result.withoutDiffs().without("msg");
  }
}
