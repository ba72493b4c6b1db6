package io.jplay.core.exec;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.JplayException;
import io.jplay.core.playbook.Keyword;
import io.jplay.core.template.PythonText;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Null;
import io.jplay.core.value.Omit;
import io.jplay.core.value.Renderer;
import io.jplay.core.value.Scope;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// The environment of a task's programs: what `environment` says on the task and around it.
final class Environments {
  private static final Set<String> FACTS =
      Set.of("ansible.builtin.setup", "ansible.builtin.gather_facts");

  private final Renderer renderer;

  Environments(Renderer renderer) {
    this.renderer = renderer;
  }

  /// The mappings of `environment`, outermost first. Facts are gathered even if the environment
  /// needs them: of `PATH: "{{ ansible_env.PATH }}:/opt"` that entry is left out then (like
  /// ansible-core 2.18 playbook/task.py _post_validate_environment).
  List<Value> of(PlannedTask planned, ModuleSpec spec, Scope scope) {
    boolean gathers = FACTS.contains(spec.fqcn());
    var flat = new ArrayList<Value>();
    for (Value level : planned.lineage().all(planned.task(), Keyword.ENVIRONMENT)) {
      for (Value part : level instanceof Seq s ? s.items() : List.of(level)) {
        if (part instanceof Dict d && gathers) {
          flat.add(known(d, scope));
        } else {
          Value rendered = renderer.render(part, scope);
          flat.addAll(rendered instanceof Seq s ? s.items() : List.of(rendered));
        }
      }
    }
    return flat;
  }

  private Dict known(Dict environment, Scope scope) {
    var known = new LinkedHashMap<Value, Value>();
    environment
        .entries()
        .forEach((name, value) -> {
          try {
            known.put(name, renderer.render(value, scope));
          } catch (JplayException e) {
            if (!e.diagnostic().code().equals("JP1401")) {
              throw e;
            }
          }
        });
    return new Dict(known, environment.tag());
  }

  /// All mappings as one, inner ones winning. What is none is left out with a warning (like
  /// ansible-core 2.18 plugins/action _compute_environment_string).
  static Map<String, String> merged(List<Value> rendered, Consumer<Diagnostic> warnings) {
    var all = new LinkedHashMap<String, String>();
    for (Value value : rendered) {
      switch (value) {
        case Dict d ->
            d.entries()
                .forEach((k, v) -> {
                  if (!(v instanceof Omit || v instanceof Null)) {
                    all.put(PythonText.str(k), PythonText.str(v));
                  }
                });
        case Null _, Omit _ -> {}
        default ->
            warnings.accept(
                Diagnostic.warning("JP1506", "environment is no mapping", value.tag().origin())
                    .withDetail(
                        "could not parse environment value, skipping: " + PythonText.repr(value))
                    .withHint("give a mapping of names to texts"));
      }
    }
    return all;
  }
}
