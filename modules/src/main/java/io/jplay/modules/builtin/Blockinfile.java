package io.jplay.modules.builtin;

import io.jplay.core.api.Decision;
import io.jplay.core.api.HostFacts;
import io.jplay.core.api.Mode;
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
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;

/// Keeps a block of lines between two markers in a text file. Imitates ansible.builtin.blockinfile.
@ModuleInfo(
    summary = "Insert/update/remove a text block surrounded by marker lines",
    diff = ModuleInfo.Support.FULL,
    mutuallyExclusive = "insertbefore,insertafter")
public final class Blockinfile implements StateModule<Blockinfile.Args> {
  /// Whether the block is to be there.
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
      @Option("# {mark} ANSIBLE MANAGED BLOCK") String marker,
      @Option(aliases = "content") Optional<String> block,
      @Option Optional<String> insertafter,
      @Option Optional<String> insertbefore,
      @Option("false") boolean create,
      @Option("false") boolean backup,
      @Option Optional<String> validate,
      @Option("BEGIN") String markerBegin,
      @Option("END") String markerEnd,
      @Option("false") boolean appendNewline,
      @Option("false") boolean prependNewline,
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
    TextEdit.Text text = edit.text(seen);
    boolean remove = a.state() == State.ABSENT || a.block().orElse("").isEmpty();
    if (!text.exists() && !a.create()) {
      return new Decision.Done(
          Result.failed("Path " + edit.path() + " does not exist !").with("rc", 257));
    }
    if (!text.exists() && a.state() == State.ABSENT) {
      return Decision.unchanged(Result.ok().with("msg", "File " + edit.path() + " not present"));
    }
    var lines = new ArrayList<>(TextEdit.lines(text.text()));
    edit(a, lines, remove);
    String message = remove ? "Block removed" : "Block inserted";
    return edit.decide(
        text,
        String.join("", lines),
        new TextEdit.Answer(
            Result.ok(), text.exists() ? message : "File created", "backup_file", true),
        seen,
        mode);
  }

  private static void edit(Args a, List<String> lines, boolean remove) {
    String begin = a.marker().replace("{mark}", a.markerBegin());
    String end = a.marker().replace("{mark}", a.markerEnd());
    int from = -1;
    int to = -1;
    for (int i = 0; i < lines.size(); i++) {
      String line = LineEdit.withoutEnd(lines.get(i));
      if (line.equals(begin)) {
        from = i;
      }
      if (line.equals(end)) {
        to = i;
      }
    }
    boolean found = from >= 0 && to >= 0;
    int at;
    if (!found) {
      at = place(a, lines);
    } else {
      at = Math.min(from, to);
      for (int i = Math.max(from, to); i >= at; i--) {
        lines.remove(i);
      }
    }
    if (!remove) {
      insert(a, lines, at, begin, end);
    } else if (!found) {
      // like ansible-core 2.18: where the block would go, the line before it gets its end
      endLine(lines, at - 1);
    }
  }

  private static void insert(Args a, List<String> lines, int at, String begin, String end) {
    var block = new ArrayList<String>();
    boolean blankBefore = at == 0 || lines.get(at - 1).isBlank();
    if (a.prependNewline() && at > 0 && !blankBefore) {
      block.add("\n");
    }
    block.add(begin + "\n");
    for (String line : TextEdit.lines(a.block().orElse(""))) {
      block.add(line.endsWith("\n") ? line : line + "\n");
    }
    block.add(end + "\n");
    boolean more = at < lines.size() && !lines.get(at).isBlank();
    if (a.appendNewline() && more) {
      block.add("\n");
    }
    endLine(lines, at - 1);
    lines.addAll(at, block);
  }

  private static void endLine(List<String> lines, int at) {
    if (at >= 0 && !lines.get(at).endsWith("\n")) {
      lines.set(at, lines.get(at) + "\n");
    }
  }

  /// The line before which a new block goes.
  private static int place(Args a, List<String> lines) {
    if (a.insertbefore().isPresent()) {
      return a.insertbefore().get().equals("BOF") ? 0 : matching(a.insertbefore().get(), lines, 0);
    }
    String after = a.insertafter().orElse("EOF");
    return after.equals("EOF") ? lines.size() : after.equals("BOF") ? 0 : matching(after, lines, 1);
  }

  private static int matching(String regex, List<String> lines, int offset) {
    PythonRegex pattern = PythonRegex.compile(regex, 0);
    if (regex.matches("(?s)\\(\\?[a-z]*m[a-z]*\\).*")) {
      return acrossLines(pattern, lines, offset);
    }
    int found = lines.size();
    for (int i = 0; i < lines.size(); i++) {
      Matcher m = pattern.matcher(lines.get(i));
      if (m.find()) {
        found = i + offset;
      }
    }
    return found;
  }

  /// An expression with the flag for many lines is sought in the whole text; its last match counts.
  private static int acrossLines(PythonRegex pattern, List<String> lines, int offset) {
    String text = String.join("", lines);
    int found = lines.size();
    Matcher m = pattern.matcher(text);
    while (m.find()) {
      int at = offset == 0 ? m.start() : m.end();
      found = (int) text.substring(0, at).chars().filter(c -> c == '\n').count() + offset;
    }
    return Math.min(found, lines.size());
  }
}
