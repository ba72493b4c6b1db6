package io.jplay.modules.builtin;

import io.jplay.core.api.Decision;
import io.jplay.core.api.Effect;
import io.jplay.core.api.HostFacts;
import io.jplay.core.api.Mode;
import io.jplay.core.api.ModuleFailure;
import io.jplay.core.api.Observed;
import io.jplay.core.api.Read;
import io.jplay.core.api.Reads;
import io.jplay.core.api.Result;
import io.jplay.core.event.Status;
import io.jplay.core.shell.ProgramOutput;
import io.jplay.core.shell.ScriptBuilder;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Null;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.modules.files.AttributeChange;
import io.jplay.modules.files.FileAttributes;
import io.jplay.modules.files.FileKind;
import io.jplay.modules.files.FileStat;
import io.jplay.modules.files.FileTimes;
import io.jplay.modules.files.PathState;
import io.jplay.modules.files.StateDiff;
import io.jplay.modules.files.ToolError;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// The states `link` and `hard` of [File].
final class FileLinks {
  private static final String NO_TARGET =
      "Cannot set fs attributes on a non-existent symlink target. follow should be set to False to"
          + " avoid this.";

  private final File.Args args;
  private final Observed seen;
  private final PathState self;
  private final Mode mode;

  FileLinks(File.Args args, Observed seen, PathState self, Mode mode) {
    this.args = args;
    this.seen = seen;
    this.self = self;
    this.mode = mode;
  }

  /// The path that the text of a link means.
  static String end(String path, String text) {
    int slash = path.lastIndexOf('/');
    return text.startsWith("/") || slash < 0 ? text : path.substring(0, slash + 1) + text;
  }

  Decision decide(boolean symbolic) {
    if (args.src().isEmpty()) {
      boolean there = symbolic ? self.isLink() : self.state().equals("hard");
      return there
          ? attributes(present(symbolic), !symbolic)
          : Decision.failed(
              "src is required for creating new " + (symbolic ? "symlinks" : "hardlinks"));
    }
    String src = args.src().get();
    Optional<Decision> refusal = symbolic ? refusesLink(src) : refusesHard(src);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    boolean same =
        symbolic ? self.isLink() && self.link().equals(src) : isSameFile(sourceState(src));
    return same ? attributes(result(src), !symbolic) : place(symbolic, src);
  }

  /// What is there is to stay; a link that is followed tells its own text.
  private Result present(boolean symbolic) {
    boolean leads = symbolic && args.follow() && self.followed().isPresent();
    return Result.ok()
        .with("dest", self.path())
        .with("src", leads ? new Str(self.link(), Tag.REMOTE) : Null.NULL);
  }

  /// Over a directory, the text of a link is taken as if it were in it already.
  private PathState sourceState(String src) {
    String full = args.state().equals(Optional.of(File.State.HARD)) ? src : end(self.path(), src);
    if (isPlainDirectory() && !src.startsWith("/")) {
      full = self.path() + "/" + src;
    }
    return seen.get(PathState.read(full, seen.facts()));
  }

  private boolean isPlainDirectory() {
    return self.isDirectory() && !self.isLink();
  }

  private boolean isSameFile(PathState source) {
    return self.self().isPresent()
        && !self.isLink()
        && source
            .followed()
            .filter(s -> s.inode() == self.self().get().inode())
            .filter(s -> s.device() == self.self().get().device())
            .isPresent();
  }

  private Optional<Decision> refusesLink(String src) {
    PathState source = sourceState(src);
    if (!args.force() && source.followed().isEmpty()) {
      return refused(
          "src file does not exist, use \"force=yes\" if you really want to create the link: "
              + source.path(),
          r -> r.with("path", self.path()).with("src", src));
    }
    if (self.isLink() || !self.exists()) {
      return Optional.empty();
    }
    return args.force()
        ? refusesToConvert()
        : refused(
            "refusing to convert from " + self.state() + " to symlink for " + self.path(),
            r -> r.with("path", self.path()));
  }

  private Optional<Decision> refusesHard(String src) {
    PathState source = sourceState(src);
    if (source.followed().isEmpty()) {
      return refused("src does not exist", r -> r.with("dest", self.path()).with("src", src));
    }
    if (self.isLink() || !self.exists() || isSameFile(source)) {
      return Optional.empty();
    }
    return args.force()
        ? refusesToConvert()
        : refused(
            self.state().equals("hard")
                ? "Cannot link, different hard link exists at destination"
                : "Cannot link, " + self.state() + " exists at destination",
            r -> r.with("dest", self.path()).with("src", src));
  }

  /// A directory that has something in it is never replaced.
  private Optional<Decision> refusesToConvert() {
    Optional<Read<Boolean>> unread = unread(self, seen);
    if (unread.isPresent()) {
      return Optional.of(new Decision.ReadMore(Reads.of(unread.get())));
    }
    try {
      refuseFull(self, seen);
      return Optional.empty();
    } catch (ModuleFailure failure) {
      return Optional.of(new Decision.Done(failure.result()));
    }
  }

  /// What must be known of a directory before it is replaced; empty where that is known, and for
  /// what is none.
  static Optional<Read<Boolean>> unread(PathState state, Observed seen) {
    return state.isDirectory() && !state.isLink() && !seen.has(full(state))
        ? Optional.of(full(state))
        : Optional.empty();
  }

  /// Fails for a directory that has something in it.
  static void refuseFull(PathState state, Observed seen) {
    if (state.isDirectory() && !state.isLink() && seen.get(full(state))) {
      throw new ModuleFailure(
          state.describe(
              Result.failed(
                      "the directory " + state.path() + " is not empty, refusing to convert it")
                  .with("path", state.path())));
    }
  }

  private static Read<Boolean> full(PathState state) {
    var program = new ScriptBuilder().line("ls -A -- {}", state.path()).program();
    return new Read<>("full:" + state.path(), program, o -> !o.stdout().isEmpty());
  }

  private Optional<Decision> refused(String message, UnaryOperator<Result> names) {
    return Optional.of(new Decision.Done(self.describe(names.apply(Result.failed(message)))));
  }

  private Result result(String src) {
    return Result.ok().with("dest", self.path()).with("src", src);
  }

  private Decision place(boolean symbolic, String src) {
    var script = new ScriptBuilder().use("sh/path.sh", FileLinks.class);
    String source = symbolic ? src : sourceState(src).path();
    script.line("jp_place {} {} {} || exit", symbolic ? "-s" : "-h", source, self.path());
    Optional<FileStat> end = sourceState(src).followed();
    boolean follows = args.follow() || !symbolic;
    boolean leadsNowhere = follows && end.isEmpty();
    AttributeChange change = AttributeChange.NONE;
    if (!leadsNowhere) {
      FileAttributes wanted = self.exists() ? args.wanted() : args.wanted().predicted(mode, seen);
      change = wanted.changeOf(self.path(), follows ? end.get() : linkStat(), self.umask(), seen);
      script.line("jp_target={}", follows ? sourceState(src).realPath() : self.path());
      change.appendTo(script);
      change.appendFlagsTo(script);
    }
    boolean moved = self.isLink() && !(symbolic && self.link().equals(src));
    Dict before = moved ? Dict.builder().put("src", self.link()).build() : Dict.EMPTY;
    Dict after = moved ? Dict.builder().put("src", src).build() : Dict.EMPTY;
    AttributeChange told = told(change, self, mode);
    Result result =
        transition(
            result(src),
            self,
            symbolic ? "link" : "hard",
            before.plus(told.before()),
            after.plus(told.after()));
    boolean warns = leadsNowhere && !mode.check();
    return change(self, script, warns ? result.withWarning(NO_TARGET) : result, seen.facts());
  }

  /// Like ansible-core 2.18: a check says nothing of the attributes of what is not there yet.
  static AttributeChange told(AttributeChange change, PathState self, Mode mode) {
    return mode.check() && !self.exists() ? AttributeChange.NONE : change;
  }

  /// A new link belongs to whoever makes it.
  private FileStat linkStat() {
    return self.fresh(false, seen.facts()).withKind(FileKind.LINK);
  }

  /// The link is right; its attributes, or those of what it leads to, may not be.
  private Decision attributes(Result result, boolean hard) {
    Optional<FileStat> end = hard || !args.follow() ? self.self() : self.followed();
    String path = !hard && args.follow() ? self.realPath() : self.path();
    // like ansible-core 2.18: a check does not look at links that lead nowhere
    if (end.isEmpty() || mode.check() && self.followed().isEmpty()) {
      Result same = StateDiff.on(result, self.path(), Dict.EMPTY, Dict.EMPTY);
      return Decision.unchanged(mode.check() ? same : same.withWarning(NO_TARGET));
    }
    Optional<Reads> more = args.wanted().unread(path, seen);
    if (more.isPresent()) {
      return new Decision.ReadMore(more.get());
    }
    AttributeChange change = args.wanted().changeOf(path, end.get(), self.umask(), seen);
    FileTimes.Change times = args.times().changeOf(end.get(), seen);
    Result shown =
        StateDiff.on(
            result,
            self.path(),
            change.before().plus(times.before()),
            change.after().plus(times.after()));
    if (change.isEmpty() && times.isEmpty()) {
      return Decision.unchanged(self.describe(shown));
    }
    var script = new ScriptBuilder().line("jp_target={}", path);
    change.appendTo(script);
    times.appendTo(script);
    change.appendFlagsTo(script);
    return change(self, script, shown, seen.facts());
  }

  static Result transition(Result result, PathState self, String state, AttributeChange change) {
    return transition(result, self, state, change.before(), change.after());
  }

  /// With further keys of both sides; a state that stays is none.
  private static Result transition(
      Result result, PathState self, String state, Dict before, Dict after) {
    boolean same = self.state().equals(state);
    Dict from = same ? Dict.EMPTY : Dict.builder().put("state", self.state()).build();
    Dict to = same ? Dict.EMPTY : Dict.builder().put("state", state).build();
    return StateDiff.on(result, self.path(), from.plus(before), to.plus(after));
  }

  /// A change by one program; the result describes the path as it then is.
  static Decision change(PathState self, ScriptBuilder script, Result result, HostFacts facts) {
    Result changed = result.withStatus(Status.CHANGED);
    Read<PathState> after = PathState.read(self.path(), facts);
    return new Decision.Change(
        List.of(new Effect.Run("change " + self.path(), script.program(), false)),
        self.describe(changed),
        Reads.of(after),
        (outputs, then) ->
            then.get(after)
                .describe(
                    outputs.getLast().isOk()
                        ? changed
                        : refused(self, result, outputs.getLast()).with("path", self.path())));
  }

  private static Result refused(PathState self, Result result, ProgramOutput output) {
    ToolError error = ToolError.of(output);
    return switch (error.tool()) {
      case "mkdir" -> {
        String path = error.named(self.path());
        yield Result.failed(
            "There was an issue creating " + path + " as requested: " + error.python(path));
      }
      case "ln", "mv" ->
          Result.failed(
              "Error while linking: %s: %s -> %s"
                  .formatted(
                      error.python(),
                      ToolError.bytes(result.fields().text("src").orElse("")),
                      ToolError.bytes(self.path())));
      default ->
          self.exists() || !error.text().contains(self.path())
              ? error.onAttributes(self.path())
              : isAttributeTool(error)
                  ? error.onAttributes(self.path())
                  : Result.failed("Error, could not touch target: " + error.python(self.path()));
    };
  }

  private static boolean isAttributeTool(ToolError error) {
    return List.of("chown", "chgrp", "chmod", "chcon", "touch").contains(error.tool())
        || error.text().contains("chattr");
  }
}
