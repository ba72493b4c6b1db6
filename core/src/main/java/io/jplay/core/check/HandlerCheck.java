package io.jplay.core.check;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.Suggestion;
import io.jplay.core.playbook.Keyword;
import io.jplay.core.playbook.Role;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Template;
import io.jplay.core.value.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Every handler that is notified by a constant name exists in its play.
final class HandlerCheck implements Check {
  @Override
  public void run(Reach reach, Findings findings) {
    Constants constants = reach.constants();
    for (Reach.PlayReach play : reach.plays) {
      var names = new HashSet<String>();
      var patterns = new ArrayList<String>();
      for (TaskSite handler : play.handlers()) {
        name(handler, names, patterns);
        handler.task().keywords().get(Keyword.LISTEN).ifPresent(v -> add(v, names, patterns));
      }
      for (TaskSite site : play.sites()) {
        notified(site, constants, names, patterns, play, reach.isComplete(), findings);
      }
    }
  }

  private static void name(TaskSite handler, Set<String> names, List<String> patterns) {
    Optional<Value> name = handler.task().keywords().get(Keyword.NAME);
    if (name.isEmpty()) {
      return;
    }
    add(name.get(), names, patterns);
    for (Role role : handler.lineage().role().stream().toList()) {
      String text = Reach.text(name.get());
      for (String prefix : List.of(role.name(), role.fqcn())) {
        if (name.get() instanceof Template) {
          patterns.add(prefix + " : " + text);
        } else {
          names.add(prefix + " : " + text);
        }
      }
    }
  }

  private static void add(Value value, Set<String> names, List<String> patterns) {
    switch (value) {
      case Seq s -> s.items().forEach(v -> add(v, names, patterns));
      case Template t -> patterns.add(t.text());
      default -> names.add(Reach.text(value));
    }
  }

  private static void notified(
      TaskSite site,
      Constants constants,
      Set<String> names,
      List<String> patterns,
      Reach.PlayReach play,
      boolean complete,
      Findings findings) {
    for (Value level : site.lineage().nearest(site.task(), Keyword.NOTIFY).stream().toList()) {
      for (Value value : level instanceof Seq s ? s.items() : List.of(level)) {
        for (String name : constants.texts(value, site).orElse(List.of())) {
          if (!names.contains(name)
              && patterns.stream().noneMatch(p -> NamePattern.mayBe(p, name))) {
            absent(new Str(name, value.tag()), site, names, play, complete, findings);
          }
        }
      }
    }
  }

  private static void absent(
      Str name,
      TaskSite site,
      Set<String> names,
      Reach.PlayReach play,
      boolean complete,
      Findings findings) {
    boolean mayCome = !complete || play.open().stream().anyMatch(o -> !o.isVariables());
    String hint = Suggestion.hint(name.text(), names);
    if (mayCome && Suggestion.slip(name.text(), names).isEmpty()) {
      findings.unknown("handler may come with an include: " + name.text(), name.tag().origin());
      return;
    }
    findings.add(
        site.placed(
            Diagnostic.error("JP2011", "notified handler does not exist", name.tag().origin())
                .withDetail(
                    "no handler of this play has the name '" + name.text() + "' or listens to it")
                .withHint(hint)));
  }
}
