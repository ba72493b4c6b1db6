package io.jplay.core.check;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.Suggestion;
import io.jplay.core.exec.ModuleSpec;
import io.jplay.core.template.TemplateSurvey;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Template;
import io.jplay.core.value.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Variables that nothing defines. An error only where the run surely gets to and nothing of
/// unknown content could define them; else listed as not knowable.
final class VariableCheck implements Check {
  /// A use that fails when the variable is not there. `sure`: the run gets to it.
  private record Need(TemplateSurvey.Use use, boolean sure, Optional<TaskSite> site) {
    String name() {
      return use.name();
    }
  }

  @Override
  public void run(Reach reach, Findings findings) {
    Definitions definitions = Definitions.of(reach);
    var needs = new ArrayList<Need>();
    for (TaskSite site : reach.sites()) {
      Optional<ModuleSpec> spec = reach.request().modules().find(site.module(), site.collections());
      for (SiteTexts.Text text : SiteTexts.of(site, spec, reach.surveys())) {
        take(text, Optional.of(site), definitions, reach.surveys(), needs);
      }
      TemplateFiles files = new TemplateFiles(reach, site);
      for (TemplateFiles.Read read : files.read()) {
        var text = new SiteTexts.Text(read.result(), !site.hasCondition());
        take(text, Optional.of(site), definitions, reach.surveys(), needs);
      }
    }
    for (var block : reach.blocks.values()) {
      for (SiteTexts.Text text : SiteTexts.of(block.keywords(), reach.surveys())) {
        take(text, Optional.empty(), definitions, reach.surveys(), needs);
      }
    }
    for (Dict variables : reach.variables()) {
      for (SiteTexts.Text text : SiteTexts.of(variables, reach.surveys())) {
        definitions.guard(text.result().survey());
      }
    }
    judge(needs, definitions, reach, findings);
  }

  private static void take(
      SiteTexts.Text text,
      Optional<TaskSite> site,
      Definitions definitions,
      Surveys surveys,
      List<Need> needs) {
    TemplateSurvey survey = text.result().survey();
    definitions.guard(survey);
    for (TemplateSurvey.Use use : survey.uses()) {
      if (use.kind() == TemplateSurvey.Kind.VARIABLE) {
        boolean sure =
            use.isCertain()
                && text.certain()
                && site.filter(s -> s.certain() && !s.handler()).isPresent();
        needs.add(new Need(use, sure, site));
        if (sure) {
          follow(use.name(), site, definitions, surveys, needs);
        }
      }
    }
  }

  /// What the template of a variable needs is needed where the variable is. Only of variables with
  /// one definition: of several it is not known which one counts.
  private static void follow(
      String name,
      Optional<TaskSite> site,
      Definitions definitions,
      Surveys surveys,
      List<Need> needs) {
    var seen = new HashSet<String>(Set.of(name));
    var next = new ArrayDeque<String>(List.of(name));
    while (!next.isEmpty()) {
      Optional<Value> value = definitions.only(next.remove());
      if (value.isPresent() && value.get() instanceof Template template) {
        for (TemplateSurvey.Use use : surveys.of(template).survey().uses()) {
          boolean needed = use.kind() == TemplateSurvey.Kind.VARIABLE && use.isCertain();
          if (needed && seen.add(use.name())) {
            needs.add(new Need(use, true, site));
            next.add(use.name());
          }
        }
      }
    }
  }

  private static void judge(
      List<Need> needs, Definitions definitions, Reach reach, Findings findings) {
    var absent = new HashSet<String>();
    needs.stream().map(Need::name).filter(n -> !definitions.knows(n)).forEach(absent::add);
    if (absent.isEmpty()) {
      return;
    }
    Set<String> elsewhere = reach.open.isEmpty() ? Set.of() : OtherFiles.defining(absent, reach);
    boolean noHosts = reach.request().inventory().hosts().isEmpty();
    Set<String> names = definitions.names();
    var hints = new HashMap<String, String>();
    var slips = new HashMap<String, Boolean>();
    var listed = new HashSet<String>();
    needs.sort((a, b) -> Boolean.compare(b.sure(), a.sure()));
    for (Need need : needs) {
      String name = need.name();
      if (!absent.contains(name) || !need.sure() && listed.contains(name)) {
        continue;
      }
      boolean hostsUnknown =
          (noHosts && !isLocal(need) || reach.mayDefineAnything()) && !isSlip(name, names, slips);
      if (need.sure() && !elsewhere.contains(name) && !hostsUnknown) {
        String hint = hints.computeIfAbsent(name, n -> Suggestion.hint(n, names));
        Diagnostic problem =
            Diagnostic.error("JP2016", "variable that nothing defines", need.use().where())
                .withDetail("'" + name + "' is undefined")
                .withHint(hint.isEmpty() ? "define it, or use '| default(...)'" : hint);
        findings.add(need.site().map(s -> s.placed(problem)).orElse(problem));
        listed.add(name);
      } else if (!elsewhere.contains(name) && isSlip(name, names, slips)) {
        if (listed.add(name)) {
          findings.add(
              need.site().map(s -> s.placed(slip(need, names))).orElseGet(() -> slip(need, names)));
        }
      } else if (listed.add(name)) {
        findings.unknown(
            "whether the variable '" + name + "' is defined when it is needed", need.use().where());
      }
    }
  }

  /// A name that is nearly another's, which nothing defines: a mistake where the run comes to it.
  private static Diagnostic slip(Need need, Set<String> names) {
    return Diagnostic.warning("JP2016", "variable that nothing defines", need.use().where())
        .withDetail("'" + need.name() + "' is undefined, and needed if the run comes to it")
        .withHint(Suggestion.hint(need.name(), names));
  }

  private static boolean isSlip(String name, Set<String> names, Map<String, Boolean> known) {
    return known.computeIfAbsent(name, n -> Suggestion.slip(n, names).isPresent());
  }

  /// Plays of the controller need no inventory.
  private static boolean isLocal(Need need) {
    return need.site()
        .map(s -> Reach.text(s.lineage().play().hosts()))
        .filter(h -> h.equals("localhost") || h.equals("127.0.0.1"))
        .isPresent();
  }
}
