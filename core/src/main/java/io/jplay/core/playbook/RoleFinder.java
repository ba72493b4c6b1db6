package io.jplay.core.playbook;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Finds the directory of a role: in a collection when its name says so, then beside the playbook,
/// in the roles path, beside the role that depends on it.
final class RoleFinder {
  /// `collection` is set when the role is part of one.
  record Found(Path path, String fqcn, Optional<String> collection) {}

  private final LoadOptions options;
  private final LoadContext context;

  RoleFinder(LoadOptions options, LoadContext context) {
    this.options = options;
    this.context = context;
  }

  Optional<Found> find(String name, Optional<Path> parent) {
    try {
      Optional<Found> inCollection = inCollection(name);
      if (inCollection.isPresent()) {
        return inCollection;
      }
      for (Path directory : directories(parent)) {
        Path path = directory.resolve(name).normalize();
        if (Files.isDirectory(path)) {
          return Optional.of(new Found(path, name, Optional.empty()));
        }
      }
      return Optional.empty();
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private Optional<Found> inCollection(String name) {
    String[] parts = name.split("\\.", -1);
    if (parts.length >= 3 && name.indexOf('/') < 0) {
      return collectionRole(
          parts[0] + "." + parts[1], name.substring(parts[0].length() + parts[1].length() + 2));
    }
    if (parts.length == 1) {
      for (String collection : context.collections()) {
        Optional<Found> found = collectionRole(collection, name);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Found> collectionRole(String collection, String role) {
    return collectionDirectory(collection)
        .map(c -> c.resolve("roles").resolve(role.replace('.', '/')))
        .filter(Files::isDirectory)
        .map(p -> new Found(p, collection + "." + role, Optional.of(collection)));
  }

  /// The directory of an installed collection, `namespace.name`.
  Optional<Path> collectionDirectory(String collection) {
    return new CollectionPaths(options.collectionsPath())
        .beside(context.playbookDir())
        .directory(collection);
  }

  private Set<Path> directories(Optional<Path> parent) {
    var all = new LinkedHashSet<Path>();
    all.add(context.playbookDir().resolve("roles"));
    all.addAll(options.rolesPath());
    parent.map(Path::getParent).ifPresent(all::add);
    context.rolePath().map(Path::getParent).ifPresent(all::add);
    all.add(context.playbookDir());
    return all;
  }

  List<String> searched(Optional<Path> parent) {
    var all = new ArrayList<>(context.collections());
    directories(parent).forEach(p -> all.add(p.toString()));
    return all;
  }

  /// The names of all roles that would be found, for suggestions.
  Set<String> names(Optional<Path> parent) {
    var names = new LinkedHashSet<String>();
    directories(parent).forEach(d -> names.addAll(RoleLoader.directories(d)));
    return names;
  }
}
