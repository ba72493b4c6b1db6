package io.jplay.core.api;

import io.jplay.core.value.Dict;
import io.jplay.core.value.Template;
import java.util.List;

/// What a result asks of the run itself.
public sealed interface RunEffect {
  /// A host joins the inventory (add_host); the groups are made as needed.
  record AddHost(String name, List<String> groups, Dict variables) implements RunEffect {
    public AddHost {
      groups = List.copyOf(groups);
    }
  }

  /// The task's host joins a group (group_by).
  record JoinGroup(String group, List<String> parents) implements RunEffect {
    public JoinGroup {
      parents = List.copyOf(parents);
    }
  }

  /// Variables at the level of include_vars.
  record IncludeVars(Dict variables) implements RunEffect {}

  /// Variables at the level of set_fact; `cacheable` ones are facts as well.
  record SetFacts(Dict variables, boolean cacheable) implements RunEffect {
    /// What later tasks read: a text with braces that did not come from outside is a template for
    /// them (like ansible-core 2.18 executor/task_executor.py, which marks all results but these as
    /// unsafe).
    public Dict templates() {
      return (Dict) Template.ofTexts(variables);
    }
  }

  /// Data for the end of the run (set_stats).
  record SetStats(Dict data, boolean perHost, boolean aggregate) implements RunEffect {}
}
