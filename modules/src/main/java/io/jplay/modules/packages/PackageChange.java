package io.jplay.modules.packages;

import io.jplay.core.event.Diff;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Function;

/// A package that changed or would: its version before (empty: new) and after (empty: removed).
public record PackageChange(String name, String arch, String from, String to) {

  /// A package of a host. `arch` is empty where a manager has one version of each name.
  public record Installed(String name, String version, String arch) {
    String identity() {
      return name + "." + arch;
    }
  }

  /// The changes between two lists. Versions that stay beside a new one (kernels) are no change.
  static List<PackageChange> between(List<Installed> before, List<Installed> after) {
    var gone = new LinkedHashMap<String, Installed>();
    var stayed = new LinkedHashSet<>(after);
    before.stream().filter(p -> !stayed.contains(p)).forEach(p -> gone.put(p.identity(), p));
    var known = new LinkedHashSet<>(before);
    var changes = new ArrayList<PackageChange>();
    for (Installed now : after) {
      if (!known.contains(now)) {
        Installed old = gone.remove(now.identity());
        changes.add(
            new PackageChange(
                now.name(), now.arch(), old == null ? "" : old.version(), now.version()));
      }
    }
    gone.values().forEach(p -> changes.add(new PackageChange(p.name(), p.arch(), p.version(), "")));
    return List.copyOf(changes);
  }

  /// Name, version and architecture, as rpm writes them.
  public String label(String version) {
    return name + "-" + version + (arch.isEmpty() ? "" : "." + arch);
  }

  /// By name: what a manager foretells has another order than what was found afterwards.
  private static List<PackageChange> ordered(List<PackageChange> changes) {
    return changes.stream()
        .sorted(Comparator.comparing(PackageChange::name).thenComparing(PackageChange::arch))
        .toList();
  }

  /// The list that a result has: package, from, to.
  public static Seq describe(List<PackageChange> changes) {
    List<Value> all = new ArrayList<>();
    for (PackageChange c : ordered(changes)) {
      all.add(Dict.builder().put("package", c.name).put("from", c.from).put("to", c.to).build());
    }
    return Seq.of(all);
  }

  public static Diff diff(List<PackageChange> changes) {
    return Diff.of(
        "packages", lines(changes, PackageChange::from), lines(changes, PackageChange::to));
  }

  private static String lines(
      List<PackageChange> changes, Function<PackageChange, String> version) {
    var text = new StringBuilder();
    for (PackageChange c : ordered(changes)) {
      if (!version.apply(c).isEmpty()) {
        text.append(c.name).append(' ').append(version.apply(c)).append('\n');
      }
    }
    return text.toString();
  }
}
