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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;

/// The installed packages as facts.
@ModuleInfo(summary = "Package information as facts")
public final class PackageFacts implements StateModule<PackageFacts.Args> {
  public record Args(@Option("auto") List<String> manager, @Option("first") String strategy) {
    public Args {
      manager = List.copyOf(manager);
    }
  }

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

  private static final Read<Dict> PACKAGES =
      new Read<>(
          "package_facts",
          new ScriptBuilder()
              .line("if command -v dpkg-query >/dev/null 2>&1; then")
              .line(
                  "dpkg-query -W -f"
                      + " 'apt|${db:Status-Abbrev}|${Package}|${Version}|${Architecture}|${Section}\\n'")
              .use("sh/apt_origin.sh", PackageFacts.class)
              .line("jp_origins")
              .line("elif command -v rpm >/dev/null 2>&1; then")
              .line("rpm -qa --qf 'rpm|%{NAME}|%{VERSION}|%{RELEASE}|%{EPOCH}|%{ARCH}\\n'")
              .line("elif command -v apk >/dev/null 2>&1; then")
              .line(
                  "apk info -v 2>/dev/null | sed -E -e 's/^(.*)-([^-]*)-([^-]*)$/apk|\\1|\\2|\\3/'"
                      + " -e t -e 's/^(.*)$/apk|\\1||/'")
              .line("elif command -v pacman >/dev/null 2>&1; then")
              .line("pacman -Q | sed -E 's/^([^ ]+) (.*)-([^-]+)$/pacman|\\1|\\2|\\3/'")
              .line("elif command -v xbps-query >/dev/null 2>&1; then")
              .line("xbps-query -l | awk '{print $2}' | sed -E 's/^(.*)-([^-]+)$/xbps|\\1|\\2|/'")
              .line("fi")
              .program(),
          out -> parse(out.stdout()));

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
      all.computeIfAbsent(built.text("name").orElse(""), _ -> new ArrayList<>()).add(built);
    }
    var packages = new LinkedHashMap<Value, Value>();
    all.forEach((name, list) -> packages.put(Str.of(name), Seq.of(list)));
    return (Dict)
        Facts.remote(Dict.builder().put("packages", new Dict(packages, Tag.NONE)).build());
  }

  @Override
  public Reads reads(Args a, HostFacts facts) {
    return Reads.of(PACKAGES);
  }

  @Override
  public Decision decide(Args a, Observed seen, Mode mode) {
    List<String> unknown =
        a.manager().stream().filter(m -> !MANAGERS.contains(m)).sorted().toList();
    if (!unknown.isEmpty()) {
      return Decision.failed(
          "Unsupported package managers requested: " + String.join(", ", unknown));
    }
    Dict packages = seen.get(PACKAGES);
    return Decision.unchanged(
        packages.get("packages").filter(p -> p instanceof Dict d && !d.isEmpty()).isPresent()
            ? Result.ok().withFacts(packages)
            : Result.failed(
                "Could not detect a supported package manager from the following list: "
                    + "['apt', 'rpm', 'apk', 'pacman', 'xbps']"));
  }
}
