package io.jplay.modules.builtin;

import io.jplay.core.api.ActionModule;
import io.jplay.core.api.ModuleFailure;
import io.jplay.core.api.ModuleInfo;
import io.jplay.core.api.Option;
import io.jplay.core.api.Read;
import io.jplay.core.api.RemoteSession;
import io.jplay.core.api.Result;
import io.jplay.core.api.TaskContext;
import io.jplay.core.api.TransportException;
import io.jplay.core.shell.ProgramOutput;
import io.jplay.core.shell.ScriptBuilder;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Int;
import io.jplay.core.value.Null;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import io.jplay.modules.files.PathState;
import io.jplay.modules.files.PythonRegex;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Waits for a port or a file, asked from the host. An action because it asks again and again.
@ModuleInfo(
    summary = "Waits for a condition before continuing",
    onlyReads = true,
    check = ModuleInfo.Support.NONE,
    exclusiveByModule = "port, path")
public final class WaitFor implements ActionModule<WaitFor.Args> {
  public enum State {
    ABSENT,
    DRAINED,
    PRESENT,
    STARTED,
    STOPPED
  }

  public record Args(
      @Option("127.0.0.1") String host,
      @Option("300") int timeout,
      @Option("5") int connectTimeout,
      @Option("0") int delay,
      @Option OptionalInt port,
      @Option List<String> activeConnectionStates,
      @Option("started") State state,
      @Option Optional<String> path,
      @Option Optional<String> searchRegex,
      @Option List<String> excludeHosts,
      @Option("1") int sleep,
      @Option Optional<String> msg) {
    public Args {
      activeConnectionStates = List.copyOf(activeConnectionStates);
      excludeHosts = List.copyOf(excludeHosts);
    }
  }

  private static Optional<String> refusal(Args a) {
    if (a.port().isPresent() && a.path().isPresent()) {
      return Optional.of("port and path parameter can not both be passed to wait_for");
    }
    if (a.path().isPresent() && a.state() == State.DRAINED) {
      return Optional.of(
          "state=drained should only be used for checking a port in the wait_for module");
    }
    if (a.path().isPresent() && a.state() == State.STOPPED) {
      return Optional.of(
          "state=stopped should only be used for checking a port in the wait_for module");
    }
    if (!a.excludeHosts().isEmpty() && a.state() != State.DRAINED) {
      return Optional.of("exclude_hosts should only be with state=drained");
    }
    return a.activeConnectionStates().stream()
        .filter(s -> !PortConnections.states().contains(s))
        .findFirst()
        .map("unknown active_connection_state (%s) defined"::formatted);
  }

  private static Optional<PythonRegex> regex(Args a) {
    try {
      return a.searchRegex().map(r -> PythonRegex.compile(r, Pattern.MULTILINE));
    } catch (ModuleFailure bad) {
      String why = bad.result().fields().text("msg").orElse("");
      throw new ModuleFailure(
          Result.failed(
                  "Invalid regular expression: "
                      + why.replaceFirst("(?s)^bad regular expression .*': ", ""))
              .with("elapsed", 0));
    }
  }

  @Override
  public Result run(Args a, TaskContext context, RemoteSession session)
      throws TransportException, InterruptedException {
    Optional<PythonRegex> regex = regex(a);
    Optional<String> refusal = refusal(a);
    if (refusal.isPresent()) {
      return Result.failed(refusal.get()).with("elapsed", 0);
    }
    long start = System.nanoTime();
    context.sleep(Duration.ofSeconds(a.delay()));
    if (a.port().isEmpty() && a.path().isEmpty()) {
      context.sleep(Duration.ofSeconds(a.timeout()));
      return describe(a, start, Optional.empty(), Map.of());
    }
    ScriptBuilder script = script(a);
    while (true) {
      ProgramOutput out = session.run(script.program());
      Optional<Matcher> found =
          regex.filter(_ -> isRead(a)).map(r -> r.matcher(out.stdout())).filter(Matcher::find);
      boolean there = out.isOk() && (regex.isEmpty() || found.isPresent());
      boolean done =
          switch (a.state()) {
            case STARTED, PRESENT -> there;
            // the text does not count: only whether it is there at all
            case STOPPED, ABSENT -> !out.isOk();
            case DRAINED -> isDrained(a, out);
          };
      if (out.rc() == 125) {
        return Result.failed(
                "Failed to stat %s, %s".formatted(a.path().get(), out.stderr().strip()))
            .with("elapsed", elapsed(start));
      }
      if (out.rc() == 126) {
        return Result.failed("the host has no tool to try a port (bash, nc, ss, /proc/net/tcp)");
      }
      if (done) {
        Map<String, Integer> names = regex.map(PythonRegex::names).orElse(Map.of());
        return seen(a, session, describe(a, start, found, names));
      }
      if (elapsed(start) >= a.timeout()) {
        return Result.failed(a.msg().orElse(timeout(a))).with("elapsed", elapsed(start));
      }
      context.sleep(Duration.ofSeconds(Math.max(1, a.sleep())));
    }
  }

  /// Whether what is there is looked at, too.
  private static boolean isRead(Args a) {
    return a.searchRegex().isPresent()
        && (a.state() == State.STARTED || a.state() == State.PRESENT);
  }

  private static boolean isDrained(Args a, ProgramOutput out) {
    PortConnections connections = PortConnections.parse(out.stdout());
    if (!connections.isResolved()) {
      throw new ModuleFailure("the host does not know the address of " + a.host());
    }
    return connections.isDrained(a.activeConnectionStates());
  }

  private static ScriptBuilder script(Args a) {
    if (a.state() == State.DRAINED) {
      return PortConnections.script(a.host(), a.port().orElseThrow(), a.excludeHosts());
    }
    var script = new ScriptBuilder();
    if (a.path().isPresent()) {
      script
          .line("jp_f={}", a.path().get())
          .line("[ -e \"$jp_f\" ] || case $(ls -d -- \"$jp_f\" 2>&1) in")
          .line("*ot\\ a\\ directory*) echo 'Not a directory' >&2; exit 125 ;;")
          .line("*ermission\\ denied*) echo 'Permission denied' >&2; exit 125 ;;")
          .line("*) exit 1 ;; esac");
      return isRead(a) ? script.line("cat \"$jp_f\"") : script;
    }
    script.line(
        "jp_h={} jp_p={} jp_t={}", a.host(), "" + a.port().getAsInt(), "" + a.connectTimeout());
    String send = isRead(a) ? "timeout 2 cat <&3; :" : ":";
    return script
        .line("export jp_h jp_p")
        .line("if command -v bash >/dev/null 2>&1; then")
        .line(
            "timeout \"$jp_t\" bash -c 'exec 3<>\"/dev/tcp/$jp_h/$jp_p\" || exit 1; "
                + send
                + "' 2>/dev/null")
        .line("elif command -v nc >/dev/null 2>&1; then")
        .line("nc -w \"$jp_t\" \"$jp_h\" \"$jp_p\" </dev/null 2>/dev/null")
        .line("elif [ -r /proc/net/tcp ]; then")
        .line("jp_x=$(printf '%04X' \"$jp_p\")")
        .line("awk -v p=\":$jp_x$\" '$2 ~ p && $4 == \"0A\" { n++ } END { exit n == 0 }' \\")
        .line("/proc/net/tcp /proc/net/tcp6 2>/dev/null")
        .line("else exit 126; fi");
  }

  private static String timeout(Args a) {
    String what =
        a.path().isPresent()
            ? a.state() == State.ABSENT || a.state() == State.STOPPED
                ? "%s to be absent.".formatted(a.path().get())
                : a.searchRegex().isPresent()
                    ? "search string %s in %s".formatted(a.searchRegex().get(), a.path().get())
                    : "file %s".formatted(a.path().get())
            : a.state() == State.DRAINED
                ? "%s:%d to drain".formatted(a.host(), a.port().getAsInt())
                : a.state() == State.STOPPED || a.state() == State.ABSENT
                    ? "%s:%d to stop.".formatted(a.host(), a.port().getAsInt())
                    : a.searchRegex().isPresent()
                        ? "search string %s in %s:%d"
                            .formatted(a.searchRegex().get(), a.host(), a.port().getAsInt())
                        : "%s:%d".formatted(a.host(), a.port().getAsInt());
    return "Timeout when waiting for " + what;
  }

  /// What the path is now, where there is one.
  private static Result seen(Args a, RemoteSession session, Result result)
      throws TransportException {
    if (a.path().isEmpty()) {
      return result;
    }
    Read<PathState> read = PathState.read(a.path().get(), session.facts());
    return read.parser().apply(session.run(read.program())).describe(result);
  }

  private static Result describe(
      Args a, long start, Optional<Matcher> found, Map<String, Integer> names) {
    Value port = a.port().isPresent() ? Int.of(a.port().getAsInt()) : Null.NULL;
    var groups = new ArrayList<Value>();
    var named = Dict.builder();
    found.ifPresent(m -> {
      for (int i = 1; i <= m.groupCount(); i++) {
        groups.add(m.group(i) == null ? Null.NULL : Str.of(m.group(i)));
      }
      names.forEach((n, i) -> named.put(n, m.group(i) == null ? Null.NULL : Str.of(m.group(i))));
    });
    return Result.ok()
        .with("state", a.state().name().toLowerCase(Locale.ROOT))
        .with("port", port)
        .with("search_regex", a.searchRegex().<Value>map(Str::of).orElse(Null.NULL))
        .with("match_groups", Seq.of(groups))
        .with("match_groupdict", named.build())
        .with("path", a.path().<Value>map(Str::of).orElse(Null.NULL))
        .with("elapsed", elapsed(start));
  }

  private static long elapsed(long start) {
    return (System.nanoTime() - start) / 1_000_000_000L;
  }
}
