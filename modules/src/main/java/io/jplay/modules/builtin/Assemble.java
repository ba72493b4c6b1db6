package io.jplay.modules.builtin;

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
import io.jplay.core.api.TaskContext;
import io.jplay.core.diag.IoReason;
import io.jplay.core.event.Diff;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Str;
import io.jplay.modules.files.Content;
import io.jplay.modules.files.FileOptions;
import io.jplay.modules.files.PathState;
import io.jplay.modules.files.Paths;
import io.jplay.modules.files.PythonRegex;
import io.jplay.modules.files.TreeAttributes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// Makes one file of the fragments in a directory, of the host or of the controller. Imitates
/// ansible.builtin.assemble; the file is written as copy does.
@ModuleInfo(
    summary = "Assemble configuration files from fragments",
    async = false,
    missing = "src and dest are required",
    action = true,
    check = ModuleInfo.Support.NONE,
    diff = ModuleInfo.Support.PARTIAL)
public final class Assemble implements StateModule<Assemble.Args> {
  private static final byte[] NEWLINE = {'\n'};

  public record Args(
      @Option(required = true) String src,
      @Option(required = true) String dest,
      @Option Optional<String> delimiter,
      @Option Optional<String> regexp,
      @Option("true") boolean remoteSrc,
      @Option("false") boolean ignoreHidden,
      @Option("true") boolean decrypt,
      @Option("false") boolean backup,
      @Option Optional<String> validate,
      @Option(shared = true) FileOptions file,
      @Option(name = "_local") Optional<CopySource> local) {

    Args with(CopySource found) {
      return new Args(
          src,
          dest,
          delimiter,
          regexp,
          remoteSrc,
          ignoreHidden,
          decrypt,
          backup,
          validate,
          file,
          Optional.of(found));
    }

    /// The copy that writes what was put together. In a directory it has the name that ansible's
    /// temporary file has.
    Copy.Args copy(CopySource whole) {
      return Copy.Args.of(
          "src", dest, new Copy.Writing(backup, true, false, validate), file, whole);
    }

    boolean wants(String name) {
      return !(ignoreHidden && name.startsWith("."))
          && regexp.filter(r -> !pattern(r).matcher(name).find()).isEmpty();
    }

    private static PythonRegex pattern(String regexp) {
      try {
        return PythonRegex.compile(regexp, 0);
      } catch (ModuleFailure e) {
        String why = e.result().fields().text("msg").orElse("");
        throw new ModuleFailure("Invalid Regexp (%s) in \"%s\"".formatted(why, regexp));
      }
    }

    /// The fragments one behind the other: each begins a line, the delimiter stands between them.
    CopySource assembled(Map<String, byte[]> fragments) {
      byte[] between =
          delimiter.map(Assemble::unescaped).orElse("").getBytes(StandardCharsets.UTF_8);
      var whole = new ByteArrayOutputStream();
      byte[] previous = NEWLINE;
      for (byte[] fragment : new TreeMap<>(fragments).values()) {
        endLine(whole, previous);
        if (whole.size() > 0 && between.length > 0) {
          whole.writeBytes(between);
          endLine(whole, between);
        }
        whole.writeBytes(fragment);
        previous = fragment;
      }
      return CopySource.ofBytes(src, whole.toByteArray());
    }
  }

  private static void endLine(ByteArrayOutputStream out, byte[] last) {
    if (last.length == 0 || last[last.length - 1] != '\n') {
      out.write('\n');
    }
  }

  /// `\n` and the like are written as escapes in playbooks.
  private static String unescaped(String delimiter) {
    try {
      return delimiter.translateEscapes();
    } catch (IllegalArgumentException e) {
      return delimiter;
    }
  }

  @Override
  public Args prepare(Args a, TaskContext context) {
    if (a.remoteSrc()) {
      return a;
    }
    Path found = context.find("files", a.src());
    if (!Files.isDirectory(found)) {
      throw new ModuleFailure("Source (%s) is not a directory".formatted(found));
    }
    var fragments = new LinkedHashMap<String, byte[]>();
    try (Stream<Path> files = Files.list(found)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (Files.isRegularFile(file) && a.wants(name)) {
          fragments.put(name, context.read(file, a.decrypt()));
        }
      }
    } catch (IOException e) {
      throw new ModuleFailure("could not read " + found + ": " + IoReason.of(e));
    }
    return a.with(a.assembled(fragments));
  }

  private static String directory(Args a, HostFacts facts) {
    return Paths.trimmed(Paths.expand(a.src(), facts));
  }

  private static Read<Map<String, TreeAttributes.Entry>> list(Args a, HostFacts facts) {
    return TreeAttributes.list(directory(a, facts), 1);
  }

  @Override
  public Reads reads(Args a, HostFacts facts) {
    if (a.local().isPresent()) {
      CopySource whole = a.local().get();
      return new CopyPlan(a.copy(whole), whole, Observed.none(facts)).reads();
    }
    return Reads.of(PathState.read(directory(a, facts), facts), list(a, facts));
  }

  @Override
  public Decision decide(Args a, Observed seen, Mode mode) {
    // like ansible-core 2.18: whether anything changes or not
    Optional<String> pathless = a.validate().filter(command -> !command.contains("%s"));
    if (pathless.isPresent()) {
      return Decision.failed("validate must contain %s: " + pathless.get());
    }
    if (a.local().isEmpty()) {
      return decideRemote(a, seen, mode);
    }
    CopySource whole = a.local().get();
    CopySource.Item item = whole.items().getFirst();
    return mapped(
        new CopyPlan(a.copy(whole), whole, seen).decide(mode), result -> withOneDiff(result, item));
  }

  private static Decision decideRemote(Args a, Observed seen, Mode mode) {
    String directory = directory(a, seen.facts());
    PathState state = seen.get(PathState.read(directory, seen.facts()));
    if (state.followed().isEmpty()) {
      return Decision.failed("Source (%s) does not exist".formatted(directory));
    }
    if (!state.isDirectory()) {
      return Decision.failed("Source (%s) is not a directory".formatted(directory));
    }
    var missing = new ArrayList<Read<?>>();
    var fragments = new LinkedHashMap<String, byte[]>();
    for (TreeAttributes.Entry entry : seen.get(list(a, seen.facts())).values()) {
      String name = entry.path().substring(entry.path().lastIndexOf('/') + 1);
      if (entry.closed() || entry.stat().isDirectory() || !a.wants(name)) {
        continue;
      }
      Read<Optional<byte[]>> read = Content.read(entry.path());
      if (seen.has(read)) {
        seen.get(read).ifPresent(bytes -> fragments.put(name, bytes));
      } else {
        missing.add(read);
      }
    }
    if (!missing.isEmpty()) {
      return new Decision.ReadMore(new Reads(missing));
    }
    String dest = Paths.expand(a.dest(), seen.facts());
    Read<PathState> there = PathState.read(dest, seen.facts());
    if (!seen.has(there)) {
      return new Decision.ReadMore(Reads.of(there));
    }
    if (seen.get(there).isDirectory()) {
      return Decision.failed("attempted to take checksum of directory: " + a.dest());
    }
    if (dest.endsWith("/")) {
      return Decision.failed(
          "Could not replace file: %s: [Errno 20] Not a directory".formatted(a.dest()));
    }
    CopySource whole = a.assembled(fragments);
    var plan = new CopyPlan(a.copy(whole), whole, seen);
    List<Read<?>> unread = plan.reads().list().stream().filter(r -> !seen.has(r)).toList();
    return unread.isEmpty()
        ? mapped(plan.decide(mode), result -> told(result, directory, whole.items().getFirst()))
        : new Decision.ReadMore(new Reads(unread));
  }

  private static Decision mapped(Decision decision, UnaryOperator<Result> answer) {
    return switch (decision) {
      case Decision.ReadMore more -> more;
      case Decision.Done(Result result) -> new Decision.Done(answer.apply(result));
      case Decision.Change change ->
          new Decision.Change(
              change.effects(),
              answer.apply(change.predicted()),
              change.after(),
              (outputs, after) -> answer.apply(change.finish().finish(outputs, after)));
    };
  }

  /// The diff of a new content is registered as a mapping, not as the list that copy has; other
  /// answers are those of the module, without one.
  private static Result withOneDiff(Result result, CopySource.Item item) {
    if (result.isFailed()) {
      return result.without("checksum");
    }
    if (!result.fields().has("src")) {
      return result.withoutDiffs().without("path").with("md5sum", item.md5());
    }
    if (result.diffs().isEmpty()) {
      return result;
    }
    Diff diff = result.diffs().getFirst();
    return result.with(
        "diff",
        Dict.builder()
            .put("before_header", diff.beforeHeader())
            .put("after_header", diff.afterHeader())
            .put("before", diff.before())
            .put("after", diff.after())
            .build());
  }

  /// Copy's answer with the keys that assemble has whether or not something changed.
  private static Result told(Result result, String directory, CopySource.Item item) {
    return result.isFailed()
        ? failed(result)
        : result
            .withoutDiffs()
            .without("path")
            .with("src", directory)
            .with("checksum", item.sha1())
            .with("md5sum", item.md5())
            .with("msg", "OK");
  }

  /// The module says in one text what a validator had to say.
  private static Result failed(Result result) {
    var fields = result.fields();
    return fields.has("exit_status")
        ? Result.failed(
            "failed to validate: rc:%s error:%s"
                .formatted(
                    fields.get("exit_status").orElse(Str.of("")), fields.text("stderr").orElse("")))
        : result.without("checksum");
  }
}
