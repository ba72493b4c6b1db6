package io.jplay.core.playbook;

import io.jplay.core.source.FileSearch;
import io.jplay.core.value.Value;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Where files of tasks are looked for: below the directories of the names that brought the naming
/// task in, from inside out, each joined with those before it. The file that the naming task is
/// written in does not count.
///
/// @param origins what brought the naming task in, innermost first
/// @param names renders the name of an including task; empty where that cannot be done
record TaskFileSearch(
    Path playbookDir,
    Optional<Path> role,
    boolean handlers,
    List<Origin> origins,
    Function<Value, Optional<String>> names) {
  TaskFileSearch {
    origins = List.copyOf(origins);
  }

  /// The places for import_tasks, best first (like ansible-core 2.18 playbook/helpers.py). Roles
  /// end the way: their tasks are read before it is known who includes them.
  List<Path> forImport(String name) {
    var places = new LinkedHashSet<Path>();
    var way = new ArrayList<String>();
    for (Origin origin : origins) {
      if (!(origin instanceof Origin.TaskFile file)) {
        break;
      }
      way.addFirst(directory(file));
      places.addAll(around(way, name, false));
    }
    places.addAll(direct(name, false));
    return List.copyOf(places);
  }

  /// The places for include_tasks, best first (like ansible-core 2.18 playbook/included_file.py).
  List<Path> forInclude(String name) {
    var places = new LinkedHashSet<Path>();
    var way = new ArrayList<String>();
    for (Origin origin : origins) {
      if (FileSearch.join(way).startsWith("/")) {
        way.clear();
      }
      way.addFirst(
          switch (origin) {
            case Origin.TaskFile file -> directory(file);
            case Origin.RoleTasks tasks -> tasks.role().toString();
            case Origin.Written written -> "";
          });
      if (role.isPresent()) {
        places.addAll(direct(name, true));
      }
      places.addAll(around(way, name, true));
    }
    if (origins.isEmpty()) {
      places.addAll(direct(name, true));
    }
    return List.copyOf(places);
  }

  static Optional<Path> first(List<Path> places) {
    return places.stream().filter(Files::isRegularFile).findFirst();
  }

  /// What is said not to be there when the file is nowhere.
  Path missing(String name) {
    return playbookDir.resolve(name).normalize();
  }

  private List<Path> around(List<String> way, String name, boolean inRole) {
    String directories = FileSearch.join(way);
    return role.map(r -> FileSearch.join(List.of(r.toString(), part(), directories)))
        .map(path -> search().around(path, part(), name, inRole))
        .orElseGet(() -> search().around(playbookDir.toString(), directories, name, false));
  }

  private List<Path> direct(String name, boolean inRole) {
    return role.map(r -> search().around(r.toString(), part(), name, inRole))
        .orElseGet(() -> List.of(missing(name)));
  }

  private FileSearch search() {
    return new FileSearch(playbookDir);
  }

  private String part() {
    return handlers ? "handlers" : "tasks";
  }

  private String directory(Origin.TaskFile file) {
    return names.apply(file.name()).map(FileSearch::directory).orElse("");
  }
}
