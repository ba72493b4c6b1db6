package io.jplay.core.inventory;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// What `-i` was given: a path, made absolute, or a list of hosts with commas. `text` is as
/// messages show it.
public record InventoryLocation(String text, Path path) {
  /// A text with a comma that names no file is a list.
  public static InventoryLocation of(String given, Path directory, Path home) {
    Path path = given.startsWith("~/") ? home.resolve(given.substring(2)) : Path.of(given);
    Path absolute = directory.resolve(path).normalize();
    return given.indexOf(',') >= 0
        ? new InventoryLocation(given, absolute)
        : new InventoryLocation(absolute.toString(), absolute);
  }

  public static InventoryLocation of(Path path) {
    return new InventoryLocation(path.toString(), path);
  }

  public boolean isFile() {
    return Files.isRegularFile(path) && Files.isReadable(path);
  }

  /// A list of hosts instead of a path.
  public boolean isList() {
    return text.indexOf(',') >= 0 && !Files.exists(path);
  }

  /// The extension of the file name with its dot, lower case; empty when there is none.
  public String extension() {
    Path name = path.getFileName();
    int dot = name == null ? -1 : name.toString().lastIndexOf('.');
    return dot <= 0 || name == null ? "" : name.toString().substring(dot).toLowerCase(Locale.ROOT);
  }
}
