package io.jplay.modules.general;

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
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.modules.programs.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/// The firewall by ufw: its state, policies, rules and logging. A rule is tried without effect
/// first: ufw itself says what the rules would be. Imitates community.general.ufw.
@ModuleInfo(
    summary = "Manage firewall with UFW",
    requiredOneOf = "state,default,rule,logging",
    mutuallyExclusive = {
      "name,proto,logging",
      "direction,interface_in",
      "direction,interface_out",
      "interface,interface_in",
      "interface,interface_out"
    },
    requiredBy = "interface: direction")
public final class Ufw implements StateModule<Ufw.Args> {
  public enum State {
    DISABLED("disable"),
    ENABLED("enable"),
    RELOADED("reload"),
    RESET("reset");

    private final String verb;

    State(String verb) {
      this.verb = verb;
    }
  }

  public enum Policy {
    ALLOW,
    DENY,
    REJECT
  }

  public enum Rule {
    ALLOW,
    DENY,
    LIMIT,
    REJECT
  }

  public enum Direction {
    IN,
    INCOMING,
    OUT,
    OUTGOING,
    ROUTED
  }

  public enum Logging {
    ON,
    OFF,
    LOW,
    MEDIUM,
    HIGH,
    FULL
  }

  public enum Proto {
    ANY,
    TCP,
    UDP,
    IPV6,
    ESP,
    AH,
    GRE,
    IGMP
  }

  /// What an index of a rule is counted from.
  public enum Relative {
    FIRST_IPV4,
    FIRST_IPV6,
    LAST_IPV4,
    LAST_IPV6,
    ZERO
  }

  public record Args(
      @Option Optional<State> state,
      @Option(name = "default", aliases = "policy") Optional<Policy> policy,
      @Option Optional<Rule> rule,
      @Option Optional<Logging> logging,
      @Option Optional<Direction> direction,
      @Option("false") boolean delete,
      @Option("false") boolean route,
      @Option OptionalInt insert,
      @Option("zero") Relative insertRelativeTo,
      @Option(name = "interface", aliases = "if") Optional<String> device,
      @Option(aliases = "if_in") Optional<String> interfaceIn,
      @Option(aliases = "if_out") Optional<String> interfaceOut,
      @Option("false") boolean log,
      @Option(
              value = "any",
              aliases = {"from", "src"})
          String fromIp,
      @Option Optional<String> fromPort,
      @Option(
              value = "any",
              aliases = {"dest", "to"})
          String toIp,
      @Option(aliases = "port") Optional<String> toPort,
      @Option(aliases = "protocol") Optional<Proto> proto,
      @Option(aliases = "app") Optional<String> name,
      @Option Optional<String> comment) {

    boolean inserts() {
      return insert.isPresent() && !delete && rule.isPresent();
    }

    boolean isRelative() {
      return inserts() && insertRelativeTo != Relative.ZERO;
    }

    private Optional<String> problem() {
      boolean ofRule = direction.filter(d -> d == Direction.IN || d == Direction.OUT).isPresent();
      if (policy.isPresent() && ofRule) {
        return Optional.of(
            "For default, direction must be one of \"outgoing\", \"incoming\" and \"routed\", or"
                + " direction must not be specified.");
      }
      if (rule.isPresent() && direction.isPresent() && !ofRule) {
        return Optional.of(
            "For rules, direction must be one of \"in\" and \"out\", or direction must not be"
                + " specified.");
      }
      boolean both = interfaceIn.isPresent() && interfaceOut.isPresent();
      return rule.isPresent() && both && !route
          ? Optional.of("Only route rules can combine interface_in and interface_out")
          : Optional.empty();
    }
  }

  private static String word(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT);
  }

  private static Read<UfwState> state() {
    var script = Call.needs(Call.script(), "ufw");
    script
        .line("LC_ALL=C ufw status verbose || exit")
        .line("for jp_f in /etc/ufw/ufw.conf /etc/default/ufw")
        .line("do [ ! -f \"$jp_f\" ] || sed -n 's/^[A-Z_]*=/conf &/p' \"$jp_f\"; done")
        .line("for jp_d in /lib/ufw /etc/ufw /var/lib/ufw; do for jp_k in user user6")
        .line("do jp_f=$jp_d/$jp_k.rules; [ ! -f \"$jp_f\" ] ||")
        .line("sed -n \"s/^### tuple/$jp_k &/p\" \"$jp_f\"; done; done");
    return new Read<>("ufw:state", script.program(), out -> UfwState.parse(succeeded(out)));
  }

  private static String succeeded(ProgramOutput out) {
    if (!Call.found(out).isOk()) {
      throw new ModuleFailure(said(out));
    }
    return out.stdout();
  }

  private static String said(ProgramOutput out) {
    return out.stderr().isBlank() ? out.stdout() : out.stderr();
  }

  private static Read<ProgramOutput> numbers() {
    return Call.of("ufw", "status", "numbered").read();
  }

  private static Read<ProgramOutput> trial(Args a, OptionalInt place) {
    return Call.of("ufw", "--dry-run").with(ruleWords(a, place)).read();
  }

  @Override
  public Reads reads(Args a, HostFacts facts) {
    if (a.isRelative()) {
      return Reads.of(state(), numbers());
    }
    return a.rule().isPresent() && a.problem().isEmpty()
        ? Reads.of(state(), trial(a, a.inserts() ? a.insert() : OptionalInt.empty()))
        : Reads.of(state());
  }

  @Override
  public Decision decide(Args a, Observed seen, Mode mode) {
    Optional<String> problem = a.problem();
    if (problem.isPresent()) {
      return Decision.failed(problem.get());
    }
    UfwState now = seen.get(state());
    var calls = new ArrayList<Call>();
    a.state().filter(s -> !now.is(s)).ifPresent(s -> calls.add(Call.of("ufw", "-f", s.verb)));
    boolean reset = a.state().filter(s -> s == State.RESET).isPresent();
    a.policy()
        .filter(p -> reset || !now.has(p, a.direction()))
        .ifPresent(p -> {
          Call call = Call.of("ufw", "default", word(p));
          calls.add(a.direction().map(d -> call.with(word(d))).orElse(call));
        });
    if (a.rule().isPresent()) {
      OptionalInt place =
          a.isRelative() ? place(a, seen) : a.inserts() ? a.insert() : OptionalInt.empty();
      Read<ProgramOutput> trial = trial(a, place);
      if (!seen.has(trial)) {
        return new Decision.ReadMore(Reads.of(trial));
      }
      ProgramOutput tried = seen.get(trial);
      Call call = Call.of("ufw").with(ruleWords(a, place));
      if (!tried.isOk()) {
        return new Decision.Done(Result.failed(said(tried)).with("commands", shown(List.of(call))));
      }
      if (reset || now.changesBy(tried.stdout())) {
        calls.add(call);
      }
    }
    a.logging()
        .filter(l -> reset || !now.logs(l))
        .ifPresent(l -> calls.add(Call.of("ufw", "logging", word(l))));
    return decided(calls, now);
  }

  private static Decision decided(List<Call> calls, UfwState now) {
    Result result = told(Result.ok(), calls, now);
    if (calls.isEmpty()) {
      return Decision.unchanged(result);
    }
    return new Decision.Change(
        Call.effects(calls),
        result.withStatus(Status.CHANGED),
        Reads.of(state()),
        (outputs, after) -> {
          Result done =
              Call.finish(
                  calls,
                  outputs.getLast(),
                  out -> told(Result.changed(), calls, after.get(state())));
          return done.isFailed() ? done.with("commands", shown(calls)) : done;
        });
  }

  private static Result told(Result result, List<Call> calls, UfwState now) {
    return result.with("commands", shown(calls)).with("msg", now.status().stripTrailing());
  }

  private static Seq shown(List<Call> calls) {
    return Seq.of(calls.stream().map(c -> Str.of(c.shown())).toList());
  }

  private static List<String> ruleWords(Args a, OptionalInt place) {
    var words = new ArrayList<String>();
    if (a.route()) {
      words.add("route");
    }
    if (a.delete()) {
      words.add("delete");
    }
    place.ifPresent(p -> words.addAll(List.of("insert", "" + p)));
    a.rule().ifPresent(r -> words.add(word(r)));
    a.direction().ifPresent(d -> words.add(word(d)));
    a.device().ifPresent(d -> words.addAll(List.of("on", d)));
    a.interfaceIn().ifPresent(d -> words.addAll(List.of("in", "on", d)));
    a.interfaceOut().ifPresent(d -> words.addAll(List.of("out", "on", d)));
    if (a.log()) {
      words.add("log");
    }
    words.addAll(List.of("from", a.fromIp()));
    a.fromPort().ifPresent(p -> words.addAll(List.of("port", p)));
    words.addAll(List.of("to", a.toIp()));
    a.toPort().ifPresent(p -> words.addAll(List.of("port", p)));
    a.proto().ifPresent(p -> words.addAll(List.of("proto", word(p))));
    a.name().ifPresent(n -> words.addAll(List.of("app", n)));
    a.comment().ifPresent(c -> words.addAll(List.of("comment", c)));
    return words;
  }

  /// The number that a relative index is; none at the end, where ufw appends and does not insert.
  private static OptionalInt place(Args a, Observed seen) {
    List<Boolean> sixes = UfwState.families(succeeded(seen.get(numbers())));
    int all = sixes.size();
    int fours = (int) sixes.stream().filter(six -> !six).count();
    int base =
        switch (a.insertRelativeTo()) {
          case ZERO -> 0;
          case FIRST_IPV4 -> 1;
          case LAST_IPV4 -> Math.max(fours, 1);
          case FIRST_IPV6 -> fours + 1;
          case LAST_IPV6 -> fours < all ? all : all + 1;
        };
    int place = base + a.insert().getAsInt();
    return place > all ? OptionalInt.empty() : OptionalInt.of(place);
  }
}
