package io.jplay.core.exec;

import io.jplay.core.api.ModuleInfo;
import io.jplay.core.api.TaskModule;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A module with its full name and what its `Args` record declares.
public final class ModuleSpec {
  private final String fqcn;
  private final TaskModule<?> module;
  private final ModuleInfo info;
  private final Constructor<?> constructor;
  private final List<OptionSpec> options;

  private ModuleSpec(
      String fqcn,
      TaskModule<?> module,
      ModuleInfo info,
      Constructor<?> constructor,
      List<OptionSpec> options) {
    this.fqcn = fqcn;
    this.module = module;
    this.info = info;
    this.constructor = constructor;
    this.options = options;
  }

  static ModuleSpec of(String fqcn, TaskModule<?> module) {
    Class<?> type = module.getClass();
    ModuleInfo info = type.getAnnotation(ModuleInfo.class);
    Class<?> args =
        Arrays.stream(type.getDeclaredClasses())
            .filter(c -> c.isRecord() && c.getSimpleName().equals("Args"))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("no record Args in " + type));
    if (info == null) {
      throw new IllegalStateException("no @ModuleInfo on " + type);
    }
    RecordComponent[] components = args.getRecordComponents();
    var options = new ArrayList<OptionSpec>();
    for (RecordComponent component : components) {
      options.add(OptionSpec.of(component));
    }
    try {
      Constructor<?> constructor =
          args.getDeclaredConstructor(
              Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
      return new ModuleSpec(fqcn, module, info, constructor, List.copyOf(options));
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException("no canonical constructor in " + args, e);
    }
  }

  /// `ansible.builtin.copy`.
  public String fqcn() {
    return fqcn;
  }

  public TaskModule<?> module() {
    return module;
  }

  public ModuleInfo info() {
    return info;
  }

  /// The names of the options, without aliases, in the order of the record.
  public List<String> optionNames() {
    return options.stream().filter(o -> !o.rest() && !o.freeForm()).map(OptionSpec::name).toList();
  }

  List<OptionSpec> options() {
    return options;
  }

  Constructor<?> constructor() {
    return constructor;
  }

  Optional<OptionSpec> option(String name) {
    return options.stream().filter(o -> o.names().contains(name)).findFirst();
  }

  boolean takesFreeForm() {
    return options.stream().anyMatch(OptionSpec::freeForm);
  }

  /// Whether an option of that name is handed to the module unrendered.
  boolean isRaw(String name) {
    return option(name).map(OptionSpec::raw).orElse(false);
  }
}
