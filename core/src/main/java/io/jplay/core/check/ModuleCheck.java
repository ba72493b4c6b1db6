package io.jplay.core.check;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.exec.ModuleSpec;
import io.jplay.core.exec.OptionCheck;
import io.jplay.core.exec.OwnModules;
import io.jplay.core.playbook.Keyword;
import io.jplay.core.template.TemplateSurveyor;
import io.jplay.core.value.Null;
import io.jplay.core.value.Str;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Modules are known, and their options fit.
final class ModuleCheck implements Check {
  /// Actions that the engine carries out itself.
  static final Set<String> ENGINE =
      Set.of(
          "meta",
          "include_tasks",
          "include_role",
          "import_tasks",
          "import_role",
          "include",
          "validate_argument_spec");

  private static final Map<String, List<String>> PATTERNS =
      Map.of(
          "lineinfile", List.of("regexp", "regex", "insertbefore", "insertafter"),
          "replace", List.of("regexp", "before", "after"),
          "wait_for", List.of("search_regex"));

  @Override
  public void run(Reach reach, Findings findings) {
    var hints = new HashMap<String, String>();
    for (TaskSite site : reach.sites()) {
      String name = site.module();
      if (name.isEmpty() || ENGINE.contains(site.shortModule())) {
        if (name.isEmpty()) {
          findings.unknown("which module it is", site.task().action().where());
        }
        continue;
      }
      Optional<ModuleSpec> spec = reach.request().modules().find(name, site.collections());
      if (spec.isPresent()) {
        boolean defaults = !site.lineage().all(site.task(), Keyword.MODULE_DEFAULTS).isEmpty();
        OptionCheck.problems(spec.get(), site.task().action(), defaults)
            .forEach(problem -> findings.add(site.placed(problem)));
        patterns(site, findings);
      } else {
        unknown(name, site, reach, findings, hints);
      }
    }
  }

  /// Options that are regular expressions, where they are constant.
  private static void patterns(TaskSite site, Findings findings) {
    for (String option : PATTERNS.getOrDefault(site.shortModule(), List.of())) {
      if (site.option(option).orElse(Null.NULL) instanceof Str s) {
        TemplateSurveyor.problemOf(s.text())
            .map(text ->
                Diagnostic.error("JP2010", "wrong regular expression", s.tag().origin())
                    .withDetail(text))
            .ifPresent(problem -> findings.add(site.placed(problem)));
      }
    }
  }

  private static void unknown(
      String name, TaskSite site, Reach reach, Findings findings, Map<String, String> hints) {
    String hint = hints.computeIfAbsent(name, n -> reach.request().modules().hint(n));
    boolean redirected = hint.contains("does not have");
    Optional<Path> own =
        OwnModules.find(name, Collector.bases(site).stream(), reach.request().library());
    boolean ofCore = name.indexOf('.') < 0 || !name.equals(site.shortModule());
    if (!redirected && own.isEmpty() && ofCore) {
      findings.add(
          site.placed(
              Diagnostic.error("JP2001", "unknown module", site.task().action().where())
                  .withDetail("no module has the name '" + name + "'")
                  .withHint(hint)));
      return;
    }
    String detail =
        own.map(p -> "'" + name + "' is a module of this project (" + p + "), and jplay runs none")
            .orElse("jplay does not have the module '" + name + "'");
    if (site.surelyRuns()) {
      findings.add(
          site.placed(
              Diagnostic.error(
                      "JP2002", "module that jplay does not have", site.task().action().where())
                  .withDetail(detail)
                  .withHint(hint)));
    } else {
      findings.unknown("whether it runs: " + detail, site.task().action().where());
    }
  }
}
