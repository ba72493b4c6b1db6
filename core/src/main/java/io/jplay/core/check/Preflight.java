package io.jplay.core.check;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.Severity;
import io.jplay.core.inventory.Inventory;
import io.jplay.core.source.SourceRange;
import io.jplay.core.source.SourceText;
import io.jplay.core.template.TemplateSurveyor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The check before the run: collects what is reachable, has every check judge it, reports all
/// problems at once.
public final class Preflight {
  private static final List<Check> FAST =
      List.of(new ModuleCheck(), new KeywordCheck(), new TemplateCheck());
  private static final List<Check> THOROUGH =
      List.of(
          new HandlerCheck(),
          new LoopCheck(),
          new FileCheck(),
          new TagCheck(),
          new HostsCheck(),
          new VaultCheck(),
          new VariableCheck());

  private Preflight() {}

  /// All checks. `loading`: the problems met when playbooks and inventory were read; it may grow
  /// while the check reads files of variables.
  public static CheckReport check(CheckRequest request, List<Diagnostic> loading) {
    var findings = new Findings();
    List.copyOf(loading).forEach(problem -> findings.add(DuplicateKeys.judged(problem)));
    var surveys = new Surveys(new TemplateSurveyor(request.templar()));
    Reach reach = new Collector(request, surveys, findings, true).collect();
    if (List.copyOf(loading).stream().anyMatch(p -> p.severity() == Severity.ERROR)) {
      reach.lack();
    }
    new VarsFilesCheck(reach, findings).run();
    variables(reach, findings);
    FAST.forEach(check -> check.run(reach, findings));
    THOROUGH.forEach(check -> check.run(reach, findings));
    // what the reading of further files had to say
    List.copyOf(loading).forEach(problem -> findings.add(DuplicateKeys.judged(problem)));
    return findings.report();
  }

  /// What every run looks at before its first connection: tasks that surely run, of what is loaded
  /// anyway; no further file is read. Problems come as warnings: a run stops only where ansible's
  /// would.
  public static List<Diagnostic> quick(CheckRequest request) {
    var findings = new Findings();
    var surveys = new Surveys(new TemplateSurveyor(request.templar()));
    Reach reach = new Collector(request, surveys, findings, false).collect();
    reach.keepOnly(TaskSite::surelyRuns);
    FAST.forEach(check -> check.run(reach, findings));
    return findings.report().problems().stream()
        .filter(p -> p.severity() == Severity.ERROR)
        .map(p ->
            Diagnostic.warning(p.code(), p.summary(), p.primary())
                .withDetail(p.sentence() + (p.hint().isEmpty() ? "" : "; " + p.hint())))
        .toList();
  }

  /// The files of group_vars/ and host_vars/, of whatever group or host.
  private static void variables(Reach reach, Findings findings) {
    for (Path base : reach.request().varsBases()) {
      for (String kind : List.of("group_vars", "host_vars")) {
        Path directory = base.resolve(kind);
        if (Files.isDirectory(directory)) {
          for (Path file : files(directory)) {
            SourceRange named = SourceRange.at(SourceText.of(TemplateFiles.shown(file), ""), 1, 1);
            boolean ofNobody = isOfNobody(file, directory, reach);
            Findings told = ofNobody ? new Findings() : findings;
            var read = VarsSearch.read(file, named, reach.request().files(), told);
            if (!ofNobody || read.isPresent()) {
              reach.include(read);
            }
            reach.files.add(file.toAbsolutePath().normalize());
          }
        }
      }
    }
  }

  /// Whether a file without an ending (`README`) is named as no host or group.
  private static boolean isOfNobody(Path file, Path directory, Reach reach) {
    String name = directory.relativize(file).getName(0).toString();
    Inventory inventory = reach.request().inventory();
    return name.indexOf('.') < 0
        && directory.equals(file.getParent())
        && !inventory.hosts().containsKey(name)
        && !inventory.groups().containsKey(name);
  }

  private static List<Path> files(Path directory) {
    try (Stream<Path> tree = Files.walk(directory)) {
      return tree.filter(Files::isRegularFile)
          .filter(f -> {
            String name = String.valueOf(f.getFileName());
            int dot = name.lastIndexOf('.');
            return !name.startsWith(".")
                && !name.endsWith("~")
                && (dot < 0 || List.of(".yml", ".yaml", ".json").contains(name.substring(dot)));
          })
          .sorted()
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }
}
