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
import io.jplay.core.shell.ShellProgram;
import io.jplay.core.value.Seq;
import io.jplay.modules.facts.Sections;
import io.jplay.modules.files.FileWrite;
import io.jplay.modules.programs.Call;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// Entries of a user's crontab, or of a file in /etc/cron.d.
@ModuleInfo(
    summary = "Manage cron.d and crontab entries",
    diff = ModuleInfo.Support.FULL,
    neededByModule = "job if state=present",
    mutuallyExclusive = "insertafter, insertbefore")
public final class Cron implements StateModule<Cron.Args> {
  private static final Call CRONTAB = Call.of("crontab", "-");
  private static final String MARK = "#Ansible: ";

  public enum State {
    PRESENT,
    ABSENT
  }

  /// Instead of the five fields of a time.
  public enum SpecialTime {
    REBOOT,
    YEARLY,
    ANNUALLY,
    MONTHLY,
    WEEKLY,
    DAILY,
    HOURLY
  }

  public record Args(
      @Option(required = true) String name,
      @Option Optional<String> user,
      @Option(aliases = "value") Optional<String> job,
      @Option("present") State state,
      @Option Optional<String> cronFile,
      @Option("false") boolean backup,
      @Option("*") String minute,
      @Option("*") String hour,
      @Option(value = "*", aliases = "dom") String day,
      @Option("*") String month,
      @Option(value = "*", aliases = "dow") String weekday,
      @Option Optional<SpecialTime> specialTime,
      @Option("false") boolean disabled,
      @Option("false") boolean env,
      @Option Optional<String> insertafter,
      @Option Optional<String> insertbefore) {}

  private static Optional<String> file(Args a) {
    return a.cronFile().map(f -> f.startsWith("/") ? f : "/etc/cron.d/" + f);
  }

  private static Read<Sections> table(Args a) {
    var script = new ScriptBuilder().line("printf '\\036table\\n'");
    file(a)
        .ifPresentOrElse(
            f -> script.line("cat {} 2>/dev/null", f),
            () ->
                crontab(a, script)
                    .line("command -v crontab >/dev/null || { printf '\\036missing\\n'; exit 0; }")
                    .line("jp_crontab -l 2>/dev/null"));
    return new Read<>(
        "cron " + file(a) + a.user(),
        script.line(":").program(),
        out -> Sections.parse(out.stdout()));
  }

  /// Defines `jp_crontab`; only root may name another user, and some crontabs let nobody name
  /// itself.
  private static ScriptBuilder crontab(Args a, ScriptBuilder script) {
    return script
        .line("jp_user={}", a.user().orElse(""))
        .line("jp_crontab() { if [ -z \"$jp_user\" ] || [ \"$jp_user\" = \"$(id -un)\" ]; then")
        .line("crontab \"$@\"; else crontab -u \"$jp_user\" \"$@\"; fi; }");
  }

  @Override
  public Reads reads(Args a, HostFacts facts) {
    return Reads.of(table(a));
  }

  @Override
  public Decision decide(Args a, Observed seen, Mode mode) {
    Sections s = seen.get(table(a));
    if (file(a).filter("/etc/crontab"::equals).isPresent()) {
      return Decision.failed("Will not manage /etc/crontab via cron_file, see documentation.");
    }
    if (s.has("missing")) {
      return Decision.failed("Failed to find required executable \"crontab\"");
    }
    boolean timed =
        Stream.of(a.minute(), a.hour(), a.day(), a.month(), a.weekday())
            .anyMatch(t -> !t.equals("*"));
    if (a.specialTime().isPresent() && timed) {
      return Decision.failed("You must specify time and date fields or special time.");
    }
    if (a.cronFile().isPresent() && a.user().isEmpty() && a.state() == State.PRESENT) {
      return Decision.failed("To use cron_file=... parameter you must specify user=... as well");
    }
    if (a.state() == State.PRESENT && a.job().isEmpty()) {
      return Decision.failed("You must specify 'job' to install a new cron job or variable");
    }
    boolean placed = a.insertafter().isPresent() || a.insertbefore().isPresent();
    if (placed && !a.env() && a.state() == State.PRESENT) {
      return Decision.failed("Insertafter and insertbefore parameters are valid only with env=yes");
    }
    if (a.env() && a.name().contains(" ")) {
      return Decision.failed("Invalid name for environment variable");
    }
    return edited(a, s, mode);
  }

  private static Decision edited(Args a, Sections s, Mode mode) {
    List<String> before = clean(s.lines("table"));
    Optional<String> lost = a.env() ? missing(a, before) : Optional.empty();
    if (lost.isPresent()) {
      return Decision.failed("Variable named '%s' not found.".formatted(lost.get()));
    }
    List<String> after = a.env() ? variables(a, before) : jobs(a, before);
    boolean changed = !after.equals(before);
    boolean removesFile = changed && a.cronFile().isPresent() && after.isEmpty();
    Result named =
        a.cronFile()
            .map(f -> Result.changed(changed).with("cron_file", f))
            .orElse(Result.changed(changed));
    Optional<String> name = a.cronFile().map(f -> f.substring(f.lastIndexOf('/') + 1));
    if (name.filter(n -> !n.matches("[A-Za-z0-9_-]+")).isPresent()) {
      // cron passes over it
      named =
          named.withWarning(
              "Filename portion of cron_file (\"%s\") should consist solely of upper- and lower-case letters, digits, underscores, and hyphens"
                  .formatted(name.get()));
    }
    if (a.job().filter(job -> !a.env() && job.strip().matches("(?s).*[\r\n].*")).isPresent()) {
      named = named.withWarning("Job should not contain line breaks");
    }
    Result result =
        removesFile
            ? named.with("state", "absent")
            : named
                .with("jobs", Seq.ofTexts(names(after)))
                .with("envs", Seq.ofTexts(variableNames(after)));
    if (!changed) {
      return Decision.unchanged(result);
    }
    String old = text(before);
    String text = text(after);
    String header =
        file(a).or(() -> a.user().map("crontab for user \"%s\""::formatted)).orElse("crontab");
    Diff diff = new Diff(header, removesFile ? "/dev/null" : header, old, text, "");
    Result shown = mode.diff() ? result.withDiff(diff) : result;
    return new Decision.Change(
        List.of(new Effect.Run("write " + header, write(a, text), false)),
        shown,
        Reads.NONE,
        (outputs, _) -> written(a, shown, outputs.getLast()));
  }

  private static Result written(Args a, Result result, ProgramOutput output) {
    if (!output.isOk()) {
      Result failed = Result.failed(output.stderr());
      // what the program comes to: only root may name another user
      return file(a).isPresent()
          ? failed
          : failed.with(
              "cmd", a.user().map(u -> Call.of("crontab", "-u", u, "-")).orElse(CRONTAB).shown());
    }
    return a.backup() ? result.with("backup_file", output.stdout().strip()) : result;
  }

  /// The variable beside which another is to stand, when it is not there.
  private static Optional<String> missing(Args a, List<String> lines) {
    List<String> names = variableNames(lines);
    boolean isNew = a.state() == State.PRESENT && !names.contains(a.name());
    return isNew
        ? a.insertafter().or(a::insertbefore).filter(n -> !names.contains(n))
        : Optional.empty();
  }

  /// crontab of some systems adds three lines of its own at the top when it lists a table.
  private static List<String> clean(List<String> lines) {
    var all = new ArrayList<>(lines);
    for (int i = 0; i < 3 && !all.isEmpty(); i++) {
      if (!all.getFirst()
          .matches(
              "# DO NOT EDIT THIS FILE.*|# \\(.+ installed on .*\\)|# \\(Cron version .*\\)")) {
        break;
      }
      all.removeFirst();
    }
    return all;
  }

  private static List<String> jobs(Args a, List<String> lines) {
    var next = new ArrayList<String>();
    boolean found = false;
    boolean old = false;
    for (String line : lines) {
      if (old) {
        // the line behind the mark is the job
        old = false;
        continue;
      }
      if (!line.equals(MARK + a.name())) {
        next.add(line);
        continue;
      }
      old = true;
      if (a.state() == State.PRESENT && !found) {
        next.add(MARK + a.name());
        next.add(job(a));
      }
      found = true;
    }
    if (!found && a.state() == State.PRESENT) {
      next.add(MARK + a.name());
      next.add(job(a));
    }
    return next;
  }

  private static String job(Args a) {
    String off = a.disabled() ? "#" : "";
    String job = a.job().orElse("").replaceAll("[\\r\\n]+$", "");
    String user = a.cronFile().isPresent() ? a.user().orElse("root") + " " : "";
    if (a.specialTime().isPresent()) {
      String time = a.specialTime().get().name().toLowerCase(Locale.ROOT);
      return off + "@" + time + " " + user + job;
    }
    return off
        + String.join(" ", a.minute(), a.hour(), a.day(), a.month(), a.weekday())
        + " "
        + user
        + job;
  }

  private static List<String> variables(Args a, List<String> lines) {
    var next = new ArrayList<String>();
    String line = a.name() + "=\"" + a.job().orElse("") + "\"";
    boolean found = false;
    for (String text : lines) {
      if (!text.startsWith(a.name() + "=")) {
        next.add(text);
      } else if (a.state() == State.PRESENT && !found) {
        next.add(line);
        found = true;
      }
    }
    if (found || a.state() == State.ABSENT) {
      return next;
    }
    int at = 0;
    for (int i = 0; i < next.size(); i++) {
      if (a.insertafter().isPresent() && next.get(i).startsWith(a.insertafter().get() + "=")) {
        at = i + 1;
      } else if (a.insertbefore().isPresent()
          && next.get(i).startsWith(a.insertbefore().get() + "=")) {
        at = i;
      }
    }
    next.add(at, line);
    return next;
  }

  private static List<String> names(List<String> lines) {
    return lines.stream()
        .filter(l -> l.startsWith(MARK))
        .map(l -> l.substring(MARK.length()))
        .toList();
  }

  private static List<String> variableNames(List<String> lines) {
    return lines.stream()
        .filter(l -> l.matches("\\s*[A-Za-z_][A-Za-z0-9_]*\\s*=.*"))
        .map(l -> l.substring(0, l.indexOf('=')).strip())
        .toList();
  }

  private static String text(List<String> lines) {
    return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
  }

  private static ShellProgram write(Args a, String text) {
    var script = crontab(a, new ScriptBuilder().line("umask 077"));
    Optional<String> file = file(a);
    script.line("jp_f={}", file.orElse(""));
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (a.backup()) {
      script
          .line("jp_b=$(mktemp \"${TMPDIR:-/tmp}/crontabXXXXXX\") || exit")
          .line(
              "if [ -n \"$jp_f\" ]; then cat \"$jp_f\"; else jp_crontab -l; fi 2>/dev/null"
                  + " >\"$jp_b\"")
          .line("printf '%s\\n' \"$jp_b\"");
    }
    if (file.isEmpty()) {
      script.line("jp_crontab -");
    } else if (text.isBlank()) {
      script.line("rm -f \"$jp_f\"");
    } else {
      // cron does not read names that begin with a dot: the temporary file is never run
      FileWrite.append(script, file.get(), bytes, "jp_keep || exit");
    }
    return script.stdin(bytes).program();
  }
}
