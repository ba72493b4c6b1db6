package io.jplay.core.check;

import io.jplay.core.exec.KeywordProblem;
import io.jplay.core.playbook.Keyword;
import io.jplay.core.value.Template;

/// Keywords that are no templates have a value of their type: `become: maybe` fails every task
/// below it.
final class KeywordCheck implements Check {
  @Override
  public void run(Reach reach, Findings findings) {
    for (TaskSite site : reach.sites()) {
      for (Keyword keyword : Keyword.TYPED) {
        site.lineage()
            .nearest(site.task(), keyword)
            .filter(written -> !(written instanceof Template))
            .flatMap(written -> KeywordProblem.of(keyword, written, written))
            .ifPresent(problem -> findings.add(site.placed(problem)));
      }
    }
  }
}
