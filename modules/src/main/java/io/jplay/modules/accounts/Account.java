package io.jplay.modules.accounts;

import io.jplay.core.api.Read;
import io.jplay.core.shell.ScriptBuilder;
import io.jplay.modules.facts.Sections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What a host knows of one user: the fields of its passwd and shadow entries, the groups of the
/// host, and its SSH key. `user` is empty when there is none.
public record Account(Optional<Passwd> user, List<GroupEntry> groups, Sections sections) {
  public Account {
    groups = List.copyOf(groups);
  }

  /// An entry of passwd.
  public record Passwd(
      String name, long uid, long gid, String comment, String home, String shell) {}

  /// An entry of group.
  public record GroupEntry(String name, long gid, List<String> members) {
    public GroupEntry {
      members = List.copyOf(members);
    }
  }

  /// `keyFile` and `home` are a key and a home that are asked for, empty for none.
  public static Read<Account> read(String name, boolean local, String keyFile, String home) {
    var script =
        new ScriptBuilder()
            .line("jp_name={} jp_local={} jp_wanted={}", name, local ? "1" : "0", home)
            .use("sh/account.sh", Account.class)
            .line("jp_account");
    if (!keyFile.isEmpty()) {
      script.line("jp_key {}", keyFile);
    }
    return new Read<>(
        "account " + local + " " + keyFile + " " + home + " " + name,
        script.program(),
        out -> parse(Sections.parse(out.stdout())));
  }

  static Account parse(Sections s) {
    String[] f = s.line("passwd", 0).split(":", -1);
    Optional<Passwd> user =
        f.length < 7
            ? Optional.empty()
            : Optional.of(new Passwd(f[0], number(f[2]), number(f[3]), f[4], f[5], f[6]));
    List<GroupEntry> groups =
        s.lines("groups").stream()
            .map(l -> l.split(":", -1))
            .filter(g -> g.length >= 4)
            .map(g -> new GroupEntry(g[0], number(g[2]), members(g[3])))
            .toList();
    return new Account(user, groups, s);
  }

  private static List<String> members(String text) {
    return text.isEmpty() ? List.of() : List.of(text.strip().split(","));
  }

  private static long number(String text) {
    return text.matches("\\d{1,10}") ? Long.parseLong(text) : -1;
  }

  /// By name, else by number.
  public Optional<GroupEntry> group(String nameOrGid) {
    return groups.stream()
        .filter(g -> g.name().equals(nameOrGid))
        .findFirst()
        .or(() -> groups.stream().filter(g -> nameOrGid.equals("" + g.gid())).findFirst());
  }

  /// The groups that list the user as a member; the primary one need not.
  public Set<String> memberships(String name) {
    var all = new TreeSet<String>();
    groups.stream().filter(g -> g.members().contains(name)).forEach(g -> all.add(g.name()));
    return all;
  }

  public String passwordHash() {
    String[] f = sections.line("shadow", 0).split(":", -1);
    return f.length > 1 ? f[1] : "";
  }

  /// A field of the shadow entry by index; empty when unset or not readable.
  public String shadow(int index) {
    String[] f = sections.line("shadow", 0).split(":", -1);
    return index < f.length ? f[index] : "";
  }

  public boolean hasHome() {
    return sections.has("home");
  }

  /// Whether the home that is asked for is there.
  public boolean hasWantedHome() {
    return sections.has("wanted");
  }

  public boolean hasTool(String name) {
    return sections.has("tool " + name);
  }
}
