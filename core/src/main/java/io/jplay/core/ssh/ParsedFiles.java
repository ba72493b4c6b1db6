package io.jplay.core.ssh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// Files that every host of a run asks for: parsed once, and again when they have changed.
/// Thread-safe; `T` must not change once it is parsed.
final class ParsedFiles<T> {
  /// What tells one state of a file from another.
  private record Version(FileTime modified, long size) {}

  private record State<T>(Version version, T content) {}

  private final Function<List<String>, T> parser;
  private final Map<Path, State<T>> states = new ConcurrentHashMap<>();

  ParsedFiles(Function<List<String>, T> parser) {
    this.parser = parser;
  }

  T of(Path file) throws IOException {
    // before the content: what comes in between is seen the next time
    BasicFileAttributes is = Files.readAttributes(file, BasicFileAttributes.class);
    var version = new Version(is.lastModifiedTime(), is.size());
    State<T> known = states.get(file);
    if (known != null && known.version().equals(version)) {
      return known.content();
    }
    T content = parser.apply(Files.readAllLines(file, StandardCharsets.ISO_8859_1));
    states.put(file, new State<>(version, content));
    return content;
  }
}
