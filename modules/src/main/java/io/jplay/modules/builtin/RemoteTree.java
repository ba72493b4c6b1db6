package io.jplay.modules.builtin;

import io.jplay.core.api.Decision;
import io.jplay.core.api.Effect;
import io.jplay.core.api.Observed;
import io.jplay.core.api.Read;
import io.jplay.core.api.Reads;
import io.jplay.core.api.Result;
import io.jplay.core.event.Status;
import io.jplay.core.shell.ScriptBuilder;
import io.jplay.core.value.Null;
import io.jplay.modules.files.AttributeChange;
import io.jplay.modules.files.FileAttributes;
import io.jplay.modules.files.FilePlan;
import io.jplay.modules.files.PathState;
import io.jplay.modules.files.Paths;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Decides for a directory of the host that is copied there. Entries keep their modes, and what is
/// replaced keeps its own: the mode of the task is for the directory itself. The owner is for all.
final class RemoteTree {
  private final Copy.Args args;
  private final Observed seen;
  private final PathState source;
  private final String src;
  private final String dest;

  RemoteTree(Copy.Args args, Observed seen, PathState source) {
    this.args = args;
    this.seen = seen;
    this.source = source;
    this.src = Paths.expand(args.src().orElse(""), seen.facts());
    this.dest = Paths.expand(args.dest(), seen.facts());
  }

  /// Entries of the source that are missing or differ at the destination.
  private static Read<List<String>> differing(String from, String to, String follow) {
    var program =
        new ScriptBuilder()
            .use("sh/copy_tree.sh", RemoteTree.class)
            .line("jp_follow={}", follow)
            .line("jp_differing {} {}", from, to)
            .program();
    return new Read<>(
        "differing:" + follow + ":" + from + ":" + to,
        program,
        output -> List.of(output.stdout().split("\0")).stream().filter(s -> !s.isEmpty()).toList());
  }

  /// Whether something of the destination belongs to somebody else.
  private Read<Boolean> others(String top) {
    var program =
        new ScriptBuilder()
            .use("sh/copy_tree.sh", RemoteTree.class)
            .line("jp_others {} {} {}", top, owner(), group())
            .program();
    return new Read<>(
        "others:" + owner() + ":" + group() + ":" + top,
        program,
        output -> !output.stdout().isEmpty());
  }

  /// like ansible-core 2.18 modules/copy.py: what the result and the mode are about is the source's
  /// copy in a directory that is there, else the destination
  private String top(boolean into, String to) {
    return into ? to + (src.endsWith("/") ? "/" : "") : Paths.trimmed(dest);
  }

  Decision decide(PathState there) {
    boolean whole = !src.endsWith("/");
    boolean into = there.isDirectory() || dest.endsWith("/");
    if (!into && !there.exists() && !there.hasParent()) {
      String parent = dest.substring(0, Math.max(1, dest.lastIndexOf('/')));
      return Decision.failed("Destination directory " + parent + " does not exist");
    }
    String from = Paths.trimmed(src);
    String to =
        Paths.trimmed(dest) + (whole ? "/" + from.substring(from.lastIndexOf('/') + 1) : "");
    String named = into && whole ? to : into && !dest.endsWith("/") ? dest + "/" : dest;
    Read<PathState> target = PathState.read(top(into, to), seen.facts());
    if (!seen.has(target)) {
      return new Decision.ReadMore(Reads.of(target));
    }
    if (!args.force() && seen.get(target).exists()) {
      return Decision.unchanged(seen.get(target).describe(RemoteCopy.kept(src, named)));
    }
    // like ansible-core 2.18 modules/copy.py: links are copied as links unless the task says more
    String follow = args.localFollow().orElse(false) ? "-L" : "";
    Read<List<String>> read = differing(from, to, follow);
    Read<Boolean> others = others(Paths.trimmed(top(into, to)));
    FileAttributes wanted = args.wanted(source.followed().orElseThrow().mode());
    var needed = new ArrayList<Read<?>>(wanted.reads(to));
    needed.addAll(List.of(read, others));
    needed.removeIf(seen::has);
    if (!needed.isEmpty()) {
      return new Decision.ReadMore(new Reads(needed));
    }
    AttributeChange change = ofTop(seen.get(target), wanted);
    List<String> names = seen.get(read);
    Result result =
        Result.ok()
            .with("dest", named)
            .with("src", src)
            .with("checksum", Null.NULL)
            .with("md5sum", Null.NULL);
    if (names.isEmpty() && change.isEmpty() && !seen.get(others)) {
      return Decision.unchanged(seen.get(target).describe(result));
    }
    boolean made = !there.exists() && whole != dest.endsWith("/");
    ScriptBuilder script = copying(from, to, follow, made, wanted);
    for (String name : names) {
      script.line("jp_copy_entry {} || exit", name);
    }
    names.reversed().forEach(name -> script.line("jp_date_entry {}", name));
    String top = Paths.trimmed(top(into, to));
    change.appendTo(script.line("jp_target={}", top));
    script.line("jp_own {} {} {} || exit", top, owner(), group());
    Result changed = result.withStatus(Status.CHANGED);
    var effects = new ArrayList<Effect>();
    if (dest.endsWith("/") && !there.exists()) {
      effects.add(FilePlan.makeParents(dest + ".", args.ofDirectories(), seen));
    }
    effects.add(Effect.run("copy " + from + " to " + to, script.program()));
    return new Decision.Change(
        effects,
        seen.get(target).describe(changed),
        Reads.of(target),
        (outputs, after) -> after.get(target).describe(changed));
  }

  /// `made`: the directory itself gets the mode of any new one.
  private ScriptBuilder copying(
      String from, String to, String follow, boolean made, FileAttributes wanted) {
    var script =
        new ScriptBuilder()
            .use("sh/copy_tree.sh", RemoteTree.class)
            .line("jp_from={} jp_to={}", from, to)
            .line("jp_follow={}", follow)
            .line("jp_preserve={}", args.preservesMode() ? "yes" : "")
            .line("jp_made={}", made ? "yes" : "")
            .line("jp_attributes() {")
            .line(":");
    wanted.withMode(Optional.empty()).ofNew(0755, true, 022, seen).appendTo(script);
    return script.line("}");
  }

  private String owner() {
    return args.file().owner().orElse("");
  }

  private String group() {
    return args.file().group().orElse("");
  }

  private AttributeChange ofTop(PathState there, FileAttributes wanted) {
    if (there.isDirectory()) {
      return wanted.changeOf(there.path(), there.followed().orElseThrow(), there.umask(), seen);
    }
    int mode = source.followed().orElseThrow().mode();
    return wanted.mode().isEmpty()
        ? AttributeChange.NONE
        : wanted.ofNew(mode, true, there.umask(), seen);
  }
}
