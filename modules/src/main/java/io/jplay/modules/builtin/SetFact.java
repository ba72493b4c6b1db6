package io.jplay.modules.builtin;

import io.jplay.core.api.ControllerModule;
import io.jplay.core.api.ModuleInfo;
import io.jplay.core.api.Option;
import io.jplay.core.api.Result;
import io.jplay.core.api.RunEffect;
import io.jplay.core.api.TaskContext;
import io.jplay.core.value.Bool;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import io.jplay.core.value.VariableName;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// Sets variables of a host. Imitates ansible.builtin.set_fact.
@ModuleInfo(summary = "Set host variable(s) and fact(s)")
public final class SetFact implements ControllerModule<SetFact.Args> {
  public record Args(@Option(rest = true) Dict keyValue, @Option("false") boolean cacheable) {}

  @Override
  public Result run(Args a, TaskContext context) {
    if (a.keyValue().isEmpty()) {
      return Result.refused(
          "No key/value pairs provided, at least one is required for this action to succeed");
    }
    var facts = new LinkedHashMap<Value, Value>();
    for (Map.Entry<Value, Value> entry : a.keyValue().entries().entrySet()) {
      if (!(entry.getKey() instanceof Str name) || !VariableName.isValid(name.text())) {
        return Result.refused(VariableName.problem(entry.getKey().toString()));
      }
      facts.put(name, truth(Seq.tuplesAsLists(entry.getValue())));
    }
    Dict variables = new Dict(facts, a.keyValue().tag());
    return Result.ok()
        .with("ansible_facts", variables)
        .withEffect(new RunEffect.SetFacts(variables, a.cacheable()));
  }

  /// Texts that read as a truth value become one, like ansible-core's action does without native
  /// types.
  private static Value truth(Value value) {
    if (value instanceof Str s) {
      switch (s.text().toLowerCase(Locale.ROOT)) {
        case "true", "yes" -> {
          return new Bool(true, s.tag());
        }
        case "false", "no" -> {
          return new Bool(false, s.tag());
        }
        default -> {
          return s;
        }
      }
    }
    return value;
  }
}
