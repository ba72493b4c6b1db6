package io.jplay.core.check;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.Suggestion;
import io.jplay.core.playbook.Keyword;
import io.jplay.core.playbook.Keywords;
import io.jplay.core.source.SourceRange;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Null;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Template;
import io.jplay.core.value.Value;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// The tags of `--tags` and `--skip-tags` are somewhere.
final class TagCheck implements Check {
  private static final Set<String> SPECIAL = Set.of("all", "tagged", "untagged", "always", "never");

  @Override
  public void run(Reach reach, Findings findings) {
    CheckRequest.Selection selection = reach.request().selection();
    var known = new TreeSet<String>();
    boolean closed = collect(reach, known) && reach.open.stream().allMatch(Reach.Open::isVariables);
    judge("--tags", selection.tags(), known, closed, findings);
    judge("--skip-tags", selection.skipTags(), known, closed, findings);
  }

  /// Fills in all constant tags; false when some are only known at run time.
  private static boolean collect(Reach reach, Set<String> known) {
    boolean constant = true;
    for (Reach.PlayReach play : reach.plays) {
      constant &= add(play.play().keywords(), known);
      for (Keywords imported : play.play().imports()) {
        constant &= add(imported, known);
      }
    }
    for (var block : reach.blocks.values()) {
      constant &= add(block.keywords(), known);
    }
    for (TaskSite site : reach.sites()) {
      constant &= add(site.task().keywords(), known);
      if (site.option("apply").orElse(Null.NULL) instanceof Dict apply) {
        constant &= add(apply.get("tags").orElse(Null.NULL), known);
      }
    }
    return constant;
  }

  private static boolean add(Keywords keywords, Set<String> known) {
    return add(keywords.get(Keyword.TAGS).orElse(Null.NULL), known);
  }

  private static boolean add(Value tags, Set<String> known) {
    return switch (tags) {
      case Null n -> true;
      case Template t -> false;
      case Seq s -> s.items().stream().map(v -> add(v, known)).reduce(true, (a, b) -> a && b);
      default -> {
        for (String tag : Reach.text(tags).split(",", -1)) {
          known.add(tag.strip());
        }
        yield true;
      }
    };
  }

  private static void judge(
      String option, List<String> tags, Set<String> known, boolean closed, Findings findings) {
    for (String tag : tags) {
      if (SPECIAL.contains(tag) || known.contains(tag)) {
        continue;
      }
      if (!closed) {
        findings.unknown(option + ": whether the tag '" + tag + "' is on a task", SourceRange.NONE);
        continue;
      }
      String near = Suggestion.hint(tag, known);
      String hint = near.isEmpty() ? "tags there are: " + String.join(", ", known) : near;
      Diagnostic problem =
          option.equals("--tags")
              ? Diagnostic.error("JP2017", "tag that nothing has", SourceRange.NONE)
              : Diagnostic.warning("JP2017", "tag that nothing has", SourceRange.NONE);
      findings.add(
          problem
              .withDetail(option + ": no play, role, block or task has the tag '" + tag + "'")
              .withHint(hint));
    }
  }
}
