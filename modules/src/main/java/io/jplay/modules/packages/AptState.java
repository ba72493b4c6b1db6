package io.jplay.modules.packages;

import io.jplay.modules.facts.Sections;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What dpkg and apt know of the packages of a task.
public record AptState(
    List<Installed> packages, Map<String, String> candidates, List<String> architectures) {
  public AptState {
    architectures = List.copyOf(architectures);
    packages = List.copyOf(packages);
    candidates = Map.copyOf(candidates);
  }

  /// A package known to dpkg; `present` false means that only its configuration is left.
  public record Installed(String name, String arch, boolean present, String version) {}

  public static AptState parse(Sections s) {
    var packages = new ArrayList<Installed>();
    for (String line : s.lines("installed")) {
      String[] w = line.strip().split("\\s+");
      if (w.length >= 4) {
        packages.add(new Installed(w[0], w[1], w[2].endsWith("i"), w[3]));
      }
    }
    var candidates = new HashMap<String, String>();
    String current = "";
    for (String line : s.lines("policy")) {
      if (!line.startsWith(" ") && line.endsWith(":")) {
        current = line.substring(0, line.length() - 1);
      } else if (line.startsWith("  Candidate: ")) {
        candidates.put(current, line.substring("  Candidate: ".length()).strip());
      }
    }
    return new AptState(packages, candidates, s.lines("architectures"));
  }

  public boolean isInstalled(AptSpec spec) {
    return packages.stream().anyMatch(p -> p.present() && spec.namesPackage(p.name()));
  }

  /// Installed, and in a version that the task accepts.
  public boolean satisfies(AptSpec spec) {
    return packages.stream()
        .anyMatch(
            p -> p.present() && spec.namesPackage(p.name()) && spec.acceptsVersion(p.version()));
  }

  /// What apt-get would install, where it is a version that the task accepts.
  public Optional<String> acceptedCandidate(AptSpec spec) {
    return Optional.ofNullable(candidates.get(spec.bareName()))
        .filter(c -> !c.equals("(none)") && spec.acceptsVersion(c));
  }

  public boolean isOutdated(AptSpec spec) {
    return packages.stream()
        .filter(p -> p.present() && spec.namesPackage(p.name()) && !p.version().equals("provided"))
        .anyMatch(p -> {
          String candidate = candidates.getOrDefault(p.name(), p.version());
          return !candidate.equals("(none)") && !candidate.equals(p.version());
        });
  }

  /// A wildcard version takes the candidate when that matches, as apt-get would.
  public boolean hasBetterMatch(AptSpec spec) {
    return spec.isVersionGlob()
        && isOutdated(spec)
        && spec.acceptsVersion(candidates.getOrDefault(spec.bareName(), ""));
  }

  public boolean hasTraces(AptSpec spec) {
    return packages.stream().anyMatch(p -> spec.namesPackage(p.name()));
  }

  /// Of an architecture that dpkg knows; where it does not say, of any.
  private boolean hasArchitecture(AptSpec spec) {
    String wanted = spec.architecture();
    return architectures.isEmpty()
        || List.of("", "all", "any", "native").contains(wanted)
        || architectures.contains(wanted);
  }

  public boolean isKnown(AptSpec spec) {
    return hasArchitecture(spec) && isNamed(spec);
  }

  private boolean isNamed(AptSpec spec) {
    return candidates.containsKey(spec.name())
        || candidates.containsKey(spec.bareName())
        || hasTraces(spec);
  }
}
