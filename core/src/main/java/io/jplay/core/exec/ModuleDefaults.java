package io.jplay.core.exec;

import io.jplay.core.playbook.Keyword;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Scope;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import java.util.List;
import java.util.Map;

/// The entries of `module_defaults` that apply to a module, whichever of its names they use.
final class ModuleDefaults {
  private ModuleDefaults() {}

  /// Those of all levels around a task, rendered, the innermost last.
  static Dict of(PlannedTask planned, ModuleSpec spec, Scope scope, Services services) {
    Dict found = Dict.EMPTY;
    for (Value level : planned.lineage().all(planned.task(), Keyword.MODULE_DEFAULTS)) {
      for (Value defaults : level instanceof Seq s ? s.items() : List.of(level)) {
        if (services.renderer().render(defaults, scope) instanceof Dict byModule) {
          found = found.plus(of(byModule, spec, services.modules()));
        }
      }
    }
    return found;
  }

  static Dict of(Dict byModule, ModuleSpec spec, ModuleCatalog catalog) {
    Dict found = Dict.EMPTY;
    for (Map.Entry<Value, Value> entry : byModule.entries().entrySet()) {
      if (entry.getKey() instanceof Str key
          && entry.getValue() instanceof Dict options
          && names(key.text(), spec, catalog)) {
        found = found.plus(options);
      }
    }
    return found;
  }

  private static boolean names(String name, ModuleSpec spec, ModuleCatalog catalog) {
    return name.equals(spec.fqcn())
        || catalog.find(name, List.of()).filter(s -> s.fqcn().equals(spec.fqcn())).isPresent();
  }
}
