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
import io.jplay.core.shell.ProgramOutput;
import io.jplay.modules.programs.Call;
import java.util.List;
import java.util.Optional;

/// Modules of Apache on Debian and its kin, by a2enmod and a2dismod. Imitates
/// community.general.apache2_module.
@ModuleInfo(summary = "Enables or disables a module of the Apache2 webserver")
public final class Apache2Module implements StateModule<Apache2Module.Args> {
  public enum State {
    PRESENT,
    ABSENT;

    String word() {
      return this == PRESENT ? "enabled" : "disabled";
    }
  }

  public record Args(
      @Option(required = true) String name,
      @Option Optional<String> identifier,
      @Option("present") State state,
      @Option("false") boolean force,
      @Option("false") boolean ignoreConfigcheck,
      @Option("true") boolean warnMpmAbsent) {

    private String module() {
      return identifier.orElseGet(() -> conventional(name));
    }

    private Call tool() {
      return Call.of(state == State.PRESENT ? "a2enmod" : "a2dismod");
    }
  }

  /// The name that Apache gives a module, where it is not the same with `_module`.
  private static String conventional(String name) {
    if (name.matches("php\\d.*")) {
      return name.startsWith("php8") ? "php_module" : name.replaceFirst("(php\\d).*", "$1_module");
    }
    return switch (name) {
      case "cgid" -> "cgid_module";
      case "dump_io" -> "dumpio_module";
      case "evasive" -> "evasive20_module";
      case "shib", "shib2" -> "mod_shib";
      default -> name + "_module";
    };
  }

  private static Read<ProgramOutput> modules() {
    var script =
        Call.script()
            .line("for jp_t in apache2ctl apachectl; do command -v $jp_t >/dev/null || continue")
            .line("$jp_t -M; exit; done; exit 127");
    return new Read<>("apache2ctl -M", script.program(), out -> out);
  }

  private static Read<Boolean> tool(Args a) {
    String name = a.tool().words().getFirst();
    var script = Call.script().line("command -v {} >/dev/null", name);
    return new Read<>("tool:" + name, script.program(), ProgramOutput::isOk);
  }

  @Override
  public Reads reads(Args a, HostFacts facts) {
    return Reads.of(modules(), tool(a));
  }

  @Override
  public Decision decide(Args a, Observed seen, Mode mode) {
    String done = "Module %s %s".formatted(a.name(), a.state().word());
    if (a.name().equals("cgi") && a.state() == State.PRESENT && threaded(seen)) {
      return Decision.failed(
          "Your MPM seems to be threaded. No automatic actions on module cgi possible.");
    }
    boolean wanted = a.state() == State.PRESENT;
    if (isEnabled(a, seen.get(modules())) == wanted) {
      return Decision.unchanged(Result.ok().with("result", done));
    }
    if (!seen.get(tool(a))) {
      return Decision.failed(
          "%s not found. Perhaps this system does not use %s to manage apache"
              .formatted(a.tool().words().getFirst(), a.tool().words().getFirst()));
    }
    Call call = !wanted && a.force() ? a.tool().with("-f") : a.tool();
    List<Call> calls = List.of(call.with(a.name()));
    Result changed = Result.changed().with("result", done);
    return new Decision.Change(
        Call.effects(calls),
        changed,
        Reads.of(modules()),
        (outputs, after) ->
            isEnabled(a, after.get(modules())) == wanted ? changed : refused(a, outputs.getLast()));
  }

  private static Result refused(Args a, ProgramOutput out) {
    return Result.failed(
            "Failed to set module %s to %s:\n%s\nMaybe the module identifier (%s) was guessed incorrectly.Consider setting the \"identifier\" option."
                .formatted(a.name(), a.state().word(), out.stdout(), a.module()))
        .with("rc", out.rc())
        .with("stdout", out.stdout())
        .with("stderr", out.stderr());
  }

  private static boolean threaded(Observed seen) {
    return seen.get(modules()).stdout().matches("(?s).*mpm_(worker|event)_module.*");
  }

  private static boolean isEnabled(Args a, ProgramOutput out) {
    if (out.rc() == 127) {
      throw new ModuleFailure(
          "None of httpd, apachectl or apache2ctl found. At least one apache control binary is"
              + " necessary.");
    }
    if (!out.isOk()) {
      boolean mpm = out.stderr().contains("AH00534") && a.name().startsWith("mpm_");
      if (mpm || a.ignoreConfigcheck()) {
        return false;
      }
      throw new ModuleFailure("Error executing apache2ctl: " + out.stderr());
    }
    return out.stdout().lines().anyMatch(l -> l.strip().startsWith(a.module() + " "));
  }
}
