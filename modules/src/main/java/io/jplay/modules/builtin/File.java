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
import io.jplay.core.event.Status;
import io.jplay.core.shell.ProgramOutput;
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
import io.jplay.modules.files.ToolError;
import io.jplay.modules.files.TreeAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
          FileTimes.parse(accessTime, accessTimeFormat, otherwise),
          FileTimes.parse(modificationTime, modificationTimeFormat, otherwise));
    }
  }

  @Override
  public Reads reads(Args a, HostFacts facts) {
    String path = Paths.expand(a.path(), facts);
    var reads = new ArrayList<Read<?>>();
    reads.add(PathState.read(path, facts));
    if (a.src().isPresent()) {
      reads.add(PathState.read(source(a, path, a.src().get()), facts));
      reads.add(PathState.read(path + "/" + a.src().get(), facts));
    }
    reads.addAll(a.wanted().reads(path));
    reads.addAll(a.times().reads());
    return new Reads(reads);
  }

  /// Where the text of a link leads: relative to the directory that the link is in. A hard link is
  /// no text; its source is sought from where the session is.
  private static String source(Args a, String path, String src) {
    return a.state().equals(Optional.of(State.HARD)) ? src : FileLinks.end(path, src);
  }

  @Override
  public Decision decide(Args a, Observed seen, Mode mode) {
    String path = Paths.expand(a.path(), seen.facts());
    PathState self = seen.get(PathState.read(path, seen.facts()));
    if (!self.problem().isEmpty()) {
      return Decision.failed(self.problem());
    }
    return warned(a, decide(a, path, self, seen, mode), seen, mode);
  }

  private static Decision decide(Args a, String path, PathState self, Observed seen, Mode mode) {
    try {
      State state = state(a, self);
      return switch (state) {
        case ABSENT -> absent(self, seen, mode);
        case LINK -> new FileLinks(a, seen, self, mode).decide(true);
        case HARD -> hard(a, self, seen, mode);
        case DIRECTORY, FILE, TOUCH -> {
          PathState end = end(a, self);
          Optional<Reads> more = a.wanted().unread(end.path(), seen);
          if (more.isPresent()) {
            yield new Decision.ReadMore(more.get());
          }
          yield end.exists()
              ? existing(a, state, state == State.TOUCH ? self : end, end, seen)
              : made(a, state, end, seen, mode);
        }
      };
    } catch (ModuleFailure failure) {
      return new Decision.Done(self.describe(failure.result().with("path", path)));
    }
  }

  /// Like ansible-core 2.18: a check warns of accounts that are not there.
  private static Decision warned(Args a, Decision decision, Observed seen, Mode mode) {
    if (!mode.check() || a.state().equals(Optional.of(State.ABSENT))) {
      return decision;
    }
    return switch (decision) {
      case Decision.Done(Result result) -> new Decision.Done(warned(a, result, seen));
      case Decision.ReadMore more -> more;
      case Decision.Change change ->
          new Decision.Change(
              change.effects(),
              warned(a, change.predicted(), seen),
              change.after(),
              change.finish());
    };
  }

  private static Result warned(Args a, Result result, Observed seen) {
    Result warned = result;
    for (String text : a.wanted().unknownAccounts(seen)) {
      warned = warned.withWarning(text);
    }
    return warned;
  }

  /// A hard link into a directory gets the name of its source.
  private static Decision hard(Args a, PathState self, Observed seen, Mode mode) {
    if (!self.isDirectory() || self.isLink() || a.src().isEmpty()) {
      return new FileLinks(a, seen, self, mode).decide(false);
    }
    String src = a.src().get();
    String path = self.path() + "/" + src.substring(src.lastIndexOf('/') + 1);
    Read<PathState> inner = PathState.read(path, seen.facts());
    return seen.has(inner)
        ? new FileLinks(a, seen, seen.get(inner), mode).decide(false)
        : new Decision.ReadMore(Reads.of(inner));
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
    String real =
        self.target().isPresent() ? self.realPath() : FileLinks.end(self.path(), self.link());
    return new PathState(
        real,
        self.target(),
        Optional.empty(),
        "",
        real,
        self.umask(),
        self.newGroup(),
        PathState.Parent.DIRECTORY,
        "");
  }

  private static Decision absent(PathState self, Observed seen, Mode mode) {
    Result result = Result.ok().with("path", self.path());
    Result gone = result.with("state", "absent");
    if (!self.exists()) {
      return Decision.unchanged(gone);
    }
    boolean tree = self.isDirectory() && !self.isLink();
    var before = Dict.builder().put("state", self.state());
    // a tree may be large: it is listed only to be shown
    if (tree && mode.diff()) {
      Read<Map<String, TreeAttributes.Entry>> list = TreeAttributes.list(self.path(), 0);
      if (!seen.has(list)) {
        return new Decision.ReadMore(Reads.of(list));
      }
      before.put("path_content", TreeAttributes.content(self.path(), seen.get(list)));
    }
    Dict after = Dict.builder().put("state", "absent").build();
    var script = new ScriptBuilder();
    script.line(tree ? "rm -rf -- {}" : "rm -f -- {}", self.path());
    // rm -f is silent where it may not remove
    script.line("[ ! -e {} ] && [ ! -L {} ]", self.path(), self.path());
    Result changed =
        StateDiff.on(gone.withStatus(Status.CHANGED), self.path(), before.build(), after);
    return new Decision.Change(
        List.of(new Effect.Run("remove " + self.path(), script.program(), false)),
        self.describe(changed),
        Reads.NONE,
        (outputs, then) ->
            outputs.getLast().isOk() ? changed : notRemoved(self, tree, outputs.getLast()));
  }

  private static Result notRemoved(PathState self, boolean tree, ProgramOutput output) {
    ToolError error = ToolError.of(output);
    if (tree) {
      String path = error.named(self.path());
      return Result.failed("rmtree failed: %s: '%s'".formatted(error.python(), path));
    }
    Result result = Result.failed("unlinking failed: " + error.python(self.path()) + " ");
    return self.describe(result.with("path", self.path()));
  }

  private static Decision made(Args a, State state, PathState end, Observed seen, Mode mode) {
    return switch (state) {
      case DIRECTORY -> makeDirectory(a, end, seen, mode);
      case TOUCH -> touchNew(a, end, seen, mode);
      case FILE, LINK, HARD, ABSENT ->
          new Decision.Done(
              Result.failed("file (" + end.path() + ") is absent, cannot continue")
                  .with("path", end.path())
                  .with("state", "absent"));
    };
  }

  private static Decision existing(
      Args a, State state, PathState self, PathState end, Observed seen) {
    boolean fits =
        switch (state) {
          case DIRECTORY -> end.state().equals("directory");
          case FILE -> end.state().equals("file") || end.state().equals("hard");
          case TOUCH, LINK, HARD, ABSENT -> true;
        };
    if (!fits) {
      String message =
          state == State.DIRECTORY
              ? end.path() + " already exists as a " + end.state()
              : "file (" + end.path() + ") is " + end.state() + ", cannot continue";
      Result result = Result.failed(message).with("path", end.path()).with("state", end.state());
      return new Decision.Done(end.describe(result));
    }
    if (a.recurse()) {
      Read<?> tree = TreeAttributes.read(end.path(), a.follow());
      if (!seen.has(tree)) {
        return new Decision.ReadMore(Reads.of(tree));
      }
    }
    return attributes(a, state, self, end, seen);
  }

  private static Decision attributes(
      Args a, State state, PathState self, PathState end, Observed seen) {
    FileStat stat = end.self().orElseThrow();
    FileAttributes wanted = a.wanted();
    AttributeChange change = wanted.changeOf(end.path(), stat, end.umask(), seen);
    FileTimes.Change times = a.times().changeOf(stat, seen);
    var script = new ScriptBuilder();
    int below = 0;
    if (a.recurse()) {
      var tree = seen.get(TreeAttributes.read(end.path(), a.follow()));
      below = TreeAttributes.append(script, tree, wanted, end.umask(), seen);
      below += TreeAttributes.appendTimes(script, tree, a.times(), seen);
    }
    boolean touch = state == State.TOUCH;
    Dict before = change.before().plus(times.before());
    Dict after = change.after().plus(times.after());
    if (touch || state == State.FILE && end.state().equals("hard")) {
      before = before.plus(Dict.builder().put("state", self.state()).build());
      after = after.plus(Dict.builder().put("state", touch ? "touch" : "file").build());
    }
    Result result =
        StateDiff.on(
            Result.ok().with(touch ? "dest" : "path", self.path()), self.path(), before, after);
    if (change.isEmpty() && times.isEmpty() && below == 0) {
      return Decision.unchanged(self.describe(result));
    }
    script.line("jp_target={}", end.path());
    change.appendTo(script);
    times.appendTo(script);
    change.appendFlagsTo(script);
    return FileLinks.change(self, script, result, seen.facts());
  }

  private static Decision makeDirectory(Args a, PathState self, Observed seen, Mode mode) {
    AttributeChange change = a.wanted().predicted(mode, seen).ofNew(self, true, seen);
    FileTimes.Change times = a.times().ofNew();
    var script =
        new ScriptBuilder().use("sh/path.sh", File.class).line("jp_attributes() {").line(":");
    change.appendTo(script);
    times.appendTo(script);
    change.appendFlagsTo(script);
    script.line("}").line("jp_make_dirs {} || exit", self.path());
    Result result =
        FileLinks.transition(
            Result.ok().with("path", self.path()),
            self,
            "directory",
            FileLinks.told(change, self, mode));
    return FileLinks.change(self, script, result, seen.facts());
  }

  private static Decision touchNew(Args a, PathState self, Observed seen, Mode mode) {
    AttributeChange change = a.wanted().predicted(mode, seen).ofNew(self, false, seen);
    // made private first, so that nobody opens it before its mode and owner are set
    var script =
        new ScriptBuilder()
            .use("sh/path.sh", File.class)
            .line("jp_target={}", self.path())
            .line("jp_touch || exit");
    change.appendTo(script);
    a.times().ofNew().appendTo(script);
    change.appendFlagsTo(script);
    Result base = Result.ok().with("dest", self.path());
    Result result = mode.check() ? base : FileLinks.transition(base, self, "touch", change);
    return FileLinks.change(self, script, result, seen.facts());
  }
}
