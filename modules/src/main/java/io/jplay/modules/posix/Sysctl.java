package io.jplay.modules.posix;

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
import io.jplay.core.shell.ScriptBuilder;
import io.jplay.core.value.Bool;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import io.jplay.modules.files.FileAttributes;
import io.jplay.modules.files.FileWrite;
import io.jplay.modules.files.TextEdit;
import io.jplay.modules.files.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Manages entries of sysctl.conf and the values of the running kernel. Imitates
/// ansible.posix.sysctl.
@ModuleInfo(
    summary = "Manage entries in sysctl.conf",
    diff = ModuleInfo.Support.FULL,
    requiredIf = "state=present: value")
public final class Sysctl implements StateModule<Sysctl.Args> {
  /// Whether the entry is in the file.
  public enum State {
    PRESENT,
    ABSENT
  }

  public record Args(
      @Option(required = true, aliases = "key") String name,
      @Option(aliases = "val") Optional<Value> value,
      @Option("present") State state,
      @Option("true") boolean reload,
      @Option("false") boolean sysctlSet,
      @Option("false") boolean ignoreerrors,
      @Option("/etc/sysctl.conf") String sysctlFile) {

    /// Whether the value that the kernel has counts: like ansible.posix sysctl.py also where the
    /// file is loaded, since somebody may have changed the value, or only the file, before.
    boolean minds() {
      return (sysctlSet || reload) && state == State.PRESENT;
    }

    /// As the kernel shows it: words with one blank between, booleans as numbers.
    String text() {
      Value given = value.orElse(Str.EMPTY);
      if (given instanceof Bool b) {
        return b.value() ? "1" : "0";
      }
      String text = Texts.plain(given).strip().replaceAll("\\s+", " ");
      return switch (text.toLowerCase(Locale.ROOT)) {
        case "yes", "true", "on" -> "1";
        case "no", "false", "off" -> "0";
        default -> text;
      };
    }
  }

  private static TextEdit edit(Args a) {
    return new TextEdit(a.sysctlFile(), FileAttributes.NONE, FileWrite.Options.NONE, true);
  }

  private static Read<String> running(String name) {
    var program =
        new ScriptBuilder()
            .line("PATH=$PATH:/sbin:/usr/sbin")
            .line("sysctl -e -n -- {} 2>/dev/null", name)
            .program();
    return new Read<>(
        "sysctl:" + name, program, output -> output.stdout().strip().replaceAll("\\s+", " "));
  }

  @Override
  public Reads reads(Args a, HostFacts facts) {
    var reads = new ArrayList<Read<?>>(edit(a).reads(facts).list());
    if (a.minds()) {
      reads.add(running(a.name()));
    }
    return new Reads(reads);
  }

  @Override
  public Decision decide(Args a, Observed seen, Mode mode) {
    if (a.name().isBlank() || a.name().matches("(?s).*[=\\s].*") || a.name().startsWith("-")) {
      return Decision.failed(
          a.name().isBlank()
              ? "name cannot be blank"
              : "name cannot hold a blank or an equals sign, nor begin with a dash");
    }
    if (a.state() == State.PRESENT && a.text().isEmpty()) {
      return Decision.failed("value cannot be blank");
    }
    TextEdit edit = edit(a);
    TextEdit.Text before = edit.text(seen);
    String after = edited(a, before.text());
    boolean differs = a.minds() && !seen.get(running(a.name())).equals(a.text());
    boolean set = a.sysctlSet() && differs;
    boolean same = before.text().equals(after);
    if (same && !differs) {
      return Decision.unchanged(Result.ok());
    }
    // a value that the kernel refuses is not written; the file is loaded when it has been
    var effects = new ArrayList<Effect>();
    if (set) {
      effects.add(tool(a, "set " + a.name(), "-w", a.name() + "=" + a.text()));
    }
    int first = effects.size();
    Result result = Result.changed();
    Decision.Finish written = (outputs, seenAfter) -> Result.changed();
    if (!same) {
      var answer = new TextEdit.Answer(Result.ok(), "", "backup");
      if (edit.decide(before, after, answer, seen, mode) instanceof Decision.Change change) {
        effects.addAll(change.effects());
        result = told(change.predicted());
        written = (outputs, seenAfter) -> told(change.finish().finish(outputs, seenAfter));
      }
    }
    int writes = (int) effects.stream().skip(first).filter(e -> e instanceof Effect.Run).count();
    if (a.reload()) {
      effects.add(tool(a, "reload sysctl", "-p", a.sysctlFile()));
    }
    Decision.Finish finish = written;
    Result changed = result;
    return new Decision.Change(
        effects,
        changed,
        Reads.NONE,
        (outputs, then) ->
            writes == 0 ? changed : finish.finish(outputs.subList(first, first + writes), then));
  }

  /// With `ignoreerrors` sysctl passes over keys that the kernel does not have; what it still
  /// refuses fails the task.
  private static Effect tool(Args a, String what, String... words) {
    var all = new ArrayList<String>(List.of("sysctl"));
    all.addAll(a.ignoreerrors() ? List.of("-e") : List.of());
    all.addAll(List.of(words));
    var script = new ScriptBuilder().line("PATH=$PATH:/sbin:/usr/sbin").command(all).program();
    return Effect.run(what, script);
  }

  /// The first line of the name gets the value, further ones go; all else stays.
  private static String edited(Args a, String text) {
    var lines = new StringBuilder();
    boolean found = false;
    for (String line : TextEdit.lines(text)) {
      String stripped = line.strip();
      int equals = stripped.indexOf('=');
      boolean entry = equals > 0 && !stripped.startsWith("#") && !stripped.startsWith(";");
      String name = entry ? stripped.substring(0, equals).strip() : "";
      if (!name.equals(a.name())) {
        lines.append(line);
        continue;
      }
      if (a.state() == State.PRESENT && !found) {
        String value = stripped.substring(equals + 1).strip().replaceAll("\\s+", " ");
        lines.append(value.equals(a.text()) ? line : a.name() + "=" + a.text() + "\n");
      }
      found = true;
    }
    if (a.state() == State.PRESENT && !found) {
      if (!lines.isEmpty() && lines.charAt(lines.length() - 1) != '\n') {
        lines.append('\n');
      }
      lines.append(a.name()).append('=').append(a.text()).append('\n');
    }
    return lines.toString();
  }

  /// Without the message of a text edit, which this module has not.
  private static Result told(Result result) {
    return result.isFailed() ? result : result.without("msg");
  }
}
