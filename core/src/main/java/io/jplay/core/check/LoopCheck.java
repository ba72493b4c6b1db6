package io.jplay.core.check;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.playbook.Loop;
import io.jplay.core.value.Bool;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Int;
import io.jplay.core.value.Real;
import io.jplay.core.value.Str;
import io.jplay.core.value.Template;
import io.jplay.core.value.Value;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `loop` has a list: written so, or in a variable that is defined once and is none.
final class LoopCheck implements Check {
  private static final Pattern NAME = Pattern.compile("\\{\\{\\s*([A-Za-z_]\\w*)\\s*}}");

  /// Text filters whose result may look like a list (`lower`, `to_json`) are not among them:
  /// ansible makes a list of that.
  private static final Map<String, String> KINDS =
      Map.of(
          "join", "a text",
          "basename", "a text",
          "dirname", "a text",
          "length", "a number",
          "count", "a number",
          "int", "a number",
          "bool", "a truth value",
          "combine", "a mapping",
          "items2dict", "a mapping");

  @Override
  public void run(Reach reach, Findings findings) {
    Definitions definitions = Definitions.of(reach);
    for (TaskSite site : reach.sites()) {
      Optional<Loop> loop = site.task().loop().filter(Loop::isPlain);
      if (loop.isPresent()) {
        judge(loop.get().terms(), site, definitions, reach.surveys(), findings);
      }
    }
  }

  private static void judge(
      Value terms, TaskSite site, Definitions definitions, Surveys surveys, Findings findings) {
    Optional<Value> defined = Optional.empty();
    String kind = kind(terms);
    if (terms instanceof Template t) {
      Matcher name = NAME.matcher(t.text().strip());
      if (name.matches()) {
        defined = definitions.only(name.group(1));
        kind = defined.map(LoopCheck::kind).orElse("");
      } else {
        // what it gives, whatever goes in
        kind = surveys.lastFilter(t).map(filter -> KINDS.getOrDefault(filter, "")).orElse("");
      }
    }
    if (kind.isEmpty()) {
      return;
    }
    Diagnostic problem =
        Diagnostic.error("JP2020", "loop over something that is no list", terms.tag().origin())
            .withDetail("'loop' needs a list and has " + kind)
            .withHint(hint(defined.orElse(terms)));
    if (defined.isPresent()) {
      problem = problem.withRelated("its value", defined.get().tag().origin());
    }
    findings.add(site.placed(problem));
  }

  private static String kind(Value value) {
    return switch (value) {
      case Str s -> "a text";
      case Dict d -> "a mapping";
      case Int i -> "a number";
      case Real r -> "a number";
      case Bool b -> "a truth value";
      default -> "";
    };
  }

  private static String hint(Value value) {
    return switch (value) {
      case Dict d -> "loop over '| dict2items', or over '.keys()'";
      case Template t -> "loop over what goes into the filter, or write one item as a list: [item]";
      case Str s when s.text().matches("[A-Za-z_][\\w.]*") ->
          "for the variable of that name write \"{{ "
              + s.text()
              + " }}\"; for one item ["
              + s.text()
              + "]";
      default -> "write one item as a list: [item]";
    };
  }
}
