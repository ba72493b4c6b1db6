package io.jplay.cli.run;

import io.jplay.core.diag.Parsed;
import io.jplay.core.exec.IncludeCall;
import io.jplay.core.exec.PlannedTask;
import io.jplay.core.playbook.Block;
import io.jplay.core.playbook.Keyword;
import io.jplay.core.playbook.Keywords;
import io.jplay.core.playbook.PlaybookLoader;
import io.jplay.core.playbook.PlaybookLoader.IncludePoint;
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
            include.task(),
            include.lineage().role(),
            include.lineage().play().file(),
            include.isHandler(),
            scope);
    Parsed<Block> loaded =
        call.action().equals("include_role")
            ? loader.loadRole(call.options(), point)
            : loader.loadTasks(call.file().orElse(""), point);
    return loaded.map(block -> withVariables(block, call.loopVariables()));
  }

  private static Block withVariables(Block block, Dict loop) {
    Map<Keyword, Value> keywords = new EnumMap<>(Keyword.class);
    keywords.putAll(block.keywords().values());
    Dict variables = loop.plus(block.keywords().vars());
    if (!variables.isEmpty()) {
      keywords.put(Keyword.VARS, variables);
    }
    return new Block(
        new Keywords(keywords),
        block.role(),
        true,
        block.block(),
        block.rescue(),
        block.always(),
        block.where());
  }
}
