package io.jplay.core.check;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.Suggestion;
import io.jplay.core.exec.ModuleSpec;
import io.jplay.core.playbook.Keywords;
import io.jplay.core.playbook.Loop;
import io.jplay.core.template.PluginRegistry;
import io.jplay.core.template.TemplateSurvey;
import io.jplay.core.template.TestsAsFilters;
import io.jplay.core.value.Dict;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Templates can be read; their filters, tests and lookups are known; constant regular expressions
/// are right.
final class TemplateCheck implements Check {
  private static final String PYTHON = "jplay runs no plug-ins that are written in Python";

  @Override
  public void run(Reach reach, Findings findings) {
    for (TaskSite site : reach.sites()) {
      Optional<ModuleSpec> spec = reach.request().modules().find(site.module(), site.collections());
      for (SiteTexts.Text text : SiteTexts.of(site, spec, reach.surveys())) {
        judge(text.result(), Optional.of(site), reach, findings);
      }
      site.task()
          .loop()
          .filter(loop -> !loop.isPlain())
          .ifPresent(loop -> loop(loop, site, reach, findings));
    }
    reach.blocks.values().forEach(block -> keywords(block.keywords(), reach, findings));
    for (Reach.PlayReach play : reach.plays) {
      keywords(play.play().keywords(), reach, findings);
      play.play().imports().forEach(k -> keywords(k, reach, findings));
    }
    for (Dict variables : reach.variables()) {
      for (SiteTexts.Text text : SiteTexts.of(variables, reach.surveys())) {
        judge(text.result(), Optional.empty(), reach, findings);
      }
    }
  }

  private static void keywords(Keywords keywords, Reach reach, Findings findings) {
    for (SiteTexts.Text text : SiteTexts.of(keywords, reach.surveys())) {
      judge(text.result(), Optional.empty(), reach, findings);
    }
  }

  private static void loop(Loop loop, TaskSite site, Reach reach, Findings findings) {
    String plugin = loop.plugin();
    PluginRegistry known = reach.request().plugins();
    if (known.hasLookup(plugin)) {
      return;
    }
    Diagnostic problem =
        Diagnostic.error("JP2009", "unknown lookup", loop.where())
            .withDetail("with_" + plugin + ": there is no lookup '" + plugin + "'");
    if (!isForeign(TemplateSurvey.Kind.LOOKUP, plugin, Optional.of(site), reach)) {
      findings.add(site.placed(problem.withHint(Suggestion.hint(plugin, known.lookupNames()))));
    } else if (site.surelyRuns()) {
      findings.add(site.placed(problem.withHint(PYTHON)));
    } else {
      findings.unknown("whether it is used: " + problem.detail(), loop.where());
    }
  }

  static void judge(
      Surveys.Result result, Optional<TaskSite> site, Reach reach, Findings findings) {
    for (Diagnostic problem : result.problems()) {
      findings.add(site.map(s -> s.placed(problem)).orElse(problem));
    }
    PluginRegistry known = reach.request().plugins();
    boolean surely = site.filter(TaskSite::surelyRuns).isPresent();
    for (TemplateSurvey.Use use : result.survey().uses()) {
      boolean sure = surely && use.isCertain();
      if (!reach.surveys().isNew(use, sure)) {
        continue;
      }
      Optional<Diagnostic> problem =
          switch (use.kind()) {
            case FILTER ->
                !known.hasFilter(use.name()) && TestsAsFilters.has(use.name())
                    ? Optional.of(TestsAsFilters.deprecation(use.name(), use.where()))
                    : unknown(
                        use, known.hasFilter(use.name()), "JP2007", "filter", known.filterNames());
            case TEST ->
                unknown(use, known.hasTest(use.name()), "JP2008", "test", known.testNames());
            case LOOKUP ->
                unknown(use, known.hasLookup(use.name()), "JP2009", "lookup", known.lookupNames());
            case PATTERN ->
                reach
                    .surveys()
                    .problemOfPattern(use.name())
                    .map(text ->
                        Diagnostic.error("JP2010", "wrong regular expression", use.where())
                            .withDetail(text));
            case VARIABLE, FILE, GROUP, LOOKUP_TEMPLATE, LOOKUP_FILE -> Optional.empty();
          };
      if (problem.isPresent() && isForeign(use.kind(), use.name(), site, reach)) {
        if (!sure) {
          findings.unknown("whether it is used: " + problem.get().detail(), use.where());
          continue;
        }
        problem = problem.map(p -> p.withHint(PYTHON));
      }
      Optional<Diagnostic> said = problem;
      said.ifPresent(p -> findings.add(site.map(s -> s.placed(p)).orElse(p)));
    }
  }

  /// Plug-ins of collections, and those written in Python beside a playbook or in a role: ansible
  /// may have them.
  private static boolean isForeign(
      TemplateSurvey.Kind kind, String name, Optional<TaskSite> site, Reach reach) {
    return kind != TemplateSurvey.Kind.PATTERN
        && (name.indexOf('.') >= 0
            || FormerPlugins.has(kind, name)
            || PythonPlugins.mayHave(kind, name, site, reach));
  }

  private static Optional<Diagnostic> unknown(
      TemplateSurvey.Use use, boolean known, String code, String what, Collection<String> names) {
    if (known) {
      return Optional.empty();
    }
    List<String> candidates =
        names.stream().filter(n -> use.name().indexOf('.') >= 0 || n.indexOf('.') < 0).toList();
    return Optional.of(
        Diagnostic.error(code, "unknown " + what, use.where())
            .withDetail("there is no " + what + " '" + use.name() + "'")
            .withHint(Suggestion.hint(use.name(), candidates)));
  }
}
