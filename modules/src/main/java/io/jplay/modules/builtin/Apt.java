package io.jplay.modules.builtin;

import io.jplay.core.api.ActionModule;
import io.jplay.core.api.ModuleFailure;
import io.jplay.core.api.ModuleInfo;
import io.jplay.core.api.Option;
import io.jplay.core.api.RemoteSession;
import io.jplay.core.api.Result;
import io.jplay.core.api.TaskContext;
import io.jplay.core.api.TransportException;
import io.jplay.core.event.Status;
import io.jplay.core.shell.ProgramOutput;
import io.jplay.core.value.Bool;
import io.jplay.core.value.Null;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import io.jplay.modules.facts.Sections;
import io.jplay.modules.files.Texts;
import io.jplay.modules.packages.AptSpec;
import io.jplay.modules.packages.AptState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/// Packages by apt. An action: refreshing the cache, which comes first, changes what is known.
@ModuleInfo(
    summary = "Manage apt packages",
    diff = ModuleInfo.Support.FULL,
    mutuallyExclusive = {"deb,package,upgrade"},
    requiredOneOf = {"autoremove,deb,package,update_cache,upgrade,autoclean,clean"})
public final class Apt implements ActionModule<Apt.Args> {
  /// Stands for all that is installed, with `state: latest`.
  private static final String EVERYTHING = "*";

  public enum State {
    ABSENT,
    BUILD_DEP,
    FIXED,
    LATEST,
    PRESENT;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  public record Args(
      @Option(
              name = "package",
              aliases = {"pkg", "name"})
          List<String> packages,
      @Option("present") State state,
      @Option(value = "", aliases = "update-cache") Optional<Boolean> updateCache,
      @Option("0") int cacheValidTime,
      @Option("5") int updateCacheRetries,
      @Option("12") int updateCacheRetryMaxDelay,
      @Option("false") boolean purge,
      @Option(aliases = "default-release") Optional<String> defaultRelease,
      @Option(aliases = "install-recommends") Optional<Boolean> installRecommends,
      @Option("false") boolean force,
      @Option("false") boolean allowUnauthenticated,
      @Option(
              value = "false",
              aliases = {"allow-downgrade", "allow_downgrades", "allow-downgrades"})
          boolean allowDowngrade,
      @Option("false") boolean allowChangeHeldPackages,
      @Option Optional<Value> upgrade,
      @Option("force-confdef,force-confold") String dpkgOptions,
      @Option Optional<String> deb,
      @Option("false") boolean autoremove,
      @Option("false") boolean autoclean,
      @Option("false") boolean clean,
      @Option OptionalInt policyRcD,
      @Option("false") boolean onlyUpgrade,
      @Option("false") boolean failOnAutoremove,
      @Option("false") boolean forceAptGet,
      @Option("60") int lockTimeout) {
    public Args {
      packages = List.copyOf(packages);
    }

    boolean updatesCache() {
      return updateCache.orElse(false) || cacheValidTime > 0;
    }
  }

  private record Seen(Result cache, AptState state, List<AptSpec> specs) {}

  @Override
  public Result run(Args a, TaskContext context, RemoteSession session)
      throws TransportException, InterruptedException {
    if (a.packages().stream().anyMatch(String::isBlank)) {
      return Result.failed("No package matching '' is available");
    }
    // before anything is done: a mistake must not upgrade the host
    String upgrade = a.upgrade().map(Apt::upgradeWord).orElse("no");
    boolean everything = a.packages().contains(EVERYTHING);
    List<AptSpec> specs =
        a.packages().stream().filter(p -> !p.equals(EVERYTHING)).map(AptSpec::parse).toList();
    Seen seen = look(a, specs, context, session);
    if (a.clean()) {
      AptCall.run(a, List.of("clean"), context, session);
    }
    if (!upgrade.equals("no")) {
      return upgrade(a, upgrade, context, session);
    }
    if (a.deb().isPresent()) {
      return AptFiles.install(a, a.deb().get(), context, session);
    }
    if (everything && a.state() == State.LATEST) {
      return specs.isEmpty()
          ? upgrade(a, "yes", context, session)
          : Result.failed(
              "unable to install additional packages when upgrading all installed packages");
    }
    if (specs.isEmpty()) {
      return withoutNames(a, seen, context, session);
    }
    return switch (a.state()) {
      case ABSENT -> remove(a, seen.specs(), seen, context, session);
      case PRESENT, LATEST, FIXED, BUILD_DEP -> install(a, seen.specs(), seen, context, session);
    };
  }

  private static String upgradeWord(Value v) {
    return switch (v) {
      case Bool b -> b.value() ? "yes" : "no";
      case Str s ->
          switch (s.text()) {
            case "True", "true" -> "yes";
            case "False", "false", "" -> "no";
            case "dist", "full", "no", "safe", "yes" -> s.text();
            default -> throw notAnUpgrade(v);
          };
      case Null _ -> "no";
      default -> throw notAnUpgrade(v);
    };
  }

  private static ModuleFailure notAnUpgrade(Value v) {
    return new ModuleFailure(
        "value of upgrade must be one of: dist, full, no, safe, yes, got: " + Texts.plain(v));
  }

  private static Seen look(Args a, List<AptSpec> specs, TaskContext context, RemoteSession session)
      throws TransportException {
    var script = AptCall.start(a);
    if (a.updatesCache()) {
      script.command(
          List.of(
              "jp_update",
              "" + a.cacheValidTime(),
              context.mode().check() ? "1" : "0",
              "" + a.updateCacheRetries(),
              "" + a.updateCacheRetryMaxDelay()));
    }
    script.line("printf '\\036stamp\\n'; jp_stamp");
    if (specs.isEmpty() && !onlyCleans(a)) {
      script.line("jp_policy apt");
    }
    if (!specs.isEmpty()) {
      var words = new ArrayList<String>(List.of("jp_packages"));
      specs.forEach(s -> words.add(s.name()));
      script.command(words);
    }
    script.line("command -v apt-get >/dev/null 2>&1 || printf '\\036missing\\n'");
    Sections s = Sections.parse(session.run(script.program()).stdout());
    if (s.has("missing")) {
      throw new ModuleFailure("Failed to find required executable \"apt-get\"");
    }
    if (s.line("cache", 0).equals("failed")) {
      throw new ModuleFailure(AptOutcome.notUpdated(a.updateCacheRetries(), s.lines("cache")));
    }
    String trouble = AptOutcome.troubles(s.lines("trouble"));
    if (trouble.contains("E:")) {
      throw new ModuleFailure(trouble);
    }
    boolean updated = s.line("cache", 0).matches("updated|would");
    String stamp = s.line("stamp", 0);
    Result cache =
        Result.changed(updated && specs.isEmpty())
            .with("cache_updated", updated)
            .with("cache_update_time", stamp.matches("\\d{1,12}") ? Long.parseLong(stamp) : 0);
    return new Seen(cache, AptState.parse(s), expanded(specs, s));
  }

  /// What is fetched can be thrown away without the lists of packages.
  private static boolean onlyCleans(Args a) {
    return a.clean() && !a.autoremove() && !a.autoclean() && a.upgrade().isEmpty();
  }

  private static List<AptSpec> expanded(List<AptSpec> specs, Sections s) {
    var all = new ArrayList<AptSpec>();
    for (AptSpec spec : specs) {
      if (!spec.isGlob()) {
        all.add(spec);
        continue;
      }
      List<String> names =
          s.lines("matches " + spec.name()).stream().filter(n -> !n.isBlank()).toList();
      if (names.isEmpty()) {
        throw new ModuleFailure("No package(s) matching '%s' available".formatted(spec.name()));
      }
      names.forEach(n -> all.add(spec.named(n)));
    }
    return all;
  }

  private static Result install(
      Args a, List<AptSpec> specs, Seen seen, TaskContext context, RemoteSession session)
      throws TransportException {
    var needed = new ArrayList<String>();
    for (AptSpec spec : specs) {
      if (a.state() == State.BUILD_DEP) {
        needed.add(spec.text());
        continue;
      }
      if (!seen.state.isKnown(spec)) {
        return Result.failed("No package matching '%s' is available".formatted(spec.name()));
      }
      boolean installed = seen.state.isInstalled(spec);
      boolean wanted =
          spec.version().isPresent()
              ? !seen.state.satisfies(spec) || seen.state.hasBetterMatch(spec)
              : !installed && !a.onlyUpgrade()
                  || a.state() == State.LATEST && seen.state.isOutdated(spec);
      if (!wanted || !installed && a.onlyUpgrade()) {
        continue;
      }
      Optional<String> candidate = seen.state.acceptedCandidate(spec);
      if (spec.atLeast() && candidate.isEmpty()) {
        return seen.cache
            .withStatus(Status.FAILED)
            .with("msg", "no available installation candidate for " + spec.text());
      }
      needed.add(spec.atLeast() ? spec.name() + "=" + candidate.orElseThrow() : spec.text());
    }
    if (needed.isEmpty() && a.state() != State.FIXED) {
      return seen.cache.withStatus(Status.OK);
    }
    var words = new ArrayList<String>();
    if (a.state() == State.FIXED) {
      words.add("--fix-broken");
    }
    if (a.onlyUpgrade()) {
      words.add("--only-upgrade");
    }
    if (a.failOnAutoremove()) {
      words.add("--no-remove");
    }
    if (a.autoremove()) {
      words.add("--auto-remove");
    }
    words.add(a.state() == State.BUILD_DEP ? "build-dep" : "install");
    words.addAll(needed);
    ProgramOutput out = AptCall.run(a, words, context, session);
    if (!out.isOk() && out.stderr().contains("Version '")) {
      return seen.cache
          .withStatus(Status.FAILED)
          .with("msg", "no available installation candidate for " + String.join(" ", needed));
    }
    return AptOutcome.of(AptOutcome.installs(a, needed), out, context, seen.cache);
  }

  private static Result remove(
      Args a, List<AptSpec> specs, Seen seen, TaskContext context, RemoteSession session)
      throws TransportException {
    List<String> present =
        specs.stream()
            .filter(s -> a.purge() ? seen.state.hasTraces(s) : seen.state.isInstalled(s))
            .map(AptSpec::name)
            .toList();
    if (present.isEmpty()) {
      return Result.ok();
    }
    var words = new ArrayList<String>();
    if (a.purge()) {
      words.add("--purge");
    }
    if (a.autoremove()) {
      words.add("--auto-remove");
    }
    words.add("remove");
    words.addAll(present);
    ProgramOutput out = AptCall.run(a, words, context, session);
    return AptOutcome.of("apt-get remove " + AptOutcome.quoted(present), out, context, Result.ok());
  }

  private static Result upgrade(Args a, String upgrade, TaskContext context, RemoteSession session)
      throws TransportException {
    List<String> words =
        switch (upgrade) {
          case "dist", "full" -> new ArrayList<>(List.of("dist-upgrade"));
          default -> new ArrayList<>(List.of("--with-new-pkgs", "upgrade"));
        };
    if (a.autoremove()) {
      words.add("--auto-remove");
    }
    String how = words.contains("upgrade") ? "upgrade --with-new-pkgs " : "dist-upgrade ";
    String what = "/usr/bin/apt-get " + how + (a.autoremove() ? "--auto-remove" : "");
    Result result =
        AptOutcome.of(what, AptCall.run(a, words, context, session), context, Result.ok());
    return result.isFailed()
        ? result
        : result.with("msg", result.fields().text("stdout").orElse(""));
  }

  private static Result withoutNames(Args a, Seen seen, TaskContext context, RemoteSession session)
      throws TransportException {
    if (!a.autoremove() && !a.autoclean()) {
      Result cleaned = Result.changed(true).with("msg", "").with("stdout", "").with("stderr", "");
      return a.updatesCache() || !a.clean() ? seen.cache : cleaned;
    }
    var words = new ArrayList<String>();
    if (a.purge()) {
      words.add("--purge");
    }
    words.add(a.autoremove() ? "autoremove" : "autoclean");
    return AptOutcome.of(
        "apt-get " + words.getLast(),
        AptCall.run(a, words, context, session),
        context,
        Result.ok());
  }
}
