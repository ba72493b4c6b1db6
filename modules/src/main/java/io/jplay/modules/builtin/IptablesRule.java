package io.jplay.modules.builtin;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The words of one rule as iptables takes them, in ansible's order: its result shows them.
final class IptablesRule {
  private final List<String> words = new ArrayList<>();
  private final Iptables.Args args;

  private IptablesRule(Iptables.Args args) {
    this.args = args;
  }

  static List<String> of(Iptables.Args args) {
    var rule = new IptablesRule(args);
    rule.match();
    rule.target();
    rule.ports();
    rule.states();
    rule.limits();
    return List.copyOf(rule.words);
  }

  /// An exclamation mark before the value stands before the option.
  private void add(String option, Optional<String> value) {
    value.ifPresent(v -> {
      boolean negated = v.startsWith("!");
      if (negated) {
        words.add("!");
      }
      words.add(option);
      words.add(negated ? v.substring(1) : v);
    });
  }

  private void add(String option, List<String> values) {
    if (!values.isEmpty()) {
      words.add(option);
      words.add(String.join(",", values));
    }
  }

  private void module(boolean needed, String name) {
    if (needed) {
      words.add("-m");
      words.add(name);
    }
  }

  private boolean matches(String name) {
    return args.match().contains(name);
  }

  private void match() {
    add("-p", args.protocol());
    add("-s", args.source());
    add("-d", args.destination());
    args.match().forEach(m -> add("-m", Optional.of(m)));
    List<String> flags = args.flags("flags");
    List<String> set = args.flags("flags_set");
    if (!flags.isEmpty() && !set.isEmpty()) {
      words.addAll(List.of("--tcp-flags", String.join(",", flags), String.join(",", set)));
    }
  }

  private void target() {
    add("-j", args.target());
    if (args.target().filter(t -> t.equalsIgnoreCase("tee")).isPresent()) {
      add("--gateway", args.gateway());
    }
    add("--log-prefix", args.logPrefix());
    add("--log-level", args.logLevel());
    add("--to-destination", args.toDestination());
    module(!args.destinationPorts().isEmpty(), "multiport");
    add("--dports", args.destinationPorts());
    add("--to-source", args.toSource());
    add("-g", args.goTo());
    add("-i", args.inInterface());
    add("-o", args.outInterface());
    add("-f", args.fragment());
    add("-c", args.setCounters());
  }

  private void ports() {
    add("--source-port", args.sourcePort());
    add("--destination-port", args.destinationPort());
    add("--to-ports", args.toPorts());
    dscp("--set-dscp", args.setDscpMark());
    dscp("--set-dscp-class", args.setDscpMarkClass());
    switch (args.syn()) {
      case MATCH -> words.add("--syn");
      case NEGATE -> words.addAll(List.of("!", "--syn"));
      case IGNORE -> {}
    }
  }

  private void dscp(String option, Optional<String> mark) {
    add(option, mark);
    if (mark.isPresent() && args.target().filter(t -> t.equalsIgnoreCase("dscp")).isEmpty()) {
      add("-j", Optional.of("DSCP"));
    }
  }

  private void states() {
    if (matches("conntrack")) {
      add("--ctstate", args.ctstate());
    } else if (matches("state")) {
      add("--state", args.ctstate());
    } else {
      module(!args.ctstate().isEmpty(), "conntrack");
      add("--ctstate", args.ctstate());
    }
    boolean ranges = args.srcRange().isPresent() || args.dstRange().isPresent();
    module(ranges && !matches("iprange"), "iprange");
    add("--src-range", args.srcRange());
    add("--dst-range", args.dstRange());
    module(args.matchSet().isPresent() && !matches("set"), "set");
    add("--match-set", args.matchSet());
    args.matchSetFlags().ifPresent(words::add);
  }

  private void limits() {
    module(args.limit().isPresent() || args.limitBurst().isPresent(), "limit");
    add("--limit", args.limit());
    add("--limit-burst", args.limitBurst());
    module(args.uidOwner().isPresent(), "owner");
    add("--uid-owner", args.uidOwner());
    module(args.gidOwner().isPresent(), "owner");
    add("--gid-owner", args.gidOwner());
    if (args.target().isEmpty() && args.rejectWith().isPresent()) {
      add("-j", Optional.of("REJECT"));
    }
    add("--reject-with", args.rejectWith());
    add(args.isIpv6() ? "--icmpv6-type" : "--icmp-type", args.icmpType());
    module(args.comment().isPresent(), "comment");
    add("--comment", args.comment());
  }
}
