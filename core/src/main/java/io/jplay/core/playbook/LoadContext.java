package io.jplay.core.playbook;

import io.jplay.core.value.Dict;
import io.jplay.core.value.Scope;
import io.jplay.core.value.Str;
import io.jplay.core.value.Template;
import io.jplay.core.value.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/// Where tasks are being loaded. `files` are the file and the ones that import it, innermost first;
/// `rolePath` is set inside of a role; `scope` holds the variables that names may use; `origins`
/// are what brought the tasks in, innermost first.
record LoadContext(
    Path playbookDir,
    List<Path> files,
    Optional<Path> rolePath,
    boolean handlers,
    List<String> collections,
    Scope scope,
    List<Origin> origins) {
  LoadContext {
    files = List.copyOf(files);
    collections = List.copyOf(collections);
    origins = List.copyOf(origins);
  }

  Path file() {
    return files.getFirst();
  }

  LoadContext in(Path file) {
    var all = new ArrayList<Path>();
    all.add(file);
    all.addAll(files);
    return new LoadContext(playbookDir, all, rolePath, handlers, collections, scope, origins);
  }

  LoadContext forHandlers() {
    return new LoadContext(playbookDir, files, rolePath, true, collections, scope, origins);
  }

  LoadContext withVars(Dict vars) {
    if (vars.isEmpty()) {
      return this;
    }
    var map = new LinkedHashMap<String, Value>();
    vars.entries().forEach((k, v) -> map.put(text(k), v));
    return new LoadContext(
        playbookDir, files, rolePath, handlers, collections, scope.with(map), origins);
  }

  LoadContext withCollections(List<String> more) {
    var all = new LinkedHashSet<>(more);
    all.addAll(collections);
    return new LoadContext(
        playbookDir, files, rolePath, handlers, List.copyOf(all), scope, origins);
  }

  /// Roles do not inherit the collections of those who use them.
  LoadContext inRole(Path path) {
    return new LoadContext(
        playbookDir, files, Optional.of(path), false, List.of(), scope, List.of());
  }

  private static String text(Value key) {
    return switch (key) {
      case Str s -> s.text();
      case Template t -> t.text();
      default -> key.toString();
    };
  }

  /// What brought in the tasks that are being loaded, with `origin` as the innermost.
  LoadContext from(Origin origin) {
    var all = new ArrayList<Origin>();
    all.add(origin);
    all.addAll(origins);
    return new LoadContext(playbookDir, files, rolePath, handlers, collections, scope, all);
  }
}
