package io.jplay.modules.builtin;

import io.jplay.core.api.Decision;
import io.jplay.core.api.Effect;
import io.jplay.core.api.HostFacts;
import io.jplay.core.api.Mode;
import io.jplay.core.api.ModuleInfo;
import io.jplay.core.api.Observed;
import io.jplay.core.api.Option;
import io.jplay.core.api.Read;
import io.jplay.core.api.Reads;
import io.jplay.core.api.Result;
import io.jplay.core.api.StateModule;
import io.jplay.core.event.Diff;
import io.jplay.core.shell.ProgramOutput;
import io.jplay.core.shell.ScriptBuilder;
import io.jplay.core.value.Dict;
import io.jplay.modules.facts.Sections;
import io.jplay.modules.files.FileWrite;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Sets a host's name, now and for its next boot: by hostnamectl where systemd runs, else by the
/// file that the system has for it, or as `use` says.
@ModuleInfo(summary = "Manage hostname", diff = ModuleInfo.Support.FULL)
public final class Hostname implements StateModule<Hostname.Args> {
  private static final int LONGEST = 64;

  /// A way to keep the name. `file` is where, with `prefix` and `suffix` around the name in its
  /// line of more lines; empty for systemd's, and for those of other systems than Linux.
  public enum Use {
    ALPINE("/etc/hostname", "", ""),
    DEBIAN("/etc/hostname", "", ""),
    FREEBSD("", "", ""),
    GENERIC("", "", ""),
    MACOS("", "", ""),
    MACOSX("", "", ""),
    DARWIN("", "", ""),
    OPENBSD("", "", ""),
    OPENRC("/etc/conf.d/hostname", "hostname=\"", "\""),
    REDHAT("/etc/sysconfig/network", "HOSTNAME=", ""),
    SLES("/etc/HOSTNAME", "", ""),
    SOLARIS("", "", ""),
    SYSTEMD("", "", "");

    private final String file;
    private final String prefix;
    private final String suffix;

    Use(String file, String prefix, String suffix) {
      this.file = file;
      this.prefix = prefix;
      this.suffix = suffix;
    }
  }

  public record Args(
      @Option(required = true) String name,
      @Option Optional<Use> use,
      @Option(name = "_root") Optional<String> testRoot) {}

  private static Use use(Args a, HostFacts facts) {
    Use own = facts.serviceManager().equals("systemd") ? Use.SYSTEMD : Use.DEBIAN;
    return a.use().orElse(own);
  }

  private static Read<Sections> names(Args a, Use use) {
    var script = new ScriptBuilder();
    if (use == Use.SYSTEMD) {
      script
          .line("printf '\\036current\\n'; jp_why=$(hostnamectl --transient status 2>&1 >&3) 3>&1")
          .line("[ -z \"$jp_why\" ] || printf '\\036trouble\\n%s\\n' \"$jp_why\"")
          .line("printf '\\036file\\n'; hostnamectl --static status 2>/dev/null; :");
    } else {
      script
          .line("printf '\\036current\\n'; uname -n; printf '\\036file\\n'")
          .line("cat {} 2>/dev/null; :", path(a, use));
    }
    return new Read<>(
        "hostname " + use + a.testRoot().orElse(""),
        script.program(),
        out -> Sections.parse(out.stdout()));
  }

  private static String path(Args a, Use use) {
    return a.testRoot().orElse("") + use.file;
  }

  @Override
  public Reads reads(Args a, HostFacts facts) {
    return Reads.of(names(a, use(a, facts)));
  }

  @Override
  public Decision decide(Args a, Observed seen, Mode mode) {
    Use use = use(a, seen.facts());
    if (use != Use.SYSTEMD && use.file.isEmpty()) {
      return Decision.failed(
          "hostname module cannot be used on platform Linux by "
              + use.name().toLowerCase(Locale.ROOT));
    }
    Sections s = seen.get(names(a, use));
    String current = s.line("current", 0);
    String permanent = permanent(use, s.lines("file"));
    boolean changed = !current.equals(a.name()) || !permanent.equals(a.name());
    Optional<String> refusal = refusal(a, use, s, changed);
    if (refusal.isPresent()) {
      return Decision.failed(refusal.get());
    }
    Result result = result(a, changed);
    if (!changed) {
      return Decision.unchanged(result);
    }
    String before = current.equals(a.name()) ? permanent : current;
    Result shown =
        mode.diff()
            ? result.withDiff(
                Diff.of("", "hostname = " + before + "\n", "hostname = " + a.name() + "\n"))
            : result;
    ScriptBuilder script =
        use == Use.SYSTEMD
            ? bySystemd(a, !permanent.equals(a.name()), !current.equals(a.name()))
            : byFile(a, use, s.lines("file"));
    var run = new Effect.Run("set the host name", script.program(), false);
    return new Decision.Change(
        List.of(run),
        shown,
        Reads.NONE,
        (outputs, after) -> {
          ProgramOutput out = outputs.getLast();
          String said =
              "Command failed rc=%d, out=%s, err=%s"
                  .formatted(out.rc(), out.stdout(), out.stderr());
          return out.isOk() ? shown : Result.failed(said);
        });
  }

  private static Optional<String> refusal(Args a, Use use, Sections s, boolean changed) {
    if (use == Use.SYSTEMD && s.has("trouble") && s.line("current", 0).isEmpty()) {
      return Optional.of("Command failed rc=1, out=, err=" + s.text("trouble"));
    }
    if (use == Use.SYSTEMD && changed && a.name().length() > LONGEST) {
      return Optional.of(
          "name cannot be longer than 64 characters on systemd servers, try a shorter name");
    }
    boolean odd = a.name().isBlank() || a.name().contains("\n") || a.name().contains("\"");
    return odd || a.name().length() > LONGEST
        ? Optional.of("not a host name: " + a.name())
        : Optional.empty();
  }

  private static String permanent(Use use, List<String> lines) {
    return lines.stream()
        .map(String::strip)
        .filter(l -> l.startsWith(use.prefix))
        .map(l -> l.substring(use.prefix.length()).replace("\"", ""))
        .findFirst()
        .orElse("");
  }

  private static Result result(Args a, boolean changed) {
    int dot = a.name().indexOf('.');
    return Result.changed(changed)
        .with("name", a.name())
        .withFacts(
            Dict.builder()
                .put("ansible_hostname", dot < 0 ? a.name() : a.name().substring(0, dot))
                .put("ansible_nodename", a.name())
                .put("ansible_fqdn", a.name())
                .put("ansible_domain", dot < 0 ? "" : a.name().substring(dot + 1))
                .build());
  }

  /// The one that stays comes first: NetworkManager minds a name that is only set for now.
  private static ScriptBuilder bySystemd(Args a, boolean stays, boolean now) {
    var script = new ScriptBuilder();
    if (stays) {
      script.line("hostnamectl --pretty --static set-hostname -- {} || exit", a.name());
    }
    return now
        ? script.line("hostnamectl --transient set-hostname -- {} || exit", a.name())
        : script;
  }

  /// First the name that runs: the kernel's tool refuses what is no name.
  private static ScriptBuilder byFile(Args a, Use use, List<String> lines) {
    String line = use.prefix + a.name() + use.suffix;
    String text =
        use.prefix.isEmpty()
            ? line + "\n"
            : Stream.concat(
                    lines.stream().filter(l -> !l.strip().startsWith(use.prefix)), Stream.of(line))
                .map(l -> l + "\n")
                .collect(Collectors.joining());
    var script = new ScriptBuilder();
    if (a.testRoot().isEmpty()) {
      script.line("hostname -- {} || exit", a.name());
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return FileWrite.append(script, path(a, use), bytes, "jp_keep || exit");
  }
}
