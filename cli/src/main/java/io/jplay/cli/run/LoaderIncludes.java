package io.jplay.cli.run;

import io.jplay.core.diag.Parsed;
import io.jplay.core.exec.IncludeCall;
import io.jplay.core.exec.PlannedTask;
import io.jplay.core.playbook.Block;
import io.jplay.core.playbook.Keyword;
import io.jplay.core.playbook.Keywords;
import io.jplay.core.playbook.PlaybookLoader;
import io.jplay.core.playbook.PlaybookLoader.IncludePoint;
import io.jplay.core.playbook.Task;
import io.jplay.core.run.IncludeLoader;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Scope;
import io.jplay.core.value.Value;
import java.util.EnumMap;
import java.util.Map;

/// Dynamic includes by the playbook loader. What an include sets (its vars, the loop's variables)
/// goes with the block, at the level of include parameters.
final class LoaderIncludes implements IncludeLoader {
  private final PlaybookLoader loader;

  LoaderIncludes(PlaybookLoader loader) {
    this.loader = loader;
  }

  @Override
  public Parsed<Block> load(PlannedTask include, IncludeCall call, Scope scope) {
    var point =
        new IncludePoint(
            withVariables(include.task(), call.loopVariables()),
            include.lineage(),
            include.isHandler(),
            scope);
    return call.action().equals("include_role")
        ? loader.loadRole(call.options(), point)
        : loader.loadTasks(call.file().orElse(""), point);
  }

  /// Like ansible-core 2.18 plugins/strategy: the loop's variables win over the task's.
  private static Task withVariables(Task task, Dict loop) {
    if (loop.isEmpty()) {
      return task;
    }
    Map<Keyword, Value> keywords = new EnumMap<>(Keyword.class);
    keywords.putAll(task.keywords().values());
    keywords.put(Keyword.VARS, task.keywords().vars().plus(loop));
    return new Task(new Keywords(keywords), task.action(), task.loop(), task.file(), task.where());
  }
}
