package io.jplay.core.template;

import io.jplay.core.value.Dict;
import io.jplay.core.value.Real;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The `filetree` lookup: every file, directory and link below directories, with its properties.
final class FileTree {
  private FileTree() {}

  static Seq list(List<String> terms, LookupOptions o) {
    var out = new ArrayList<Value>();
    Set<String> seen = new HashSet<>();
    List<Pattern> excluded = o.texts("exclude").stream().map(Pattern::compile).toList();
    for (String term : terms) {
      Optional<Path> root = o.eval().environment().find("files", term, o.eval().scope());
      for (Path file : root.map(r -> walk(r, o.eval())).orElse(List.of())) {
        String name = file.getFileName().toString();
        String relative = root.orElseThrow().relativize(file).toString();
        if (excluded.stream().noneMatch(p -> p.matcher(name).lookingAt()) && seen.add(relative)) {
          out.add(properties(root.orElseThrow(), file, relative, o.eval()));
        }
      }
    }
    return Call.list(out);
  }

  /// Directories before files at each level, as `os.walk` has it, then what is in them.
  private static List<Path> walk(Path root, Evaluation eval) {
    var all = new ArrayList<Path>();
    walk(root, all, eval);
    return all;
  }

  private static void walk(Path directory, List<Path> all, Evaluation eval) {
    List<Path> entries;
    try (Stream<Path> listed = Files.list(directory)) {
      entries = listed.sorted().toList();
    } catch (IOException | UncheckedIOException e) {
      throw eval.error("cannot read the directory " + directory);
    }
    entries.stream().filter(Files::isDirectory).forEach(all::add);
    entries.stream().filter(p -> !Files.isDirectory(p)).forEach(all::add);
    for (Path entry : entries) {
      if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
        walk(entry, all, eval);
      }
    }
  }

  private static Dict properties(Path root, Path file, String relative, Evaluation eval) {
    Map<String, Object> a;
    String target = "";
    try {
      a = Files.readAttributes(file, "unix:*", LinkOption.NOFOLLOW_LINKS);
      target = Files.isSymbolicLink(file) ? Files.readSymbolicLink(file).toString() : "";
    } catch (IOException e) {
      throw eval.error("cannot read the properties of " + file);
    }
    boolean directory = Boolean.TRUE.equals(a.get("isDirectory"));
    boolean link = Boolean.TRUE.equals(a.get("isSymbolicLink"));
    int mode = (Integer) a.getOrDefault("mode", 0) & 07777;
    var d = Dict.builder();
    d.put("root", remote(root.toString())).put("path", remote(relative));
    d.put("state", directory ? "directory" : link ? "link" : "file");
    if (link) {
      d.put("src", remote(target));
    } else if (!directory) {
      d.put("src", remote(file.toString()));
    }
    d.put("size", (Long) a.getOrDefault("size", 0L));
    d.put("owner", remote(name(a.get("owner")))).put("group", remote(name(a.get("group"))));
    d.put("uid", ((Integer) a.getOrDefault("uid", 0)).longValue());
    d.put("gid", ((Integer) a.getOrDefault("gid", 0)).longValue());
    d.put("mode", String.format(Locale.ROOT, "0%03o", mode));
    d.put("mtime", seconds(a.get("lastModifiedTime"))).put("ctime", seconds(a.get("ctime")));
    return d.build();
  }

  private static Str remote(String text) {
    return new Str(text, Tag.REMOTE);
  }

  private static String name(@Nullable Object principal) {
    return principal == null ? "" : principal.toString();
  }

  private static Value seconds(@Nullable Object time) {
    return Real.of(time instanceof FileTime t ? t.toMillis() / 1000.0 : 0);
  }
}
