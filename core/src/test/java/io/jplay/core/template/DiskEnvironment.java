package io.jplay.core.template;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Scope;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Undefined;
import io.jplay.core.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// A controller with a directory of its own, an environment in a map, settings in another, and the
/// inventory that the variable `groups` tells.
record DiskEnvironment(
    Path root, Map<String, String> variables, Map<String, Value> settings, List<String> warnings)
    implements TemplateEnvironment {

  DiskEnvironment(Path root, Map<String, String> variables) {
    this(root, variables, Map.of(), new ArrayList<>());
  }

  @Override
  public Value decrypt(String ciphertext, Value origin) {
    return new Str(new StringBuilder(ciphertext).reverse().toString(), Tag.SECRET);
  }

  @Override
  public byte[] read(Path file) throws IOException {
    return Files.readAllBytes(file);
  }

  @Override
  public Optional<Path> find(String kind, String name, Scope scope) {
    return new SearchPath(root, variables.getOrDefault("HOME", "")).find(kind, name, scope);
  }

  /// Names of hosts and groups, `:!` and `:&` between them.
  @Override
  public List<String> matchHosts(List<String> patterns, Scope scope) {
    var groups = (Dict) scope.lookup("groups");
    var found = new ArrayList<String>();
    for (String part : String.join(",", patterns).split("[:,]", -1)) {
      String name = part.replaceFirst("^[!&]", "");
      List<String> members =
          groups
              .get(name)
              .map(g -> ((Seq) g).stream().map(PythonText::str).toList())
              .orElse(
                  ((Seq) groups.get("all").orElseThrow()).items().contains(Str.of(name))
                      ? List.of(name)
                      : List.of());
      switch (part.charAt(0)) {
        case '!' -> found.removeAll(members);
        case '&' -> found.retainAll(members);
        default -> members.stream().filter(m -> !found.contains(m)).forEach(found::add);
      }
    }
    return found;
  }

  @Override
  public Clock clock() {
    return Clock.systemUTC();
  }

  @Override
  public boolean isNative() {
    return false;
  }

  @Override
  public Path baseDirectory(Scope scope) {
    return root;
  }

  @Override
  public Optional<String> environmentVariable(String name) {
    return Optional.ofNullable(variables.get(name));
  }

  @Override
  public Optional<Value> setting(String name) {
    return Optional.ofNullable(settings.get(name));
  }

  @Override
  public Optional<OptionValue> option(OptionName name, Function<String, Value> variables) {
    Value variable = variables.apply("ansible_lookup_" + name.plugin() + "_" + name.name());
    if (!(variable instanceof Undefined)) {
      return Optional.of(new OptionValue(variable, "var: of a test"));
    }
    return Optional.ofNullable(settings.get(name.type() + "/" + name.name()))
        .map(value -> new OptionValue(value, "default"));
  }

  @Override
  public boolean hasPlugin(String type, String plugin) {
    return settings.keySet().stream().anyMatch(name -> name.startsWith(type + "/"));
  }

  @Override
  public void warn(Diagnostic problem) {
    warnings.add(problem.sentence());
  }
}
