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
import io.jplay.core.shell.ScriptBuilder;
import io.jplay.modules.files.Choice;
import io.jplay.modules.files.FileAttributes;
import io.jplay.modules.files.FileWrite;
import io.jplay.modules.files.Paths;
import io.jplay.modules.files.TextEdit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Rules of the services of PAM. Imitates community.general.pamd: a file that is changed is written
/// in one layout and says when that was.
@ModuleInfo(
    summary = "Manage PAM modules",
    requiredIf = {
      "state=args_present: module_arguments",
      "state=args_absent: module_arguments",
      "state=before: new_control, new_type, new_module_path",
      "state=after: new_control, new_type, new_module_path"
    })
public final class Pamd implements StateModule<Pamd.Args> {
  private static final String UPDATED = "# Updated by Ansible";
  private static final List<String> TYPES =
      List.of(
          "account", "-account", "auth", "-auth", "password", "-password", "session", "-session");

  public enum State {
    ABSENT,
    BEFORE,
    AFTER,
    ARGS_ABSENT,
    ARGS_PRESENT,
    UPDATED
  }

  public record Args(
      @Option(required = true) String name,
      @Option(required = true) String type,
      @Option(required = true) String control,
      @Option(required = true) String modulePath,
      @Option Optional<String> newType,
      @Option Optional<String> newControl,
      @Option Optional<String> newModulePath,
      @Option Optional<List<String>> moduleArguments,
      @Option("updated") State state,
      @Option("/etc/pam.d") String path,
      @Option("false") boolean backup) {

    private TextEdit edit(HostFacts facts) {
      return new TextEdit(
          Paths.expand(path, facts) + "/" + name,
          FileAttributes.NONE,
          new FileWrite.Options(backup, Optional.empty(), FileWrite.InPlace.REFUSED),
          true,
          "");
    }

    private List<String> arguments() {
      return PamRule.arguments(moduleArguments.orElse(List.of()));
    }

    private Optional<String> problem() {
      Choice.check("type", Optional.of(type), TYPES);
      Choice.check("new_type", newType, TYPES);
      var texts = new ArrayList<>(List.of(control, modulePath));
      newControl.ifPresent(texts::add);
      newModulePath.ifPresent(texts::add);
      texts.addAll(moduleArguments.orElse(List.of()));
      if (texts.stream().anyMatch(t -> t.matches("(?s).*[\r\n].*"))) {
        return Optional.of("a rule cannot be of more than one line");
      }
      if (name.isEmpty() || name.contains("/")) {
        return Optional.of("name is that of a service, not a path: " + name);
      }
      return state == State.ARGS_PRESENT && arguments().stream().anyMatch(w -> w.contains("["))
          ? Optional.of(
              "Unable to process bracketed '[' complex arguments with 'args_present'. Please use"
                  + " 'updated'.")
          : Optional.empty();
    }

    /// A rule that stays where it is, as it is to be.
    private PamRule changed(PamRule rule) {
      return switch (state) {
        case UPDATED ->
            new PamRule(
                newType.orElse(rule.type()),
                newControl.orElse(rule.control()),
                newModulePath.orElse(rule.module()),
                moduleArguments.isPresent() ? arguments() : rule.arguments());
        case ARGS_PRESENT -> rule.adding(arguments());
        case ARGS_ABSENT -> rule.removing(arguments());
        case ABSENT, BEFORE, AFTER -> rule;
      };
    }

    private PamRule fresh() {
      return new PamRule(
          newType.orElse(type),
          newControl.orElse(control),
          newModulePath.orElse(modulePath),
          arguments());
    }
  }

  private static Read<String> now() {
    return new Read<>(
        "date:pamd",
        new ScriptBuilder().line("date +%Y-%m-%dT%H:%M:%S").program(),
        out -> out.stdout().strip());
  }

  @Override
  public Reads reads(Args a, HostFacts facts) {
    var reads = new ArrayList<Read<?>>(a.edit(facts).reads(facts).list());
    reads.add(now());
    return new Reads(reads);
  }

  @Override
  public Decision decide(Args a, Observed seen, Mode mode) {
    Optional<String> problem = a.problem();
    if (problem.isPresent()) {
      return Decision.failed(problem.get());
    }
    TextEdit edit = a.edit(seen.facts());
    TextEdit.Text before = edit.text(seen);
    if (!before.exists()) {
      return Decision.failed(
          "Unable to open/read PAM module file %s: No such file or directory"
              .formatted(edit.path()));
    }
    List<String> lines = before.text().lines().toList();
    var after = new ArrayList<String>();
    int changes = edited(a, lines, after);
    Result base = Result.ok().with("change_count", changes).with("backupdest", "");
    if (changes == 0) {
      return Decision.unchanged(base);
    }
    boolean marked = after.size() > 1 && after.get(1).startsWith(UPDATED);
    String mark = UPDATED + " - " + seen.get(now());
    if (marked) {
      after.set(1, mark);
    } else {
      after.add(Math.min(1, after.size()), mark);
    }
    var answer = new TextEdit.Answer(base, "", "backupdest");
    return TextEdit.quiet(edit.decide(before, String.join("\n", after) + "\n", answer, seen, mode));
  }

  /// The lines as they are to be; says how many rules are other ones.
  private static int edited(Args a, List<String> lines, List<String> after) {
    int changes = 0;
    for (int i = 0; i < lines.size(); i++) {
      Optional<PamRule> parsed = PamRule.parse(lines.get(i));
      if (parsed.isEmpty()) {
        after.add(lines.get(i));
        continue;
      }
      PamRule rule = parsed.get();
      if (!rule.isOf(a.type(), a.control(), a.modulePath())) {
        after.add(rule.line());
        continue;
      }
      PamRule fresh = a.fresh();
      if (a.state() == State.ABSENT) {
        changes++;
        continue;
      }
      if (a.state() == State.BEFORE && !beside(lines, i, -1).filter(fresh::isLike).isPresent()) {
        after.add(valid(fresh).line());
        changes++;
      }
      PamRule changed = a.changed(rule);
      changes += changed.equals(rule) ? 0 : 1;
      after.add((changed.equals(rule) ? rule : valid(changed)).line());
      if (a.state() == State.AFTER && !beside(lines, i, 1).filter(fresh::isLike).isPresent()) {
        after.add(valid(fresh).line());
        changes++;
      }
    }
    return changes;
  }

  private static PamRule valid(PamRule rule) {
    if (!rule.hasValidControl()) {
      throw new ModuleFailure(
          "Rule control, %s, is not valid in rule %s".formatted(rule.control(), rule.line()));
    }
    return rule;
  }

  /// The rule before a line or behind it, past comments and empty lines.
  private static Optional<PamRule> beside(List<String> lines, int at, int step) {
    int i = at + step;
    while (i >= 0 && i < lines.size() && lines.get(i).strip().matches("(#.*)?")) {
      i += step;
    }
    return i >= 0 && i < lines.size() ? PamRule.parse(lines.get(i)) : Optional.empty();
  }
}
