package io.jplay.modules.general;

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
import io.jplay.core.shell.ProgramOutput;
import io.jplay.core.value.Bool;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Json;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.modules.files.Paths;
import io.jplay.modules.programs.Call;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Libraries of Node.js by npm, which says itself what is there. Imitates community.general.npm.
@ModuleInfo(summary = "Manage node.js packages with npm", check = ModuleInfo.Support.FULL)
public final class Npm implements StateModule<Npm.Args> {
  public enum State {
    PRESENT,
    ABSENT,
    LATEST
  }

  public record Args(
      @Option Optional<String> name,
      @Option Optional<String> path,
      @Option Optional<String> version,
      @Option(name = "global", value = "false") boolean isGlobal,
      @Option("present") State state,
      @Option Optional<String> executable,
      @Option("false") boolean ignoreScripts,
      @Option("false") boolean production,
      @Option("false") boolean ci,
      @Option("false") boolean unsafePerm,
      @Option("false") boolean noOptional,
      @Option("false") boolean noBinLinks,
      @Option Optional<String> registry) {

    private String wanted() {
      return name.orElse("") + version.map(v -> "@" + v).orElse("");
    }

    /// A command of npm; `named` where it is about the one library.
    Call call(HostFacts facts, String command, boolean named) {
      var words = new ArrayList<String>(List.of(executable.orElse("npm")));
      words.addAll(List.of(command.split(" ")));
      add(words, isGlobal, "--global");
      add(words, production && !command.equals("update"), "--production");
      add(words, ignoreScripts, "--ignore-scripts");
      add(words, unsafePerm, "--unsafe-perm");
      add(words, noOptional, "--no-optional");
      add(words, noBinLinks, "--no-bin-links");
      if (named && name.isPresent()) {
        words.add(command.equals("uninstall") ? name.get() : wanted());
      }
      registry.ifPresent(r -> words.addAll(List.of("--registry", r)));
      Optional<String> in = path.map(p -> Paths.expand(p, facts));
      return Call.of(words).in(in);
    }

    private static void add(List<String> words, boolean wanted, String word) {
      if (wanted) {
        words.add(word);
      }
    }
  }

  private static Read<ProgramOutput> listed(Args a, HostFacts facts) {
    return a.call(facts, "list --json --long", false).in(here(a, facts)).read();
  }

  private static Read<ProgramOutput> outdated(Args a, HostFacts facts) {
    return a.call(facts, "outdated", false).in(here(a, facts)).read();
  }

  /// A directory that is to be made has nothing in it: npm is asked elsewhere then.
  private static Optional<String> here(Args a, HostFacts facts) {
    return a.path().map(p -> Paths.expand(p, facts));
  }

  @Override
  public Reads reads(Args a, HostFacts facts) {
    if (a.ci()) {
      return Reads.NONE;
    }
    return a.state() == State.LATEST
        ? Reads.of(listed(a, facts), outdated(a, facts))
        : Reads.of(listed(a, facts));
  }

  @Override
  public Decision decide(Args a, Observed seen, Mode mode) {
    if (a.path().isEmpty() && !a.isGlobal()) {
      return Decision.failed("path must be specified when not using global");
    }
    if (a.state() == State.ABSENT && a.name().isEmpty()) {
      return Decision.failed("uninstalling a package is only available for named packages");
    }
    HostFacts facts = seen.facts();
    var calls = new ArrayList<Call>();
    if (a.ci()) {
      calls.add(a.call(facts, "ci", false));
    } else {
      Libraries is = Libraries.parse(a, seen.get(listed(a, facts)).stdout());
      switch (a.state()) {
        case PRESENT -> {
          if (!is.missing().isEmpty()) {
            calls.add(a.call(facts, "install", true));
          }
        }
        case LATEST -> {
          if (!is.missing().isEmpty()) {
            calls.add(a.call(facts, "install", true));
          }
          if (isOutdated(a, seen.get(outdated(a, facts)).stdout())) {
            calls.add(a.call(facts, "update", true));
          }
        }
        case ABSENT -> {
          if (is.installed().contains(a.name().orElse(""))) {
            calls.add(a.call(facts, "uninstall", true));
          }
        }
      }
    }
    if (calls.isEmpty()) {
      return Decision.unchanged(Result.ok());
    }
    var all = new ArrayList<Call>();
    if (a.state() != State.ABSENT) {
      a.path().ifPresent(p -> all.add(Call.of("mkdir", "-p", Paths.expand(p, facts))));
    }
    all.addAll(calls);
    return Call.change(all, Result.changed());
  }

  private static boolean isOutdated(Args a, String table) {
    Set<String> names =
        table
            .lines()
            .skip(1)
            .map(l -> l.replaceAll("\\x1b\\[[0-9;]*m", "").strip().split("[\\s@]", 2)[0])
            .filter(n -> !n.isEmpty())
            .collect(Collectors.toSet());
    return a.name().map(names::contains).orElse(!names.isEmpty());
  }

  /// The names that npm has, and those that it lacks.
  private record Libraries(Set<String> installed, Set<String> missing) {
    static Libraries parse(Args a, String json) {
      var installed = new LinkedHashSet<String>();
      var missing = new LinkedHashSet<String>();
      dependencies(json)
          .entries()
          .forEach((key, value) -> {
            Dict d = value instanceof Dict known ? known : Dict.EMPTY;
            boolean lacks = isTrue(d, "missing") || isTrue(d, "invalid");
            boolean other =
                a.version().isPresent()
                    && a.name().filter(key.toString()::equals).isPresent()
                    && !d.text("version").equals(a.version());
            (lacks || other ? missing : installed).add(key.toString());
          });
      a.name().filter(n -> !installed.contains(n)).ifPresent(missing::add);
      return new Libraries(installed, missing);
    }

    private static boolean isTrue(Dict d, String key) {
      return d.get(key)
          .filter(
              v -> v instanceof Bool b && b.value() || v instanceof Str s && !s.text().isEmpty())
          .isPresent();
    }

    private static Dict dependencies(String json) {
      try {
        return Json.read(json.isBlank() ? "{}" : json, Tag.NONE) instanceof Dict all
                && all.get("dependencies").orElse(Dict.EMPTY) instanceof Dict d
            ? d
            : Dict.EMPTY;
      } catch (IOException e) {
        throw new ModuleFailure("Failed to parse NPM output with error " + e.getMessage());
      }
    }
  }
}
