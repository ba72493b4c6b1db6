package io.jplay.modules.posix;

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
import io.jplay.core.event.Status;
import io.jplay.modules.programs.Call;
import java.util.List;

/// A boolean of SELinux, now and, if wanted, after a boot. Imitates ansible.posix.seboolean, with
/// getsebool and setsebool.
@ModuleInfo(summary = "Toggle SELinux booleans")
public final class Seboolean implements StateModule<Seboolean.Args> {
  public record Args(
      @Option(required = true) String name,
      @Option(required = true) boolean state,
      @Option("false") boolean persistent,
      @Option("false") boolean ignoreSelinuxState) {

    String word() {
      return state ? "on" : "off";
    }
  }

  /// The running value, and whether a local setting keeps it. Without semanage only values that
  /// were set on the host are known to last.
  private record Seen(boolean enabled, String active, String stored) {
    static Seen parse(String text) {
      List<String> words = List.of(text.split("\n", -1));
      return new Seen(
          !words.contains("disabled"), value(words, "active "), value(words, "stored "));
    }

    private static String value(List<String> lines, String key) {
      return lines.stream()
          .filter(l -> l.startsWith(key))
          .map(l -> l.substring(key.length()).strip())
          .reduce("", (a, b) -> b);
    }
  }

  private static Read<Seen> state(Args a) {
    var script =
        Call.script()
            .line("selinuxenabled 2>/dev/null || echo disabled")
            .line(
                "printf 'active %s\\n' \"$(getsebool {} 2>/dev/null | sed 's/.*> //')\"", a.name())
            .line("for jp_f in /var/lib/selinux/*/active/booleans.local")
            .line("do [ ! -f \"$jp_f\" ] || sed -n {} \"$jp_f\"; done", stored(a.name()));
    return new Read<>("sebool:" + a.name(), script.program(), out -> Seen.parse(out.stdout()));
  }

  private static String stored(String name) {
    return "s/^" + name + "=1$/stored on/p;s/^" + name + "=0$/stored off/p";
  }

  @Override
  public Reads reads(Args a, HostFacts facts) {
    return a.name().matches("\\w+") ? Reads.of(state(a)) : Reads.NONE;
  }

  @Override
  public Decision decide(Args a, Observed seen, Mode mode) {
    if (!a.name().matches("\\w+")) {
      return Decision.failed("SELinux boolean " + a.name() + " does not exist.");
    }
    Seen now = seen.get(state(a));
    if (!now.enabled() && !a.ignoreSelinuxState()) {
      return Decision.failed("SELinux is disabled on this host.");
    }
    if (now.active().isEmpty()) {
      return Decision.failed("SELinux boolean " + a.name() + " does not exist.");
    }
    Result result =
        Result.ok()
            .with("name", a.name())
            .with("persistent", a.persistent())
            .with("state", a.state());
    boolean same = now.active().equals(a.word());
    boolean kept = !a.persistent() || now.stored().equals(a.word());
    if (same && kept) {
      return Decision.unchanged(result);
    }
    Call call = Call.of("setsebool");
    Call set = a.persistent() ? call.with("-P") : call;
    return Call.change(List.of(set.with(a.name(), a.word())), result.withStatus(Status.CHANGED));
  }
}
