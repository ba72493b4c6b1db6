package io.jplay.modules.builtin;

import io.jplay.core.api.ControllerModule;
import io.jplay.core.api.ModuleInfo;
import io.jplay.core.api.Option;
import io.jplay.core.api.Result;
import io.jplay.core.api.TaskContext;
import io.jplay.core.value.Value;

/// Fails with a message. Imitates ansible.builtin.fail.
@ModuleInfo(summary = "Fail with custom message", refusesUnknown = true)
public final class Fail implements ControllerModule<Fail.Args> {
  public record Args(@Option("Failed as requested from task") Value msg) {}

  @Override
  public Result run(Args a, TaskContext context) {
    return Result.failed("").with("msg", a.msg());
  }
}
