package io.jplay.modules.packages;

import io.jplay.core.api.ModuleFailure;
import io.jplay.core.api.TransportException;
import io.jplay.core.shell.ProgramOutput;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Value;
import java.util.ArrayList;
import java.util.List;

/// What dnf knows of packages and repositories: the answers to the option `list`.
public final class DnfList {
  private static final String FORMAT =
      "%{name}|%{arch}|%{epoch}|%{release}|%{version}|%{reponame}\n";

  private DnfList() {}

  /// `installed`, `available`, `updates`, `upgrades`, `repos`, or a package's name.
  public static Seq of(PackageTool tool, String what) throws TransportException {
    return switch (what) {
      case "installed" -> Seq.of(packages(tool, "--installed"));
      case "available" -> Seq.of(packages(tool, "--available"));
      case "updates", "upgrades" -> Seq.of(packages(tool, "--upgrades"));
      case "repos", "repositories" -> repositories(tool);
      default -> {
        var all = new ArrayList<>(packages(tool, "--installed", what));
        all.addAll(packages(tool, "--available", what));
        yield Seq.of(all);
      }
    };
  }

  private static List<Value> packages(PackageTool tool, String... words) throws TransportException {
    var command = new ArrayList<>(List.of("jp_dnf", "-q", "repoquery", "--queryformat", FORMAT));
    command.addAll(List.of(words));
    var list = new ArrayList<Value>();
    boolean installed = words[0].equals("--installed");
    for (String line : ask(tool, command).lines().toList()) {
      String[] f = line.split("\\|", -1);
      if (f.length < 6) {
        continue;
      }
      String label = "%s:%s-%s-%s.%s".formatted(f[2], f[0], f[4], f[3], f[1]);
      list.add(
          Dict.builder()
              .put("name", f[0])
              .put("arch", f[1])
              .put("epoch", f[2])
              .put("release", f[3])
              .put("version", f[4])
              .put("repo", installed ? "@System" : f[5])
              .put("envra", label)
              .put("nevra", label)
              .put("yumstate", installed ? "installed" : "available")
              .build());
    }
    return list;
  }

  private static Seq repositories(PackageTool tool) throws TransportException {
    var list = new ArrayList<Value>();
    for (String line :
        ask(tool, List.of("jp_dnf", "-q", "repolist", "--enabled")).lines().toList()) {
      String id = line.split("\\s+", 2)[0];
      if (!id.isEmpty() && !id.equals("repo")) {
        list.add(Dict.builder().put("repoid", id).put("state", "enabled").build());
      }
    }
    return Seq.of(list);
  }

  private static String ask(PackageTool tool, List<String> command) throws TransportException {
    ProgramOutput out = tool.ask(command);
    if (!out.isOk()) {
      throw new ModuleFailure("Failed to list packages: " + out.stderr().strip());
    }
    return out.stdout();
  }
}
