package io.jplay.core.run;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.playbook.Keyword;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Warns of variables whose name means something else in a playbook or a template, once for each
/// name (like ansible-core 2.18 vars/reserved.py). Owned by the play thread.
final class ReservedNames {
  private static final Set<String> OTHERS =
      Set.of(
          "hosts",
          "roles",
          "tasks",
          "pre_tasks",
          "post_tasks",
          "handlers",
          "block",
          "rescue",
          "always",
          "action",
          "local_action",
          "loop",
          "with_",
          "cycler",
          "dict",
          "joiner",
          "lipsum",
          "lookup",
          "namespace",
          "now",
          "q",
          "query",
          "range",
          "undef");

  private final Set<String> told = new HashSet<>();

  List<Diagnostic> warnings(Dict variables) {
    var warnings = new ArrayList<Diagnostic>();
    for (Value key : variables.keys()) {
      if (key instanceof Str name && isReserved(name.text()) && told.add(name.text())) {
        warnings.add(
            Diagnostic.warning("JP1909", "variable has a reserved name", name.tag().origin())
                .withDetail("Found variable using reserved name: " + name.text()));
      }
    }
    return warnings;
  }

  private static boolean isReserved(String name) {
    return OTHERS.contains(name) || (!name.equals("vars") && Keyword.of(name).isPresent());
  }
}
