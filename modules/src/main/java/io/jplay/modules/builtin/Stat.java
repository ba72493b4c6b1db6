package io.jplay.modules.builtin;

import io.jplay.core.api.Decision;
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
import io.jplay.core.value.Dict;
import io.jplay.core.value.Null;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Value;
import io.jplay.modules.files.Checksum;
import io.jplay.modules.files.FileStat;
import io.jplay.modules.files.PathState;
import io.jplay.modules.files.Paths;
import io.jplay.modules.files.StatFields;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Shows what a path is. Imitates ansible.builtin.stat; changes nothing.
@ModuleInfo(summary = "Retrieve file or file system status")
public final class Stat implements StateModule<Stat.Args> {
  /// How a checksum is made.
  public enum Algorithm {
    MD5,
    SHA1,
    SHA224,
    SHA256,
    SHA384,
    SHA512
  }

  public record Args(
      @Option(
              required = true,
              aliases = {"dest", "name"})
          String path,
      @Option("false") boolean follow,
      @Option Optional<Boolean> getMd5,
      @Option("true") boolean getChecksum,
      @Option(
              value = "sha1",
              aliases = {"checksum", "checksum_algo"})
          Algorithm checksumAlgorithm,
      @Option(
              value = "true",
              aliases = {"mime", "mime_type", "mime-type"})
          boolean getMime,
      @Option(
              value = "true",
              aliases = {"attr", "attributes"})
          boolean getAttributes) {}

  private static final Map<Character, String> FLAGS =
      Map.ofEntries(
          Map.entry('A', "noatime"),
          Map.entry('a', "append"),
          Map.entry('c', "compressed"),
          Map.entry('C', "nocow"),
          Map.entry('d', "nodump"),
          Map.entry('D', "dirsync"),
          Map.entry('e', "extents"),
          Map.entry('E', "encrypted"),
          Map.entry('h', "blocksize"),
          Map.entry('i', "immutable"),
          Map.entry('I', "indexed"),
          Map.entry('j', "journalled"),
          Map.entry('N', "inline"),
          Map.entry('s', "zero"),
          Map.entry('S', "synchronous"),
          Map.entry('t', "notail"),
          Map.entry('T', "blockroot"),
          Map.entry('u', "undelete"),
          Map.entry('X', "compressedraw"),
          Map.entry('Z', "compresseddirty"));

  @Override
  public Reads reads(Args a, HostFacts facts) {
    String path = Paths.expand(a.path(), facts);
    var reads = new ArrayList<Read<?>>();
    reads.add(PathState.read(path, facts));
    reads.add(more(a, path));
    if (a.getChecksum()) {
      reads.add(Checksum.read(algorithm(a), path));
    }
    if (a.getMd5().orElse(false)) {
      reads.add(Checksum.read("md5", path));
    }
    return new Reads(reads);
  }

  private static String algorithm(Args a) {
    return a.checksumAlgorithm().name().toLowerCase(Locale.ROOT);
  }

  private static Read<List<String>> more(Args a, String path) {
    String attributes = a.getAttributes() ? "attributes" : "plain";
    String mime = a.getMime() ? "mime" : "plain";
    var program =
        new ScriptBuilder()
            .use("sh/stat_more.sh", Stat.class)
            .line("jp_more {} {} {}", path, attributes, mime)
            .program();
    return new Read<>(
        "stat:" + attributes + ":" + mime + ":" + path,
        program,
        output -> List.of((output.stdout() + "\n\n\n\n").split("\n", -1)));
  }

  @Override
  public Decision decide(Args a, Observed seen, Mode mode) {
    String path = Paths.expand(a.path(), seen.facts());
    PathState state = seen.get(PathState.read(path, seen.facts()));
    if (!state.problem().isEmpty()) {
      return new Decision.Done(
          Result.failed(state.problem().substring(state.problem().lastIndexOf(": ") + 1).strip()));
    }
    if (state.isBelowFile()) {
      return Decision.failed("Not a directory");
    }
    Optional<FileStat> stat = a.follow() ? state.followed() : state.self();
    Dict fields = Dict.builder().put("exists", false).build();
    if (stat.isPresent()) {
      fields = fields(a, path, state, stat.get(), seen);
    }
    Result result = Result.ok().with("stat", fields);
    return Decision.unchanged(
        a.getMd5().isPresent()
            ? result.withWarning("ansible-core has dropped the option 'get_md5' of stat")
            : result);
  }

  private static Dict fields(Args a, String path, PathState state, FileStat stat, Observed seen) {
    List<String> more = seen.get(more(a, path));
    var dict =
        Dict.builder()
            .put("exists", true)
            .putAll(StatFields.withoutNames(path, stat).build())
            .put("blocks", stat.blocks());
    String[] device = more.get(1).split(" ");
    if (device.length == 3) {
      dict.put("block_size", Long.parseLong(device[0]))
          .put("device_type", Long.parseLong(device[1], 16) << 8 | Long.parseLong(device[2], 16));
    }
    String can = more.get(0);
    dict.put("readable", can.contains("r"))
        .put("writeable", can.contains("w"))
        .put("executable", can.contains("x"));
    if (state.isLink() && !a.follow()) {
      dict.put("lnk_source", remote(source(state))).put("lnk_target", remote(state.link()));
    }
    dict.putAll(StatFields.names(stat));
    if (stat.isFile() && a.getChecksum()) {
      seen.get(Checksum.read(algorithm(a), path)).ifPresent(c -> dict.put("checksum", remote(c)));
    }
    if (stat.isFile() && a.getMd5().orElse(false)) {
      seen.get(Checksum.read("md5", path)).ifPresent(c -> dict.put("md5", remote(c)));
    }
    if (a.getMime()) {
      mime(dict, more.get(3));
    }
    if (a.getAttributes()) {
      attributes(dict, more.get(2));
    }
    return dict.build();
  }

  /// Where a link ends, or would.
  private static String source(PathState state) {
    return state.followed().isPresent()
        ? state.realPath()
        : Path.of(FileLinks.end(state.path(), state.link())).normalize().toString();
  }

  private static void mime(Dict.Builder dict, String line) {
    String[] parts = line.split("; charset=", 2);
    boolean known = parts.length == 2;
    dict.put("mimetype", remote(known ? parts[0] : "unknown"))
        .put("charset", remote(known ? parts[1] : "unknown"));
  }

  private static void attributes(Dict.Builder dict, String line) {
    String[] words = line.strip().split("\\s+", 3);
    if (words.length < 2) {
      dict.put("version", Null.NULL).put("attributes", Seq.EMPTY).put("attr_flags", "");
      return;
    }
    String flags = words[1].replace("-", "");
    var names = new ArrayList<Value>();
    flags
        .chars()
        .mapToObj(c -> Optional.ofNullable(FLAGS.get((char) c)))
        .forEach(name -> name.ifPresent(n -> names.add(remote(n))));
    dict.put("version", remote(words[0]))
        .put("attributes", Seq.of(names))
        .put("attr_flags", remote(flags));
  }

  private static Str remote(String text) {
    return new Str(text, Tag.REMOTE);
  }
}
