package io.jplay.cli.command;

import io.jplay.cli.config.Setting;
import io.jplay.cli.config.Settings;
import io.jplay.cli.doc.RoleLibrary;
import io.jplay.cli.doc.RolePage;
import io.jplay.cli.view.Console;
import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.JplayException;
import io.jplay.core.diag.Suggestion;
import io.jplay.core.template.PythonText;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Value;
import io.jplay.core.yaml.UserYaml;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// `jdoc -t role`: what roles say about themselves. Texts and data are returned, nothing is shown
/// but warnings.
final class RoleDocCommand {
  private final RoleLibrary library;
  private final Options.Given given;
  private final Console console;

  RoleDocCommand(Settings settings, Options.Given given, Console console) {
    this.given = given;
    this.console = console;
    Optional<Path> base =
        given
            .last("--playbook-dir")
            .map(text -> path(settings, text))
            .or(() -> settings.path(Setting.PLAYBOOK_DIR));
    this.library =
        new RoleLibrary(roles(settings, base), collections(settings, base), UserYaml.LENIENT);
  }

  /// First those beside the playbook, then those that are asked for, those of the settings, and the
  /// directory of the playbook itself.
  private List<Path> roles(Settings settings, Optional<Path> base) {
    var all = new ArrayList<Path>();
    base.map(b -> b.resolve("roles")).filter(Files::isDirectory).ifPresent(all::add);
    given
        .all("-r")
        .reversed()
        .forEach(paths -> Stream.of(paths.split(":")).forEach(p -> all.add(path(settings, p))));
    all.addAll(settings.paths(Setting.ROLES_PATH));
    base.ifPresent(all::add);
    return all;
  }

  private static List<Path> collections(Settings settings, Optional<Path> base) {
    var all = new ArrayList<Path>();
    base.map(b -> b.resolve("collections")).ifPresent(all::add);
    all.addAll(settings.paths(Setting.COLLECTIONS_PATH));
    return all;
  }

  private static Path path(Settings settings, String text) {
    Path path = text.startsWith("~/") ? settings.home().resolve(text.substring(2)) : Path.of(text);
    return settings.directory().resolve(path).normalize();
  }

  /// The pages of all roles, those that cannot be read left out; arguments are namespaces or
  /// collections.
  private Map<RoleLibrary.Found, RolePage> listed() {
    var pages = new LinkedHashMap<RoleLibrary.Found, RolePage>();
    for (RoleLibrary.Found role : library.found()) {
      if (isWanted(role)) {
        try {
          pages.put(role, library.page(role));
        } catch (JplayException e) {
          Diagnostic cause = e.diagnostic();
          console.diagnostic(
              Diagnostic.warning(cause.code(), cause.summary(), cause.primary())
                  .withDetail(
                      "Skipping role (" + role.name() + ") due to: " + cause.sentence().strip()));
        }
      }
    }
    return pages;
  }

  private boolean isWanted(RoleLibrary.Found role) {
    return given.positionals().isEmpty()
        || given.positionals().stream().anyMatch(c -> role.name().startsWith(c + "."));
  }

  Dict listData() {
    var data = new LinkedHashMap<String, Value>();
    listed().forEach((role, page) -> data.put(role.name(), page.summary(library.galaxy(role))));
    return Dict.of(data);
  }

  /// All pages that have something on them, as data.
  Dict dump() {
    var data = new LinkedHashMap<String, Value>();
    listed().values().stream()
        .filter(page -> !page.entryPoints().isEmpty())
        .forEach(page -> data.put(page.name(), page.data()));
    return Dict.of(data);
  }

  /// As ansible-doc lists them: the name of each role, below it those of its entry points.
  String list() {
    Map<RoleLibrary.Found, RolePage> pages = listed();
    int width =
        pages.values().stream()
            .flatMap(page -> page.shortDescriptions().keySet().stream())
            .mapToInt(String::length)
            .max()
            .orElse(0);
    var out = new StringBuilder();
    pages.forEach((role, page) -> {
      Map<String, Value> points = page.shortDescriptions();
      out.append(role.name()).append(points.isEmpty() ? "\n" : ":\n  specs:\n");
      points.forEach((point, line) ->
          out.append("    ")
              .append(point)
              .repeat(' ', width - point.length())
              .append((": " + PythonText.str(line)).stripTrailing())
              .append('\n'));
    });
    return out.toString();
  }

  /// Where the roles are: their directories, or those of their collections.
  Map<String, String> files() {
    var files = new LinkedHashMap<String, String>();
    listed().forEach((role, page) -> files.put(role.name(), role.home().toString()));
    return files;
  }

  /// The pages of the roles that were asked for: in full, or without a collection, which may be
  /// several. What there is not is a warning.
  List<RolePage> pages() {
    List<RoleLibrary.Found> all = library.found();
    Optional<String> entryPoint = given.last("-e");
    var pages = new ArrayList<RolePage>();
    for (String name : given.positionals()) {
      int before = pages.size();
      for (RoleLibrary.Found role : all) {
        if (role.name().equals(name) || role.shortName().equals(name)) {
          RolePage page = library.page(role);
          pages.add(entryPoint.map(page::only).orElse(page));
        }
      }
      pages.removeIf(page -> page.entryPoints().isEmpty());
      if (pages.size() == before) {
        console.warning(missing(name, entryPoint, all));
      }
    }
    return pages;
  }

  private static String missing(
      String name, Optional<String> entryPoint, List<RoleLibrary.Found> all) {
    boolean exists =
        all.stream().anyMatch(r -> r.name().equals(name) || r.shortName().equals(name));
    if (exists) {
      return "role "
          + name
          + " has no "
          + entryPoint.map(point -> "entry point '" + point + "'").orElse("entry points");
    }
    String hint = Suggestion.hint(name, all.stream().map(RoleLibrary.Found::name).toList());
    return "role " + name + " not found" + (hint.isEmpty() ? "" : "; " + hint);
  }
}
