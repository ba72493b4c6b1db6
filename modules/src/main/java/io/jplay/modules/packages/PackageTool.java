package io.jplay.modules.packages;

import io.jplay.core.api.ModuleFailure;
import io.jplay.core.api.RemoteSession;
import io.jplay.core.api.TransportException;
import io.jplay.core.shell.ProgramOutput;
import io.jplay.core.shell.ScriptBuilder;
import io.jplay.modules.facts.Sections;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One package manager of a host, by its name in the fact `pkg_mgr`. Every change is seen by
/// comparing the packages before and after, whatever the manager prints.
public final class PackageTool {
  private static final Set<String> KNOWN =
      Set.of("apt", "dnf", "yum", "apk", "pacman", "xbps", "zypper");
  private static final Pattern APT = Pattern.compile("Inst (\\S+) (?:\\[(\\S+)\\] )?\\((\\S+)(.*)");

  private final RemoteSession session;
  private final String name;
  private final Settings settings;

  /// Plain words for the manager: `options` for changes, `common` for every call, `dist` for an
  /// upgrade that may remove packages.
  public record Settings(
      int lockTimeout, String options, String dist, boolean security, String common) {
    public Settings(int lockTimeout, String options, String dist, boolean security) {
      this(lockTimeout, options, dist, security, "");
    }
  }

  /// Name, version before (empty: new) and after (empty: removed).
  public record Change(String name, String from, String to) {}

  /// What a change left.
  public record Outcome(List<Change> changes, ProgramOutput output) {
    public Outcome {
      changes = List.copyOf(changes);
    }
  }

  public PackageTool(RemoteSession session, String name, Settings settings) {
    this.name = name.equals("dnf5") ? "dnf" : name;
    if (!KNOWN.contains(this.name)) {
      throw new ModuleFailure("the package manager of this host is not supported: " + name);
    }
    this.session = session;
    this.settings = settings;
  }

  private ScriptBuilder start() {
    return new ScriptBuilder()
        .line(
            "jp_pm={} jp_lock={} jp_options={}",
            name,
            "" + settings.lockTimeout(),
            settings.options())
        .line("jp_dist={} jp_security={}", settings.dist(), settings.security() ? "--security" : "")
        .line("jp_common={}", settings.common())
        .use("sh/packages.sh", PackageTool.class);
  }

  /// The installed packages with their versions, after a refresh of the lists when wanted.
  public Map<String, String> installed() throws TransportException {
    return list(session.run(start().line("jp_list").program()).stdout());
  }

  private static Map<String, String> list(String text) {
    var all = new TreeMap<String, String>();
    for (String line : text.lines().toList()) {
      int at = line.indexOf(' ');
      if (at > 0) {
        all.put(line.substring(0, at), line.substring(at + 1).strip());
      }
    }
    return all;
  }

  public ProgramOutput refresh() throws TransportException {
    return session.run(start().line("jp_locked jp_refresh").program());
  }

  /// What an upgrade of everything would change.
  public List<Change> outdated(Map<String, String> installed) throws TransportException {
    String text = session.run(start().line("jp_outdated").program()).stdout();
    var changes = new ArrayList<Change>();
    for (String line : text.lines().toList()) {
      parse(line, installed, changes);
    }
    return changes;
  }

  private void parse(String line, Map<String, String> installed, List<Change> changes) {
    String[] w = line.strip().split("\\s+");
    switch (name) {
      case "apt" -> {
        Matcher m = APT.matcher(line);
        if (m.lookingAt() && (!settings.security() || m.group(4).contains("-security"))) {
          changes.add(new Change(m.group(1), m.group(2) == null ? "" : m.group(2), m.group(3)));
        }
      }
      case "dnf", "yum" -> {
        int dot = w[0].lastIndexOf('.');
        if (w.length == 3 && dot > 0 && w[1].matches("[0-9].*")) {
          String pkg = w[0].substring(0, dot);
          changes.add(new Change(pkg, installed.getOrDefault(pkg, ""), w[1]));
        }
      }
      case "apk" -> {
        Matcher m = Pattern.compile("(.+)-([0-9][^-]*-r\\d+)").matcher(w[0]);
        if (w.length == 3 && m.matches()) {
          changes.add(new Change(m.group(1), m.group(2), w[2]));
        }
      }
      case "pacman" -> {
        if (w.length >= 4 && w[2].equals("->")) {
          changes.add(new Change(w[0], w[1], w[3]));
        }
      }
      case "xbps" -> {
        int dash = w[0].lastIndexOf('-');
        if (w.length > 1 && dash > 0) {
          String pkg = w[0].substring(0, dash);
          changes.add(new Change(pkg, installed.getOrDefault(pkg, ""), w[0].substring(dash + 1)));
        }
      }
      case "zypper" -> {
        String[] f = line.split("\\s*\\|\\s*");
        if (f.length >= 5 && f[0].strip().equals("v")) {
          changes.add(new Change(f[2].strip(), f[3].strip(), f[4].strip()));
        }
      }
      default -> {}
    }
  }

  public Outcome install(List<String> names) throws TransportException {
    return change("jp_install", names);
  }

  public Outcome remove(List<String> names) throws TransportException {
    return change("jp_remove", names);
  }

  public Outcome upgrade(List<String> names) throws TransportException {
    return change("jp_upgrade", names);
  }

  public Outcome autoremove() throws TransportException {
    return change("jp_autoremove", List.of());
  }

  public boolean isRebootNeeded() throws TransportException {
    return session.run(start().line("jp_reboot_needed").program()).isOk();
  }

  private Outcome change(String verb, List<String> names) throws TransportException {
    var words = new ArrayList<String>(List.of(verb));
    words.addAll(names);
    var script =
        start()
            .line("printf '\\036before\\n'; jp_list")
            .line("printf '\\036output\\n'")
            .command(words)
            .line("jp_result=$?; printf '\\036after\\n'; jp_list; exit $jp_result");
    ProgramOutput out = session.run(script.program());
    Sections s = Sections.parse(out.stdout());
    ProgramOutput own = ProgramOutput.of(out.rc(), s.text("output"), out.stderr());
    return new Outcome(compare(list(s.text("before")), list(s.text("after"))), own);
  }

  static List<Change> compare(Map<String, String> before, Map<String, String> after) {
    var changes = new LinkedHashMap<String, Change>();
    before.forEach((pkg, version) -> {
      String now = after.getOrDefault(pkg, "");
      if (!now.equals(version)) {
        changes.put(pkg, new Change(pkg, version, now));
      }
    });
    after.forEach((pkg, version) -> {
      if (!before.containsKey(pkg)) {
        changes.put(pkg, new Change(pkg, "", version));
      }
    });
    return List.copyOf(changes.values());
  }
}
