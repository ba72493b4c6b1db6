package io.jplay.modules.builtin;

import io.jplay.core.api.Decision;
import io.jplay.core.api.HostFacts;
import io.jplay.core.api.Mode;
import io.jplay.core.api.ModuleFailure;
import io.jplay.core.api.ModuleInfo;
import io.jplay.core.api.Observed;
import io.jplay.core.api.Option;
import io.jplay.core.api.Reads;
import io.jplay.core.api.Result;
import io.jplay.core.api.StateModule;
import io.jplay.modules.files.FileOptions;
import io.jplay.modules.files.PythonRegex;
import io.jplay.modules.files.TextEdit;
import java.util.ArrayList;
import java.util.Optional;

/// Makes sure that a line is, or is not, in a text file. Imitates ansible.builtin.lineinfile.
@ModuleInfo(
    summary = "Manage lines in text files",
    diff = ModuleInfo.Support.FULL,
    mutuallyExclusive = {
      "insertbefore,insertafter",
      "regexp,search_string",
      "backrefs,search_string"
    },
    neededByModule = {
      "regexp if backrefs=true",
      "line if state=present",
      "line|search_string|regexp if state=absent"
    })
public final class Lineinfile implements StateModule<Lineinfile.Args> {
  /// Whether the line is to be there.
  public enum State {
    ABSENT,
    PRESENT
  }

  public record Args(
      @Option(
              required = true,
              aliases = {"dest", "destfile", "name"})
          String path,
      @Option("present") State state,
      @Option(aliases = "regex") Optional<String> regexp,
      @Option Optional<String> searchString,
      @Option(aliases = "value") Optional<String> line,
      @Option Optional<String> insertafter,
      @Option Optional<String> insertbefore,
      @Option("false") boolean backrefs,
      @Option("false") boolean create,
      @Option("false") boolean backup,
      @Option("false") boolean firstmatch,
      @Option Optional<String> validate,
      @Option(shared = true) FileOptions file) {

    TextEdit edit(HostFacts facts) {
      return TextEdit.of(path, facts, file, backup, validate);
    }
  }

  @Override
  public Reads reads(Args a, HostFacts facts) {
    return a.edit(facts).reads(facts);
  }

  @Override
  public Decision decide(Args a, Observed seen, Mode mode) {
    TextEdit edit = a.edit(seen.facts());
    if (edit.state(seen).isDirectory()) {
      return new Decision.Done(
          Result.failed("Path " + edit.path() + " is a directory !").with("rc", 256));
    }
    return a.state() == State.PRESENT ? present(a, edit, seen, mode) : absent(a, edit, seen, mode);
  }

  /// An empty expression is hardly ever meant.
  private static Result warned(Args a) {
    boolean regexp = a.regexp().filter(String::isEmpty).isPresent();
    boolean search = a.searchString().filter(String::isEmpty).isPresent();
    if (!regexp && !search) {
      return Result.ok();
    }
    return Result.ok()
        .withWarning(
            "The %s is an empty string, which will match every line in the file. This may have unintended consequences, such as replacing the last line in the file rather than appending."
                    .formatted(regexp ? "regular expression" : "search string")
                + (regexp
                    ? " If this is desired, use '^' to match every line in the file and avoid this"
                        + " warning."
                    : ""));
  }

  private static Decision present(Args a, TextEdit edit, Observed seen, Mode mode) {
    if (a.backrefs() && a.regexp().isEmpty()) {
      throw new ModuleFailure("regexp is required with backrefs=true");
    }
    if (a.line().isEmpty()) {
      throw new ModuleFailure("line is required with state=present");
    }
    TextEdit.Text text = edit.text(seen);
    if (!text.exists() && !a.create()) {
      return new Decision.Done(
          Result.failed("Destination " + edit.path() + " does not exist !").with("rc", 257));
    }
    LineEdit.Edited edited = new LineEdit(a, TextEdit.lines(text.text())).present();
    Result base = warned(a).with("backup", "");
    return edit.decide(
        text,
        String.join("", edited.lines()),
        new TextEdit.Answer(base, edited.message(), "backup", true),
        seen,
        mode);
  }

  private static Decision absent(Args a, TextEdit edit, Observed seen, Mode mode) {
    TextEdit.Text text = edit.text(seen);
    if (a.regexp().isEmpty() && a.searchString().isEmpty() && a.line().isEmpty()) {
      throw new ModuleFailure(
          "one of line, search_string, or regexp is required with state=absent");
    }
    if (!text.exists()) {
      return Decision.unchanged(Result.ok().with("msg", "file not present"));
    }
    var lines = TextEdit.lines(text.text());
    var kept = new ArrayList<String>();
    Optional<PythonRegex> regexp = a.regexp().map(r -> PythonRegex.compile(r, 0));
    for (String line : lines) {
      boolean found =
          regexp.isPresent()
              ? regexp.get().matcher(line).find()
              : a.searchString()
                  .map(line::contains)
                  .orElseGet(() -> LineEdit.withoutEnd(line).equals(a.line().orElse("")));
      if (!found) {
        kept.add(line);
      }
    }
    int removed = lines.size() - kept.size();
    Result base = warned(a).with("found", removed).with("backup", "");
    return edit.decide(
        text,
        String.join("", kept),
        new TextEdit.Answer(base, removed + " line(s) removed", "backup", true),
        seen,
        mode);
  }
}
