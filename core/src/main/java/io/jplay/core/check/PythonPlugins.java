package io.jplay.core.check;

import io.jplay.core.playbook.Role;
import io.jplay.core.template.TemplateSurvey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Filters, tests and lookups written in Python beside playbooks and roles or where the settings
/// say, which jplay does not run: whether one of them may have a name, told by its text.
final class PythonPlugins {
  private static final List<String> PLACES =
      List.of("%s_plugins", "plugins/%s", "../../plugins/%s", "../%s_plugins");

  private PythonPlugins() {}

  static boolean mayHave(
      TemplateSurvey.Kind use, String name, Optional<TaskSite> site, Reach reach) {
    String kind =
        switch (use) {
          case FILTER -> "filter";
          case TEST -> "test";
          case LOOKUP -> "lookup";
          case VARIABLE, PATTERN, FILE, LOOKUP_TEMPLATE, LOOKUP_FILE, GROUP -> "";
        };
    var bases = new LinkedHashSet<Path>();
    site.ifPresent(s -> bases.addAll(Collector.bases(s)));
    for (Reach.PlayReach play : reach.plays) {
      bases.add(Constants.directory(play.play().file()));
    }
    for (Role role : reach.roles.values()) {
      bases.add(role.path());
    }
    for (Path base : bases) {
      for (String place : PLACES) {
        if (names(base.resolve(place.formatted(kind)).normalize(), name)) {
          return true;
        }
      }
    }
    return reach.request().pluginPaths().stream().anyMatch(path -> names(path, name));
  }

  private static boolean names(Path directory, String name) {
    if (!Files.isDirectory(directory)) {
      return false;
    }
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".py")).toList()) {
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        if (text.contains("'" + name + "'")
            || text.contains("\"" + name + "\"")
            || file.endsWith(name + ".py")) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      return false;
    }
  }
}
