package io.jplay.modules.builtin;

import io.jplay.core.api.ControllerModule;
import io.jplay.core.api.ModuleFailure;
import io.jplay.core.api.ModuleInfo;
import io.jplay.core.api.Option;
import io.jplay.core.api.Result;
import io.jplay.core.api.RunEffect;
import io.jplay.core.api.TaskContext;
import io.jplay.core.event.Status;
import io.jplay.core.value.Bool;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Int;
import io.jplay.core.value.Json;
import io.jplay.core.value.Null;
import io.jplay.core.value.Real;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Undefined;
import io.jplay.core.value.Value;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Loads variables from a file or a directory of the controller. Imitates
/// ansible.builtin.include_vars.
@ModuleInfo(
    summary = "Load variables from files, dynamically within a task",
    mutuallyExclusive = "file,dir")
public final class IncludeVars implements ControllerModule<IncludeVars.Args> {
  /// How mappings that are in several files come together.
  public enum HashBehaviour {
    REPLACE,
    MERGE
  }

  public record Args(
      @Option(freeForm = true) Optional<String> file,
      @Option Optional<String> dir,
      @Option Optional<String> name,
      @Option("0") int depth,
      @Option Optional<String> filesMatching,
      @Option List<String> ignoreFiles,
      @Option("yaml,yml,json") List<String> extensions,
      @Option("false") boolean ignoreUnknownExtensions,
      @Option Optional<HashBehaviour> hashBehaviour) {}

  @Override
  public Result run(Args a, TaskContext context) {
    if (a.file().isEmpty() && a.dir().isEmpty()) {
      return Result.failed("No file or directory to include was given");
    }
    VarsTree.Found found =
        a.file().isPresent()
            ? VarsTree.Found.of(context.find("vars", a.file().get()))
            : new VarsTree(a).collect(directory(a.dir().get(), context));
    Dict variables = Dict.EMPTY;
    for (Path file : found.files()) {
      variables = variables.plus(context.readVariables(file));
    }
    if (a.name().isPresent()) {
      variables = Dict.EMPTY.with(a.name().get(), variables);
    }
    Seq read = Seq.ofTexts(found.named().stream().map(Path::toString).toList());
    if (found.problem().isPresent()) {
      return Result.ok()
          .withStatus(Status.FAILED)
          .with("ansible_facts", variables)
          .with("ansible_included_var_files", read)
          .with("message", found.problem().get());
    }
    Dict combined = combined(a, variables, context);
    return Result.ok()
        .with("ansible_facts", combined)
        .with("ansible_included_var_files", read)
        .withEffect(new RunEffect.IncludeVars(combined));
  }

  /// A role's own directory of variables before those that a playbook would search.
  private static Path directory(String dir, TaskContext context) {
    return context.scope().lookup("role_path") instanceof Str role && dir.startsWith("vars/")
        ? inRole(Path.of(role.text(), dir)).orElseGet(() -> context.find("vars", dir))
        : context.find("vars", dir);
  }

  private static Optional<Path> inRole(Path dir) {
    return Optional.of(dir).filter(Files::exists);
  }

  /// Joined with the present values when the task wants another `hash_behaviour` than the run has
  /// (like ansible-core 2.18 plugins/action/include_vars.py: values must be mappings then).
  private static Dict combined(Args a, Dict variables, TaskContext context) {
    boolean merges = a.hashBehaviour().filter(h -> h == HashBehaviour.MERGE).isPresent();
    if (a.hashBehaviour().isEmpty() || merges == context.mergesMappings()) {
      return variables;
    }
    var all = new LinkedHashMap<Value, Value>();
    variables
        .entries()
        .forEach((key, value) -> {
          Value old = context.scope().lookup(key.toString());
          if (!(old instanceof Dict below && value instanceof Dict above)) {
            throw new ModuleFailure(
                "failed to combine variables, expected dicts but got a '%s' and a '%s': \n%s\n%s"
                    .formatted(type(old), type(value), json(old), json(value)));
          }
          all.put(key, merges ? merged(below, above) : below.plus(above));
        });
    return new Dict(all, variables.tag());
  }

  private static String json(Value value) {
    return value instanceof Undefined ? "null" : Json.write(value, Json.Layout.LINE);
  }

  /// The name that Python has for the type of a value.
  static String type(Value value) {
    return switch (value) {
      case Undefined u -> "NoneType";
      case Null n -> "NoneType";
      case Dict d -> "dict";
      case Seq s -> "list";
      case Int i -> "int";
      case Real r -> "float";
      case Bool b -> "bool";
      default -> "str";
    };
  }

  private static Dict merged(Dict left, Dict right) {
    var all = new LinkedHashMap<>(left.entries());
    for (Map.Entry<Value, Value> entry : right.entries().entrySet()) {
      all.merge(
          entry.getKey(),
          entry.getValue(),
          (a, b) -> a instanceof Dict x && b instanceof Dict y ? merged(x, y) : b);
    }
    return new Dict(all, left.tag());
  }
}
