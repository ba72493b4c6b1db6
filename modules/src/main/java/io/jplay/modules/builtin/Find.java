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
import io.jplay.core.shell.ScriptBuilder;
import io.jplay.core.value.Dict;
import io.jplay.core.value.PythonCodec;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Value;
import io.jplay.modules.files.Checksum;
import io.jplay.modules.files.Content;
import io.jplay.modules.files.FileMode;
import io.jplay.modules.files.FileStat;
import io.jplay.modules.files.PathState;
import io.jplay.modules.files.Paths;
import io.jplay.modules.files.PythonRegex;
import io.jplay.modules.files.StatFields;
import io.jplay.modules.files.Texts;
import io.jplay.modules.files.TreeAttributes;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// Lists files of a host by name, kind, age, size and content. Imitates ansible.builtin.find;
/// changes nothing.
@ModuleInfo(summary = "Return a list of files based on specific criteria")
public final class Find implements StateModule<Find.Args> {
  /// What is listed.
  public enum FileType {
    ANY,
    DIRECTORY,
    FILE,
    LINK
  }

  /// The time that `age` looks at.
  public enum AgeStamp {
    ATIME,
    CTIME,
    MTIME
  }

  public record Args(
      @Option(
              required = true,
              aliases = {"name", "path"})
          List<String> paths,
      @Option(aliases = "pattern") List<String> patterns,
      @Option(aliases = "exclude") List<String> excludes,
      @Option("file") FileType fileType,
      @Option("false") boolean recurse,
      @Option OptionalLong depth,
      @Option("false") boolean hidden,
      @Option("false") boolean follow,
      @Option("false") boolean useRegex,
      @Option Optional<String> contains,
      @Option("false") boolean readWholeFile,
      @Option Optional<String> age,
      @Option("mtime") AgeStamp ageStamp,
      @Option Optional<String> size,
      @Option("false") boolean getChecksum,
      @Option("sha1") Stat.Algorithm checksumAlgorithm,
      @Option OptionalLong limit,
      @Option Optional<Value> mode,
      @Option("true") boolean exactMode,
      @Option("utf-8") String encoding) {}

  /// What a name must not have of expressions.
  private static final String SPECIAL = "\\^$.|+()[]{}";

  private static final Pattern AMOUNT = Pattern.compile("([-+]?\\d+)(\\w?)");
  private static final long CONTENT_LIMIT = 16 << 20;

  @Override
  public Reads reads(Args a, HostFacts facts) {
    var reads = new ArrayList<Read<?>>();
    for (String path : a.paths()) {
      reads.add(PathState.read(root(path, facts), facts));
      reads.add(tree(a, path, facts));
    }
    if (a.age().isPresent()) {
      reads.add(now());
    }
    return new Reads(reads);
  }

  private static String root(String path, HostFacts facts) {
    return Paths.trimmed(Paths.expand(path, facts));
  }

  private static Read<Map<String, TreeAttributes.Entry>> tree(
      Args a, String path, HostFacts facts) {
    // what is one level too deep is looked at, to be left out
    int depth = !a.recurse() ? 1 : isLimited(a) ? (int) a.depth().getAsLong() + 1 : 0;
    return TreeAttributes.list(root(path, facts), depth, a.follow());
  }

  /// A depth of 0 is no limit, as in ansible.
  private static boolean isLimited(Args a) {
    return a.depth().orElse(0) != 0;
  }

  private static Read<Long> now() {
    return new Read<>(
        "now",
        new ScriptBuilder().line("date +%s").program(),
        output -> Long.parseLong(output.stdout().strip()));
  }

  @Override
  public Decision decide(Args a, Observed seen, Mode mode) {
    var files = new ArrayList<Value>();
    var missing = new ArrayList<Read<?>>();
    var skipped = Dict.builder();
    int examined = 0;
    for (String path : a.paths()) {
      String root = root(path, seen.facts());
      if (!seen.get(PathState.read(root, seen.facts())).isDirectory()) {
        skipped.put(root, "'" + path + "' is not a directory");
        continue;
      }
      if (seen.get(tree(a, path, seen.facts())).containsKey("-E " + root)) {
        skipped.put(root, "[Errno 13] Permission denied: '" + root + "'");
        continue;
      }
      try {
        for (List<TreeAttributes.Entry> group :
            TreeAttributes.walk(root, seen.get(tree(a, path, seen.facts())))) {
          // like ansible-core 2.18: a directory is counted as a whole
          boolean full = isFull(a, files);
          examined += full ? 0 : (int) group.stream().filter(e -> !e.closed()).count();
          for (TreeAttributes.Entry e : group) {
            examine(a, root, e, seen, files, missing, skipped);
          }
        }
      } catch (Unreadable unreadable) {
        skipped.put(root, String.valueOf(unreadable.getMessage()));
      }
    }
    if (!missing.isEmpty()) {
      return new Decision.ReadMore(new Reads(missing));
    }
    Dict skips = skipped.build();
    Result result = Result.ok();
    for (Map.Entry<Value, Value> skip : skips.entries().entrySet()) {
      result =
          result.withWarning(
              "Skipped '%s' path due to this access issue: %s"
                  .formatted(skip.getKey(), Texts.plain(skip.getValue())));
    }
    return Decision.unchanged(
        result
            .with("files", Seq.of(files))
            .with(
                "msg",
                isFull(a, files)
                    ? "Limit of matches reached"
                    : skips.isEmpty()
                        ? "All paths examined"
                        : "Not all paths examined, check warnings for details")
            .with("matched", files.size())
            .with("examined", examined)
            .with("skipped_paths", skips));
  }

  private static void examine(
      Args a,
      String root,
      TreeAttributes.Entry e,
      Observed seen,
      List<Value> files,
      List<Read<?>> missing,
      Dict.Builder skipped) {
    if (isFull(a, files)) {
      return;
    }
    if (e.closed()) {
      if (a.recurse()) {
        skipped.put(e.path(), "[Errno 13] Permission denied: '" + e.path() + "'");
      }
    } else if (isWanted(a, root, e, seen)) {
      add(a, e, seen, files, missing);
    }
  }

  private static boolean isFull(Args a, List<Value> files) {
    return a.limit().isPresent() && files.size() >= a.limit().getAsLong();
  }

  /// Adds an entry, or what must be read of it first.
  private static void add(
      Args a, TreeAttributes.Entry e, Observed seen, List<Value> files, List<Read<?>> missing) {
    if (a.contains().isPresent() && a.fileType() == FileType.FILE) {
      Read<Optional<byte[]>> read = Content.peek(e.path(), CONTENT_LIMIT);
      if (!seen.has(read)) {
        missing.add(read);
        return;
      }
      if (!seen.get(read).filter(bytes -> holds(a, e, bytes)).isPresent()) {
        return;
      }
    }
    Dict fields = StatFields.of(e.path(), e.stat());
    if (a.getChecksum() && e.stat().isFile()) {
      Read<Optional<String>> read =
          Checksum.read(a.checksumAlgorithm().name().toLowerCase(Locale.ROOT), e.path());
      if (!seen.has(read)) {
        missing.add(read);
        return;
      }
      Optional<String> sum = seen.get(read);
      fields = sum.isEmpty() ? fields : fields.with("checksum", new Str(sum.get(), Tag.REMOTE));
    }
    files.add(fields);
  }

  /// Ends the examination of one path.
  private static final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1;

    Unreadable(String message) {
      super(message, null, false, false);
    }
  }

  private static Charset charset(String name) {
    return PythonCodec.of(name).orElseThrow(() -> new Unreadable("unknown encoding: " + name));
  }

  private static boolean holds(Args a, TreeAttributes.Entry e, byte[] bytes) {
    String text;
    try {
      text = charset(a.encoding()).newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException bad) {
      throw new Unreadable(
          "Failed to read the file %s due to an encoding error. current encoding: %s"
              .formatted(e.path(), a.encoding()));
    }
    PythonRegex pattern = PythonRegex.compile(a.contains().orElse(""), 0);
    return a.readWholeFile()
        ? pattern.matcher(text).find()
        : text.lines().anyMatch(line -> pattern.matcher(line).lookingAt());
  }

  private static boolean isWanted(Args a, String root, TreeAttributes.Entry e, Observed seen) {
    String below = e.path().substring(Math.min(root.length() + 1, e.path().length()));
    String name = e.path().substring(e.path().lastIndexOf('/') + 1);
    if (!a.hidden() && name.startsWith(".")) {
      return false;
    }
    boolean kind =
        switch (a.fileType()) {
          case ANY -> true;
          case FILE -> e.stat().isFile();
          case DIRECTORY -> e.stat().isDirectory();
          case LINK -> e.stat().isLink();
        };
    long depth = below.chars().filter(c -> c == '/').count() + 1;
    return kind
        && !below.isEmpty()
        && (!isLimited(a) || depth <= a.depth().getAsLong())
        && (a.patterns().isEmpty() || matches(a, a.patterns(), name))
        && !matches(a, a.excludes(), name)
        && isOfMode(a, e.stat())
        && isOfAge(a, e.stat(), seen)
        && isOfSize(a, e.stat());
  }

  /// A pattern of the shell describes the whole name, an expression its beginning.
  private static boolean matches(Args a, List<String> patterns, String name) {
    return patterns.stream()
        .anyMatch(
            a.useRegex()
                ? p -> PythonRegex.compile(p, 0).matcher(name).lookingAt()
                : p -> PythonRegex.compile(glob(p), 0).matcher(name).matches());
  }

  /// A pattern of fnmatch as an expression.
  private static String glob(String pattern) {
    var out = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      int end = c == '[' ? pattern.indexOf(']', i + 2) : -1;
      if (c == '*') {
        out.append(".*");
      } else if (c == '?') {
        out.append('.');
      } else if (end > 0) {
        String set = pattern.substring(i + 1, end);
        out.append('[').append(set.startsWith("!") ? "^" + set.substring(1) : set).append(']');
        i = end;
      } else {
        out.append(SPECIAL.indexOf(c) < 0 ? "" : "\\").append(c);
      }
    }
    return out.toString();
  }

  /// Exactly the wanted mode, or at least one of its bits.
  private static boolean isOfMode(Args a, FileStat stat) {
    if (a.mode().isEmpty()) {
      return true;
    }
    FileMode parsed = FileMode.parse(a.mode().get());
    if (!parsed.problem().isEmpty()) {
      throw new Unreadable(parsed.problem());
    }
    int wanted = parsed.apply(0, false, 0);
    int mode = stat.mode() & 07777;
    return a.exactMode() ? mode == wanted : (mode & wanted) != 0;
  }

  private static boolean isOfAge(Args a, FileStat stat, Observed seen) {
    if (a.age().isEmpty()) {
      return true;
    }
    long wanted = amount("age", a.age().get(), "smhdw", new long[] {1, 60, 3600, 86400, 604800});
    String stamp =
        switch (a.ageStamp()) {
          case ATIME -> stat.atime();
          case CTIME -> stat.ctime();
          case MTIME -> stat.mtime();
        };
    // the host's clock is asked for whole seconds
    double age = seen.get(now()) - Math.floor(Double.parseDouble(stamp));
    return wanted >= 0 ? age >= wanted : age <= -wanted;
  }

  /// Only files have a size that matters.
  private static boolean isOfSize(Args a, FileStat stat) {
    if (a.size().isEmpty() || !stat.isFile()) {
      return true;
    }
    long wanted =
        amount(
            "size",
            a.size().get(),
            "bkmgt",
            new long[] {1, 1L << 10, 1L << 20, 1L << 30, 1L << 40});
    return wanted >= 0 ? stat.size() >= wanted : stat.size() <= -wanted;
  }

  private static long amount(String option, String text, String units, long[] factors) {
    var m = AMOUNT.matcher(text.strip().toLowerCase(Locale.ROOT));
    int unit = m.matches() ? m.group(2).isEmpty() ? 0 : units.indexOf(m.group(2)) : -1;
    if (unit < 0) {
      throw new ModuleFailure(Result.failed("failed to process " + option).with(option, text));
    }
    return Long.parseLong(m.group(1)) * factors[unit];
  }
}
