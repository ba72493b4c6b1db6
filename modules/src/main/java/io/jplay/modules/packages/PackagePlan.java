package io.jplay.modules.packages;

import io.jplay.modules.packages.PackageChange.Installed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a package manager says it would do: the texts of their dry runs. `removal` says what was
/// asked where the text itself does not.
public record PackagePlan(List<Installed> installed, boolean removal) {
  public PackagePlan {
    installed = List.copyOf(installed);
  }

  private static final Pattern APT =
      Pattern.compile("(Inst|Remv) (\\S+) (?:\\[(\\S+)\\])? ?(?:\\((\\S+)(.*)\\))?.*");
  private static final Pattern APK =
      Pattern.compile("\\(\\d+/\\d+\\) (\\w+) (\\S+) \\((\\S+?)(?: -> (\\S+))?\\)");
  // apk, and before its version 2.12; xbps
  private static final Pattern UNREAD =
      Pattern.compile(
          "WARNING: (opening|updating and opening|Ignoring) |ERROR: failed to open repodata: ");
  private static final Pattern ZYPPER = Pattern.compile("<(to-[a-z-]+)>|<solvable ([^>]*)>");
  private static final Pattern DNF_HEADING =
      Pattern.compile("(Installing|Upgrading|Updating|Downgrading|Reinstalling|Removing)\\b.*:");

  List<PackageChange> parse(String manager, String text) {
    return switch (manager) {
      case "apt" -> text.lines().map(this::apt).flatMap(Optional::stream).toList();
      case "dnf", "dnf5", "yum" -> dnf(text);
      case "zypper" -> zypper(text);
      case "apk" -> text.lines().map(this::apk).flatMap(Optional::stream).toList();
      case "pacman" -> text.lines().map(this::pacman).flatMap(Optional::stream).toList();
      case "xbps" -> text.lines().map(this::xbps).flatMap(Optional::stream).toList();
      default -> throw new IllegalStateException("no plans of " + manager);
    };
  }

  /// What a manager put in anew at the version that was there: a package that was built again.
  List<PackageChange> replaced(String manager, String text) {
    return manager.equals("apk")
        ? parse(manager, text).stream().filter(c -> c.from().equals(c.to())).toList()
        : List.of();
  }

  /// The packages that apk names, in the order in which it changes them.
  public static List<String> namesOfApk(String text) {
    return text.lines().map(APK::matcher).filter(Matcher::lookingAt).map(m -> m.group(2)).toList();
  }

  /// The lines by which a manager says that it goes on without a repository that it cannot read or
  /// does not trust.
  public static List<String> unread(String text) {
    return text.lines().filter(line -> UNREAD.matcher(line).lookingAt()).toList();
  }

  private PackageChange change(String name, String arch, String to) {
    String from =
        installed.stream()
            .filter(p -> p.name().equals(name) && (p.arch().isEmpty() || p.arch().equals(arch)))
            .map(Installed::version)
            .findFirst()
            .orElse("");
    return new PackageChange(name, arch, from, to);
  }

  /// `Inst name [old] (new where [arch])`, `Remv name [old]`.
  private Optional<PackageChange> apt(String line) {
    Matcher m = APT.matcher(line);
    if (!m.matches()) {
      return Optional.empty();
    }
    String from = m.group(3) == null ? "" : m.group(3);
    boolean added = m.group(1).equals("Inst") && m.group(4) != null;
    return Optional.of(new PackageChange(m.group(2), "", from, added ? m.group(4) : ""));
  }

  /// The names of the packages that apt would take from a security archive.
  public static List<String> securityOfApt(String text) {
    return text.lines()
        .map(APT::matcher)
        .filter(m -> m.matches() && m.group(5) != null && m.group(5).contains("-security"))
        .map(m -> m.group(2))
        .toList();
  }

  /// Headings and below them rows of name, architecture, version; long names break the row.
  private List<PackageChange> dnf(String text) {
    var changes = new ArrayList<PackageChange>();
    String heading = "";
    String pending = "";
    for (String line : text.lines().toList()) {
      Matcher m = DNF_HEADING.matcher(line);
      if (m.matches()) {
        heading = m.group(1);
      } else if (!line.startsWith(" ")) {
        heading = "";
      } else if (!heading.isEmpty()) {
        String[] w = (pending + line).strip().split("\\s+");
        pending = w.length < 3 && !w[0].equals("replacing") ? line + " " : "";
        if (w.length >= 3 && !w[0].equals("replacing")) {
          // dnf5 names an epoch that is not there
          String version = w[2].startsWith("0:") ? w[2].substring(2) : w[2];
          boolean removed = heading.equals("Removing");
          changes.add(
              removed ? new PackageChange(w[0], w[1], version, "") : change(w[0], w[1], version));
        }
      }
    }
    return changes;
  }

  private static List<PackageChange> zypper(String text) {
    var changes = new ArrayList<PackageChange>();
    String group = "";
    Matcher m = ZYPPER.matcher(text);
    while (m.find()) {
      if (m.group(1) != null) {
        group = m.group(1);
        continue;
      }
      String attributes = m.group(2);
      String edition = attribute(attributes, "edition");
      boolean removed = group.equals("to-remove");
      if (attribute(attributes, "type").equals("package") && !group.isEmpty()) {
        changes.add(
            new PackageChange(
                attribute(attributes, "name"),
                attribute(attributes, "arch"),
                removed ? edition : attribute(attributes, "edition-old"),
                removed ? "" : edition));
      }
    }
    return changes;
  }

  private static String attribute(String attributes, String name) {
    Matcher m = Pattern.compile("(?<![\\w-])" + name + "=\"([^\"]*)\"").matcher(attributes);
    return m.find() ? m.group(1) : "";
  }

  /// `(1/2) Upgrading name (1.0-r0 -> 1.1-r0)`.
  private Optional<PackageChange> apk(String line) {
    Matcher m = APK.matcher(line);
    if (!m.lookingAt()) {
      return Optional.empty();
    }
    String name = m.group(2);
    String version = m.group(3);
    return switch (m.group(1)) {
      case "Purging" -> Optional.of(new PackageChange(name, "", version, ""));
      case "Installing" -> Optional.of(new PackageChange(name, "", "", version));
      default ->
          Optional.ofNullable(m.group(4)).map(to -> new PackageChange(name, "", version, to));
    };
  }

  /// `name version`, as asked for by a print format.
  private Optional<PackageChange> pacman(String line) {
    String[] w = line.split(" ");
    if (w.length != 2 || !w[1].matches("\\S*\\d\\S*-\\S+")) {
      return Optional.empty();
    }
    return Optional.of(removal ? new PackageChange(w[0], "", w[1], "") : change(w[0], "", w[1]));
  }

  /// `name-version action architecture repository ...`.
  private Optional<PackageChange> xbps(String line) {
    String[] w = line.strip().split("\\s+");
    int dash = w[0].lastIndexOf('-');
    if (w.length < 2 || dash <= 0) {
      return Optional.empty();
    }
    String name = w[0].substring(0, dash);
    String version = w[0].substring(dash + 1);
    return switch (w[1]) {
      case "install", "update", "reinstall", "downgrade" -> Optional.of(change(name, "", version));
      case "remove" -> Optional.of(new PackageChange(name, "", version, ""));
      default -> Optional.empty();
    };
  }
}
