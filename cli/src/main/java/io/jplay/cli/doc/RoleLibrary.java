package io.jplay.cli.doc;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.ExitCode;
import io.jplay.core.diag.IoReason;
import io.jplay.core.diag.JplayException;
import io.jplay.core.source.SourceRange;
import io.jplay.core.source.SourceText;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Null;
import io.jplay.core.value.Value;
import io.jplay.core.yaml.UserYaml;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The roles that say what they are in `meta/argument_specs.yml` or `meta/main.yml`: those below
/// `roles`, of one name the first, and those of the collections below `collections`.
public record RoleLibrary(List<Path> roles, List<Path> collections, UserYaml yaml) {
  private static final List<String> EXTENSIONS = List.of(".yml", ".yaml", ".json");

  public RoleLibrary {
    roles = List.copyOf(roles);
    collections = List.copyOf(collections);
  }

  /// A role that is there. `collection` is empty for one of no collection; `home` is the directory
  /// of the role, or of its collection.
  public record Found(String name, String collection, Path home, Path meta) {
    public String shortName() {
      return name.substring(name.lastIndexOf('.') + 1);
    }
  }

  /// All of them by name.
  public List<Found> found() {
    var found = new TreeMap<String, Found>();
    for (Path directory : roles) {
      for (Path role : below(directory)) {
        add(found, new Found(fileName(role), "", role, role.resolve("meta")));
      }
    }
    for (Path root : collections) {
      Path base = root.resolve("ansible_collections");
      for (Path namespace : below(Files.isDirectory(base) ? base : root)) {
        for (Path home : below(namespace)) {
          String collection = fileName(namespace) + "." + fileName(home);
          for (Path role : below(home.resolve("roles"))) {
            String name = collection + "." + fileName(role);
            add(found, new Found(name, collection, home, role.resolve("meta")));
          }
        }
      }
    }
    return List.copyOf(found.values());
  }

  private static void add(TreeMap<String, Found> found, Found role) {
    if (specification(role).isPresent()) {
      found.putIfAbsent(role.name(), role);
    }
  }

  /// What a role says. Throws JplayException when its file cannot be read.
  public RolePage page(Found role) {
    Dict entryPoints =
        specification(role)
            .flatMap(file -> part(read(file, role), "argument_specs"))
            .orElse(Dict.EMPTY);
    return new RolePage(role.name(), role.collection(), role.home(), entryPoints);
  }

  /// What galaxy is told of a role. Like ansible-doc 2.18, of those alone whose `meta/main.yml` has
  /// `argument_specs` as well.
  public Optional<Dict> galaxy(Found role) {
    try {
      return first(role, "main")
          .map(file -> read(file, role))
          .filter(meta -> meta.has("argument_specs"))
          .flatMap(meta -> part(meta, "galaxy_info"))
          .filter(info -> !info.isEmpty());
    } catch (JplayException _) {
      // what the role says itself does not depend on it
      return Optional.empty();
    }
  }

  private static Optional<Path> specification(Found role) {
    return first(role, "argument_specs").or(() -> first(role, "main"));
  }

  private static Optional<Path> first(Found role, String name) {
    return EXTENSIONS.stream()
        .map(extension -> role.meta().resolve(name + extension))
        .filter(Files::exists)
        .findFirst();
  }

  private static Optional<Dict> part(Dict of, String key) {
    return of.get(key).filter(Dict.class::isInstance).map(Dict.class::cast);
  }

  private Dict read(Path file, Found role) {
    SourceText text;
    try {
      text = SourceText.of(file.toString(), Files.readString(file, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new JplayException(
          ExitCode.UNREACHABLE_OR_PARSE_ERROR,
          Diagnostic.error("JP1201", "cannot read a file", SourceRange.NONE)
              .withDetail(file + ": " + IoReason.of(e)));
    }
    return switch (yaml.read(text, false)) {
      case Dict meta -> meta;
      case Null _ -> Dict.EMPTY;
      case Value other ->
          throw new JplayException(
              ExitCode.UNREACHABLE_OR_PARSE_ERROR,
              Diagnostic.error("JP1209", "role file has the wrong form", other.tag().origin())
                  .withDetail(
                      "the '"
                          + role.meta().relativize(file)
                          + "' for role "
                          + role.name()
                          + " is not a dictionary"));
    };
  }

  private static String fileName(Path path) {
    return String.valueOf(path.getFileName());
  }

  /// The directories in a directory; none where it cannot be read.
  private static List<Path> below(Path directory) {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.filter(Files::isDirectory).sorted().toList();
    } catch (IOException _) {
      return List.of();
    }
  }
}
