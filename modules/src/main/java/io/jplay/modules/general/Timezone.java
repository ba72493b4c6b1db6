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
import io.jplay.core.shell.ScriptBuilder;
import io.jplay.core.value.Dict;
import io.jplay.modules.files.Choice;
import io.jplay.modules.files.FileWrite;
import io.jplay.modules.files.StateDiff;
import io.jplay.modules.programs.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The time zone of a host, and what its hardware clock shows. Imitates community.general.timezone:
/// by timedatectl where that works, else by the files.
@ModuleInfo(
    summary = "Configure timezone setting",
    diff = ModuleInfo.Support.FULL,
    requiredOneOf = "hwclock,name")
public final class Timezone implements StateModule<Timezone.Args> {
  public record Args(
      @Option Optional<String> name,
      @Option(aliases = "rtc") Optional<String> hwclock,
      @Option(name = "_root") Optional<String> testRoot) {

    private String etc() {
      return testRoot.orElse("/etc");
    }

    private Optional<String> clock() {
      return hwclock.map(h -> h.equals("local") ? "local" : "UTC");
    }
  }

  /// What is set: by `timedatectl` or not, the zone, the clock, whether the wanted zone is known.
  private record Seen(boolean bySystemd, String zone, String clock, boolean known, String program) {
    static Seen parse(String text) {
      Map<String, String> lines =
          text.lines()
              .filter(l -> l.indexOf('=') > 0)
              .collect(
                  Collectors.toMap(
                      l -> l.substring(0, l.indexOf('=')),
                      l -> l.substring(l.indexOf('=') + 1),
                      (a, b) -> a));
      return new Seen(
          lines.containsKey("Timezone"),
          lines.getOrDefault("Timezone", lines.getOrDefault("zone", "")),
          lines.getOrDefault("LocalRTC", lines.getOrDefault("local", "no")).equals("yes")
              ? "local"
              : "UTC",
          lines.containsKey("known"),
          lines.getOrDefault("program", "timedatectl"));
    }
  }

  private static Read<Seen> state(Args a) {
    var script =
        Call.script()
            .line("jp_etc={} jp_zone={}", a.etc(), a.name().orElse(""))
            .line("timedatectl show -p Timezone -p LocalRTC 2>/dev/null || {")
            .line("jp_l=$(readlink \"$jp_etc/localtime\" 2>/dev/null)")
            .line("case $jp_l in */zoneinfo/*) printf 'zone=%s\\n' \"${jp_l##*/zoneinfo/}\" ;;")
            .line(
                "*) [ ! -r \"$jp_etc/timezone\" ] || printf 'zone=%s\\n' \"$(cat"
                    + " \"$jp_etc/timezone\")\" ;; esac")
            .line("! grep -q '^LOCAL' \"$jp_etc/adjtime\" 2>/dev/null || echo local=yes; }")
            .line(
                "[ -z \"$jp_zone\" ] || [ ! -f \"/usr/share/zoneinfo/$jp_zone\" ] || echo"
                    + " known=yes");
    script.line("printf 'program=%s\\n' \"$(command -v timedatectl)\"");
    return new Read<>(
        "timezone:" + a.etc() + a.name(), script.program(), out -> Seen.parse(out.stdout()));
  }

  @Override
  public Reads reads(Args a, HostFacts facts) {
    return Reads.of(state(a));
  }

  @Override
  public Decision decide(Args a, Observed seen, Mode mode) {
    Choice.check("hwclock", a.hwclock(), List.of("local", "UTC"));
    Seen now = seen.get(state(a));
    String zone = a.name().orElse("");
    boolean path = zone.contains("..") || zone.startsWith("/") || zone.startsWith("-");
    if (a.name().isPresent() && (path || !now.known())) {
      return Decision.failed(
          "Error message:\ngiven timezone \"%s\" is not available".formatted(zone));
    }
    boolean otherZone = a.name().filter(n -> !n.equals(now.zone())).isPresent();
    boolean otherClock = a.clock().filter(c -> !c.equals(now.clock())).isPresent();
    if (!otherZone && !otherClock) {
      return Decision.unchanged(Result.ok());
    }
    var calls = new ArrayList<Call>();
    ScriptBuilder files = new ScriptBuilder().line("jp_etc={} jp_zone={}", a.etc(), zone);
    if (otherZone && now.bySystemd()) {
      calls.add(Call.of("timedatectl", "set-timezone", zone));
    } else if (otherZone) {
      files
          .use("sh/write.sh", FileWrite.class)
          .line("ln -sf \"/usr/share/zoneinfo/$jp_zone\" \"$jp_etc/localtime.jplay\" &&")
          .line("mv -f \"$jp_etc/localtime.jplay\" \"$jp_etc/localtime\" || exit")
          .line("if [ -e \"$jp_etc/timezone\" ]; then jp_begin \"$jp_etc/timezone\" '' || exit")
          .line("printf '%s\\n' \"$jp_zone\" | jp_fill || exit")
          .line("chmod 644 \"$jp_tmp\" && jp_end refused || exit; fi");
    }
    if (otherClock) {
      boolean local = a.clock().orElse("").equals("local");
      calls.add(
          now.bySystemd()
              ? Call.of("timedatectl", "set-local-rtc", local ? "yes" : "no")
              : Call.of("hwclock", "--systohc", local ? "--localtime" : "--utc"));
    }
    Result changed = Result.changed();
    Result shown = mode.diff() ? withDiff(changed, a, now) : changed;
    return new Decision.Change(
        Call.effects(calls, files),
        shown,
        Reads.NONE,
        (outputs, after) ->
            Call.finish(
                calls,
                outputs.getLast(),
                out -> now.bySystemd() ? shown.with("msg", told(calls, now)) : shown));
  }

  private static String told(List<Call> calls, Seen now) {
    return calls.stream()
        .map(c -> "executed `" + c.shown().replaceFirst("^timedatectl", now.program()) + "`")
        .collect(Collectors.joining("\n"));
  }

  private static Result withDiff(Result result, Args a, Seen now) {
    var before = Dict.builder();
    var after = Dict.builder();
    a.name()
        .ifPresent(n -> {
          before.put("name", now.zone());
          after.put("name", n);
        });
    a.clock()
        .ifPresent(c -> {
          before.put("hwclock", now.clock());
          after.put("hwclock", c);
        });
    Dict old = before.build();
    Dict wanted = after.build();
    return result
        .withDiff(StateDiff.headed("", old, wanted))
        .with("diff", Dict.builder().put("before", old).put("after", wanted).build());
  }
}
