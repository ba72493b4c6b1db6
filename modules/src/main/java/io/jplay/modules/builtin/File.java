package io.jplay.modules.builtin;

import io.jplay.core.api.Decision;
import io.jplay.core.api.Effect;
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
import io.jplay.core.shell.ScriptBuilder;
import io.jplay.core.value.Dict;
import io.jplay.modules.files.AttributeChange;
import io.jplay.modules.files.FileAttributes;
import io.jplay.modules.files.FileOptions;
import io.jplay.modules.files.FileStat;
import io.jplay.modules.files.FileTimes;
import io.jplay.modules.files.PathState;
import io.jplay.modules.files.Paths;
import io.jplay.modules.files.StateDiff;
import io.jplay.modules.files.TreeAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Sets attributes of files, makes directories and links, removes any of them. Imitates
/// ansible.builtin.file.
@ModuleInfo(
    summary = "Manage files and file properties",
    check = ModuleInfo.Support.FULL,
    diff = ModuleInfo.Support.FULL)
public final class File implements StateModule<File.Args> {
  /// What the path is to be.
  public enum State {
    ABSENT,
    DIRECTORY,
    FILE,
    HARD,
    LINK,
    TOUCH
  }

  public record Args(
      @Option(
              required = true,
              aliases = {"dest", "name"})
          String path,
      @Option Optional<State> state,
      @Option Optional<String> src,
      @Option("false") boolean recurse,
      @Option("false") boolean force,
      @Option("true") boolean follow,
      @Option Optional<String> modificationTime,
      @Option("%Y%m%d%H%M.%S") String modificationTimeFormat,
      @Option Optional<String> accessTime,
      @Option("%Y%m%d%H%M.%S") String accessTimeFormat,
      @Option(shared = true) FileOptions file) {

    FileAttributes wanted() {
      return file.wanted();
    }

    FileTimes times() {
      FileTimes.Wish otherwise =
          state.equals(Optional.of(State.TOUCH))
              ? new FileTimes.Wish.Now()
              : new FileTimes.Wish.Preserve();
      return new FileTimes(
          FileTimes.parse("access_time", accessTime, accessTimeFormat, otherwise),
          FileTimes.parse(
              "modification_time", modificationTime, modificationTimeFormat, otherwise));
    }
  }

  @Override
  public Reads reads(Args a, HostFacts facts) {
    String path = expand(a.path(), facts);
    var reads = new ArrayList<Read<?>>();
    reads.add(PathState.read(path, facts));
    a.src().ifPresent(s -> reads.add(PathState.read(source(path, s), facts)));
    reads.addAll(a.wanted().reads(path));
    reads.addAll(a.times().reads());
    return new Reads(reads);
  }

  private static String expand(String path, HostFacts facts) {
    return Paths.trimmed(Paths.expand(path, facts));
  }

  /// Where the text of a link leads: relative to the directory that the link is in.
  private static String source(String path, String src) {
    int slash = path.lastIndexOf('/');
    return src.startsWith("/") || slash < 0 ? src : path.substring(0, slash + 1) + src;
  }

  @Override
  public Decision decide(Args a, Observed seen, Mode mode) {
    String path = expand(a.path(), seen.facts());
    PathState self = seen.get(PathState.read(path, seen.facts()));
    if (!self.problem().isEmpty()) {
      return Decision.failed(self.problem());
    }
    try {
      State state = state(a, self);
      return switch (state) {
        case ABSENT -> absent(self);
        case LINK -> new FileLinks(a, seen, self).decide(true);
        case HARD -> hard(a, self, seen);
        case DIRECTORY, FILE, TOUCH -> {
          PathState end = end(a, self);
          Optional<Reads> more = a.wanted().unread(end.path(), seen);
          yield more.isPresent()
              ? new Decision.ReadMore(more.get())
              : existing(a, state, end, seen);
        }
      };
    } catch (ModuleFailure failure) {
      return new Decision.Done(self.describe(failure.result().with("path", path)));
    }
  }

  /// A hard link into a directory gets the name of its source.
  private static Decision hard(Args a, PathState self, Observed seen) {
    if (!self.isDirectory() || self.isLink() || a.src().isEmpty()) {
      return new FileLinks(a, seen, self).decide(false);
    }
    String src = a.src().get();
    String path = self.path() + "/" + src.substring(src.lastIndexOf('/') + 1);
    Read<PathState> inner = PathState.read(path, seen.facts());
    Read<PathState> source = PathState.read(source(path, src), seen.facts());
    return seen.has(inner) && seen.has(source)
        ? new FileLinks(a, seen, seen.get(inner)).decide(false)
        : new Decision.ReadMore(Reads.of(inner, source));
  }

  private static State state(Args a, PathState self) {
    State state =
        a.state()
            .orElseGet(() ->
                self.exists()
                    ? State.valueOf(self.state().toUpperCase(Locale.ROOT))
                    : a.recurse() ? State.DIRECTORY : State.FILE);
    if (a.recurse() && state != State.DIRECTORY) {
      throw new ModuleFailure(
          self.describe(Result.failed("recurse option requires state to be 'directory'"))
              .with("path", self.path()));
    }
    if (a.src().isPresent() && state != State.LINK && state != State.HARD) {
      throw new ModuleFailure(
          self.describe(Result.failed("src option requires state to be 'link' or 'hard'"))
              .with("path", self.path()));
    }
    return state;
  }

  /// The path that a link leads to, where links are followed; else the path.
  private static PathState end(Args a, PathState self) {
    if (!a.follow() || !self.isLink()) {
      return self;
    }
    String real = self.target().isPresent() ? self.realPath() : source(self.path(), self.link());
    return new PathState(real, self.target(), Optional.empty(), "", real, self.umask(), true, "");
  }

  private static Decision absent(PathState self) {
    Result result = Result.ok().with("path", self.path()).with("state", "absent");
    if (!self.exists()) {
      return Decision.unchanged(result);
    }
    var script = new ScriptBuilder();
    if (self.isDirectory() && !self.isLink()) {
      script.line("rm -rf -- {}", self.path());
    } else {
      script.line("rm -f -- {}", self.path());
    }
    // rm -f is silent where it may not remove
    script.line("[ ! -e {} ] && [ ! -L {} ]", self.path(), self.path());
    return Decision.change(
        List.of(Effect.run("remove " + self.path(), script.program())),
        FileLinks.transition(
            result.withStatus(io.jplay.core.event.Status.CHANGED), self, "absent"));
  }

  private static Decision existing(Args a, State state, PathState self, Observed seen) {
    if (!self.exists()) {
      return switch (state) {
        case DIRECTORY -> makeDirectory(a, self, seen);
        case TOUCH -> touchNew(a, self, seen);
        case FILE, LINK, HARD, ABSENT ->
            new Decision.Done(
                Result.failed("file (" + self.path() + ") is absent, cannot continue")
                    .with("path", self.path())
                    .with("state", "absent"));
      };
    }
    boolean fits =
        switch (state) {
          case DIRECTORY -> self.state().equals("directory");
          case FILE -> self.state().equals("file") || self.state().equals("hard");
          case TOUCH, LINK, HARD, ABSENT -> true;
        };
    if (!fits) {
      String message =
          state == State.DIRECTORY
              ? self.path() + " already exists as a " + self.state()
              : "file (" + self.path() + ") is " + self.state() + ", cannot continue";
      return new Decision.Done(self.describe(Result.failed(message).with("path", self.path())));
    }
    if (a.recurse()) {
      Read<?> tree = TreeAttributes.read(self.path(), a.follow());
      if (!seen.has(tree)) {
        return new Decision.ReadMore(Reads.of(tree));
      }
    }
    return attributes(a, state, self, seen);
  }

  private static Decision attributes(Args a, State state, PathState self, Observed seen) {
    FileStat stat = self.self().orElseThrow();
    FileAttributes wanted = a.wanted();
    AttributeChange change = wanted.changeOf(self.path(), stat, self.umask(), seen);
    FileTimes.Change times = a.times().changeOf(stat, seen);
    var script = new ScriptBuilder();
    int below =
        a.recurse()
            ? TreeAttributes.append(
                script,
                seen.get(TreeAttributes.read(self.path(), a.follow())),
                wanted,
                self.umask(),
                seen)
            : 0;
    boolean touch = state == State.TOUCH;
    Dict before = change.before().plus(times.before());
    Dict after = change.after().plus(times.before());
    if (touch) {
      before = before.plus(Dict.builder().put("state", self.state()).build());
      after = after.plus(Dict.builder().put("state", "touch").build());
    }
    Result result =
        StateDiff.on(
            Result.ok().with(touch ? "dest" : "path", self.path()), self.path(), before, after);
    if (change.isEmpty() && times.isEmpty() && below == 0) {
      return Decision.unchanged(self.describe(result));
    }
    script.line("jp_target={}", self.path());
    change.appendTo(script);
    times.appendTo(script);
    change.appendFlagsTo(script);
    return FileLinks.change(self, script, result, seen.facts());
  }

  private static Decision makeDirectory(Args a, PathState self, Observed seen) {
    AttributeChange change = a.wanted().ofNew(self.newDirectoryMode(), true, self.umask(), seen);
    var script =
        new ScriptBuilder().use("sh/path.sh", File.class).line("jp_attributes() {").line(":");
    change.appendTo(script);
    change.appendFlagsTo(script);
    script.line("}").line("jp_make_dirs {} || exit", self.path());
    Result result = FileLinks.transition(Result.ok().with("path", self.path()), self, "directory");
    return FileLinks.change(self, script, result, seen.facts());
  }

  private static Decision touchNew(Args a, PathState self, Observed seen) {
    AttributeChange change = a.wanted().ofNew(self.newFileMode(), false, self.umask(), seen);
    // made private first, so that nobody opens it before its mode and owner are set
    var script =
        new ScriptBuilder()
            .line("jp_target={}", self.path())
            .line("(umask 077; set -C; : >\"$jp_target\") || exit");
    change.appendTo(script);
    FileTimes times = a.times();
    new FileTimes.Change(atOnly(times.access()), atOnly(times.modification()), FileLinks.NO_STAT)
        .appendTo(script);
    change.appendFlagsTo(script);
    Result result = FileLinks.transition(Result.ok().with("dest", self.path()), self, "touch");
    return FileLinks.change(self, script, result, seen.facts());
  }

  /// A new file has the present time already.
  private static Optional<FileTimes.Wish> atOnly(FileTimes.Wish wish) {
    return wish instanceof FileTimes.Wish.At ? Optional.of(wish) : Optional.empty();
  }
}
