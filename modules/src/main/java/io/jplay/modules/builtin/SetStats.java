package io.jplay.modules.builtin;

import io.jplay.core.api.ControllerModule;
import io.jplay.core.api.ModuleInfo;
import io.jplay.core.api.Option;
import io.jplay.core.api.Result;
import io.jplay.core.api.RunEffect;
import io.jplay.core.api.TaskContext;
import io.jplay.core.value.Bool;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Int;
import io.jplay.core.value.Null;
import io.jplay.core.value.Str;
import io.jplay.core.value.Template;
import io.jplay.core.value.Value;
import io.jplay.core.value.VariableName;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Keeps data for the end of the run. Imitates ansible.builtin.set_stats.
@ModuleInfo(summary = "Define and display stats for the current ansible run", refusesUnknown = true)
public final class SetStats implements ControllerModule<SetStats.Args> {
  /// The truth values are taken as they come: what is none is false.
  public record Args(
      @Option Value data, @Option("false") Value perHost, @Option("true") Value aggregate) {}

  private static final Set<String> TRUE = Set.of("y", "yes", "on", "1", "true", "t", "1.0");

  @Override
  public Result run(Args a, TaskContext context) {
    Value given = a.data() instanceof Null ? Dict.EMPTY : a.data();
    if (!(given instanceof Dict written)) {
      return Result.failed("The 'data' option needs to be a dictionary/hash");
    }
    var named = new LinkedHashMap<Value, Value>();
    for (Map.Entry<Value, Value> entry : written.entries().entrySet()) {
      Value key = name(entry.getKey(), context);
      if (!(key instanceof Str name) || !VariableName.isValid(name.text())) {
        return Result.failed(
            VariableName.problem(key instanceof Str s ? s.text() : key.toString()));
      }
      named.put(key, entry.getValue());
    }
    var data = new Dict(named, written.tag());
    boolean perHost = isTrue(a.perHost(), false);
    boolean aggregate = isTrue(a.aggregate(), true);
    Dict stats =
        Dict.builder()
            .put("data", data)
            .put("per_host", perHost)
            .put("aggregate", aggregate)
            .build();
    return Result.ok()
        .with("ansible_stats", stats)
        .withEffect(new RunEffect.SetStats(data, perHost, aggregate));
  }

  /// Names may be templates, as those of facts.
  private static Value name(Value key, TaskContext context) {
    return key instanceof Str s
        ? context.renderer().render(Template.ofTrusted(s.text(), s.tag()), context.scope())
        : key;
  }

  private static boolean isTrue(Value value, boolean otherwise) {
    return switch (value) {
      case Null n -> otherwise;
      case Bool b -> b.value();
      case Int i -> i.isSmall() && i.longValue() == 1;
      case Str s -> TRUE.contains(s.text().strip().toLowerCase(Locale.ROOT));
      default -> false;
    };
  }
}
