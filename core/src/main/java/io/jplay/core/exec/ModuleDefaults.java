package io.jplay.core.exec;

import io.jplay.core.playbook.Keyword;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Scope;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The entries of `module_defaults` that apply to a module, whichever of its names they use, and of
/// the groups that it is part of.
final class ModuleDefaults {
  private static final String GROUP = "group/";

  private final ModuleCatalog catalog;
  private final Map<String, Entry> byName = new LinkedHashMap<>();

  private record Entry(Str name, Dict options) {}

  ModuleDefaults(ModuleCatalog catalog) {
    this.catalog = catalog;
  }

  /// Those of all levels around a task, rendered.
  static Dict of(PlannedTask planned, ModuleSpec spec, Scope scope, Services services) {
    var found = new ModuleDefaults(services.modules());
    for (Value level : planned.lineage().all(planned.task(), Keyword.MODULE_DEFAULTS)) {
      for (Value defaults : level instanceof Seq s ? s.items() : List.of(level)) {
        if (services.renderer().render(defaults, scope) instanceof Dict entries) {
          found.add(entries);
        }
      }
    }
    return found.of(spec);
  }

  /// The entries of one more level, further inside: an entry stands for all of a module's or
  /// group's defaults, and is not joined with that of an outer level (like ansible-core 2.18
  /// executor/module_common.py).
  void add(Dict entries) {
    entries
        .entries()
        .forEach((key, value) -> {
          if (key instanceof Str name && value instanceof Dict options) {
            byName.put(resolved(name.text()), new Entry(name, options));
          }
        });
  }

  /// Those of groups, as they were written, below those of the module itself.
  Dict of(ModuleSpec spec) {
    Dict all = Dict.EMPTY;
    for (Map.Entry<String, Entry> each : byName.entrySet()) {
      if (each.getKey().startsWith(GROUP) && isOf(each, spec)) {
        all = all.plus(each.getValue().options());
      }
    }
    Entry own = byName.get(spec.fqcn());
    return own == null ? all : all.plus(own.options());
  }

  private boolean isOf(Map.Entry<String, Entry> group, ModuleSpec spec) {
    return catalog
        .groups()
        .actions(group.getKey().substring(GROUP.length()), group.getValue().name().tag().origin())
        .stream()
        .anyMatch(action -> resolved(action).equals(spec.fqcn()));
  }

  private String resolved(String name) {
    return name.startsWith(GROUP)
        ? GROUP + ActionGroups.fullName(name.substring(name.lastIndexOf(GROUP) + GROUP.length()))
        : catalog.find(name, List.of()).map(ModuleSpec::fqcn).orElse(name);
  }
}
