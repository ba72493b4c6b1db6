package io.jplay.core.exec;

import io.jplay.core.value.Dict;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import java.util.List;
import java.util.Map;

/// The entries of `module_defaults` that apply to a module, whichever of its names they use.
final class ModuleDefaults {
  private ModuleDefaults() {}

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
