package io.jplay.modules.builtin;

import io.jplay.core.api.ControllerModule;
import io.jplay.core.api.ModuleFailure;
import io.jplay.core.api.ModuleInfo;
import io.jplay.core.api.Option;
import io.jplay.core.api.Result;
import io.jplay.core.api.RunEffect;
import io.jplay.core.api.TaskContext;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

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
      @Option("json,yaml,yml") List<String> extensions,
      @Option("false") boolean ignoreUnknownExtensions,
      @Option Optional<HashBehaviour> hashBehaviour) {}

  @Override
  public Result run(Args a, TaskContext context) {
    var files = new ArrayList<Path>();
    if (a.file().isPresent()) {
      files.add(context.find("vars", a.file().get()));
    } else if (a.dir().isPresent()) {
      files.addAll(filesOf(a, context.find("vars", a.dir().get())));
    } else {
      return Result.failed("No file or directory to include was given");
    }
    boolean merge = a.hashBehaviour().filter(h -> h == HashBehaviour.MERGE).isPresent();
    Dict variables = Dict.EMPTY;
    for (Path file : files) {
      Dict more = context.readVariables(file);
      variables = merge ? merged(variables, more) : variables.plus(more);
    }
    if (a.name().isPresent()) {
      variables = Dict.builder().put(a.name().get(), variables).build();
    }
    if (merge) {
      variables = overExisting(variables, context);
    }
    return Result.ok()
        .with("ansible_facts", variables)
        .with(
            "ansible_included_var_files", Seq.ofTexts(files.stream().map(Path::toString).toList()))
        .withEffect(new RunEffect.IncludeVars(variables));
  }

  private static List<Path> filesOf(Args a, Path dir) {
    if (!Files.isDirectory(dir)) {
      throw new ModuleFailure(dir + " is not a directory");
    }
    int depth = a.depth() == 0 ? Integer.MAX_VALUE : a.depth();
    var found = new ArrayList<Path>();
    try (Stream<Path> all = Files.walk(dir, depth)) {
      for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
        if (isWanted(a, file)) {
          found.add(file);
        }
      }
    } catch (IOException e) {
      throw new ModuleFailure("could not read " + dir + ": " + e.getMessage());
    }
    return found;
  }

  private static boolean isWanted(Args a, Path file) {
    String name = file.getFileName().toString();
    for (String ignored : a.ignoreFiles()) {
      if (matches(ignored + "$", name)) {
        return false;
      }
    }
    if (a.filesMatching().isPresent() && !matches(a.filesMatching().get(), name)) {
      return false;
    }
    int dot = name.lastIndexOf('.');
    String extension = dot < 0 ? "" : name.substring(dot + 1);
    if (a.extensions().contains(extension) || dot <= 0) {
      return dot > 0;
    }
    if (a.ignoreUnknownExtensions() || a.filesMatching().isPresent()) {
      return false;
    }
    throw new ModuleFailure(
        file + " does not have a valid extension: " + String.join(", ", a.extensions()));
  }

  private static boolean matches(String regex, String name) {
    try {
      return Pattern.compile(regex).matcher(name).find();
    } catch (PatternSyntaxException e) {
      throw new ModuleFailure("Invalid regular expression: " + regex);
    }
  }

  private static Dict overExisting(Dict variables, TaskContext context) {
    var all = new LinkedHashMap<Value, Value>();
    variables
        .entries()
        .forEach((key, value) -> {
          boolean both =
              value instanceof Dict && context.scope().lookup(key.toString()) instanceof Dict;
          all.put(
              key,
              both ? merged((Dict) context.scope().lookup(key.toString()), (Dict) value) : value);
        });
    return new Dict(all, variables.tag());
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
