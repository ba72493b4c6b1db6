package io.jplay.modules.accounts;

import io.jplay.core.shell.ScriptBuilder;
import io.jplay.core.shell.ShellProgram;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/// The program that makes a user as it is wished. Passwords go by standard input, never as words.
public final class UserChange {
  private final UserWish wish;
  private final Account account;
  private final ScriptBuilder script = new ScriptBuilder();
  private boolean changed;
  private byte[] stdin = new byte[0];

  private UserChange(UserWish wish, Account account) {
    this.wish = wish;
    this.account = account;
    script
        .line("set -e")
        .line("jp_name={} jp_local=0", wish.name())
        .line("export jp_name")
        .use("sh/write.sh", UserChange.class)
        .use("sh/account.sh", UserChange.class);
  }

  /// The change needed, empty when there is none.
  public static Optional<ShellProgram> of(UserWish wish, Account account) {
    var change = new UserChange(wish, account);
    if (account.user().isEmpty()) {
      change.create();
    } else {
      change.modify(account.user().get());
    }
    change.key();
    return change.changed
        ? Optional.of(change.script.line(":").program().withStdin(change.stdin))
        : Optional.empty();
  }

  public static ShellProgram remove(String name, boolean force, boolean files, Account account) {
    var words = new ArrayList<String>();
    if (account.hasTool("userdel")) {
      words.add("userdel");
      if (force) {
        words.add("-f");
      }
      if (files) {
        words.add("-r");
      }
    } else {
      words.add("deluser");
      if (files) {
        words.add("--remove-home");
      }
    }
    words.add(name);
    return new ScriptBuilder().line("PATH=$PATH:/usr/sbin:/sbin").command(words).program();
  }

  /// The first wanted group that the host does not have.
  public static Optional<String> missingGroup(UserWish wish, Account account) {
    var all = new ArrayList<String>();
    wish.group().ifPresent(all::add);
    wish.groups().ifPresent(all::addAll);
    return all.stream().filter(g -> account.group(g).isEmpty()).findFirst();
  }

  private void create() {
    changed = true;
    if (account.hasTool("useradd")) {
      createWithUseradd();
    } else {
      createWithAdduser();
    }
    String hash = wish.password().orElse("");
    if (wish.passwordLock().orElse(false) && !hash.startsWith("!")) {
      hash = "!" + hash;
    }
    // an empty one lets in without a password
    if (!hash.isEmpty() || wish.password().isPresent()) {
      password(hash);
    }
    ageing();
  }

  private void createWithUseradd() {
    var words = new ArrayList<String>(List.of("useradd"));
    wish.uid().ifPresent(u -> words.addAll(List.of("-u", "" + u)));
    if (wish.uid().isPresent() && wish.nonUnique()) {
      words.add("-o");
    }
    if (wish.group().isPresent()) {
      words.addAll(List.of("-g", wish.group().get()));
    } else if (account.groups().stream().anyMatch(g -> g.name().equals(wish.name()))) {
      // like ansible-core 2.18 modules/user.py: the primary group is that of useradd's settings
      // then
      words.add("-N");
    }
    wish.groups()
        .filter(g -> !g.isEmpty())
        .ifPresent(g -> words.addAll(List.of("-G", String.join(",", g))));
    wish.comment().ifPresent(c -> words.addAll(List.of("-c", c)));
    wish.home().ifPresent(h -> words.addAll(List.of("-d", h)));
    wish.shell().ifPresent(s -> words.addAll(List.of("-s", s)));
    wish.expires().ifPresent(e -> words.addAll(List.of("-e", date(e))));
    words.add(wish.createHome() ? "-m" : "-M");
    if (wish.createHome()) {
      wish.skeleton().ifPresent(k -> words.addAll(List.of("-k", k)));
      wish.umask().ifPresent(u -> words.addAll(List.of("-K", "UMASK=" + u)));
    }
    wish.numbers().least().ifPresent(u -> words.addAll(List.of("-K", "UID_MIN=" + u)));
    wish.numbers().most().ifPresent(u -> words.addAll(List.of("-K", "UID_MAX=" + u)));
    if (wish.system()) {
      words.add("-r");
    }
    words.add(wish.name());
    if (wish.createHome()) {
      wish.home().ifPresent(h -> script.line("mkdir -p \"$(dirname -- {})\"", h));
    }
    script.command(words);
  }

  /// busybox, as on Alpine.
  private void createWithAdduser() {
    var words = new ArrayList<String>(List.of("adduser", "-D"));
    wish.uid().ifPresent(u -> words.addAll(List.of("-u", "" + u)));
    wish.group().flatMap(account::group).ifPresent(g -> words.addAll(List.of("-G", g.name())));
    wish.comment().ifPresent(c -> words.addAll(List.of("-g", c)));
    wish.home().ifPresent(h -> words.addAll(List.of("-h", h)));
    wish.shell().ifPresent(s -> words.addAll(List.of("-s", s)));
    if (!wish.createHome()) {
      words.add("-H");
    }
    if (wish.system()) {
      words.add("-S");
    }
    wish.skeleton().ifPresent(k -> words.addAll(List.of("-k", k)));
    words.add(wish.name());
    script.command(words);
    wish.groups().orElse(List.of()).forEach(g -> script.line("addgroup {} {}", wish.name(), g));
  }

  private void modify(Account.Passwd user) {
    boolean usermod = account.hasTool("usermod");
    var words = new ArrayList<String>();
    if (wish.uid().isPresent() && wish.uid().getAsLong() != user.uid()) {
      field(words, usermod, "-u", 3, "" + wish.uid().getAsLong());
      if (wish.nonUnique()) {
        words.add("-o");
      }
    }
    wish.group()
        .flatMap(account::group)
        .filter(g -> g.gid() != user.gid())
        .ifPresent(g -> field(words, usermod, "-g", 4, "" + g.gid()));
    groups(words, usermod);
    wish.comment()
        .filter(c -> !c.equals(user.comment()))
        .ifPresent(c -> field(words, usermod, "-c", 5, c));
    wish.shell()
        .filter(s -> !s.equals(user.shell()))
        .ifPresent(s -> field(words, usermod, "-s", 7, s));
    home(words, usermod, user);
    if (wish.expires().isPresent() && !isExpiry(wish.expires().get())) {
      words.addAll(List.of("-e", date(wish.expires().get())));
    }
    if (!words.isEmpty()) {
      changed = true;
      if (usermod) {
        words.addFirst("usermod");
        words.add(wish.name());
        script.command(words);
      }
    }
    passwords();
    ageing();
    boolean hasHome = wish.home().isEmpty() ? account.hasHome() : account.hasWantedHome();
    if (wish.createHome() && !hasHome) {
      changed = true;
      script.line("jp_home={}", wish.home().orElse(user.home()));
      script.line(
          "jp_make_home {} {}", wish.skeleton().orElse("/etc/skel"), wish.umask().orElse(""));
    }
  }

  /// A changed field: an option of usermod, or its place in /etc/passwd where there is none.
  private void field(List<String> words, boolean usermod, String option, int index, String value) {
    changed = true;
    if (usermod) {
      words.addAll(List.of(option, value));
    } else {
      script.line("jp_field {} {}", "" + index, value);
    }
  }

  private void home(List<String> words, boolean usermod, Account.Passwd user) {
    if (wish.home().isEmpty() || wish.home().get().equals(user.home())) {
      return;
    }
    String to = wish.home().get();
    field(words, usermod, "-d", 6, to);
    if (wish.moveHome() && usermod) {
      words.add("-m");
    } else if (wish.moveHome()) {
      script.line("[ -e {} ] || mv {} {}", to, user.home(), to);
    }
  }

  private void groups(List<String> words, boolean usermod) {
    if (wish.groups().isEmpty()) {
      return;
    }
    Set<String> current = account.memberships(wish.name());
    var wanted = new TreeSet<String>();
    for (String group : wish.groups().get()) {
      account.group(group).ifPresent(g -> wanted.add(g.name()));
    }
    if (wish.append() && wanted.isEmpty()) {
      return;
    }
    var missing = new LinkedHashSet<>(wanted);
    missing.removeAll(current);
    var extra = new LinkedHashSet<>(current);
    extra.removeAll(wanted);
    if (missing.isEmpty() && (wish.append() || extra.isEmpty())) {
      return;
    }
    changed = true;
    if (!usermod) {
      missing.forEach(g -> script.line("addgroup {} {}", wish.name(), g));
      if (!wish.append()) {
        extra.forEach(g -> script.line("delgroup {} {}", wish.name(), g));
      }
      return;
    }
    if (wish.append()) {
      words.add("-a");
    }
    words.addAll(List.of("-G", String.join(",", wanted)));
  }

  private void passwords() {
    String current = account.passwordHash();
    boolean locked = current.startsWith("!");
    String bare = unlocked(current);
    if (wish.password().isPresent() && wish.updatePassword()) {
      String wanted = wish.password().get();
      if (!unlocked(wanted).equals(bare)) {
        changed = true;
        boolean lock = wish.passwordLock().orElse(false) && !wanted.startsWith("!");
        password(lock ? "!" + wanted : wanted);
        return;
      }
    }
    if (wish.passwordLock().isPresent() && wish.passwordLock().get() != locked) {
      changed = true;
      boolean lock = wish.passwordLock().get();
      if (account.hasTool("usermod")) {
        script.line(lock ? "usermod -L {}" : "usermod -U {}", wish.name());
      } else {
        script.line(lock ? "passwd -l {}" : "passwd -u {}", wish.name());
      }
    }
  }

  private static String unlocked(String hash) {
    return hash.replaceFirst("^!+", "");
  }

  private void password(String hash) {
    stdin = (wish.name() + ":" + hash + "\n").getBytes(StandardCharsets.UTF_8);
    script.line("chpasswd -e");
  }

  private void ageing() {
    age("-M", wish.ageing().max().isPresent() ? "" + wish.ageing().max().getAsInt() : "", 4);
    age("-m", wish.ageing().min().isPresent() ? "" + wish.ageing().min().getAsInt() : "", 3);
    age("-W", wish.ageing().warn().isPresent() ? "" + wish.ageing().warn().getAsInt() : "", 5);
    OptionalInt disabled = wish.ageing().untilDisabled();
    age("-I", disabled.isPresent() ? "" + disabled.getAsInt() : "", 6);
  }

  private void age(String option, String days, int field) {
    if (!days.isEmpty() && !days.equals(account.shadow(field))) {
      changed = true;
      script.command(List.of("chage", option, days, wish.name()));
    }
  }

  private boolean isExpiry(double seconds) {
    String days = account.shadow(7);
    if (seconds < 0) {
      return days.isEmpty();
    }
    return days.equals(
        ""
            + Instant.ofEpochSecond((long) seconds)
                .atOffset(ZoneOffset.UTC)
                .toLocalDate()
                .toEpochDay());
  }

  private static String date(double seconds) {
    if (seconds < 0) {
      return "";
    }
    LocalDate day = Instant.ofEpochSecond((long) seconds).atOffset(ZoneOffset.UTC).toLocalDate();
    return day.toString();
  }

  private void key() {
    UserWish.KeyWish key = wish.key();
    boolean exists = account.sections().has("fingerprint");
    if (key.file().isEmpty() || exists && !key.force()) {
      return;
    }
    changed = true;
    script
        .line(
            "jp_entry=$(jp_db passwd \"$jp_name\"); jp_home=${jp_entry%:*}; jp_home=${jp_home##*:}")
        .line("jp_file={}", key.file())
        .line("case $jp_file in /*) ;; *) jp_file=$jp_home/$jp_file")
        .line("[ -d \"$jp_home\" ] || {")
        .line("printf 'User %s home directory does not exist' \"$jp_name\" >&2; exit 1; } ;; esac")
        .line("jp_dir=$(dirname -- \"$jp_file\")")
        .line("[ -d \"$jp_dir\" ] || { mkdir -p -m 0700 \"$jp_dir\";")
        .line("chown \"$jp_name:$(id -g \"$jp_name\")\" \"$jp_dir\"; }")
        .line("rm -f \"$jp_file\"");
    var words = new ArrayList<String>(List.of("ssh-keygen", "-q", "-t", key.type()));
    key.bits().ifPresent(b -> words.addAll(List.of("-b", "" + b)));
    script.line("jp_comment={}", key.comment());
    script.line("[ -n \"$jp_comment\" ] || jp_comment=\"ansible-generated on $(uname -n)\"");
    script.line("set -- -C \"$jp_comment\" -f \"$jp_file\"");
    String base = String.join(" ", words);
    if (key.passphrase().isEmpty()) {
      script.line(base + " \"$@\" -N ''");
    } else {
      passphrase(base, key.passphrase());
    }
    script.line("chown \"$jp_name:$(id -g \"$jp_name\")\" \"$jp_file\" \"$jp_file.pub\"");
  }

  /// ssh-keygen asks a program for it: words and files would show it to others.
  private void passphrase(String base, String secret) {
    script
        .line("jp_ask=$(mktemp) && chmod 0700 \"$jp_ask\"")
        .line("printf '#!/bin/sh\\nprintf \"%%s\\\\n\" \"$JP_PASSPHRASE\"\\n' >\"$jp_ask\"")
        .line(
            "JP_PASSPHRASE={} SSH_ASKPASS=$jp_ask SSH_ASKPASS_REQUIRE=force DISPLAY=:0 "
                + base
                + " \"$@\" </dev/null || { rm -f \"$jp_ask\"; exit 1; }",
            secret)
        .line("rm -f \"$jp_ask\"");
  }
}
