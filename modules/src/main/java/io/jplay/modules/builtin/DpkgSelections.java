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
import io.jplay.core.event.Status;
import io.jplay.core.shell.ScriptBuilder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/// What dpkg is to do with a package (hold, install, ...). Imitates
/// ansible.builtin.dpkg_selections.
@ModuleInfo(summary = "Dpkg package selection selections")
public final class DpkgSelections implements StateModule<DpkgSelections.Args> {
  /// The selections of dpkg.
  public enum Selection {
    INSTALL,
    HOLD,
    DEINSTALL,
    PURGE;

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public record Args(
      @Option(required = true) String name, @Option(required = true) Selection selection) {}

  private static Read<String> current(Args a) {
    return new Read<>(
        "dpkg-selection:" + a.name(),
        new ScriptBuilder().line("dpkg --get-selections {}", a.name()).program(),
        output -> {
          String[] words = output.stdout().lines().findFirst().orElse("").strip().split("\\s+");
          return words.length > 1 ? words[1] : "not present";
        });
  }

  @Override
  public Reads reads(Args a, HostFacts facts) {
    return Reads.of(current(a));
  }

  @Override
  public Decision decide(Args a, Observed seen, Mode mode) {
    // they go to dpkg as words of one line
    if (!a.name().matches("[A-Za-z0-9][A-Za-z0-9+.:-]*")) {
      return Decision.failed("not a package name: " + a.name());
    }
    String before = seen.get(current(a));
    String after = a.selection().text();
    if (before.equals("not present")) {
      return Decision.failed(
          "Failed to find package '%s' to perform selection '%s'.".formatted(a.name(), after));
    }
    Result result = Result.ok().with("before", before).with("after", after);
    if (before.equals(after)) {
      return Decision.unchanged(result);
    }
    var script =
        new ScriptBuilder()
            .line("dpkg --set-selections")
            .stdin((a.name() + " " + after + "\n").getBytes(StandardCharsets.UTF_8));
    return Decision.change(
        List.of(Effect.run("set the selection of " + a.name(), script.program())),
        result.withStatus(Status.CHANGED));
  }
}
