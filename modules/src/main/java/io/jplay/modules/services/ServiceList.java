package io.jplay.modules.services;

import io.jplay.core.value.Dict;
import io.jplay.modules.facts.Sections;
import java.util.List;

/// How one kind of init is asked for all its services. Pure, stateless.
public sealed interface ServiceList permits OpenrcList, SysvList, RunitList, SystemdList {
  /// What the scripts of all have: `jp_has PROGRAM`, `jp_is WORDS...` for the state of a service
  /// that answers to `status`, and `jp_listed`, which is set by who has listed what others also
  /// would.
  String FUNCTIONS =
      """
      PATH=$PATH:/sbin:/usr/sbin:/usr/local/sbin; export LC_ALL=C; set -f; jp_listed=
      jp_has() { command -v "$1" >/dev/null 2>&1; }
      jp_is() { "$@" status >/dev/null 2>&1 </dev/null && printf running || printf stopped; }\
      """;

  /// Shell text that prints sections; nothing where the host has no such init.
  String script();

  /// The entries of the fact `services` that the sections tell.
  List<Dict> services(Sections said);

  /// What went wrong; empty where nothing did.
  default String warning(Sections said) {
    return "";
  }

  /// In the order in which they ask; of services with one name the last counts.
  static List<ServiceList> all() {
    return List.of(new OpenrcList(), new SysvList(), new RunitList(), new SystemdList());
  }

  static Dict entry(String name, String state, String source) {
    return Dict.builder().put("name", name).put("state", state).put("source", source).build();
  }

  static String runs(boolean runs) {
    return runs ? "running" : "stopped";
  }
}
