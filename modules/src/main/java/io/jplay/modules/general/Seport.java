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
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import io.jplay.modules.programs.Call;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The SELinux type of network ports. Imitates community.general.seport, with semanage.
@ModuleInfo(summary = "Manage SELinux network port type definitions")
public final class Seport implements StateModule<Seport.Args> {
  public enum State {
    ABSENT,
    PRESENT
  }

  public enum Proto {
    TCP,
    UDP
  }

  public record Args(
      @Option(required = true) List<String> ports,
      @Option(required = true) Proto proto,
      @Option(required = true) String setype,
      @Option("present") State state,
      @Option("true") boolean reload,
      @Option("false") boolean ignoreSelinuxState,
      @Option("false") boolean local) {

    String protocol() {
      return proto.name().toLowerCase(Locale.ROOT);
    }

    List<String> each() {
      return ports.stream().map(String::strip).distinct().toList();
    }
  }

  /// One row of the list: a type and the ports that have it.
  private record Row(String type, String proto, List<String> ports) {
    static Optional<Row> parse(String line) {
      String[] words = line.strip().split("\\s+", 3);
      return words.length < 3
          ? Optional.empty()
          : Optional.of(new Row(words[0], words[1], Arrays.asList(words[2].split(",\\s*"))));
    }
  }

  /// Whether SELinux is on, and the rows of all ports or of those that were set on the host.
  private record Seen(boolean enabled, List<Row> all, List<Row> local) {
    static Seen parse(String text) {
      List<String> lines = text.lines().toList();
      return new Seen(!lines.contains("disabled"), rows(lines, "all "), rows(lines, "local "));
    }

    private static List<Row> rows(List<String> lines, String which) {
      return lines.stream()
          .filter(l -> l.startsWith(which))
          .flatMap(l -> Row.parse(l.substring(which.length())).stream())
          .toList();
    }

    static Optional<String> type(List<Row> rows, String port, String proto) {
      return rows.stream()
          .filter(r -> r.proto().equals(proto) && r.ports().contains(port))
          .map(Row::type)
          .findFirst();
    }

    static boolean has(List<Row> rows, String port, Args a) {
      return rows.stream()
          .anyMatch(r ->
              r.type().equals(a.setype())
                  && r.proto().equals(a.protocol())
                  && r.ports().contains(port));
    }
  }

  private static Read<Seen> state() {
    var script =
        Call.needs(Call.script(), "semanage")
            .line("selinuxenabled 2>/dev/null || echo disabled")
            .line("jp_all=$(semanage port -l -n) || exit")
            .line("printf '%s\\n' \"$jp_all\" | sed 's/^/all /'")
            .line("jp_all=$(semanage port -l -n -C) || exit")
            .line("printf '%s\\n' \"$jp_all\" | sed 's/^/local /'");
    return new Read<>(
        "seport",
        script.program(),
        out -> {
          if (!Call.found(out).isOk()) {
            throw new ModuleFailure(out.stderr().strip());
          }
          return Seen.parse(out.stdout());
        });
  }

  @Override
  public Reads reads(Args a, HostFacts facts) {
    return Reads.of(state());
  }

  @Override
  public Decision decide(Args a, Observed seen, Mode mode) {
    for (String port : a.each()) {
      if (!port.matches("\\d{1,5}(-\\d{1,5})?")) {
        return Decision.failed("not a port or a range of ports: " + port);
      }
    }
    Seen now = seen.get(state());
    if (!now.enabled() && !a.ignoreSelinuxState()) {
      return Decision.failed("SELinux is disabled on this host.");
    }
    Result result =
        Result.ok()
            .with("ports", Seq.of(a.each().stream().<Value>map(Str::of).toList()))
            .with("proto", a.protocol())
            .with("setype", a.setype())
            .with("state", a.state().name().toLowerCase(Locale.ROOT));
    List<Call> calls = a.each().stream().flatMap(port -> call(a, now, port).stream()).toList();
    return calls.isEmpty()
        ? Decision.unchanged(result)
        : Call.change(calls, result.withStatus(Status.CHANGED));
  }

  /// A port that has another type gets this one; only what was set on the host can be removed.
  private static Optional<Call> call(Args a, Seen now, String port) {
    boolean has = Seen.has(a.local() ? now.local() : now.all(), port, a);
    if (has == (a.state() == State.PRESENT)) {
      return Optional.empty();
    }
    Call tool = a.reload() ? Call.of("semanage", "port") : Call.of("semanage", "port", "-N");
    if (a.state() == State.ABSENT) {
      return Optional.of(tool.with("-d", "-t", a.setype(), "-p", a.protocol(), port));
    }
    boolean known = Seen.type(now.all(), port, a.protocol()).isPresent();
    return Optional.of(tool.with(known ? "-m" : "-a", "-t", a.setype(), "-p", a.protocol(), port));
  }
}
