package io.jplay.modules.posix;

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
import io.jplay.modules.files.Choice;
import io.jplay.modules.files.Texts;
import io.jplay.modules.programs.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/// Settings of a zone of firewalld, now and after a restart. Imitates ansible.posix.firewalld, with
/// firewall-cmd, or firewall-offline-cmd where the daemon does not run.
@ModuleInfo(
    summary = "Manage arbitrary ports/services with firewalld",
    mutuallyExclusive = Firewalld.SETTINGS,
    requiredBy = {"interface: zone", "target: zone", "source: permanent"})
public final class Firewalld implements StateModule<Firewalld.Args> {
  static final String SETTINGS =
      "icmp_block,icmp_block_inversion,service,protocol,port,port_forward,rich_rule,interface,"
          + "masquerade,source,target";
  private static final List<String> TARGETS = List.of("default", "ACCEPT", "DROP", "%%REJECT%%");

  public enum State {
    ABSENT,
    DISABLED,
    ENABLED,
    PRESENT
  }

  public record Args(
      @Option Optional<String> icmpBlock,
      @Option Optional<String> icmpBlockInversion,
      @Option Optional<String> service,
      @Option Optional<String> protocol,
      @Option Optional<String> port,
      @Option Optional<List<Dict>> portForward,
      @Option Optional<String> richRule,
      @Option Optional<String> source,
      @Option(name = "interface") Optional<String> networkInterface,
      @Option Optional<String> masquerade,
      @Option Optional<String> target,
      @Option Optional<String> zone,
      @Option Optional<Boolean> permanent,
      @Option("false") boolean immediate,
      @Option(required = true) State state,
      @Option("0") int timeout,
      @Option Optional<Boolean> offline) {

    /// What is not kept is set at once.
    boolean now() {
      return immediate || !kept();
    }

    boolean kept() {
      return permanent.orElse(false);
    }

    boolean isOfZone() {
      return state == State.PRESENT || state == State.ABSENT;
    }

    boolean enables() {
      return state == State.ENABLED || state == State.PRESENT;
    }

    String word() {
      return state.name().toLowerCase(Locale.ROOT);
    }

    String operation() {
      if (!kept()) {
        return "Non-permanent operation";
      }
      return immediate ? "Permanent and Non-Permanent(immediate) operation" : "Permanent operation";
    }
  }

  /// One setting, as options of firewall-cmd: what asks for it, an answer and whether the setting
  /// is as wanted with this one or with any other, what sets it, and how the change is told.
  private record Setting(
      String query, String answer, boolean wanted, String set, String told, boolean timed) {
    /// firewall-cmd sets a target `%%REJECT%%` and tells it as `REJECT`.
    boolean isAsWanted(Answer given) {
      return given.text().replace("%", "").equals(answer.replace("%", "")) == wanted;
    }

    /// A setting that a zone has or has not.
    static Setting of(String name, String value, boolean on, String told) {
      String end = value.isEmpty() ? name : name + "=" + value;
      String adds = name.equals("interface") ? "--change-" : "--add-";
      return new Setting(
          "--query-" + end,
          on ? "yes" : "no",
          true,
          (on ? adds : "--remove-") + end,
          told,
          on && !name.equals("interface") && !name.equals("source"));
    }
  }

  /// What a query said, and with which status.
  private record Answer(int rc, String text) {}

  private record Seen(boolean online, String zone, Optional<Answer> kept, Optional<Answer> now) {
    static Seen parse(ProgramOutput out) {
      List<String> lines = Call.found(out).stdout().lines().toList();
      return new Seen(
          lines.contains("online"),
          value(lines, "zone ").orElse(""),
          value(lines, "kept ").map(Seen::answer),
          value(lines, "now ").map(Seen::answer));
    }

    private static Optional<String> value(List<String> lines, String key) {
      return lines.stream()
          .filter(l -> l.startsWith(key))
          .map(l -> l.substring(key.length()))
          .findFirst();
    }

    private static Answer answer(String line) {
      String[] parts = line.split(" ", 2);
      return new Answer(Integer.parseInt(parts[0]), parts[1].strip());
    }
  }

  private static Optional<Setting> setting(Args a, String zone) {
    boolean on = a.enables();
    Function<String, String> changed = what -> "Changed %s to %s".formatted(what, a.word());
    if (a.portForward().isPresent()) {
      String forward = forward(a.portForward().get());
      return Optional.of(
          Setting.of("forward-port", forward, on, changed.apply("port_forward " + forward)));
    }
    if (a.target().isPresent()) {
      return Optional.of(target(a.target().get(), on, zone));
    }
    return plain("service", a.service(), on, changed)
        .or(() -> plain("protocol", a.protocol(), on, changed))
        .or(() -> plain("port", a.port(), on, changed))
        .or(() -> plain("icmp-block", a.icmpBlock(), on, changed))
        .or(() ->
            a.richRule().map(r -> Setting.of("rich-rule", r, on, changed.apply("rich_rule " + r))))
        .or(() ->
            a.icmpBlockInversion()
                .map(v -> {
                  boolean inverts = isOn("icmp_block_inversion", v, a);
                  String told = changed.apply("icmp-block-inversion " + v);
                  return Setting.of("icmp-block-inversion", "", inverts, told);
                }))
        .or(() -> a.masquerade().map(v -> masquerade(isOn("masquerade", v, a), zone)))
        .or(() ->
            a.source()
                .map(s ->
                    Setting.of(
                        "source",
                        s,
                        on,
                        (on ? "Added %s to zone %s" : "Removed %s from zone %s")
                            .formatted(s, zone))))
        .or(() ->
            a.networkInterface()
                .map(i ->
                    Setting.of(
                        "interface",
                        i,
                        on,
                        (on ? "Changed %s to zone %s" : "Removed %s from zone %s")
                            .formatted(i, zone))));
  }

  private static Optional<Setting> plain(
      String name, Optional<String> value, boolean on, Function<String, String> changed) {
    return value.map(v -> Setting.of(name, v, on, changed.apply(name + " " + v)));
  }

  /// A setting that is itself a boolean: with `no`, what is enabled is that it is off.
  private static boolean isOn(String option, String value, Args a) {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "yes", "true", "on", "1", "y", "t", "1.0" -> a.enables();
      case "no", "false", "off", "0", "n", "f", "0.0" -> !a.enables();
      default -> throw new ModuleFailure("value of %s is no boolean: %s".formatted(option, value));
    };
  }

  /// `absent` takes away the target that is named, no other.
  private static Setting target(String target, boolean on, String zone) {
    String told =
        on
            ? "Set zone %s target to %s".formatted(zone, target)
            : "Reset zone %s target to default".formatted(zone);
    String answer = on || !target.equals("default") ? target : "";
    String set = "--set-target=" + (on ? target : "default");
    return new Setting("--get-target", answer, on, set, told, false);
  }

  private static Setting masquerade(boolean on, String zone) {
    String told = on ? "Added masquerade to zone " : "Removed masquerade from zone ";
    return Setting.of("masquerade", "", on, told + zone);
  }

  private static String forward(List<Dict> all) {
    if (all.size() != 1) {
      throw new ModuleFailure("Only one port forward supported at a time");
    }
    Dict d = all.getFirst();
    for (String key : List.of("port", "proto", "toport")) {
      if (d.get(key).isEmpty()) {
        throw new ModuleFailure(key + " must be specified for port forward");
      }
    }
    return "port=%s:proto=%s:toport=%s:toaddr=%s"
        .formatted(word(d, "port"), word(d, "proto"), word(d, "toport"), word(d, "toaddr"));
  }

  private static String word(Dict d, String key) {
    return d.get(key).map(Texts::plain).orElse("");
  }

  private static Read<Seen> state(Args a) {
    var script = Call.script();
    script.line("jp_permanent=--permanent");
    script.line("if firewall-cmd --state >/dev/null 2>&1; then");
    script.line("jp_tool=firewall-cmd; echo online; else");
    Call.needs(script, "firewall-offline-cmd");
    script.line("jp_tool=firewall-offline-cmd jp_permanent=; fi");
    script.line("jp_zone={}", a.zone().orElse(""));
    script.line("[ -n \"$jp_zone\" ] || jp_zone=$($jp_tool --get-default-zone)");
    script.line("printf 'zone %s\\n' \"$jp_zone\"");
    script.line("jp_ask() { jp_what=$1; shift; jp_said=$(\"$@\" 2>&1); jp_rc=$?");
    script.line(
        "printf '%s %s %s\\n' $jp_what $jp_rc \"$(printf '%s' \"$jp_said\" | tr '\\n' ' ')\"; }");
    Optional<Setting> setting = setting(a, "");
    if (setting.isEmpty()) {
      script.line("jp_ask kept $jp_tool $jp_permanent --get-zones");
    } else {
      String query = setting.get().query();
      if (a.kept()) {
        script.line("jp_ask kept $jp_tool $jp_permanent --zone=\"$jp_zone\" {}", query);
      }
      if (a.now()) {
        script.line("[ $jp_tool = firewall-offline-cmd ] ||");
        script.line("jp_ask now $jp_tool --zone=\"$jp_zone\" {}", query);
      }
    }
    return new Read<>("firewalld:" + a, script.program(), Seen::parse);
  }

  @Override
  public Reads reads(Args a, HostFacts facts) {
    return Reads.of(state(a));
  }

  @Override
  public Decision decide(Args a, Observed seen, Mode mode) {
    Seen now = seen.get(state(a));
    Optional<Setting> setting = setting(a, now.zone());
    if (setting.isEmpty() && !a.isOfZone()) {
      return Decision.unchanged(Result.ok().with("msg", ""));
    }
    Optional<String> refused = refused(a, now, setting);
    if (refused.isPresent()) {
      return Decision.failed(refused.get());
    }
    var told = new ArrayList<String>(List.of(a.operation()));
    List<Call> calls = calls(a, now, setting, told);
    if (!now.online()) {
      told.add("(offline operation: only on-disk configs were altered)");
    }
    Result result = Result.ok().with("msg", String.join(", ", told));
    if (calls.isEmpty()) {
      return Decision.unchanged(result);
    }
    Decision.Change change = Call.change(calls, result.withStatus(Status.CHANGED));
    return new Decision.Change(
        change.effects(),
        change.predicted(),
        Reads.NONE,
        (outputs, after) -> {
          Result done = change.finish().finish(outputs, after);
          return done.isFailed()
              ? Result.failed(exception(a, done.fields().text("stderr").orElse("")))
              : done;
        });
  }

  private static Optional<String> refused(Args a, Seen now, Optional<Setting> setting) {
    Choice.check("target", a.target(), TARGETS);
    if (a.port().filter(p -> !p.contains("/")).isPresent()) {
      return Optional.of("improper port format (missing protocol?)");
    }
    if (!now.online() && a.now()) {
      return Optional.of(
          "firewall is not currently running, unable to perform immediate actions without a"
              + " running firewall daemon");
    }
    if ((setting.isEmpty() || a.target().isPresent()) && a.now()) {
      return Optional.of(
          "Zone operations must be permanent. Make sure you didn't set the 'permanent' flag to"
              + " 'false' or the 'immediate' flag to 'true'.");
    }
    return setting.isPresent() && a.isOfZone() && a.target().isEmpty()
        ? Optional.of("absent and present state can only be used in zone level operations")
        : Optional.empty();
  }

  private static List<Call> calls(Args a, Seen now, Optional<Setting> setting, List<String> told) {
    Call kept = now.online() ? Call.of("firewall-cmd", "--permanent") : offline();
    if (setting.isEmpty()) {
      Answer zones = answered(a, now.kept());
      boolean there = List.of(zones.text().split("\\s+")).contains(now.zone());
      if (there == a.enables()) {
        return List.of();
      }
      told.add((there ? "Removed zone %s" : "Added zone %s").formatted(now.zone()));
      told.add("Changed zone %s to %s".formatted(now.zone(), a.word()));
      return List.of(kept.with((there ? "--delete-zone=" : "--new-zone=") + now.zone()));
    }
    Setting s = setting.get();
    var calls = new ArrayList<Call>();
    String zone = "--zone=" + now.zone();
    if (a.kept() && !s.isAsWanted(answered(a, now.kept()))) {
      calls.add(kept.with(zone, s.set()));
    }
    if (a.now() && !s.isAsWanted(answered(a, now.now()))) {
      Call call = Call.of("firewall-cmd", zone, s.set());
      calls.add(s.timed() && a.timeout() > 0 ? call.with("--timeout=" + a.timeout()) : call);
    }
    if (!calls.isEmpty()) {
      told.add(s.told());
    }
    return calls;
  }

  private static Call offline() {
    return Call.of("firewall-offline-cmd");
  }

  /// A query says yes or no by its status; any other is an error.
  private static Answer answered(Args a, Optional<Answer> answer) {
    Answer is = answer.orElse(new Answer(2, ""));
    if (is.rc() > 1) {
      throw new ModuleFailure(exception(a, is.text()));
    }
    return is;
  }

  private static String exception(Args a, String said) {
    String text = said.strip().replaceFirst("^Error: ", "");
    String services =
        a.service().isPresent()
            ? ", Services are defined by port/tcp relationship and named as they are in"
                + " /etc/services (on most systems)"
            : "";
    return "ERROR: Exception caught: %s %s%s".formatted(text, a.operation(), services);
  }
}
