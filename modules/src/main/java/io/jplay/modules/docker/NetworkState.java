package io.jplay.modules.docker;

import io.jplay.core.api.ModuleFailure;
import io.jplay.core.value.Bool;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Null;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import io.jplay.modules.files.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A network as the daemon knows it, compared with what a task wants of it.
record NetworkState(Dict facts) {
  /// A part of an address range, and how the daemon calls it.
  private static final Map<String, String> BLOCK =
      Map.of(
          "subnet", "Subnet",
          "iprange", "IPRange",
          "gateway", "Gateway",
          "aux_addresses", "AuxiliaryAddresses");

  /// An option whose value the network does not have.
  record Difference(String option, Value was, Value wanted) {}

  /// The client also finds what an identifier begins with.
  static boolean isNamed(Dict facts, String name) {
    return facts.text("Name").equals(Optional.of(name))
        || facts.text("Id").equals(Optional.of(name));
  }

  /// The names of the containers in it.
  List<String> containers() {
    return part("Containers").entries().values().stream()
        .map(c -> c instanceof Dict d ? d.text("Name").orElse("") : "")
        .filter(n -> !n.isEmpty())
        .sorted()
        .toList();
  }

  /// Whether a container is in it, by its name or its whole identifier.
  boolean has(String container) {
    return containers().contains(container) || part("Containers").has(container);
  }

  boolean isNamedBy(List<String> wanted, String container) {
    return wanted.contains(container)
        || part("Containers").entries().entrySet().stream()
            .anyMatch(e ->
                wanted.contains(Texts.plain(e.getKey()))
                    && e.getValue() instanceof Dict d
                    && d.text("Name").equals(Optional.of(container)));
  }

  private Dict part(String key) {
    return dict(facts, key);
  }

  private static Dict dict(Dict from, String key) {
    return from.get(key).orElse(Null.NULL) instanceof Dict d ? d : Dict.EMPTY;
  }

  List<Difference> differences(DockerNetwork.Args a) {
    var all = new ArrayList<Difference>();
    compare(all, "driver", "Driver", Optional.of(Str.of(a.driver())));
    comparePairs(all, "driver_options", part("Options"), a.driverOptions());
    Dict ipam = part("IPAM");
    a.ipamDriver()
        .filter(d -> !ipam.text("Driver").equals(Optional.of(d)))
        .ifPresent(d ->
            all.add(
                new Difference("ipam_driver", ipam.get("Driver").orElse(Null.NULL), Str.of(d))));
    comparePairs(all, "ipam_driver_options", dict(ipam, "Options"), a.ipamDriverOptions());
    for (int i = 0; i < a.ipamConfig().size(); i++) {
      compareBlock(all, i, a.ipamConfig().get(i), ipam);
    }
    compare(all, "enable_ipv6", "EnableIPv6", a.enableIpv6().map(Bool::of));
    compare(all, "internal", "Internal", a.internal().map(Bool::of));
    compare(all, "scope", "Scope", a.scope().map(s -> Str.of(word(s))));
    compare(all, "attachable", "Attachable", a.attachable().map(Bool::of));
    comparePairs(all, "labels", part("Labels"), a.labels());
    return all;
  }

  private void compare(
      List<Difference> all, String option, String key, Optional<? extends Value> wanted) {
    Value was = facts.get(key).orElse(Null.NULL);
    wanted
        .filter(w -> !Texts.plain(w).equals(Texts.plain(was)))
        .ifPresent(w -> all.add(new Difference(option, was, w)));
  }

  /// Those that a task does not name may have any value.
  private static void comparePairs(List<Difference> all, String option, Dict had, Dict wanted) {
    boolean same =
        wanted.entries().entrySet().stream()
            .allMatch(
                e -> had.text(Texts.plain(e.getKey())).equals(Optional.of(word(e.getValue()))));
    if (!same) {
      all.add(new Difference(option, had, wanted));
    }
  }

  private static void compareBlock(List<Difference> all, int at, Dict wanted, Dict ipam) {
    boolean found =
        ipam.get("Config").orElse(Null.NULL) instanceof Seq blocks
            && blocks.stream().anyMatch(b -> b instanceof Dict had && fits(had, wanted));
    if (!found) {
      given(wanted)
          .forEach((key, value) ->
              all.add(new Difference("ipam_config[%d].%s".formatted(at, key), Null.NULL, value)));
    }
  }

  private static boolean fits(Dict had, Dict wanted) {
    return given(wanted).entrySet().stream()
        .allMatch(e -> {
          Optional<Value> there = had.get(BLOCK.getOrDefault(e.getKey(), ""));
          return e.getValue() instanceof Dict addresses
              ? addresses.entries().entrySet().stream()
                  .allMatch(p ->
                      there.orElse(Null.NULL) instanceof Dict d
                          && d.text(Texts.plain(p.getKey()))
                              .equals(Optional.of(Texts.plain(p.getValue()))))
              : there.map(Texts::plain).equals(Optional.of(Texts.plain(e.getValue())));
        });
  }

  private static Map<String, Value> given(Dict block) {
    var given = new TreeMap<String, Value>();
    block
        .entries()
        .forEach((k, v) -> {
          if (!(v instanceof Null)) {
            given.put(Texts.plain(k), v);
          }
        });
    return given;
  }

  /// Refuses what is no part of an address range, and a subnet that is none.
  static void checkBlock(Dict block) {
    for (String key : given(block).keySet()) {
      if (!BLOCK.containsKey(key)) {
        throw new ModuleFailure(
            ("Unsupported parameters for (community.docker.docker_network) module: ipam_config.%s."
                    + " Supported parameters include: aux_addresses, gateway, iprange, subnet.")
                .formatted(key));
      }
    }
    block
        .text("subnet")
        .filter(s -> !s.matches("[0-9.]+/\\d{1,2}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*/\\d{1,3}"))
        .ifPresent(s -> {
          throw new ModuleFailure("\"%s\" is not a valid CIDR".formatted(s));
        });
  }

  /// A value as docker takes it.
  static String word(Value value) {
    return value instanceof Bool b ? Boolean.toString(b.value()) : Texts.plain(value);
  }

  static String word(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT);
  }
}
