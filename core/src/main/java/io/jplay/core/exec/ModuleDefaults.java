package io.jplay.core.exec;

import io.jplay.core.value.Dict;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import java.util.Map;

/// The entries of `module_defaults` that apply to a module: by its full name, its short name when
/// it is a builtin.
final class ModuleDefaults {
  private ModuleDefaults() {}

  static Dict of(Dict byModule, String fqcn) {
    Dict found = Dict.EMPTY;
    String shortName = fqcn.substring(fqcn.lastIndexOf('.') + 1);
    for (Map.Entry<Value, Value> entry : byModule.entries().entrySet()) {
      if (entry.getKey() instanceof Str key && entry.getValue() instanceof Dict options) {
        String name = key.text();
        boolean same =
            name.equals(fqcn)
                || name.equals("ansible.legacy." + shortName)
                || name.equals(shortName);
        if (same) {
          found = found.plus(options);
        }
      }
    }
    return found;
  }
}
