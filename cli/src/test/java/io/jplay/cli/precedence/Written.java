package io.jplay.cli.precedence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Files of a layout. Their content is JSON, which is YAML.
record Written(Path directory) {
  Written in(String child) {
    return new Written(directory.resolve(child));
  }

  void yaml(String name, Object content) {
    text(name, json(content) + "\n");
  }

  void text(String name, String content) {
    Path file = directory.resolve(name);
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String json(Object value) {
    return switch (value) {
      case Map<?, ?> map ->
          (map instanceof LinkedHashMap ? map : new TreeMap<>(map))
              .entrySet().stream()
                  .map(e -> json(String.valueOf(e.getKey())) + ": " + json(e.getValue()))
                  .collect(Collectors.joining(", ", "{", "}"));
      case List<?> list ->
          list.stream().map(Written::json).collect(Collectors.joining(",\n ", "[", "]"));
      case String text -> '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
      default -> String.valueOf(value);
    };
  }
}
