package io.jplay.core.template;

import io.jplay.core.source.SourceText;
import io.jplay.core.value.Scope;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Where the templates are that another one includes, imports or extends: on the search path of the
/// task, and around the file that is rendered. `around` are places relative to that file's
/// directory; what an included file asks for is looked for around the same one.
record IncludeSearch(Optional<Path> file, List<String> around, boolean first) {
  /// Of a template that is in no file.
  static final IncludeSearch NONE = new IncludeSearch(Optional.empty(), List.of(), false);

  /// Of the module's file (like ansible-core 2.18 plugins/action/template.py: what the path has
  /// comes first).
  static IncludeSearch ofModule(SourceText file) {
    return new IncludeSearch(Optional.of(Path.of(file.name())), List.of("templates", ""), false);
  }

  /// Of the lookup's file (like plugins/lookup/template.py there).
  static IncludeSearch ofLookup(SourceText file) {
    return new IncludeSearch(Optional.of(Path.of(file.name())), List.of(""), true);
  }

  Optional<Path> find(String name, Scope scope, TemplateEnvironment environment) {
    return first
        ? beside(name).or(() -> environment.find("templates", name, scope))
        : environment.find("templates", name, scope).or(() -> beside(name));
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
