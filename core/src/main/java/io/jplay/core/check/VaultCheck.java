package io.jplay.core.check;

import io.jplay.core.diag.JplayException;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Scope;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Value;
import io.jplay.core.value.Vaulted;
import java.util.HashSet;
import java.util.Set;

/// Every inline `!vault` text can be decrypted with the passwords that were given.
final class VaultCheck implements Check {
  @Override
  public void run(Reach reach, Findings findings) {
    var seen = new HashSet<String>();
    reach.variables().forEach(v -> deep(v, seen, reach, findings));
    for (var host : reach.request().inventory().hosts().values()) {
      deep(host.variables(), seen, reach, findings);
    }
    for (var group : reach.request().inventory().groups().values()) {
      deep(group.variables(), seen, reach, findings);
    }
    for (TaskSite site : reach.sites()) {
      deep(site.task().action().options(), seen, reach, findings);
      site.task().keywords().values().values().forEach(v -> deep(v, seen, reach, findings));
    }
  }

  private static void deep(Value value, Set<String> seen, Reach reach, Findings findings) {
    switch (value) {
      case Vaulted v -> {
        if (seen.add(v.ciphertext())) {
          try {
            reach.request().templar().render(v, Scope.EMPTY);
          } catch (JplayException e) {
            e.diagnostics().forEach(findings::add);
          }
        }
      }
      case Seq s -> s.items().forEach(v -> deep(v, seen, reach, findings));
      case Dict d -> d.entries().values().forEach(v -> deep(v, seen, reach, findings));
      default -> {}
    }
  }
}
