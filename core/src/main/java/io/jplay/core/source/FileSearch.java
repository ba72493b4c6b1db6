package io.jplay.core.source;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/// The order in which Ansible looks for a file of the controller that is named without its
/// directory. `base` is the playbook's directory.
public record FileSearch(Path base) {
  private static final List<String> MAINS = List.of("main.yml", "main.yaml", "main");

  /// The places around one directory, best first: `kind` is the directory below it (`tasks`, or any
  /// other path) that is looked into first. Like ansible-core 2.18 parsing/dataloader.py
  /// path_dwim_relative, where the working directory counts as well, only the first may keep its
  /// `..`, and a slash at the end of `path` makes it its own parent.
  public List<Path> around(String path, String kind, String name, boolean inRole) {
    if (name.startsWith("/")) {
      return List.of(Path.of(name).normalize());
    }
    boolean isRole = inRole || isRole(path);
    String directory = isRole && isTasks(path) ? directory(path) : path;
    var places = new LinkedHashSet<Path>();
    places.add(Path.of(join(List.of(path, kind, name))));
    places.add(place(directory, kind, name));
    if (isRole && !name.endsWith(kind)) {
      places.add(place(directory, "tasks", name));
    }
    places.add(place(Path.of("").toAbsolutePath().toString(), kind, name));
    places.add(place(directory, "", name));
    places.add(place(base.toString(), kind, name));
    places.add(place(base.toString(), "", name));
    return List.copyOf(places);
  }

  private static Path place(String directory, String kind, String name) {
    return Path.of(join(List.of(directory, kind, name))).normalize();
  }

  /// Python's `posixpath.join`.
  public static String join(List<String> paths) {
    var out = new StringBuilder();
    for (String path : paths) {
      if (path.startsWith("/")) {
        out.setLength(0);
      } else if (!out.isEmpty() && out.charAt(out.length() - 1) != '/') {
        out.append('/');
      }
      out.append(path);
    }
    return out.toString();
  }

  /// Python's `posixpath.dirname`.
  public static String directory(String path) {
    String head = path.substring(0, path.lastIndexOf('/') + 1);
    String stripped = head.replaceFirst("/+$", "");
    return stripped.isEmpty() ? head : stripped;
  }

  /// The places below several directories and below the playbook's, best first. A name that begins
  /// with `kind` is not looked for below another `kind` (like path_dwim_relative_stack there).
  public List<Path> below(List<Path> paths, String kind, String name, boolean inRole) {
    Path given = Path.of(name);
    if (given.isAbsolute()) {
      return List.of(given);
    }
    var places = new LinkedHashSet<Path>();
    for (Path path : paths) {
      Path parent = path.getParent();
      if (parent != null && parent.endsWith("tasks") && (inRole || isRole(path.toString()))) {
        places.add(parent.resolveSibling(kind).resolve(given));
        places.add(parent.resolve(given));
      }
      places.addAll(in(path, kind, given));
    }
    places.addAll(in(base, kind, given));
    return places.stream().map(Path::normalize).distinct().toList();
  }

  private static List<Path> in(Path path, String kind, Path given) {
    var places = new ArrayList<Path>();
    if (!given.startsWith(kind)) {
      places.add(path.resolve(kind).resolve(given));
    }
    places.add(path.resolve(given));
    return places;
  }

  /// Whether a directory looks like a role's or like one of those in it: roles are valid without
  /// any of these files, but then nothing tells.
  private static boolean isRole(String path) {
    return isTasks(path) && hasMain(path)
        || hasMain(join(List.of(path, "tasks")))
        || hasMain(join(List.of(path, "meta")))
        || hasMain(join(List.of(directory(path), "tasks")))
        || hasMain(join(List.of(directory(path), "meta")));
  }

  private static boolean isTasks(String path) {
    return Path.of(path).endsWith("tasks");
  }

  private static boolean hasMain(String directory) {
    return MAINS.stream().anyMatch(name -> Files.exists(Path.of(directory, name)));
  }
}
