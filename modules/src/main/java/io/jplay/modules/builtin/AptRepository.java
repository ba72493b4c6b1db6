package io.jplay.modules.builtin;

import io.jplay.core.api.Decision;
import io.jplay.core.api.Effect;
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
import io.jplay.core.event.Status;
import io.jplay.core.shell.ProgramOutput;
import io.jplay.core.shell.ScriptBuilder;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import io.jplay.modules.files.FileAttributes;
import io.jplay.modules.files.FilePlan;
import io.jplay.modules.files.FileWrite;
import io.jplay.modules.files.PathState;
import io.jplay.modules.files.SelinuxContext;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Adds and removes lines of APT's sources. Imitates ansible.builtin.apt_repository.
@ModuleInfo(summary = "Add and remove APT repositories", diff = ModuleInfo.Support.FULL)
public final class AptRepository implements StateModule<AptRepository.Args> {
  /// Whether the line is among the sources.
  public enum State {
    PRESENT,
    ABSENT
  }

  public record Args(
      @Option(required = true) String repo,
      @Option("present") State state,
      @Option Optional<String> filename,
      @Option Optional<Value> mode,
      @Option(value = "true", aliases = "update-cache") boolean updateCache,
      @Option("5") int updateCacheRetries,
      @Option("12") int updateCacheRetryMaxDelay,
      @Option("true") boolean validateCerts,
      @Option Optional<String> codename,
      @Option("true") boolean installPythonApt,
      @Option(name = "_root") Optional<String> testRoot) {

    /// Where the sources are; another place for tests.
    String root() {
      return testRoot.orElse("/etc/apt");
    }
  }

  /// The texts of all files with sources, by path.
  private static Read<Map<String, String>> sources(String root) {
    var program =
        new ScriptBuilder()
            .line("for f in {}/sources.list {}/sources.list.d/*.list; do", root, root)
            .line("[ -f \"$f\" ] && printf '%s\\0' \"$f\" && cat -- \"$f\" && printf '\\0'")
            .line("done; :")
            .program();
    return new Read<>("apt-sources:" + root, program, AptRepository::parse);
  }

  private static Map<String, String> parse(ProgramOutput output) {
    String[] parts = output.stdout().split("\0", -1);
    var files = new LinkedHashMap<String, String>();
    for (int i = 0; i + 1 < parts.length; i += 2) {
      files.put(parts[i], parts[i + 1]);
    }
    return files;
  }

  @Override
  public Reads reads(Args a, HostFacts facts) {
    return Reads.of(sources(a.root()));
  }

  @Override
  public Decision decide(Args a, Observed seen, Mode mode) {
    String repo = a.repo().strip();
    if (repo.startsWith("ppa:")) {
      return Decision.failed(
          "ppa: addresses are not supported: give the deb line and put its key below"
              + " /etc/apt/keyrings");
    }
    if (!repo.matches("(?s)deb(-src)?\\s.+") || repo.contains("\n")) {
      return Decision.failed("Invalid repository string: " + repo);
    }
    Map<String, String> files = seen.get(sources(a.root()));
    Map<String, String> edited =
        a.state() == State.PRESENT ? withLine(a, repo, files) : withoutLine(repo, files);
    Result result =
        Result.ok().with("repo", a.repo()).with("state", a.state().name().toLowerCase(Locale.ROOT));
    if (edited.isEmpty()) {
      return Decision.unchanged(result);
    }
    List<Read<?>> missing = new ArrayList<>();
    edited.keySet().forEach(f -> missing.add(PathState.read(f, seen.facts())));
    missing.removeIf(seen::has);
    return missing.isEmpty()
        ? change(a, files, edited, seen, result.withStatus(Status.CHANGED))
        : new Decision.ReadMore(new Reads(missing));
  }

  private static Decision change(
      Args a, Map<String, String> files, Map<String, String> edited, Observed seen, Result base) {
    var effects = new ArrayList<Effect>();
    var added = new ArrayList<String>();
    var removed = new ArrayList<String>();
    Result result = base;
    for (var file : edited.entrySet()) {
      String path = file.getKey();
      String before = files.getOrDefault(path, "");
      result = result.withDiff(new Diff(path, path, before, file.getValue(), ""));
      if (file.getValue().isBlank() && path.contains("/sources.list.d/")) {
        removed.add(path);
        effects.add(
            Effect.run("remove " + path, new ScriptBuilder().line("rm -f -- {}", path).program()));
        continue;
      }
      if (!files.containsKey(path)) {
        added.add(path);
      }
      write(a, path, file.getValue(), seen).forEach(effects::add);
    }
    if (a.updateCache()) {
      effects.add(update(a));
    }
    Result full =
        result
            .with("sources_added", Seq.ofTexts(added))
            .with("sources_removed", Seq.ofTexts(removed));
    return Decision.change(effects, full);
  }

  private static List<Effect> write(Args a, String path, String text, Observed seen) {
    PathState state = seen.get(PathState.read(path, seen.facts()));
    var wanted =
        FileAttributes.of(
            a.mode().or(() -> state.exists() ? Optional.empty() : Optional.of(Str.of("0644"))),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            SelinuxContext.NONE);
    var change =
        state
            .followed()
            .map(s -> wanted.changeOf(path, s, state.umask(), seen))
            .orElseGet(() -> wanted.ofNew(state, false, seen));
    var write =
        FileWrite.ofBytes(
            state.realPath(),
            text.getBytes(StandardCharsets.UTF_8),
            state.followed(),
            change,
            FileWrite.Options.NONE);
    var effects = new ArrayList<Effect>();
    if (!state.hasParent()) {
      effects.add(FilePlan.makeParents(path, FileAttributes.NONE, seen));
    }
    // every failed write ends the task
    write
        .effects()
        .forEach(e ->
            effects.add(e instanceof Effect.Run run ? Effect.run(run.what(), run.program()) : e));
    return effects;
  }

  private static Effect update(Args a) {
    return Effect.run(
        "update the package cache",
        new ScriptBuilder()
            .line(
                "jp_left={} jp_most={} jp_wait=1",
                "" + a.updateCacheRetries(),
                "" + a.updateCacheRetryMaxDelay())
            .line("until apt-get -q update >/dev/null; do jp_rc=$?")
            .line("jp_left=$((jp_left - 1)); [ \"$jp_left\" -gt 0 ] || exit \"$jp_rc\"")
            .line("sleep \"$jp_wait\"; jp_wait=$((jp_wait * 2))")
            .line("[ \"$jp_wait\" -le \"$jp_most\" ] || jp_wait=$jp_most")
            .line("done")
            .program());
  }

  /// Lines are compared word by word, their comments left out.
  private static String plain(String line) {
    return line.replaceFirst("\\s#.*$", "").strip().replaceAll("\\s+", " ");
  }

  private static boolean isSame(String line, String repo) {
    return plain(line).equals(plain(repo));
  }

  private static boolean isSwitchedOff(String line, String repo) {
    return line.startsWith("#") && isSame(line.replaceFirst("^[#\\s]+", ""), repo);
  }

  private static Map<String, String> withLine(Args a, String repo, Map<String, String> files) {
    for (String text : files.values()) {
      if (text.lines().anyMatch(l -> isSame(l, repo))) {
        return Map.of();
      }
    }
    for (var file : files.entrySet()) {
      if (file.getValue().lines().anyMatch(l -> isSwitchedOff(l, repo))) {
        var text = new StringBuilder();
        file.getValue()
            .lines()
            .forEach(l -> text.append(isSwitchedOff(l, repo) ? repo : l).append('\n'));
        return Map.of(file.getKey(), text.toString());
      }
    }
    String path = a.root() + "/sources.list.d/" + fileName(a, repo);
    String before = files.getOrDefault(path, "");
    String end = before.isEmpty() || before.endsWith("\n") ? "" : "\n";
    return Map.of(path, before + end + repo + "\n");
  }

  private static Map<String, String> withoutLine(String repo, Map<String, String> files) {
    var edited = new LinkedHashMap<String, String>();
    files.forEach((path, before) -> {
      if (before.lines().anyMatch(l -> isSame(l, repo))) {
        var text = new StringBuilder();
        before.lines().filter(l -> !isSame(l, repo)).forEach(l -> text.append(l).append('\n'));
        edited.put(path, text.toString());
      }
    });
    return edited;
  }

  /// From the address, without scheme, login and options, all else than letters and digits as `_`.
  private static String fileName(Args a, String repo) {
    String name =
        a.filename()
            .filter(f -> !f.isEmpty())
            .orElseGet(() -> {
              String bare = repo.replaceAll("\\[[^\\]]+\\]", "").replaceAll("\\w+://", "");
              String address =
                  List.of(bare.strip().split("\\s+")).stream()
                      .filter(w -> !w.equals("deb") && !w.equals("deb-src"))
                      .findFirst()
                      .orElse("repository");
              String host = address.substring(address.indexOf('@') + 1);
              return host.replaceAll("[^a-zA-Z0-9]+", "_").replaceAll("^_+|_+$", "");
            });
    String file = name.endsWith(".list") ? name : name + ".list";
    return file.substring(file.lastIndexOf('/') + 1);
  }
}
