package io.jplay.modules.facts;

import io.jplay.core.api.Read;
import io.jplay.core.shell.ScriptBuilder;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeSet;

/// Facts of one host, by their names with `ansible_` before.
public record Facts(Dict facts, List<String> warnings) {
  public Facts {
    warnings = List.copyOf(warnings);
  }

  /// The one program that reads all that a subset needs.
  public static Read<Facts> read(GatherSubset subset, String factPath, int timeout) {
    String wanted = " " + String.join(" ", new TreeSet<>(subset.collectors())) + " ";
    var program =
        new ScriptBuilder()
            .line("jp_want={} jp_fact_path={} jp_wait={}", wanted, factPath, "" + timeout)
            .use("sh/facts.sh", Facts.class)
            .program();
    return new Read<>(
        "facts " + timeout + wanted + factPath,
        program,
        out -> parse(Sections.parse(out.stdout()), subset));
  }

  static Facts parse(Sections s, GatherSubset subset) {
    var all = Dict.builder();
    var warnings = List.<String>of();
    for (String collector : new TreeSet<>(subset.collectors())) {
      if (collector.equals("local")) {
        LocalFacts local = LocalFacts.collect(s);
        all.putAll(local.facts());
        warnings = local.warnings();
      } else {
        all.putAll(collect(collector, s));
      }
    }
    var named = new LinkedHashMap<Value, Value>();
    all.build()
        .entries()
        .forEach(
            (k, v) -> named.put(new Str("ansible_" + ((Str) k).text(), Tag.REMOTE), remote(v)));
    return new Facts(new Dict(named, Tag.REMOTE), warnings);
  }

  private static Dict collect(String collector, Sections s) {
    return switch (collector) {
      case "platform" -> PlatformFacts.platform(s);
      case "user" -> PlatformFacts.user(s);
      case "env" -> PlatformFacts.env(s);
      case "python" -> PlatformFacts.python(s);
      case "ssh_pub_keys" -> PlatformFacts.sshKeys(s);
      case "date_time" -> DateFacts.collect(s);
      case "distribution" -> DistributionFacts.collect(s);
      case "lsb" -> DistributionFacts.lsb(s);
      case "fips" -> DistributionFacts.fips(s);
      case "selinux" -> SecurityFacts.selinux(s);
      case "apparmor" -> SecurityFacts.apparmor(s);
      case "caps" -> SecurityFacts.caps(s);
      case "cmdline" -> SecurityFacts.cmdline(s);
      case "loadavg" -> SecurityFacts.loadavg(s);
      case "dns" -> SecurityFacts.dns(s);
      case "chroot" -> SecurityFacts.chroot(s);
      case "iscsi" -> SecurityFacts.iscsi(s);
      case "nvme" -> SecurityFacts.nvme(s);
      case "fibre_channel_wwn" -> SecurityFacts.fibreChannel(s);
      case "systemd" -> ManagerFacts.systemd(s);
      case "service_mgr" -> ManagerFacts.serviceManager(s);
      case "pkg_mgr" ->
          ManagerFacts.packageManager(s, DistributionFacts.collect(s).text("os_family").orElse(""));
      case "network" -> NetworkFacts.collect(s);
      case "hardware" -> HardwareFacts.collect(s);
      case "virtual" -> VirtualFacts.collect(s);
      default -> Dict.EMPTY;
    };
  }

  /// A value and everything in it, marked as coming from a host: never a template.
  public static Value remote(Value value) {
    return switch (value) {
      case Dict d -> {
        var map = new LinkedHashMap<Value, Value>();
        d.entries().forEach((k, v) -> map.put(k.withTag(Tag.REMOTE), remote(v)));
        yield new Dict(map, Tag.REMOTE);
      }
      case Seq q -> new Seq(q.items().stream().map(Facts::remote).toList(), q.kind(), Tag.REMOTE);
      default -> value.withTag(Tag.REMOTE); // scalars
    };
  }
}
