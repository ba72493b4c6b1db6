package io.jplay.core.exec;

import io.jplay.core.api.ModuleInfo;
import io.jplay.core.api.Option;
import io.jplay.core.api.TaskModule;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Secret;
import io.jplay.core.value.Str;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A module with its full name and what its `Args` record declares.
public final class ModuleSpec {
  private final String fqcn;
  private final TaskModule<?> module;
  private final ModuleInfo info;
  private final Shape shape;
  private final List<OptionSpec> options;
  private final Map<String, OptionSpec> byName = new HashMap<>();

  private ModuleSpec(
      String fqcn, TaskModule<?> module, ModuleInfo info, Shape shape, List<OptionSpec> options) {
    this.fqcn = fqcn;
    this.module = module;
    this.info = info;
    this.shape = shape;
    this.options = options;
    options.forEach(option -> option.names().forEach(name -> byName.putIfAbsent(name, option)));
  }

  /// Reads the module's annotations. A module without `@ModuleInfo` or `Args` is a bug.
  public static ModuleSpec of(String fqcn, TaskModule<?> module) {
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
    var options = new ArrayList<OptionSpec>();
    collect(args, options);
    return new ModuleSpec(fqcn, module, info, Shape.of(args), List.copyOf(options));
  }

  private static void collect(Class<?> record, List<OptionSpec> options) {
    for (RecordComponent component : record.getRecordComponents()) {
      if (isShared(component)) {
        collect(component.getType(), options);
      } else {
        options.add(OptionSpec.of(component));
      }
    }
  }

  private static boolean isShared(RecordComponent component) {
    Option option = component.getAnnotation(Option.class);
    return option != null && option.shared();
  }

  /// The module's record of the values of its options, in the order of [#options].
  Record bind(List<?> values) {
    return shape.make(values.iterator());
  }

  /// How a record of options is made, found out once: reading annotations costs more than a task
  /// may. A part is another record's shape (shared options), or empty for a value.
  private record Shape(Constructor<?> constructor, List<Optional<Shape>> parts) {
    static Shape of(Class<?> record) {
      RecordComponent[] components = record.getRecordComponents();
      try {
        return new Shape(
            record.getDeclaredConstructor(
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new)),
            Arrays.stream(components)
                .map(c -> isShared(c) ? Optional.of(of(c.getType())) : Optional.<Shape>empty())
                .toList());
      } catch (NoSuchMethodException e) {
        throw new IllegalStateException("no constructor of " + record, e);
      }
    }

    Record make(Iterator<?> values) {
      var arguments = new Object[parts.size()];
      for (int i = 0; i < arguments.length; i++) {
        Optional<Shape> shared = parts.get(i);
        arguments[i] = shared.isPresent() ? shared.get().make(values) : values.next();
      }
      try {
        return (Record) constructor.newInstance(arguments);
      } catch (InvocationTargetException e) {
        if (e.getCause() instanceof RuntimeException cause) {
          throw cause;
        }
        throw new IllegalStateException("cannot make " + constructor.getDeclaringClass(), e);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("cannot make " + constructor.getDeclaringClass(), e);
      }
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

  Optional<OptionSpec> option(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /// Whether a user may give an option of that name; a module that makes facts of its options takes
  /// any.
  public boolean takes(String name) {
    return option(name).isPresent() || options.stream().anyMatch(OptionSpec::rest);
  }

  /// Options as a task has them written, with those hidden that take a password.
  public Dict withoutSecrets(Dict written) {
    Dict shown = written;
    for (OptionSpec option : options) {
      for (String name : option.secret() ? option.names() : List.<String>of()) {
        shown = shown.has(name) ? shown.with(name, Str.of(Secret.MASK)) : shown;
      }
    }
    return shown;
  }

  boolean takesFreeForm() {
    return options.stream().anyMatch(OptionSpec::freeForm);
  }

  /// Whether an option of that name is handed to the module unrendered.
  boolean isRaw(String name) {
    return option(name).map(OptionSpec::raw).orElse(false);
  }
}
