package io.jplay.modules.general;

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
import io.jplay.core.shell.ProgramOutput;
import io.jplay.core.shell.ScriptBuilder;
import io.jplay.core.value.Str;
import io.jplay.modules.files.FileAttributes;
import io.jplay.modules.files.FileWrite;
import io.jplay.modules.files.Paths;
import io.jplay.modules.files.SelinuxContext;
import io.jplay.modules.files.TextEdit;
import io.jplay.modules.programs.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A rule of sudo in a file of its own, which visudo accepts before it is written. Imitates
/// community.general.sudoers.
@ModuleInfo(
    summary = "Manage sudoers files",
    mutuallyExclusive = "user,group",
    requiredIf = "state=present: commands")
public final class Sudoers implements StateModule<Sudoers.Args> {
  private static final int RC_NOT_FOUND = 127;

  public enum State {
    PRESENT,
    ABSENT
  }

  public enum Validation {
    ABSENT,
    DETECT,
    REQUIRED
  }

  public record Args(
      @Option(required = true) String name,
      @Option List<String> commands,
      @Option Optional<String> user,
      @Option Optional<String> group,
      @Option("ALL") String host,
      @Option Optional<String> runas,
      @Option("true") boolean nopassword,
      @Option("false") boolean setenv,
      @Option("present") State state,
      @Option("/etc/sudoers.d") String sudoersPath,
      @Option("detect") Validation validation) {

    private TextEdit edit(HostFacts facts) {
      FileAttributes wanted =
          FileAttributes.of(
              Optional.of(Str.of("0440")),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              SelinuxContext.NONE);
      String path = Paths.expand(sudoersPath, facts) + "/" + name;
      return new TextEdit(path, wanted, FileWrite.Options.NONE, true);
    }

    private boolean validates() {
      return state == State.PRESENT && validation != Validation.ABSENT && problem().isEmpty();
    }

    private Optional<String> problem() {
      if (name.isEmpty() || name.contains("/")) {
        return Optional.of("name is that of a file and cannot hold a slash: " + name);
      }
      if (state == State.PRESENT && user.isEmpty() && group.isEmpty()) {
        return Optional.of("a rule needs a user or a group");
      }
      boolean lines =
          Stream.concat(Stream.of(user, group, runas).flatMap(Optional::stream), commands.stream())
              .anyMatch(t -> t.matches("(?s).*[\r\n\0].*"));
      return lines || host.matches("(?s).*[\r\n\0].*")
          ? Optional.of("a rule cannot be of more than one line")
          : Optional.empty();
    }

    private String rule() {
      return user.orElseGet(() -> "%" + group.orElse(""))
          + (" " + host + "=")
          + runas.map(r -> "(" + r + ")").orElse("")
          + (nopassword ? "NOPASSWD:" : "")
          + (setenv ? "SETENV:" : "")
          + (" " + String.join(", ", commands) + "\n");
    }
  }

  private static Read<ProgramOutput> validated(Args a) {
    Call call = Call.of("visudo", "-c", "-f", "-").reading(a.rule());
    Read<ProgramOutput> read = call.read();
    return a.validation() == Validation.REQUIRED
        ? read
        : new Read<>(read.key() + ":detect", read.program(), out -> out);
  }

  @Override
  public Reads reads(Args a, HostFacts facts) {
    var reads = new ArrayList<Read<?>>(a.edit(facts).reads(facts).list());
    if (a.validates()) {
      reads.add(validated(a));
    }
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
    if (a.state() == State.ABSENT) {
      var remove = new ScriptBuilder().line("rm -f -- {}", edit.path()).program();
      return before.exists()
          ? Decision.change(List.of(Effect.run("remove " + edit.path(), remove)), Result.changed())
          : Decision.unchanged(Result.ok());
    }
    if (a.validates()) {
      ProgramOutput said = seen.get(validated(a));
      if (!said.isOk() && said.rc() != RC_NOT_FOUND) {
        return Decision.failed(
            "Failed to validate sudoers rule:\n" + (said.stdout() + said.stderr()).strip());
      }
    }
    if (!before.exists() && !edit.state(seen).hasParent()) {
      return Decision.failed("no directory for " + edit.path());
    }
    var answer = new TextEdit.Answer(Result.ok(), "", "backup_file");
    return TextEdit.quiet(edit.decide(before, a.rule(), answer, seen, mode));
  }
}
