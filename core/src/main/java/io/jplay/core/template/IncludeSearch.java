package io.jplay.core.template;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Where the templates are that another one includes, imports or extends: on the search path of the
/// task, and around the file that is rendered. `around` are places relative to that file's
/// directory; what an included file asks for is looked for around the same one. Serves the run and
/// the check before it.
public record IncludeSearch(Optional<Path> file, List<String> around, boolean first) {
  /// Of a template that is in no file.
  static final IncludeSearch NONE = new IncludeSearch(Optional.empty(), List.of(), false);

  /// Of the module's file (like ansible-core 2.18 plugins/action/template.py: what the path has
  /// comes first).
  public static IncludeSearch ofModule(Path file) {
    return new IncludeSearch(Optional.of(file), List.of("templates", ""), false);
  }

  /// Of the lookup's file (like plugins/lookup/template.py there).
  public static IncludeSearch ofLookup(Path file) {
    return new IncludeSearch(Optional.of(file), List.of(""), true);
  }

  /// `path` finds a name on the search path of the task.
  public Optional<Path> find(String name, Function<String, Optional<Path>> path) {
    return first
        ? beside(name).or(() -> path.apply(name))
        : path.apply(name).or(() -> beside(name));
  }

  /// Like Jinja2's loader, a name does not lead out of a directory.
  private Optional<Path> beside(String name) {
    if (name.startsWith("/") || List.of(name.split("/")).contains("..")) {
      return Optional.empty();
    }
    return around.stream()
        .map(place -> file.orElseThrow().resolveSibling(place).resolve(name))
        .filter(Files::isRegularFile)
        .findFirst();
  }
}
