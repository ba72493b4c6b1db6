package io.jplay.core.check;

import io.jplay.core.exec.ModuleSpec;
import io.jplay.core.playbook.Keyword;
import io.jplay.core.playbook.Keywords;
import io.jplay.core.source.SourceRange;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Template;
import io.jplay.core.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Everything of a task that is evaluated: templates, conditions, bare expressions.
final class SiteTexts {
  private static final Set<Keyword> CONDITIONS =
      Set.of(Keyword.WHEN, Keyword.UNTIL, Keyword.CHANGED_WHEN, Keyword.FAILED_WHEN);

  /// Rendered leniently, or for display only: a mistake in them fails nothing.
  private static final Set<Keyword> LENIENT =
      Set.of(Keyword.NAME, Keyword.TAGS, Keyword.LISTEN, Keyword.ARGS);

  private final Surveys surveys;
  private final List<Text> texts = new ArrayList<>();

  /// One evaluated text. `certain`: evaluated whenever the task is reached.
  record Text(Surveys.Result result, boolean certain) {}

  private SiteTexts(Surveys surveys) {
    this.surveys = surveys;
  }

  static List<Text> of(TaskSite site, Optional<ModuleSpec> spec, Surveys surveys) {
    var all = new SiteTexts(surveys);
    boolean runs = !site.hasCondition();
    all.keywords(site.task().keywords(), runs);
    site.task().loop().ifPresent(loop -> all.deep(loop.terms(), runs));
    all.options(site, spec, runs);
    return all.texts;
  }

  /// Those of a block, role, import or play.
  static List<Text> of(Keywords keywords, Surveys surveys) {
    var all = new SiteTexts(surveys);
    all.keywords(keywords, false);
    return all.texts;
  }

  /// All templates in a mapping of variables.
  static List<Text> of(Dict variables, Surveys surveys) {
    var all = new SiteTexts(surveys);
    all.deep(variables, false);
    return all.texts;
  }

  private void keywords(Keywords keywords, boolean runs) {
    keywords
        .values()
        .forEach((keyword, value) -> {
          if (CONDITIONS.contains(keyword)) {
            boolean first = true;
            for (Value condition : value instanceof Seq s ? s.items() : List.of(value)) {
              texts.add(new Text(surveys.ofCondition(condition), first && keyword == Keyword.WHEN));
              first = false;
            }
          } else if (keyword == Keyword.LOOP_CONTROL && value instanceof Dict control) {
            control(control);
          } else if (!LENIENT.contains(keyword)) {
            deep(value, runs && keyword != Keyword.VARS && keyword != Keyword.NOTIFY);
          }
        });
  }

  private void control(Dict control) {
    control
        .entries()
        .forEach((key, value) -> {
          if (key instanceof Str s && s.text().equals("break_when")) {
            for (Value condition : value instanceof Seq list ? list.items() : List.of(value)) {
              texts.add(new Text(surveys.ofCondition(condition), false));
            }
          } else {
            deep(value, false);
          }
        });
  }

  private void options(TaskSite site, Optional<ModuleSpec> spec, boolean runs) {
    String module = site.shortModule();
    for (Map.Entry<Value, Value> option : site.task().action().options().entries().entrySet()) {
      String name = option.getKey() instanceof Str s ? s.text() : "";
      Value value = option.getValue();
      if (module.equals("assert") && name.equals("that")) {
        for (Value condition : value instanceof Seq s ? s.items() : List.of(value)) {
          texts.add(new Text(surveys.ofCondition(condition), runs));
        }
      } else if (module.equals("debug") && name.equals("var") && value instanceof Str s) {
        SourceRange where = s.tag().origin();
        texts.add(new Text(surveys.expression(s.text(), false, where), false));
      } else {
        // the vars of an include's `apply`, and messages of assert, may never be needed
        boolean needed = !module.equals("assert") && !name.equals("apply") && spec.isPresent();
        deep(value, runs && needed);
      }
    }
    site.task().action().freeForm().ifPresent(text -> deep(text, runs));
    site.task().action().whole().ifPresent(text -> deep(text, runs));
  }

  private void deep(Value value, boolean certain) {
    switch (value) {
      case Template t -> texts.add(new Text(surveys.of(t), certain));
      case Seq s -> s.items().forEach(v -> deep(v, certain));
      case Dict d -> d.entries().values().forEach(v -> deep(v, certain));
      default -> {}
    }
  }
}
