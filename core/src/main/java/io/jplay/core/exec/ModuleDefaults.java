package io.jplay.core.exec;

import io.jplay.core.playbook.Keyword;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Scope;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The entries of `module_defaults` that apply to a module, whichever of its names they use.
final class ModuleDefaults {
  private ModuleDefaults() {}

  /// Those of all levels around a task, rendered, the innermost last.
  static Dict of(PlannedTask planned, ModuleSpec spec, Scope scope, Services services) {
    Dict found = Dict.EMPTY;
    ModuleCatalog catalog = services.modules();
    for (Value level : planned.lineage().all(planned.task(), Keyword.MODULE_DEFAULTS)) {
      for (Value defaults : level instanceof Seq s ? s.items() : List.of(level)) {
        if (services.renderer().render(defaults, scope) instanceof Dict byModule) {
          found = of(byModule, spec, catalog).orElse(found);
        }
      }
    }
    return found;
  }

  /// An entry stands for all of a module's defaults: it is not joined with those of outer levels
  /// (like ansible-core 2.18 executor/module_common.py).
  static Optional<Dict> of(Dict byModule, ModuleSpec spec, ModuleCatalog catalog) {
    Optional<Dict> found = Optional.empty();
    for (Map.Entry<Value, Value> entry : byModule.entries().entrySet()) {
      if (entry.getKey() instanceof Str key
          && entry.getValue() instanceof Dict options
          && names(key.text(), spec, catalog)) {
        found = Optional.of(options);
      }
    }
    return found;
  }

  private static boolean names(String name, ModuleSpec spec, ModuleCatalog catalog) {
    return name.equals(spec.fqcn())
        || catalog.find(name, List.of()).filter(s -> s.fqcn().equals(spec.fqcn())).isPresent();
  }
}
