package io.jplay.modules.packages;

import io.jplay.core.api.ModuleFailure;
import io.jplay.core.api.RemoteSession;
import io.jplay.core.api.TransportException;
import io.jplay.core.shell.ProgramOutput;
import io.jplay.core.shell.ScriptBuilder;
import io.jplay.modules.facts.Sections;
import io.jplay.modules.packages.PackageChange.Installed;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// One package manager of a host, by its name in the fact `pkg_mgr`. Every change is seen by
/// comparing the packages before and after, whatever the manager prints; in check mode by what the
/// manager itself says it would do.
public final class PackageTool {
  private static final Set<String> KNOWN =
      Set.of("apt", "dnf", "dnf5", "yum", "apk", "pacman", "xbps", "zypper");

  private final RemoteSession session;
  private final String name;
  private final boolean check;
  private final Settings settings;

  /// Words that go to the manager unquoted, by the names that `sh/packages.sh` explains.
  public enum Word {
    COMMON,
    OPTIONS,
    REMOVE_OPTIONS,
    FRESH,
    DIST,
    KEEP,
    WORLD,
    TYPE,
    EXECUTABLE,
    ROOT
  }

  /// Seconds to wait for the manager's lock, and words for it.
  public record Settings(int lockTimeout, Map<Word, String> words) {
    public Settings {
      words = Map.copyOf(words);
    }

    public static Settings waiting(int lockTimeout) {
      return new Settings(lockTimeout, Map.of(Word.EXECUTABLE, "pacman", Word.TYPE, "package"));
    }

    /// With plain words: letters of names, paths, addresses and globs. Others fail the task.
    public Settings with(Word word, List<String> texts) {
      for (String text : texts) {
        if (!text.matches("[A-Za-z0-9_.:,+/@=~*?!\\[\\]% -]*")) {
          throw new ModuleFailure("not plain words for a package manager: " + text);
        }
      }
      var all = new EnumMap<Word, String>(Word.class);
      all.putAll(words);
      all.put(word, String.join(" ", texts));
      return new Settings(lockTimeout, all);
    }
  }

  /// What a change left.
  public record Outcome(List<PackageChange> changes, ProgramOutput output) {
    public Outcome {
      changes = List.copyOf(changes);
    }
  }

  /// @param check whether changes are only asked for
  public PackageTool(RemoteSession session, String name, boolean check, Settings settings) {
    if (!KNOWN.contains(name)) {
      throw new ModuleFailure("the package manager of this host is not supported: " + name);
    }
    this.session = session;
    this.name = name;
    this.check = check;
    this.settings = settings;
  }

  public boolean isCheck() {
    return check;
  }

  private ScriptBuilder start() {
    var script =
        new ScriptBuilder()
            .line("set -f; jp_removal=")
            .line("jp_pm={} jp_lock={} jp_dry={}", name, "" + settings.lockTimeout(), flag(check));
    for (Word word : Word.values()) {
      String variable = "jp_" + word.name().toLowerCase(Locale.ROOT) + "={}";
      script.line(variable, settings.words().getOrDefault(word, ""));
    }
    return script.use("sh/packages.sh", PackageTool.class);
  }

  private static String flag(boolean on) {
    return on ? "1" : "";
  }

  private static List<Installed> list(String text) {
    var all = new ArrayList<Installed>();
    for (String line : text.lines().toList()) {
      String[] w = line.strip().split(" ");
      if (w.length > 1) {
        all.add(new Installed(w[0], w[1], w.length > 2 ? w[2] : ""));
      }
    }
    return all;
  }

  /// The installed packages, in the manager's order.
  public List<Installed> installed() throws TransportException {
    return list(session.run(start().line("jp_list").program()).stdout());
  }

  /// A refresh of the lists and whether it brought something, where the manager tells.
  public record Refreshed(ProgramOutput output, boolean changed) {}

  public Refreshed refresh() throws TransportException {
    var script =
        start()
            .line("jp_was=$(jp_offers); jp_locked jp_refresh; jp_result=$?")
            .line("printf '\\036offers\\n%s %s\\n' \"$jp_was\" \"$(jp_offers)\"")
            .line("exit $jp_result");
    ProgramOutput out = session.run(script.program());
    int end = out.stdout().lastIndexOf('\036');
    Sections s = Sections.parse(end < 0 ? "" : out.stdout().substring(end));
    String[] sums = s.line("offers", 0).split(" ");
    boolean same = sums.length > 3 && sums[0].equals(sums[2]) && sums[1].equals(sums[3]);
    String text = end < 0 ? out.stdout() : out.stdout().substring(0, end);
    return new Refreshed(ProgramOutput.of(out.rc(), text, out.stderr()), !same);
  }

  /// Those of the names that are not there as they ask: a version, a file, a group.
  public List<String> missing(List<String> names, boolean removal) throws TransportException {
    var words = new ArrayList<String>(List.of("jp_missing"));
    words.addAll(names);
    var script = start().line("jp_removal={}", flag(removal)).command(words);
    return session.run(script.program()).stdout().lines().toList();
  }

  public Outcome install(List<String> names) throws TransportException {
    return change("jp_install", names);
  }

  public Outcome remove(List<String> names) throws TransportException {
    return change("jp_remove", names);
  }

  /// Without names everything is upgraded.
  public Outcome upgrade(List<String> names) throws TransportException {
    return change("jp_upgrade", names);
  }

  public Outcome autoremove() throws TransportException {
    return change("jp_autoremove", List.of());
  }

  public boolean isRebootNeeded() throws TransportException {
    return session.run(start().line("jp_reboot_needed").program()).isOk();
  }

  /// Runs a command of the manager that only asks.
  public ProgramOutput ask(List<String> command) throws TransportException {
    return session.run(start().command(command).program());
  }

  private Outcome change(String verb, List<String> names) throws TransportException {
    var words = new ArrayList<String>(List.of(verb));
    words.addAll(names);
    var script =
        start()
            .line("printf '\\036before\\n'; jp_list")
            .line("printf '\\036output\\n'")
            .command(words)
            .line("jp_result=$?")
            .line("[ -n \"$jp_dry\" ] || { printf '\\036after\\n'; jp_list; }")
            .line("exit $jp_result");
    ProgramOutput out = session.run(script.program());
    Sections s = Sections.parse(out.stdout());
    ProgramOutput own = ProgramOutput.of(out.rc(), s.text("output"), out.stderr());
    List<Installed> before = list(s.text("before"));
    boolean removal = verb.equals("jp_remove") || verb.equals("jp_autoremove");
    var plan = new PackagePlan(before, removal);
    if (check) {
      return new Outcome(plan.parse(name, own.stdout()), own);
    }
    var changes = new ArrayList<>(PackageChange.between(before, list(s.text("after"))));
    if (own.isOk()) {
      changes.addAll(plan.replaced(name, own.stdout()));
    }
    return new Outcome(changes, own);
  }
}
