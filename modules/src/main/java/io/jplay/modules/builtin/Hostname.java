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
import io.jplay.core.shell.ScriptBuilder;
import io.jplay.core.value.Dict;
import io.jplay.modules.facts.Sections;
import java.util.List;
import java.util.Optional;

/// Sets a host's name, now and for its next boot.
@ModuleInfo(summary = "Manage hostname", diff = ModuleInfo.Support.FULL)
public final class Hostname implements StateModule<Hostname.Args> {
  public record Args(@Option(required = true) String name, @Option Optional<String> use) {}

  private static final Read<Sections> NAMES =
      new Read<>(
          "hostname",
          new ScriptBuilder()
              .line("printf '\\036current\\n'; uname -n; printf '\\036file\\n'")
              .line(
                  "cat /etc/hostname 2>/dev/null || sed -n 's/^HOSTNAME=//p' /etc/sysconfig/network"
                      + " 2>/dev/null; :")
              .program(),
          out -> Sections.parse(out.stdout()));

  @Override
  public Reads reads(Args a, HostFacts facts) {
    return Reads.of(NAMES);
  }

  @Override
  public Decision decide(Args a, Observed seen, Mode mode) {
    if (a.name().isBlank() || a.name().length() > 64 || a.name().contains("\n")) {
      return Decision.failed("not a host name: " + a.name());
    }
    Sections s = seen.get(NAMES);
    String current = s.line("current", 0);
    String permanent = s.line("file", 0);
    boolean changed = !current.equals(a.name()) || !permanent.equals(a.name());
    int dot = a.name().indexOf('.');
    Result result =
        Result.changed(changed)
            .with("name", a.name())
            .withFacts(
                Dict.builder()
                    .put("ansible_hostname", dot < 0 ? a.name() : a.name().substring(0, dot))
                    .put("ansible_nodename", a.name())
                    .put("ansible_fqdn", a.name())
                    .put("ansible_domain", dot < 0 ? "" : a.name().substring(dot + 1))
                    .build());
    if (!changed) {
      return Decision.unchanged(result);
    }
    var script =
        new ScriptBuilder()
            .line("jp_n={}", a.name())
            .line("if [ -d /run/systemd/system ] && command -v hostnamectl >/dev/null; then")
            .line("hostnamectl set-hostname \"$jp_n\" && exit; fi")
            // first the name that runs: the kernel's tool refuses what is no name
            .line("hostname \"$jp_n\" || exit")
            .line(
                "printf '%s\\n' \"$jp_n\" >/etc/hostname.jplay && chmod 644 /etc/hostname.jplay &&")
            .line("mv /etc/hostname.jplay /etc/hostname");
    Result shown =
        mode.diff()
            ? result.withDiff(
                Diff.of(
                    "hostname", "hostname = " + permanent + "\n", "hostname = " + a.name() + "\n"))
            : result;
    return Decision.change(List.of(Effect.run("set the host name", script.program())), shown);
  }
}
