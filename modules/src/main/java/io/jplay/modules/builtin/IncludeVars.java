package io.jplay.modules.builtin;

import io.jplay.core.api.ControllerModule;
import io.jplay.core.api.ModuleFailure;
import io.jplay.core.api.ModuleInfo;
import io.jplay.core.api.Option;
import io.jplay.core.api.Result;
import io.jplay.core.api.RunEffect;
import io.jplay.core.api.TaskContext;
import io.jplay.core.diag.JplayException;
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
    neededByModule = "file|dir")
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
      @Option Optional<HashBehaviour> hashBehaviour) {
    private static final List<String> USUAL = List.of("yaml", "yml", "json");

    boolean hasDirectoryOptions() {
      return dir.isPresent()
          || depth != 0
          || filesMatching.isPresent()
          || !ignoreFiles.isEmpty()
          || !extensions.equals(USUAL)
          || ignoreUnknownExtensions;
    }
  }

  private static final String REMOTE =
      "\nIf you are using a module and expect the file to exist on the remote, see the remote_src"
          + " option";

  @Override
  public Result run(Args a, TaskContext context) {
    if (a.file().isPresent() && a.hasDirectoryOptions()) {
      return Result.refused(
          "You are mixing file only and dir only arguments, these are incompatible");
    }
    VarsTree.Found found = found(a, context);
    Dict variables = Dict.EMPTY;
    for (Path file : found.named()) {
      Dict read = read(a, file, found.named(), context);
      variables = found.files().contains(file) ? variables.plus(read) : variables;
    }
    if (found.problem().isPresent()) {
      return failed(a, variables, found.named(), found.problem().get());
    }
    Dict combined = combined(a, named(a, variables), context);
    return Result.ok()
        .with("ansible_facts", combined)
        .with("ansible_included_var_files", names(found.named()))
        .withEffect(new RunEffect.IncludeVars(combined));
  }

  /// A file of a directory that is no YAML fails as a whole; the others say what was read before.
  private static Dict read(Args a, Path file, List<Path> all, TaskContext context) {
    try {
      return context.readVariables(file);
    } catch (JplayException e) {
      boolean isWhole = a.file().isEmpty() && !isNoMapping(e);
      List<Path> before = all.subList(0, all.indexOf(file));
      throw isWhole ? e : new ModuleFailure(failed(a, Dict.EMPTY, before, text(file, e)), e);
    }
  }

  private static VarsTree.Found found(Args a, TaskContext context) {
    String file = a.file().orElse("");
    if (a.dir().isPresent()) {
      return new VarsTree(a).collect(directory(a.dir().get(), context));
    }
    if (file.isEmpty()) {
      return VarsTree.Found.none("Could not find file on the Ansible Controller." + REMOTE);
    }
    try {
      return VarsTree.Found.of(context.find("vars", file));
    } catch (JplayException e) {
      String why = e.diagnostic().sentence() + REMOTE;
      throw new ModuleFailure(failed(a, Dict.EMPTY, List.of(), why), e);
    }
  }

  private static boolean isNoMapping(JplayException e) {
    return e.diagnostic().code().equals("JP1603");
  }

  private static String text(Path file, JplayException e) {
    if (isNoMapping(e)) {
      return file + " must be stored as a dictionary/hash";
    }
    String directory = "[Errno 21] Is a directory: b'" + file + "'";
    return Files.isDirectory(file)
        ? "an error occurred while trying to read the file '%s': %s. %s"
            .formatted(file, directory, directory)
        : e.diagnostic().sentence();
  }

  /// A failure whose words are in `message`, beside what was read before it (like ansible-core 2.18
  /// plugins/action/include_vars.py).
  private static Result failed(Args a, Dict variables, List<Path> before, String why) {
    return Result.ok()
        .withStatus(Status.FAILED)
        .with("ansible_facts", named(a, variables))
        .with("ansible_included_var_files", names(before))
        .with("message", why);
  }

  private static Dict named(Args a, Dict variables) {
    return a.name().map(name -> Dict.EMPTY.with(name, variables)).orElse(variables);
  }

  private static Seq names(List<Path> files) {
    return Seq.ofTexts(files.stream().map(Path::toString).toList());
  }

  /// The role's own directory of variables; without a role that beside the task's file. Nowhere
  /// else is looked (like ansible-core 2.18 plugins/action/include_vars.py).
  private static Path directory(String dir, TaskContext context) {
    if (context.scope().lookup("role_path") instanceof Str role) {
      Path own = Path.of(role.text());
      if (!dir.split("/", 2)[0].equals("vars")) {
        return own.resolve("vars").resolve(dir);
      }
      return Files.exists(own.resolve(dir)) ? own.resolve(dir) : Path.of(dir);
    }
    return context.scope().lookup("ansible_search_path") instanceof Seq path
            && path.items().getFirst() instanceof Str first
        ? Path.of(first.text()).resolve(dir)
        : Path.of(dir);
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
