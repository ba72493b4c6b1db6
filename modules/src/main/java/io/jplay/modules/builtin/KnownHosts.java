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
import io.jplay.core.event.Diff;
import io.jplay.core.event.Status;
import io.jplay.core.shell.ScriptBuilder;
import io.jplay.core.value.Null;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import io.jplay.modules.files.FileAttributes;
import io.jplay.modules.files.FileWrite;
import io.jplay.modules.files.PathState;
import io.jplay.modules.files.Paths;
import io.jplay.modules.files.TextEdit;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Optional;

/// Adds, changes or removes the host key of a host in a file of known hosts. Imitates
/// ansible.builtin.known_hosts, without ssh-keygen.
@ModuleInfo(
    summary = "Add or remove a host from the known_hosts file",
    diff = ModuleInfo.Support.FULL)
public final class KnownHosts implements StateModule<KnownHosts.Args> {
  enum State {
    PRESENT,
    ABSENT
  }

  public record Args(
      @Option(required = true, aliases = "host") String name,
      @Option Optional<String> key,
      @Option("~/.ssh/known_hosts") String path,
      @Option("false") boolean hashHost,
      @Option("present") State state) {

    TextEdit edit(HostFacts facts) {
      return new TextEdit(
          Paths.expand(path, facts), FileAttributes.NONE, FileWrite.Options.NONE, true);
    }

    /// The line that is wanted, its names hashed when they are to be.
    Optional<KnownHostsLines.Entry> entry() {
      Optional<KnownHostsLines.Entry> plain = key.map(KnownHostsLines.Entry::parse);
      return hashHost ? plain.map(e -> e.hashed(name)) : plain;
    }
  }

  @Override
  public Reads reads(Args a, HostFacts facts) {
    return a.edit(facts).reads(facts);
  }

  @Override
  public Decision decide(Args a, Observed seen, Mode mode) {
    try {
      if (a.key().isEmpty() && a.state() == State.PRESENT) {
        throw new ModuleFailure("No key specified when adding a host");
      }
      if (a.key().isPresent() && !KnownHostsLines.Entry.parse(a.key().get()).names(a.name())) {
        throw new ModuleFailure("Host parameter does not match hashed host field in supplied key");
      }
      return changed(a, seen, mode);
    } catch (ModuleFailure failure) {
      return new Decision.Done(failure.result());
    }
  }

  private static Decision changed(Args a, Observed seen, Mode mode) {
    TextEdit edit = a.edit(seen.facts());
    PathState state = edit.state(seen);
    TextEdit.Text before = edit.text(seen);
    var lines = new KnownHostsLines(before.text());
    String after =
        a.state() == State.PRESENT
            ? lines.with(a.name(), a.entry().orElseThrow())
            : lines.without(a.name(), a.entry());
    Result told = described(a, edit.path());
    if (after.equals(before.text())) {
      return Decision.unchanged(state.exists() ? state.describe(told) : told);
    }
    if (!state.exists() && !state.hasParent()) {
      throw new ModuleFailure(
          "Failed to write to file " + edit.path() + ": [Errno 2] No such file or directory");
    }
    var write =
        FileWrite.ofBytes(
            state.realPath(),
            before.encode(after),
            state.followed(),
            state
                .followed()
                .map(s -> FileAttributes.NONE.changeOf(edit.path(), s, state.umask(), seen))
                .orElseGet(() ->
                    FileAttributes.NONE.ofNew(state.newFileMode(), false, state.umask(), seen)),
            FileWrite.Options.NONE);
    Result result = (mode.check() ? Result.ok() : told).withStatus(Status.CHANGED);
    String header = before.exists() ? edit.path() : "/dev/null";
    Result shown =
        mode.diff()
            ? result.withDiff(new Diff(header, edit.path(), before.text(), after, ""))
            : result;
    Read<PathState> read = PathState.read(edit.path(), seen.facts());
    var effects = new ArrayList<Effect>();
    // ssh-keygen -R, which ansible runs then, keeps the file as it was
    if (a.state() == State.ABSENT && a.key().isEmpty()) {
      effects.add(keep(state.realPath()));
    }
    int kept = effects.size();
    effects.addAll(write.effects());
    return new Decision.Change(
        effects,
        shown,
        Reads.of(read),
        (outputs, then) -> {
          try {
            write.parse(outputs.subList(kept, outputs.size()));
            return then.get(read).describe(shown);
          } catch (ModuleFailure failure) {
            return failure.result();
          }
        });
  }

  private static Effect keep(String path) {
    return Effect.run(
        "keep " + path + ".old",
        new ScriptBuilder()
            .line("jp_part={}.jplay-$$", path)
            .line("cp -p -- {} \"$jp_part\" && mv -f -- \"$jp_part\" {}", path, path + ".old")
            .program());
  }

  private static Result described(Args a, String path) {
    return Result.ok()
        .with("name", a.name())
        .with("key", a.key().<Value>map(Str::of).orElse(Null.NULL))
        .with("path", path)
        .with("hash_host", a.hashHost())
        .with("state", a.state().name().toLowerCase(Locale.ROOT));
  }
}
