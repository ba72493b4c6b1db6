package io.jplay.core.check;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.JplayException;
import io.jplay.core.diag.NearFile;
import io.jplay.core.exec.ControllerFiles;
import io.jplay.core.exec.PlannedTask;
import io.jplay.core.exec.SearchPath;
import io.jplay.core.source.SourceRange;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Finds the files of the controller that a task names, by the search path of the run.
final class VarsSearch {
  private final TaskSite site;

  VarsSearch(TaskSite site) {
    this.site = site;
  }

  Optional<Path> find(String name) {
    return find("vars", name, site);
  }

  static Optional<Path> find(String kind, String name, TaskSite site) {
    try {
      return path(site).find(kind, home(name));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  static SearchPath path(TaskSite site) {
    return SearchPath.of(
        new PlannedTask(0, site.task(), site.lineage(), site.handler(), List.of()));
  }

  static String home(String name) {
    return name.startsWith("~/") ? System.getProperty("user.home") + name.substring(1) : name;
  }

  /// `named`: what names the file, in the task. A name that nearly is a file's is a slip wherever
  /// it stands.
  void missing(String name, Value named, Findings findings) {
    SourceRange origin = named.tag().origin();
    SourceRange where = origin.isKnown() ? origin : site.task().where();
    String near = near(name, "vars", site);
    if (site.surelyRuns() || !near.isEmpty()) {
      findings.add(
          site.placed(
              Diagnostic.error("JP2014", "file of variables not found", where)
                  .withDetail("'" + name + "' is in none of the places that are searched")
                  .withHint(near)));
    } else {
      findings.unknown("file of variables is not there: " + name, where);
    }
  }

  /// `did you mean`: of the files where this one would be.
  static String near(String name, String kind, TaskSite site) {
    return NearFile.hint(path(site).candidates(kind, home(name)));
  }

  List<Path> filesIn(Path directory) {
    try (Stream<Path> tree = Files.walk(directory)) {
      return tree.filter(Files::isRegularFile)
          .filter(f -> f.toString().matches(".*\\.(ya?ml|json)"))
          .sorted()
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  /// The variables of a file; empty after a problem.
  static Optional<Dict> read(
      Path file, SourceRange named, ControllerFiles files, Findings findings) {
    try {
      return Optional.of(files.variables(file));
    } catch (JplayException e) {
      e.diagnostics().forEach(problem -> findings.add(problem, named));
      return Optional.empty();
    }
  }
}
