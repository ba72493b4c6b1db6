package io.jplay.modules.facts;

import io.jplay.core.value.Bool;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Real;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/// SELinux, AppArmor, capabilities, kernel command line, load, resolver and other single facts.
final class SecurityFacts {
  private SecurityFacts() {}

  static Dict selinux(Sections s) {
    var facts = Dict.builder();
    if (!s.has("selinux")) {
      facts.put("status", "disabled");
    } else {
      var config = new LinkedHashMap<String, String>();
      for (String line : s.lines("selinux")) {
        String[] pair = line.strip().split("=", 2);
        if (pair.length == 2 && !line.startsWith("#")) {
          config.put(pair[0], pair[1]);
        }
      }
      facts
          .put("status", "enabled")
          .put("policyvers", PlatformFacts.number(s.line("selinux", 1)))
          .put("config_mode", config.getOrDefault("SELINUX", "unknown"))
          .put("mode", s.line("selinux", 0).equals("1") ? "enforcing" : "permissive")
          .put("type", config.getOrDefault("SELINUXTYPE", "unknown"));
    }
    return Dict.builder().put("selinux", facts.build()).put("selinux_python_present", true).build();
  }

  static Dict apparmor(Sections s) {
    String status = s.has("apparmor") ? "enabled" : "disabled";
    return Dict.builder().put("apparmor", Dict.builder().put("status", status).build()).build();
  }

  static Dict caps(Sections s) {
    String current = "";
    for (String line : s.lines("capsh")) {
      if (line.startsWith("Current:")) {
        current = line.substring("Current:".length()).strip();
      }
    }
    if (current.isEmpty()) {
      return Dict.builder()
          .put("system_capabilities_enforced", "N/A")
          .put("system_capabilities", Seq.EMPTY)
          .build();
    }
    if (current.equals("=ep")) {
      return Dict.builder()
          .put("system_capabilities_enforced", "False")
          .put("system_capabilities", Seq.EMPTY)
          .build();
    }
    List<String> caps = new ArrayList<>();
    for (String cap : current.substring(current.indexOf('=') + 1).split(",")) {
      caps.add(cap.strip());
    }
    return Dict.builder()
        .put("system_capabilities_enforced", "True")
        .put("system_capabilities", Seq.ofTexts(caps))
        .build();
  }

  static Dict cmdline(Sections s) {
    var last = new LinkedHashMap<String, Value>();
    var every = new LinkedHashMap<String, Value>();
    for (String word : s.text("/proc/cmdline").strip().split("\\s+")) {
      int at = word.indexOf('=');
      String key = at < 0 ? word : word.substring(0, at);
      Value value = at < 0 ? Bool.of(true) : Str.of(word.substring(at + 1));
      last.put(key, value);
      if (at >= 0 && every.get(key) instanceof Str one) {
        every.put(key, Seq.of(one, value));
      } else if (at >= 0 && every.get(key) instanceof Seq many) {
        var all = new ArrayList<>(many.items());
        all.add(value);
        every.put(key, Seq.of(all));
      } else {
        every.put(key, value);
      }
    }
    return Dict.builder().put("cmdline", Dict.of(last)).put("proc_cmdline", Dict.of(every)).build();
  }

  static Dict loadavg(Sections s) {
    String[] loads = s.text("/proc/loadavg").strip().split(" ");
    if (loads.length < 3) {
      return Dict.EMPTY;
    }
    return Dict.builder()
        .put(
            "loadavg",
            Dict.builder()
                .put("1m", real(loads[0]))
                .put("5m", real(loads[1]))
                .put("15m", real(loads[2]))
                .build())
        .build();
  }

  private static Real real(String text) {
    return Real.of(text.matches("\\d{1,9}(\\.\\d{1,9})?") ? Double.parseDouble(text) : 0);
  }

  static Dict dns(Sections s) {
    var dns = new LinkedHashMap<String, Value>();
    for (String line : s.lines("/etc/resolv.conf")) {
      String[] words = line.strip().split("\\s+");
      if (words.length < 2 || line.startsWith("#") || line.startsWith(";")) {
        continue;
      }
      List<String> rest = List.of(words).subList(1, words.length);
      switch (words[0]) {
        case "nameserver" -> {
          var all = new ArrayList<Value>();
          if (dns.get("nameservers") instanceof Seq before) {
            all.addAll(before.items());
          }
          rest.forEach(n -> all.add(Str.of(n)));
          dns.put("nameservers", Seq.of(all));
        }
        case "domain" -> dns.put("domain", Str.of(words[1]));
        case "search" -> dns.put("search", Seq.ofTexts(rest));
        case "sortlist" -> dns.put("sortlist", Seq.ofTexts(rest));
        case "options" -> dns.put("options", options(rest));
        default -> {}
      }
    }
    return Dict.builder().put("dns", Dict.of(dns)).build();
  }

  private static Dict options(List<String> words) {
    var options = Dict.builder();
    for (String word : words) {
      int at = word.indexOf(':');
      if (at < 0) {
        options.put(word, true);
      } else {
        options.put(word.substring(0, at), word.substring(at + 1));
      }
    }
    return options.build();
  }

  static Dict chroot(Sections s) {
    String own = s.line("chroot", 1);
    String init = s.line("chroot", 2);
    boolean inside =
        !s.line("chroot", 0).isEmpty() || !init.isEmpty() && !own.isEmpty() && !own.equals(init);
    return Dict.builder().put("is_chroot", inside).build();
  }

  static Dict iscsi(Sections s) {
    String name = s.assignments("/etc/iscsi/initiatorname.iscsi").getOrDefault("InitiatorName", "");
    return Dict.builder().put("iscsi_iqn", name).build();
  }

  static Dict nvme(Sections s) {
    return Dict.builder().put("hostnqn", s.value("/etc/nvme/hostnqn").orElse("")).build();
  }

  static Dict fibreChannel(Sections s) {
    List<Value> names = new ArrayList<>();
    s.startingWith("/sys/class/fc_host/")
        .values()
        .forEach(v -> names.add(Str.of(v.strip().replaceFirst("^0x", ""))));
    return Dict.builder().put("fibre_channel_wwn", Seq.of(names)).build();
  }
}
