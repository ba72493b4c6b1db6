package io.jplay.modules.builtin;

import io.jplay.core.api.Decision;
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
import io.jplay.core.value.Bool;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import io.jplay.modules.facts.FactFilter;
import io.jplay.modules.facts.Facts;
import io.jplay.modules.facts.GatherSubset;
import java.util.LinkedHashMap;
import java.util.List;

/// Gathers facts of a host by one POSIX sh program, without Python there.
@ModuleInfo(summary = "Gather facts about hosts", onlyReads = true)
public final class Setup implements StateModule<Setup.Args> {

  public record Args(
      @Option("all") List<String> gatherSubset,
      @Option("10") int gatherTimeout,
      @Option List<String> filter,
      @Option("/etc/ansible/facts.d") String factPath) {
    public Args {
      gatherSubset = List.copyOf(gatherSubset);
      filter = List.copyOf(filter);
    }
  }

  @Override
  public Reads reads(Args a, HostFacts facts) {
    return Reads.of(read(a));
  }

  private static Read<Facts> read(Args a) {
    GatherSubset.unknown(a.gatherSubset())
        .ifPresent(bad -> {
          throw new ModuleFailure(
              "Bad subset '%s' given to Ansible. gather_subset options allowed: %s"
                  .formatted(bad, GatherSubset.allowed()));
        });
    return Facts.read(GatherSubset.of(a.gatherSubset()), a.factPath(), a.gatherTimeout());
  }

  @Override
  public Decision decide(Args a, Observed seen, Mode mode) {
    Facts gathered = seen.get(read(a));
    var filter = new FactFilter(a.filter());
    var kept = new LinkedHashMap<Value, Value>();
    gathered
        .facts()
        .entries()
        .forEach((name, value) -> {
          if (filter.keeps(((Str) name).text())) {
            kept.put(name, value);
          }
        });
    if (a.filter().isEmpty() || filter.keeps("gather_subset")) {
      kept.put(Str.of("gather_subset"), Seq.ofTexts(a.gatherSubset()));
    }
    if (a.filter().isEmpty() || filter.keeps("module_setup")) {
      kept.put(Str.of("module_setup"), Bool.of(true));
    }
    Result result = Result.ok().withFacts(new Dict(kept, gathered.facts().tag()));
    if (kept.isEmpty()) {
      result = result.with("ansible_facts", Dict.EMPTY);
    }
    for (String warning : gathered.warnings()) {
      result = result.withWarning(warning);
    }
    return Decision.unchanged(result);
  }
}
