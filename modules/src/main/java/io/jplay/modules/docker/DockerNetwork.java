package io.jplay.modules.docker;

import io.jplay.core.api.Decision;
import io.jplay.core.api.HostFacts;
import io.jplay.core.api.Mode;
import io.jplay.core.api.ModuleInfo;
import io.jplay.core.api.Observed;
import io.jplay.core.api.Option;
import io.jplay.core.api.Read;
import io.jplay.core.api.Reads;
import io.jplay.core.api.Result;
import io.jplay.core.api.StateModule;
import io.jplay.core.value.Bool;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Null;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Value;
import io.jplay.modules.files.StateDiff;
import io.jplay.modules.files.Texts;
import io.jplay.modules.programs.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Networks of docker and the containers in them. Imitates community.docker.docker_network.
@ModuleInfo(summary = "Manage Docker networks", diff = ModuleInfo.Support.FULL)
public final class DockerNetwork implements StateModule<DockerNetwork.Args> {
  public enum State {
    PRESENT,
    ABSENT
  }

  public enum Scope {
    LOCAL,
    GLOBAL,
    SWARM
  }

  public record Args(
      @Option(required = true, aliases = "network_name") String name,
      @Option("present") State state,
      @Option("bridge") String driver,
      @Option Dict driverOptions,
      @Option Optional<Boolean> enableIpv6,
      @Option Optional<Boolean> internal,
      @Option Optional<Boolean> attachable,
      @Option Optional<Scope> scope,
      @Option Dict labels,
      @Option Optional<String> ipamDriver,
      @Option Dict ipamDriverOptions,
      @Option List<Dict> ipamConfig,
      @Option(aliases = "containers") List<String> connected,
      @Option(value = "false", aliases = "incremental") boolean appends,
      @Option("false") boolean force,
      @Option(shared = true) DockerHost host) {
    public Args {
      ipamConfig = List.copyOf(ipamConfig);
      connected = List.copyOf(connected);
    }
  }

  /// What is to be done, and how it is told.
  private static final class Plan {
    private final Args args;
    private final List<Call> calls = new ArrayList<>();
    private final List<String> actions = new ArrayList<>();
    private Dict before = Dict.EMPTY;
    private Dict after = Dict.EMPTY;

    Plan(Args args) {
      this.args = args;
    }

    void differ(String what, Value was, Value is) {
      before = before.with(what, was);
      after = after.with(what, is);
    }

    void call(String action, List<String> words) {
      actions.add(action);
      calls.add(args.host().call(words));
    }

    void connect(String container) {
      differ("connected." + container, Bool.of(false), Bool.of(true));
      call(
          "Connected container " + container,
          List.of("network", "connect", "--", args.name(), container));
    }

    void disconnect(String container) {
      differ("connected." + container, Bool.of(true), Bool.of(false));
      call(
          "Disconnected container " + container,
          List.of("network", "disconnect", "-f", "--", args.name(), container));
    }

    void remove(NetworkState network) {
      network.containers().forEach(this::disconnect);
      call("Removed network " + args.name(), List.of("network", "rm", "--", args.name()));
    }
  }

  private static Read<Optional<Dict>> network(Args a) {
    return a.host().inspect("network", a.name());
  }

  @Override
  public Reads reads(Args a, HostFacts facts) {
    return Reads.of(network(a));
  }

  @Override
  public Decision decide(Args a, Observed seen, Mode mode) {
    a.ipamConfig().forEach(NetworkState::checkBlock);
    Optional<NetworkState> there =
        seen.get(network(a)).filter(n -> NetworkState.isNamed(n, a.name())).map(NetworkState::new);
    return a.state() == State.ABSENT ? absent(a, there, mode) : present(a, there, seen, mode);
  }

  private static Decision absent(Args a, Optional<NetworkState> there, Mode mode) {
    var plan = new Plan(a);
    there.ifPresent(n -> {
      plan.differ("exists", Bool.of(true), Bool.of(false));
      plan.remove(n);
    });
    Result result = told(plan, mode).with("actions", Seq.ofTexts(plan.actions));
    return plan.calls.isEmpty() ? Decision.unchanged(result) : Call.change(plan.calls, result);
  }

  private static Decision present(Args a, Optional<NetworkState> there, Observed seen, Mode mode) {
    var plan = new Plan(a);
    plan.differ("exists", Bool.of(there.isPresent()), Bool.of(true));
    List<NetworkState.Difference> differences = there.map(n -> n.differences(a)).orElse(List.of());
    differences.forEach(d -> plan.differ(d.option(), d.was(), d.wanted()));
    boolean again = there.isPresent() && (a.force() || !differences.isEmpty());
    if (again) {
      plan.remove(there.get());
    }
    if (again || there.isEmpty()) {
      plan.call("Created network %s with driver %s".formatted(a.name(), a.driver()), made(a));
    }
    connect(a, there.filter(n -> !again), wanted(a, there), plan);
    Value now = there.<Value>map(NetworkState::facts).orElse(Null.NULL);
    Result result = told(plan, mode).with("network", now);
    if (mode.check() || a.host().debug()) {
      result = result.with("actions", Seq.ofTexts(plan.actions));
    }
    if (plan.calls.isEmpty()) {
      return Decision.unchanged(result);
    }
    Result predicted = result;
    Read<Optional<Dict>> later = network(a);
    return new Decision.Change(
        Call.effects(plan.calls),
        predicted,
        Reads.of(later),
        (outputs, after) ->
            Call.finish(
                plan.calls,
                outputs.getLast(),
                out ->
                    predicted.with(
                        "network", after.get(later).<Value>map(n -> n).orElse(Null.NULL))));
  }

  /// Like the collection's: who names no containers keeps those that are there, also in a network
  /// that is made again.
  private static List<String> wanted(Args a, Optional<NetworkState> there) {
    return a.connected().isEmpty()
        ? there.map(NetworkState::containers).orElse(List.of())
        : a.connected();
  }

  /// @param kept the network with its containers, empty where it is new
  private static void connect(Args a, Optional<NetworkState> kept, List<String> wanted, Plan plan) {
    wanted.stream().filter(c -> kept.filter(n -> n.has(c)).isEmpty()).forEach(plan::connect);
    if (!a.appends()) {
      kept.stream()
          .flatMap(n -> n.containers().stream().filter(c -> !n.isNamedBy(wanted, c)))
          .forEach(plan::disconnect);
    }
  }

  private static Result told(Plan plan, Mode mode) {
    Result result = Result.changed(!plan.calls.isEmpty());
    return mode.diff() && !plan.calls.isEmpty()
        ? result.withDiff(StateDiff.headed("", plan.before, plan.after))
        : result;
  }

  private static List<String> made(Args a) {
    var words = new ArrayList<String>(List.of("network", "create", "--driver", a.driver()));
    pairs(words, "--opt", a.driverOptions());
    pairs(words, "--label", a.labels());
    a.ipamDriver().ifPresent(d -> words.addAll(List.of("--ipam-driver", d)));
    pairs(words, "--ipam-opt", a.ipamDriverOptions());
    for (Dict block : a.ipamConfig()) {
      option(words, "--subnet", block, "subnet");
      option(words, "--ip-range", block, "iprange");
      option(words, "--gateway", block, "gateway");
      if (block.get("aux_addresses").orElse(Null.NULL) instanceof Dict more) {
        pairs(words, "--aux-address", more);
      }
    }
    a.enableIpv6().ifPresent(on -> words.add("--ipv6=" + on));
    a.internal().ifPresent(on -> words.add("--internal=" + on));
    a.attachable().ifPresent(on -> words.add("--attachable=" + on));
    a.scope().ifPresent(s -> words.addAll(List.of("--scope", NetworkState.word(s))));
    words.addAll(List.of("--", a.name()));
    return words;
  }

  private static void option(List<String> words, String option, Dict block, String key) {
    block
        .get(key)
        .filter(v -> !(v instanceof Null))
        .ifPresent(v -> words.addAll(List.of(option, Texts.plain(v))));
  }

  private static void pairs(List<String> words, String option, Dict values) {
    values
        .entries()
        .forEach((key, value) ->
            words.addAll(List.of(option, Texts.plain(key) + "=" + NetworkState.word(value))));
  }
}
