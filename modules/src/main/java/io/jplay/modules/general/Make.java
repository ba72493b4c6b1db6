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
import io.jplay.core.shell.ProgramOutput;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Int;
import io.jplay.core.value.Null;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import io.jplay.modules.files.Paths;
import io.jplay.modules.files.Texts;
import io.jplay.modules.programs.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Runs a target of a Makefile; make itself says whether there is anything to do. Imitates
/// community.general.make.
@ModuleInfo(summary = "Run targets in a Makefile")
public final class Make implements StateModule<Make.Args> {
  public record Args(
      @Option(required = true) String chdir,
      @Option Optional<String> target,
      @Option Optional<Dict> params,
      @Option Optional<String> file,
      @Option Optional<String> make,
      @Option OptionalInt jobs) {

    Call call(HostFacts facts) {
      var words = new ArrayList<String>(List.of(make.orElse("make")));
      jobs.ifPresent(j -> words.addAll(List.of("-j", "" + j)));
      file.ifPresent(f -> words.addAll(List.of("-f", f)));
      target.ifPresent(words::add);
      params.ifPresent(
          p -> p.entries().forEach((k, v) -> words.add(Texts.plain(k) + "=" + Texts.plain(v))));
      return Call.of(words).in(Optional.of(Paths.expand(chdir, facts)));
    }
  }

  private static Read<ProgramOutput> question(Args a, HostFacts facts) {
    return a.call(facts).with("-q").read();
  }

  @Override
  public Reads reads(Args a, HostFacts facts) {
    return Reads.of(question(a, facts));
  }

  @Override
  public Decision decide(Args a, Observed seen, Mode mode) {
    Call call = a.call(seen.facts());
    ProgramOutput asked = seen.get(question(a, seen.facts()));
    if (asked.isOk()) {
      return Decision.unchanged(told(a, call, asked, Result.ok()));
    }
    if (mode.check()) {
      return Decision.change(Call.effects(List.of(call)), told(a, call, asked, Result.changed()));
    }
    return Call.change(
        List.of(call), Result.changed(), out -> told(a, call, out, Result.changed()));
  }

  private static Result told(Args a, Call call, ProgramOutput out, Result result) {
    return result
        .with("target", a.target().<Value>map(Str::of).orElse(Null.NULL))
        .with("params", a.params().<Value>map(p -> p).orElse(Null.NULL))
        .with("chdir", a.chdir())
        .with("file", a.file().<Value>map(Str::of).orElse(Null.NULL))
        .with("jobs", a.jobs().isPresent() ? Int.of(a.jobs().getAsInt()) : Null.NULL)
        .with("command", call.shown())
        .with("stdout", out.stdout().strip())
        .with("stderr", out.stderr().strip());
  }
}
