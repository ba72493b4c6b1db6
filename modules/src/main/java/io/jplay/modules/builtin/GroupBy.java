package io.jplay.modules.builtin;

import io.jplay.core.api.ControllerModule;
import io.jplay.core.api.ModuleInfo;
import io.jplay.core.api.Option;
import io.jplay.core.api.Result;
import io.jplay.core.api.RunEffect;
import io.jplay.core.api.TaskContext;
import io.jplay.core.value.Seq;
import java.util.List;

/// Puts the host into a group that is named by a value. Imitates ansible.builtin.group_by.
@ModuleInfo(
    summary = "Create Ansible groups based on facts",
    refusesUnknown = true,
    missing = "the 'key' param is required when using group_by")
public final class GroupBy implements ControllerModule<GroupBy.Args> {
  public record Args(@Option(required = true) String key, @Option("all") List<String> parents) {}

  @Override
  public Result run(Args a, TaskContext context) {
    String group = a.key().replace(' ', '-');
    List<String> parents = a.parents().stream().map(p -> p.replace(' ', '-')).toList();
    return Result.changed()
        .with("add_group", group)
        .with("parent_groups", Seq.ofTexts(parents))
        .withEffect(new RunEffect.JoinGroup(group, parents));
  }
}
