package io.jplay.core.playbook;

import io.jplay.core.value.Dict;
import io.jplay.core.value.Scope;
import io.jplay.core.value.Str;
import io.jplay.core.value.Template;
import io.jplay.core.value.Value;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/// Where tasks are being loaded. `files` are the file and the ones that import it, innermost first;
/// `rolePath` is set inside of a role; `scope` holds the variables that names may use.
record LoadContext(
    Path playbookDir,
    List<Path> files,
    Optional<Path> rolePath,
    boolean handlers,
    List<String> collections,
    Scope scope) {
  LoadContext {
    files = List.copyOf(files);
    collections = List.copyOf(collections);
  }

  Path file() {
    return files.getFirst();
  }

  LoadContext in(Path file) {
    var all = new ArrayList<Path>();
    all.add(file);
    all.addAll(files);
    return new LoadContext(playbookDir, all, rolePath, handlers, collections, scope);
  }

  LoadContext forHandlers() {
    return new LoadContext(playbookDir, files, rolePath, true, collections, scope);
  }

  LoadContext withVars(Dict vars) {
    if (vars.isEmpty()) {
      return this;
    }
    var map = new LinkedHashMap<String, Value>();
    vars.entries().forEach((k, v) -> map.put(text(k), v));
    return new LoadContext(playbookDir, files, rolePath, handlers, collections, scope.with(map));
  }

  LoadContext withCollections(List<String> more) {
    var all = new LinkedHashSet<>(more);
    all.addAll(collections);
    return new LoadContext(playbookDir, files, rolePath, handlers, List.copyOf(all), scope);
  }

  LoadContext inRole(Path path) {
    return new LoadContext(playbookDir, files, Optional.of(path), false, collections, scope);
  }

  private static String text(Value key) {
    return switch (key) {
      case Str s -> s.text();
      case Template t -> t.text();
      default -> key.toString();
    };
  }

  /// All places where an imported task file of that name is looked for, best first: beside the file
  /// that names it and the ones that import that, in the role's directories, beside the playbook.
  List<Path> candidates(String name) {
    var places = new LinkedHashSet<Path>();
    for (Path file : files) {
      if (rolePath.map(file::startsWith).orElse(true)) {
        beside(file, name).ifPresent(places::add);
      }
    }
    rolePath.ifPresent(role -> places.addAll(inRole(role, name)));
    places.addAll(besidePlaybook(name));
    return List.copyOf(places);
  }

  /// The same for a file that is included during the run. Like ansible-core 2.18
  /// playbook/included_file.py: the role's own directories come first, and the file that names it
  /// may be another role's.
  List<Path> runCandidates(String name) {
    var places = new LinkedHashSet<Path>();
    rolePath.ifPresent(role -> places.addAll(inRole(role, name)));
    files.forEach(file -> beside(file, name).ifPresent(places::add));
    places.addAll(besidePlaybook(name));
    return List.copyOf(places);
  }

  private static Optional<Path> beside(Path file, String name) {
    return Optional.ofNullable(file.getParent()).map(d -> d.resolve(name).normalize());
  }

  private List<Path> inRole(Path role, String name) {
    var places = new ArrayList<Path>();
    if (handlers) {
      places.add(role.resolve("handlers").resolve(name).normalize());
    }
    places.add(role.resolve("tasks").resolve(name).normalize());
    places.add(role.resolve(name).normalize());
    return places;
  }

  private List<Path> besidePlaybook(String name) {
    return List.of(
        playbookDir.resolve("tasks").resolve(name).normalize(),
        playbookDir.resolve(name).normalize());
  }

  Optional<Path> find(String name) {
    return first(candidates(name));
  }

  static Optional<Path> first(List<Path> candidates) {
    return candidates.stream().filter(Files::isRegularFile).findFirst();
  }
}
