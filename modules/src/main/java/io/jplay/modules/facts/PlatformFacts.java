package io.jplay.modules.facts;

import io.jplay.core.value.Dict;
import io.jplay.core.value.Int;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import java.util.ArrayList;
import java.util.List;

/// Names, kernel, machine, user, environment and python of a host.
final class PlatformFacts {
  private PlatformFacts() {}

  static Dict platform(Sections s) {
    String nodename = s.line("uname", 1);
    String machine = s.line("uname", 4);
    String fqdn = fqdn(s, nodename);
    int dot = fqdn.indexOf('.');
    String bits = s.value("long_bit").orElse(machine.contains("64") ? "64" : "32");
    var facts =
        Dict.builder()
            .put("system", s.line("uname", 0))
            .put("nodename", nodename)
            .put("hostname", nodename.contains(".") ? before(nodename, '.') : nodename)
            .put("fqdn", fqdn)
            .put("domain", dot < 0 ? "" : fqdn.substring(dot + 1))
            .put("kernel", s.line("uname", 2))
            .put("kernel_version", s.line("uname", 3))
            .put("machine", machine)
            .put("architecture", architecture(machine))
            .put("userspace_bits", bits)
            .put("userspace_architecture", userspace(machine, bits));
    s.value("/var/lib/dbus/machine-id")
        .or(() -> s.value("/etc/machine-id"))
        .ifPresent(id -> facts.put("machine_id", id));
    String python = pythonVersion(s);
    if (!python.isEmpty()) {
      facts.put("python_version", python);
    }
    return facts.build();
  }

  private static String pythonVersion(Sections s) {
    String[] words = s.line("python", 1).split(" ");
    return words.length < 2 ? "" : words[1];
  }

  /// As Python's getfqdn: the first name of the host's address that has a dot, else its first name.
  private static String fqdn(Sections s, String nodename) {
    String[] names = s.line("fqdn", 0).split("\\s+");
    if (names.length < 2) {
      return s.value("hostname_f").orElse(nodename);
    }
    for (int i = 1; i < names.length; i++) {
      if (names[i].contains(".")) {
        return names[i];
      }
    }
    return names[1];
  }

  private static String before(String text, char end) {
    return text.substring(0, text.indexOf(end));
  }

  private static String architecture(String machine) {
    return machine.matches("i[3456]86|i86pc") ? "i386" : machine;
  }

  private static String userspace(String machine, String bits) {
    boolean x86 = machine.equals("x86_64") || machine.matches("i[3456]86|i86pc");
    return x86 ? (bits.equals("64") ? "x86_64" : "i386") : architecture(machine);
  }

  static Dict user(Sections s) {
    String[] entry = s.line("passwd", 0).split(":", -1);
    long uid = number(s.line("id", 1));
    long gid = number(s.line("id", 2));
    boolean known = entry.length >= 7;
    return Dict.builder()
        .put("user_id", s.line("id", 0))
        .put("user_uid", known ? number(entry[2]) : uid)
        .put("user_gid", known ? number(entry[3]) : gid)
        .put("user_gecos", known ? entry[4] : "")
        .put("user_dir", known ? entry[5] : "")
        .put("user_shell", known ? entry[6] : "")
        .put("real_user_id", number(s.line("id", 3)))
        .put("effective_user_id", uid)
        .put("real_group_id", number(s.line("id", 4)))
        .put("effective_group_id", gid)
        .build();
  }

  static Dict env(Sections s) {
    var env = Dict.builder();
    for (String entry : s.text("env").split("\035")) {
      int at = entry.indexOf('=');
      // variables of our own shell are no facts of the host
      if (at > 0 && !entry.startsWith("JPLAY_") && !entry.startsWith("jp_")) {
        env.put(entry.substring(0, at), entry.substring(at + 1));
      }
    }
    return Dict.builder().put("env", env.build()).build();
  }

  static Dict python(Sections s) {
    String full = pythonVersion(s);
    if (full.isEmpty()) {
      return Dict.EMPTY;
    }
    String[] parts = full.split("\\.");
    List<Value> info = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      info.add(Int.of(i < parts.length ? number(parts[i]) : 0));
    }
    var version =
        Dict.builder()
            .put("major", info.get(0))
            .put("minor", info.get(1))
            .put("micro", info.get(2))
            .put("releaselevel", "final")
            .put("serial", 0);
    info.add(Str.of("final"));
    info.add(Int.of(0));
    return Dict.builder()
        .put(
            "python",
            Dict.builder()
                .put("executable", s.line("python", 0))
                .put("has_sslcontext", true)
                .put("type", "cpython")
                .put("version", version.build())
                .put("version_info", Seq.of(info))
                .build())
        .build();
  }

  static Dict sshKeys(Sections s) {
    var facts = Dict.builder();
    s.startingWith("ssh_key_")
        .forEach((kind, text) -> {
          String[] words = text.strip().split("\\s+");
          if (words.length > 1) {
            facts.put("ssh_host_key_" + kind + "_public", words[1]);
            facts.put("ssh_host_key_" + kind + "_public_keytype", words[0]);
          }
        });
    return facts.build();
  }

  /// The digits at the start of a text as a number, 0 when there are none.
  static long number(String text) {
    int end = text.startsWith("-") ? 1 : 0;
    while (end < text.length() && end < 18 && Character.isDigit(text.charAt(end))) {
      end++;
    }
    String digits = text.substring(0, end);
    return digits.isEmpty() || digits.equals("-") ? 0 : Long.parseLong(digits);
  }
}
