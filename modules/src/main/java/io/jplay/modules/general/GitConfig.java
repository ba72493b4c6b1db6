package io.jplay.modules.general;

import io.jplay.core.api.Decision;
import io.jplay.core.api.HostFacts;
import io.jplay.core.api.Mode;
import io.jplay.core.api.ModuleInfo;
import io.jplay.core.api.Observed;
import io.jplay.core.api.Option;
import io.jplay.core.api.Read;
import io.jplay.core.api.Reads;
import io.jplay.core.api.Result;
import io.jplay.core.api.StateModule;
import io.jplay.core.event.Diff;
import io.jplay.core.shell.ProgramOutput;
import io.jplay.core.value.Dict;
import io.jplay.modules.files.Paths;
import io.jplay.modules.programs.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Reads and changes settings of git. Imitates community.general.git_config.
@ModuleInfo(
    summary = "Read and write git configuration",
    diff = ModuleInfo.Support.FULL,
    mutuallyExclusive = {"list_all,name", "list_all,value", "list_all,state"},
    requiredOneOf = "name,list_all",
    requiredIf = {"scope=local: repo", "scope=file: file"})
public final class GitConfig implements StateModule<GitConfig.Args> {
  public enum State {
    PRESENT,
    ABSENT
  }

  public enum Scope {
    FILE,
    LOCAL,
    GLOBAL,
    SYSTEM
  }

  /// What a new value does to those that a setting has.
  public enum AddMode {
    ADD,
    REPLACE_ALL;

    String flag() {
      return this == ADD ? "--add" : "--replace-all";
    }
  }

  public record Args(
      @Option Optional<String> name,
      @Option Optional<String> value,
      @Option Optional<Scope> scope,
      @Option Optional<String> repo,
      @Option Optional<String> file,
      @Option Optional<Boolean> listAll,
      @Option("replace-all") AddMode addMode,
      @Option Optional<State> state) {

    Call call(HostFacts facts) {
      var words = new ArrayList<String>(List.of("git", "config", "--includes"));
      Optional<Scope> asked =
          scope.or(() -> lists() ? Optional.empty() : Optional.of(Scope.SYSTEM));
      asked.ifPresent(s -> {
        if (s == Scope.FILE) {
          words.addAll(List.of("-f", Paths.expand(file.orElse(""), facts)));
        } else {
          words.add("--" + s.name().toLowerCase(Locale.ROOT));
        }
      });
      // like community.general 7 git_config.py: elsewhere a repository's own settings would count
      Optional<String> directory =
          repo.filter(r -> lists() || asked.equals(Optional.of(Scope.LOCAL)))
              .map(r -> Paths.expand(r, facts));
      return Call.of(words).in(Optional.of(directory.orElse("/")));
    }

    boolean lists() {
      return listAll.orElse(false);
    }

    boolean unsets() {
      return state.orElse(State.PRESENT) == State.ABSENT;
    }
  }

  private static Read<ProgramOutput> current(Args a, HostFacts facts) {
    return a.call(facts)
        .with(a.lists() ? "-l" : "--get-all")
        .with(a.name().map(List::of).orElse(List.of()))
        .read();
  }

  @Override
  public Reads reads(Args a, HostFacts facts) {
    return Reads.of(current(a, facts));
  }

  @Override
  public Decision decide(Args a, Observed seen, Mode mode) {
    ProgramOutput out = seen.get(current(a, seen.facts()));
    if (out.rc() > 1 && !out.stderr().isEmpty()) {
      boolean none = a.lists() && out.stderr().contains("unable to read config file");
      return none
          ? Decision.unchanged(Result.ok().with("msg", "").with("config_values", Dict.EMPTY))
          : new Decision.Done(
              Result.failed(out.stderr().strip())
                  .with("cmd", a.call(seen.facts()).shown())
                  .with("rc", out.rc()));
    }
    if (a.lists()) {
      var all = Dict.builder();
      out.stdout()
          .lines()
          .filter(l -> l.indexOf('=') > 0)
          .forEach(l -> all.put(l.substring(0, l.indexOf('=')), l.substring(l.indexOf('=') + 1)));
      return Decision.unchanged(Result.ok().with("msg", "").with("config_values", all.build()));
    }
    String old = out.stdout().strip();
    boolean reads = a.value().isEmpty() && !a.unsets();
    if (reads) {
      return Decision.unchanged(Result.ok().with("msg", "").with("config_value", old));
    }
    if (a.unsets() && out.stdout().isEmpty()) {
      return Decision.unchanged(Result.ok().with("msg", "no setting to unset"));
    }
    String wanted = a.unsets() ? "" : a.value().orElse("");
    boolean isThere =
        a.addMode() == AddMode.ADD ? old.lines().anyMatch(wanted::equals) : old.equals(wanted);
    if (!a.unsets() && isThere && out.isOk()) {
      return Decision.unchanged(Result.ok().with("msg", ""));
    }
    return changed(a, old, wanted, seen, mode);
  }

  private static Decision changed(Args a, String old, String wanted, Observed seen, Mode mode) {
    String name = a.name().orElse("");
    Call call =
        a.unsets()
            ? a.call(seen.facts()).with("--unset-all", name)
            : a.call(seen.facts()).with(a.addMode().flag(), name, wanted);
    Result result = Result.changed().with("msg", "setting changed");
    Call shown = a.unsets() ? a.call(seen.facts()).with("--unset") : a.call(seen.facts());
    String header = shown.with(name).shown();
    boolean stays = !a.unsets() && a.addMode() == AddMode.ADD && !old.isEmpty();
    String after = (stays ? old + "\n" : "") + wanted + "\n";
    return Call.change(
        List.of(call),
        mode.diff() ? result.withDiff(new Diff(header, header, old + "\n", after, "")) : result);
  }
}
