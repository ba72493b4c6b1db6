package io.jplay.modules.builtin;

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
import io.jplay.core.shell.ScriptBuilder;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Null;
import io.jplay.core.value.Seq;
import io.jplay.modules.facts.Facts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Entries of a name service database as facts.
@ModuleInfo(summary = "A wrapper to the unix getent utility", onlyReads = true)
public final class Getent implements StateModule<Getent.Args> {
  public record Args(
      @Option(required = true) String database,
      @Option Optional<String> key,
      @Option Optional<String> service,
      @Option Optional<String> split,
      @Option("true") boolean failKey) {}

  private static Read<ProgramOutput> entries(Args a) {
    var words = new ArrayList<String>(List.of("getent"));
    a.service().ifPresent(s -> words.addAll(List.of("-s", s)));
    words.add(a.database());
    a.key().ifPresent(words::add);
    return new Read<>(
        String.join(" ", words), new ScriptBuilder().command(words).program(), out -> out);
  }

  @Override
  public Reads reads(Args a, HostFacts facts) {
    return Reads.of(entries(a));
  }

  @Override
  public Decision decide(Args a, Observed seen, Mode mode) {
    ProgramOutput out = seen.get(entries(a));
    String fact = "getent_" + a.database();
    return Decision.unchanged(
        switch (out.rc()) {
          case 0 -> Result.ok().withFacts(facts(fact, entries(a, out.stdout())));
          case 1 -> Result.failed("Missing arguments, or database unknown.");
          case 2 -> {
            String msg = "One or more supplied key could not be found in the database.";
            yield a.failKey()
                ? Result.failed(msg)
                : Result.ok()
                    .with("msg", msg)
                    .withFacts(
                        facts(fact, Dict.builder().put(a.key().orElse(""), Null.NULL).build()));
          }
          case 3 -> Result.failed("Enumeration not supported on this database.");
          default -> Result.failed("Unexpected failure! " + out.stderr().strip());
        });
  }

  private static Dict facts(String name, Dict value) {
    return (Dict) Facts.remote(Dict.builder().put(name, value).build());
  }

  private static Dict entries(Args a, String text) {
    boolean colons = List.of("passwd", "shadow", "group", "gshadow").contains(a.database());
    String separator = a.split().orElse(colons ? ":" : "");
    var all = Dict.builder();
    for (String line : text.lines().toList()) {
      String[] f =
          separator.isEmpty()
              ? line.strip().split("\\s+")
              : line.split(Pattern.quote(separator), -1);
      all.put(f[0], Seq.ofTexts(List.of(f).subList(1, f.length)));
    }
    return all.build();
  }
}
