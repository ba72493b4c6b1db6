package io.jplay.modules.builtin;

import io.jplay.core.api.Decision;
import io.jplay.core.api.HostFacts;
import io.jplay.core.api.Mode;
import io.jplay.core.api.ModuleFailure;
import io.jplay.core.api.ModuleInfo;
import io.jplay.core.api.Observed;
import io.jplay.core.api.Option;
import io.jplay.core.api.Read;
import io.jplay.core.api.Reads;
import io.jplay.core.api.Result;
import io.jplay.core.api.StateModule;
import io.jplay.core.event.Status;
import io.jplay.core.shell.ProgramOutput;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Null;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import io.jplay.modules.files.Choice;
import io.jplay.modules.programs.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Rules, chains and policies of the running packet filter. Imitates ansible.builtin.iptables: it
/// asks iptables itself whether a rule is there, so that both mean the same rule.
@ModuleInfo(
    summary = "Modify iptables rules",
    mutuallyExclusive = {"set_dscp_mark,set_dscp_mark_class", "flush,policy"},
    requiredIf = {"jump=TEE: gateway", "jump=tee: gateway", "flush=False: chain"},
    requiredBy = {"set_dscp_mark: jump", "set_dscp_mark_class: jump"})
public final class Iptables implements StateModule<Iptables.Args> {
  private static final Pattern POLICY = Pattern.compile("(?m)^Chain \\S+ \\(policy ([A-Z]+)\\b");
  private static final List<String> POLICIES = List.of("ACCEPT", "DROP", "QUEUE", "RETURN");
  private static final List<String> SET_FLAGS =
      List.of("src", "dst", "src,dst", "dst,src", "src,src", "dst,dst");
  private static final List<String> LOG_LEVELS =
      List.of(
          "0", "1", "2", "3", "4", "5", "6", "7", "emerg", "alert", "crit", "error", "warning",
          "notice", "info", "debug");

  public enum State {
    ABSENT,
    PRESENT
  }

  public enum Action {
    APPEND,
    INSERT
  }

  public enum IpVersion {
    IPV4,
    IPV6
  }

  public enum Table {
    FILTER,
    NAT,
    MANGLE,
    RAW,
    SECURITY
  }

  /// Whether the SYN flag is looked at.
  public enum Syn {
    IGNORE,
    MATCH,
    NEGATE
  }

  public record Args(
      @Option("filter") Table table,
      @Option("present") State state,
      @Option("append") Action action,
      @Option("ipv4") IpVersion ipVersion,
      @Option Optional<String> chain,
      @Option OptionalInt ruleNum,
      @Option Optional<String> protocol,
      @Option(name = "wait") Optional<String> lockWait,
      @Option Optional<String> source,
      @Option Optional<String> toSource,
      @Option Optional<String> destination,
      @Option Optional<String> toDestination,
      @Option List<String> match,
      @Option Optional<Dict> tcpFlags,
      @Option Optional<String> jump,
      @Option Optional<String> gateway,
      @Option Optional<String> logPrefix,
      @Option Optional<String> logLevel,
      @Option(name = "goto") Optional<String> goTo,
      @Option Optional<String> inInterface,
      @Option Optional<String> outInterface,
      @Option Optional<String> fragment,
      @Option Optional<String> setCounters,
      @Option Optional<String> sourcePort,
      @Option Optional<String> destinationPort,
      @Option List<String> destinationPorts,
      @Option Optional<String> toPorts,
      @Option Optional<String> setDscpMark,
      @Option Optional<String> setDscpMarkClass,
      @Option Optional<String> comment,
      @Option List<String> ctstate,
      @Option Optional<String> srcRange,
      @Option Optional<String> dstRange,
      @Option Optional<String> matchSet,
      @Option Optional<String> matchSetFlags,
      @Option Optional<String> limit,
      @Option Optional<String> limitBurst,
      @Option Optional<String> uidOwner,
      @Option Optional<String> gidOwner,
      @Option Optional<String> rejectWith,
      @Option Optional<String> icmpType,
      @Option("ignore") Syn syn,
      @Option("false") boolean flush,
      @Option Optional<String> policy,
      @Option("false") boolean chainManagement,
      @Option("false") boolean numeric) {
    public Args {
      match = List.copyOf(match);
      destinationPorts = List.copyOf(destinationPorts);
      ctstate = List.copyOf(ctstate);
    }

    boolean isIpv6() {
      return ipVersion == IpVersion.IPV6;
    }

    /// Where a packet goes; logging has a target of its own.
    Optional<String> target() {
      boolean logs = logPrefix.isPresent() || logLevel.isPresent();
      return jump.isEmpty() && logs ? Optional.of("LOG") : jump;
    }

    List<String> flags(String key) {
      Value flags = tcpFlags.flatMap(d -> d.get(key)).orElse(Null.NULL);
      return switch (flags) {
        case Seq list -> list.stream().map(Value::toString).toList();
        case Str text -> List.of(text.text().split(","));
        default -> List.of();
      };
    }
  }

  /// What iptables answered.
  private record Seen(boolean hasRule, boolean hasChain, String listing) {
    static Seen parse(ProgramOutput out) {
      String text = out.stdout();
      int end = text.indexOf('\n');
      String head = end < 0 ? text : text.substring(0, end);
      return new Seen(
          head.contains("rule"), head.contains("chain"), end < 0 ? "" : text.substring(end + 1));
    }
  }

  /// The words of one call: the rule is only given where one is added, looked for or removed.
  private static Call call(Args a, String action, List<String> more) {
    var words = new ArrayList<String>();
    words.add(a.isIpv6() ? "ip6tables" : "iptables");
    words.addAll(List.of("-t", a.table().name().toLowerCase(Locale.ROOT), action));
    a.chain().ifPresent(words::add);
    if (action.equals("-I") && a.ruleNum().isPresent()) {
      words.add("" + a.ruleNum().getAsInt());
    }
    a.lockWait().filter(w -> !w.isEmpty()).ifPresent(w -> words.addAll(List.of("-w", w)));
    words.addAll(more);
    return Call.of(words);
  }

  private static Read<Seen> state(Args a) {
    List<String> rule = IptablesRule.of(a);
    var script = Call.needs(Call.script(), call(a, "-C", List.of()).words().getFirst());
    if (a.policy().isEmpty() && !rule.isEmpty()) {
      script.line("jp_rule() {").command(call(a, "-C", rule).words()).line("}");
      script.line("jp_rule >/dev/null 2>&1 && printf 'rule '");
    }
    // names of hosts are not asked for: only the head of the listing is of interest
    script.line("jp_list() {").command(call(a, "-L", List.of("-n")).words()).line("}");
    script.line("jp_listed=$(jp_list 2>/dev/null) && printf 'chain\\n%s\\n' \"$jp_listed\"; :");
    String key = "iptables:" + call(a, "-C", rule).shown() + a.policy().isPresent();
    return new Read<>(key, script.program(), out -> Seen.parse(Call.found(out)));
  }

  @Override
  public Reads reads(Args a, HostFacts facts) {
    return a.flush() || a.chain().isEmpty() ? Reads.NONE : Reads.of(state(a));
  }

  @Override
  public Decision decide(Args a, Observed seen, Mode mode) {
    check(a);
    Result result = described(a);
    Result changed = result.withStatus(Status.CHANGED);
    if (a.flush()) {
      return Call.change(List.of(call(a, "-F", List.of())), changed);
    }
    Seen now = seen.get(state(a));
    List<Call> calls = a.policy().isPresent() ? policy(a, now) : changes(a, now);
    // like ansible-core 2.18: a chain that may not be made is told as changed all the same
    boolean told =
        a.state() == State.PRESENT
            && a.policy().isEmpty()
            && IptablesRule.of(a).isEmpty()
            && !now.hasChain();
    return calls.isEmpty() && !told ? Decision.unchanged(result) : Call.change(calls, changed);
  }

  private static void check(Args a) {
    boolean logs = a.logPrefix().isPresent() || a.logLevel().isPresent();
    if (logs && !a.target().equals(Optional.of("LOG"))) {
      throw new ModuleFailure("Logging options can only be used with the LOG jump target.");
    }
    Choice.check("policy", a.policy(), POLICIES);
    Choice.check("match_set_flags", a.matchSetFlags(), SET_FLAGS);
    Choice.check("log_level", a.logLevel(), LOG_LEVELS);
  }

  private static List<Call> policy(Args a, Seen now) {
    Matcher current = POLICY.matcher(now.listing());
    if (!current.find()) {
      throw new ModuleFailure("Can't detect current policy");
    }
    String wanted = a.policy().orElseThrow();
    return current.group(1).equals(wanted) ? List.of() : List.of(call(a, "-P", List.of(wanted)));
  }

  private static List<Call> changes(Args a, Seen now) {
    List<String> rule = IptablesRule.of(a);
    boolean present = a.state() == State.PRESENT;
    if (rule.isEmpty() && (present || a.chainManagement())) {
      boolean differs = now.hasChain() != present && a.chainManagement();
      return differs ? List.of(call(a, present ? "-N" : "-X", List.of())) : List.of();
    }
    if (now.hasRule() == present) {
      return List.of();
    }
    if (!present) {
      return List.of(call(a, "-D", rule));
    }
    Call add = call(a, a.action() == Action.INSERT ? "-I" : "-A", rule);
    return now.hasChain() || !a.chainManagement()
        ? List.of(add)
        : List.of(call(a, "-N", List.of()), add);
  }

  private static Result described(Args a) {
    return Result.ok()
        .with("ip_version", a.ipVersion().name().toLowerCase(Locale.ROOT))
        .with("table", a.table().name().toLowerCase(Locale.ROOT))
        .with("chain", a.chain().<Value>map(Str::of).orElse(Null.NULL))
        .with("flush", a.flush())
        .with("rule", shownRule(a))
        .with("state", a.state().name().toLowerCase(Locale.ROOT))
        .with("chain_management", a.chainManagement());
  }

  /// Like ansible-core 2.18: with the wait, and without the target that logging implies.
  private static String shownRule(Args a) {
    String rule = String.join(" ", IptablesRule.of(a));
    String shown = a.jump().isEmpty() ? rule.replaceFirst("(^| )-j LOG ", "$1") : rule;
    return a.lockWait()
        .filter(w -> !w.isEmpty())
        .map(w -> ("-w " + w + " " + shown).strip())
        .orElse(shown);
  }
}
