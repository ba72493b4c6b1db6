package io.jplay.modules.builtin;

import io.jplay.core.api.Decision;
import io.jplay.core.api.Effect;
import io.jplay.core.api.HostFacts;
import io.jplay.core.api.Observed;
import io.jplay.core.api.Read;
import io.jplay.core.api.Reads;
import io.jplay.core.api.Result;
import io.jplay.core.event.Status;
import io.jplay.core.shell.ScriptBuilder;
import io.jplay.core.value.Dict;
import io.jplay.modules.files.AttributeChange;
import io.jplay.modules.files.FileKind;
import io.jplay.modules.files.FileStat;
import io.jplay.modules.files.PathState;
import io.jplay.modules.files.StateDiff;
import java.util.List;
import java.util.Optional;

/// The states `link` and `hard` of [File].
final class FileLinks {
  /// Stands where there is no file yet.
  static final FileStat NO_STAT =
      new FileStat(FileKind.FILE, 0, 0, 0, "", "", 0, "0", "0", "0", 0, 0, 0, 0, "");

  private final File.Args args;
  private final Observed seen;
  private final PathState self;

  FileLinks(File.Args args, Observed seen, PathState self) {
    this.args = args;
    this.seen = seen;
    this.self = self;
  }

  Decision decide(boolean symbolic) {
    if (args.src().isEmpty()) {
      if (!(symbolic ? self.isLink() : self.state().equals("hard"))) {
        return failed(
            symbolic
                ? "src is required for creating new symlinks"
                : "src is required for creating new hardlinks");
      }
      return attributes(self.link(), false);
    }
    String src = args.src().get();
    Optional<String> refusal = symbolic ? refusesLink(src) : refusesHard(src);
    if (refusal.isPresent()) {
      return failed(refusal.get());
    }
    boolean same =
        symbolic ? self.isLink() && self.link().equals(src) : isSameFile(sourceState(src));
    return same ? attributes(src, !symbolic) : place(symbolic, src);
  }

  private PathState sourceState(String src) {
    int slash = self.path().lastIndexOf('/');
    String full =
        src.startsWith("/") || slash < 0 ? src : self.path().substring(0, slash + 1) + src;
    return seen.get(PathState.read(full, seen.facts()));
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

  private Optional<String> refusesLink(String src) {
    PathState source = sourceState(src);
    if (!args.force() && source.followed().isEmpty()) {
      return Optional.of(
          "src file does not exist, use \"force=yes\" if you really want to create the link: "
              + source.path());
    }
    if (self.isLink() || !self.exists() || args.force()) {
      return Optional.empty();
    }
    return Optional.of(
        "refusing to convert from " + self.state() + " to symlink for " + self.path());
  }

  private Optional<String> refusesHard(String src) {
    PathState source = sourceState(src);
    if (source.followed().isEmpty()) {
      return Optional.of("src does not exist");
    }
    if (self.isLink() || !self.exists() || args.force() || isSameFile(source)) {
      return Optional.empty();
    }
    return Optional.of(
        self.state().equals("hard")
            ? "Cannot link, different hard link exists at destination"
            : "Cannot link, " + self.state() + " exists at destination");
  }

  private Decision failed(String message) {
    Result result = Result.failed(message).with("path", self.path());
    return new Decision.Done(
        self.describe(args.src().map(s -> result.with("src", s)).orElse(result)));
  }

  private Result result(String src) {
    return Result.ok().with("dest", self.path()).with("src", src);
  }

  private Decision place(boolean symbolic, String src) {
    var script = new ScriptBuilder().use("sh/path.sh", FileLinks.class);
    String source = symbolic ? src : sourceState(src).path();
    script.line("jp_place {} {} {} || exit", symbolic ? "-s" : "-h", source, self.path());
    boolean moved = symbolic && self.isLink() && !self.link().equals(src);
    Result result =
        transition(
            result(src),
            self,
            symbolic ? "link" : "hard",
            moved ? Dict.builder().put("src", self.link()).build() : Dict.EMPTY,
            moved ? Dict.builder().put("src", src).build() : Dict.EMPTY);
    Optional<FileStat> end = sourceState(src).followed();
    boolean follows = args.follow() || !symbolic;
    if (follows && end.isEmpty()) {
      result =
          result.withWarning(
              "Cannot set fs attributes on a non-existent symlink target. follow should be set to"
                  + " False to avoid this.");
    } else {
      FileStat target = follows ? end.orElse(NO_STAT) : linkStat();
      AttributeChange change = args.wanted().changeOf(self.path(), target, self.umask(), seen);
      script.line("jp_target={}", follows ? sourceState(src).realPath() : self.path());
      change.appendTo(script);
      change.appendFlagsTo(script);
    }
    return change(self, script, result, seen.facts());
  }

  /// A new link belongs to whoever makes it.
  private FileStat linkStat() {
    return new FileStat(
        FileKind.LINK, 0777, seen.facts().uid(), -1, "", "", 0, "0", "0", "0", 0, 0, 1, 0, "");
  }

  /// The link is right; its attributes, or those of what it leads to, may not be.
  private Decision attributes(String src, boolean hard) {
    Optional<FileStat> end = hard || !args.follow() ? self.self() : self.followed();
    String path = !hard && args.follow() ? self.realPath() : self.path();
    if (end.isEmpty()) {
      return Decision.unchanged(
          StateDiff.on(result(src), self.path(), Dict.EMPTY, Dict.EMPTY)
              .withWarning(
                  "Cannot set fs attributes on a non-existent symlink target. follow should be set"
                      + " to False to avoid this."));
    }
    Optional<Reads> more = args.wanted().unread(path, seen);
    if (more.isPresent()) {
      return new Decision.ReadMore(more.get());
    }
    AttributeChange change = args.wanted().changeOf(path, end.get(), self.umask(), seen);
    Result result = StateDiff.on(result(src), path, change.before(), change.after());
    if (change.isEmpty()) {
      return Decision.unchanged(self.describe(result));
    }
    var script = new ScriptBuilder().line("jp_target={}", path);
    change.appendTo(script);
    change.appendFlagsTo(script);
    return change(self, script, result, seen.facts());
  }

  static Result transition(Result result, PathState self, String state) {
    return transition(result, self, state, Dict.EMPTY, Dict.EMPTY);
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
        List.of(Effect.run("change " + self.path(), script.program())),
        self.describe(changed),
        Reads.of(after),
        (outputs, then) -> then.get(after).describe(changed));
  }
}
