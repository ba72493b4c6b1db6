package io.jplay.core.playbook;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Where collections are: each directory holds `ansible_collections`, or is one.
public record CollectionPaths(List<Path> roots) {
  public CollectionPaths {
    roots = List.copyOf(roots);
  }

  /// First those beside a playbook, then these.
  public CollectionPaths beside(Path playbookDirectory) {
    var all = new ArrayList<Path>();
    all.add(playbookDirectory.resolve("collections"));
    all.addAll(roots);
    return new CollectionPaths(all);
  }

  /// The directory of an installed collection, `namespace.name`.
  public Optional<Path> directory(String collection) {
    int dot = collection.indexOf('.');
    if (dot <= 0) {
      return Optional.empty();
    }
    try {
      for (Path root : roots) {
        for (Path base : List.of(root.resolve("ansible_collections"), root)) {
          Path path =
              base.resolve(collection.substring(0, dot)).resolve(collection.substring(dot + 1));
          if (Files.isDirectory(path)) {
            return Optional.of(path.normalize());
          }
        }
      }
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
    return Optional.empty();
  }
}
