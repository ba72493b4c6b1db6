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
import io.jplay.core.shell.ScriptBuilder;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Int;
import io.jplay.core.value.Null;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Value;
import io.jplay.modules.facts.Facts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// The installed packages as facts.
@ModuleInfo(summary = "Package information as facts", onlyReads = true)
public final class PackageFacts implements StateModule<PackageFacts.Args> {
  public enum Strategy {
    FIRST,
    ALL
  }

  public record Args(@Option("auto") List<String> manager, @Option("first") Strategy strategy) {
    public Args {
      manager = List.copyOf(manager);
    }
  }

  private static final Set<String> RPM = Set.of("dnf", "dnf5", "yum", "zypper");

  private static final Set<String> MANAGERS =
      Set.of(
          "auto",
          "apk",
          "apt",
          "dnf",
          "dnf5",
          "openbsd_pkg",
          "pacman",
          "pkg",
          "pkg5",
          "pkg_info",
          "portage",
          "rpm",
          "xbps",
          "yum",
          "zypper");

  /// How the packages of each kind are listed, in the order of `auto`: the program, and its call.
  private static final Map<String, List<String>> LISTS = lists();

  private static Map<String, List<String>> lists() {
    var lists = new LinkedHashMap<String, List<String>>();
    lists.put(
        "apt",
        List.of(
            "dpkg-query",
            "dpkg-query -W -f"
                + " 'apt|${db:Status-Abbrev}|${Package}|${Version}|${Architecture}|${Section}\\n'"
                + "; jp_origins"));
    lists.put(
        "rpm",
        List.of("rpm", "rpm -qa --qf 'rpm|%{NAME}|%{VERSION}|%{RELEASE}|%{EPOCH}|%{ARCH}\\n'"));
    // what apk made up of others (`add --virtual`) has no release
    lists.put(
        "apk",
        List.of(
            "apk",
            "apk info -v 2>/dev/null | sed -E"
                + " -e 's/^(.*)-([^-]*)-([^-]*)$/apk|\\1|\\2|\\3/' -e t -e 's/^(.*)$/apk|\\1||/'"));
    lists.put(
        "pacman",
        List.of("pacman", "pacman -Q | sed -E 's/^([^ ]+) (.*)-([^-]+)$/pacman|\\1|\\2|\\3/'"));
    lists.put(
        "xbps",
        List.of(
            "xbps-query",
            "xbps-query -l | awk '{print $2}' | sed -E 's/^(.*)-([^-]+)$/xbps|\\1|\\2|/'"));
    return Collections.unmodifiableMap(lists);
  }

  /// The managers of a task, in its order and once each, by the names of their databases.
  private static List<String> wanted(Args a) {
    return a.manager().stream()
        .map(m -> m.toLowerCase(Locale.ROOT))
        .flatMap(m -> m.equals("auto") ? LISTS.keySet().stream() : Stream.of(m))
        .map(m -> RPM.contains(m) ? "rpm" : m)
        .filter(LISTS::containsKey)
        .distinct()
        .toList();
  }

  private static Read<Dict> packages(Args a) {
    var script = new ScriptBuilder().line("jp_found=");
    if (wanted(a).contains("apt")) {
      script.use("sh/apt_origin.sh", PackageFacts.class);
    }
    for (String manager : wanted(a)) {
      List<String> list = LISTS.getOrDefault(manager, List.of());
      script.line(
          "if [ -z \"$jp_found\" ] && command -v {} >/dev/null 2>&1; then", list.getFirst());
      script.line(a.strategy() == Strategy.FIRST ? "jp_found=1" : ":");
      script.line(list.getLast()).line("fi");
    }
    return new Read<>("package_facts", script.program(), out -> parse(out.stdout()));
  }

  static Dict parse(String text) {
    var all = new LinkedHashMap<String, List<Value>>();
    var origins = new HashMap<String, String>();
    text.lines()
        .map(line -> line.split("\\|", 3))
        .filter(f -> f[0].equals("origin") && f.length > 2)
        .forEach(f -> origins.put(f[1], f[2]));
    for (String line : text.lines().toList()) {
      String[] f = line.split("\\|", -1);
      var pkg = Dict.builder();
      switch (f[0]) {
        case "apt" -> {
          if (f.length < 6 || !f[1].strip().endsWith("i")) {
            continue;
          }
          pkg.put("name", f[2]).put("version", f[3]).put("arch", f[4]);
          String origin = origins.getOrDefault(f[2], "");
          pkg.put("category", f[5]).put("origin", origin).put("source", "apt");
        }
        case "origin" -> {
          continue;
        }
        case "rpm" -> {
          if (f.length < 6) {
            continue;
          }
          Value epoch = f[4].matches("\\d{1,9}") ? Int.of(Long.parseLong(f[4])) : Null.NULL;
          pkg.put("name", f[1]).put("version", f[2]).put("release", f[3]);
          pkg.put("epoch", epoch).put("arch", f[5]).put("source", "rpm");
        }
        default -> {
          if (f.length < 4) {
            continue;
          }
          pkg.put("name", f[1]).put("version", f[2]).put("release", f[3]).put("source", f[0]);
        }
      }
      Dict built = pkg.build();
      List<Value> same = all.computeIfAbsent(built.text("name").orElse(""), _ -> new ArrayList<>());
      // of several managers the last one counts
      same.removeIf(o -> o instanceof Dict d && !d.get("source").equals(built.get("source")));
      same.add(built);
    }
    var packages = new LinkedHashMap<Value, Value>();
    all.forEach((name, list) -> packages.put(Str.of(name), Seq.of(list)));
    return (Dict)
        Facts.remote(Dict.builder().put("packages", new Dict(packages, Tag.NONE)).build());
  }

  @Override
  public Reads reads(Args a, HostFacts facts) {
    return Reads.of(packages(a));
  }

  @Override
  public Decision decide(Args a, Observed seen, Mode mode) {
    List<String> unknown =
        a.manager().stream()
            .map(m -> m.toLowerCase(Locale.ROOT))
            .filter(m -> !MANAGERS.contains(m))
            .sorted()
            .toList();
    if (!unknown.isEmpty()) {
      return Decision.failed(
          "Unsupported package managers requested: " + String.join(", ", unknown));
    }
    Dict packages = seen.get(packages(a));
    return Decision.unchanged(
        packages.get("packages").filter(p -> p instanceof Dict d && !d.isEmpty()).isPresent()
            ? Result.ok().withFacts(packages)
            : Result.failed(
                "Could not detect a supported package manager from the following list: "
                    + "['apt', 'rpm', 'apk', 'pacman', 'xbps']"));
  }
}
