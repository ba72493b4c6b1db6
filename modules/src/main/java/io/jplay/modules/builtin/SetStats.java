package io.jplay.modules.builtin;

import io.jplay.core.api.ControllerModule;
import io.jplay.core.api.ModuleInfo;
import io.jplay.core.api.Option;
import io.jplay.core.api.Result;
import io.jplay.core.api.RunEffect;
import io.jplay.core.api.TaskContext;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import io.jplay.core.value.VariableName;

/// Keeps data for the end of the run. Imitates ansible.builtin.set_stats.
@ModuleInfo(summary = "Define and display stats for the current ansible run")
public final class SetStats implements ControllerModule<SetStats.Args> {
  public record Args(
      @Option Value data, @Option("false") boolean perHost, @Option("true") boolean aggregate) {}

  @Override
  public Result run(Args a, TaskContext context) {
    if (!(a.data() instanceof Dict data)) {
      return Result.failed("The 'data' option needs to be a dictionary/hash");
    }
    for (Value key : data.keys()) {
      if (!(key instanceof Str name) || !VariableName.isValid(name.text())) {
        return Result.failed(VariableName.problem(key.toString()));
      }
    }
    Dict stats =
        Dict.builder()
            .put("data", data)
            .put("per_host", a.perHost())
            .put("aggregate", a.aggregate())
            .build();
    return Result.ok()
        .with("ansible_stats", stats)
        .withEffect(new RunEffect.SetStats(data, a.perHost(), a.aggregate()));
  }
}
