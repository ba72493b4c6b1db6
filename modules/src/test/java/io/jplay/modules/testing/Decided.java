package io.jplay.modules.testing;

import io.jplay.core.api.Decision;
import io.jplay.core.api.Effect;
import io.jplay.core.api.HostFacts;
import io.jplay.core.api.Mode;
import io.jplay.core.api.Observed;
import io.jplay.core.api.Read;
import io.jplay.core.api.Result;
import io.jplay.core.api.StateModule;
import io.jplay.core.shell.ProgramOutput;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// What a module decides for options and the texts that its reads would print: the pure half of a
/// module, for tables. `script` is empty when nothing is to be done.
public record Decided(Result result, String script, Decision decision) {
  public static final HostFacts FACTS =
      new HostFacts(
          "Linux", "x86_64", "debian", "Debian", "12", "systemd", "apt", "root", 0, 0, "/root",
          Set.of(), false, false, Map.of());

  /// Options are `name=value name=value`; a `~` in a value stands for a blank.
  public static <A extends Record> Decided of(
      StateModule<A> module, Class<A> type, String options, String... outputs) {
    return of(module, type, new Mode(false, true), options, outputs);
  }

  /// The same in check mode.
  public static <A extends Record> Decided checked(
      StateModule<A> module, Class<A> type, String options, String... outputs) {
    return of(module, type, new Mode(true, true), options, outputs);
  }

  private static <A extends Record> Decided of(
      StateModule<A> module, Class<A> type, Mode mode, String options, String[] outputs) {
    var map = new LinkedHashMap<String, Object>();
    for (String pair : options.isEmpty() ? new String[0] : options.split(" ")) {
      String[] p = pair.split("=", 2);
      map.put(p[0], p[1].replace('~', ' '));
    }
    A args = TestArgs.of(type, map);
    List<Read<?>> reads = List.copyOf(module.reads(args, FACTS).list());
    Observed seen = Observed.none(FACTS);
    for (int i = 0; i < reads.size(); i++) {
      seen = with(seen, reads.get(i), ProgramOutput.of(0, outputs[i], ""));
    }
    Decision decision = module.decide(args, seen, mode);
    return switch (decision) {
      case Decision.Done(Result result) -> new Decided(result, "", decision);
      case Decision.Change change -> new Decided(change.predicted(), scripts(change), decision);
      case Decision.ReadMore more -> throw new AssertionError(more);
    };
  }

  private static <T> Observed with(Observed seen, Read<T> read, ProgramOutput output) {
    return seen.with(read, read.parser().apply(output));
  }

  private static String scripts(Decision.Change change) {
    return change.effects().stream()
        .map(e ->
            switch (e) {
              case Effect.Run run -> run.program().script();
              case Effect.Upload upload -> "";
              case Effect.ReleaseShells release -> "";
            })
        .collect(Collectors.joining("\n"))
        // options are quoted as all words are; tables read better without
        .replaceAll("'(-[-A-Za-z]+|[A-Z]+=\\w+)'", "$1");
  }

  /// The result once the only program of the change has said this.
  public Result finished(ProgramOutput output) {
    var change = (Decision.Change) decision;
    return change.finish().finish(List.of(output), Observed.none(FACTS));
  }

  /// What the first program of the change reads.
  public String stdin() {
    return decision instanceof Decision.Change change
            && change.effects().getFirst() instanceof Effect.Run run
        ? new String(run.program().stdin(), StandardCharsets.UTF_8)
        : "";
  }

  public String text(String key) {
    return result.fields().text(key).orElse("<none>");
  }
}
