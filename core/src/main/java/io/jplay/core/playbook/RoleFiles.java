package io.jplay.core.playbook;

import io.jplay.core.diag.IoReason;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Null;
import io.jplay.core.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The YAML files of one role by Ansible's rules for their names: `main.yml`, `.yaml`, `.json` or
/// none; for variables also a directory `main/`, whose files are merged.
final class RoleFiles {
  private static final List<String> EXTENSIONS = List.of(".yml", ".yaml", ".json");

  /// A file and the document in it.
  record File(Path path, Value content) {}

  private final LoadSession session;
  private final Path role;
  private final RoleUse use;
  private final Dict meta;

  RoleFiles(LoadSession session, Path role, RoleUse use) {
    this.session = session;
    this.role = role;
    this.use = use;
    this.meta = readMeta();
  }

  Dict meta() {
    return meta;
  }

  private Dict readMeta() {
    Value value =
        single(RoleUse.Part.META).map(f -> session.read(f, use.where())).orElse(Null.NULL);
    if (value instanceof Dict dict) {
      return dict;
    }
    if (!(value instanceof Null)) {
      session.error(
          "JP1209",
          "role file has the wrong form",
          "the 'meta/main.yml' for role " + use.name() + " is not a dictionary",
          value.tag().origin());
    }
    return Dict.EMPTY;
  }

  /// The argument specifications by entry point, of meta/argument_specs.yml or meta/main.yml.
  Dict argumentSpecs() {
    Path directory = role.resolve(RoleUse.Part.META.directory());
    for (String extension : EXTENSIONS) {
      Path file = directory.resolve("argument_specs" + extension);
      if (Files.isRegularFile(file)
          && session.read(file, use.where()) instanceof Dict d
          && d.get("argument_specs").orElse(Null.NULL) instanceof Dict specs) {
        return specs;
      }
    }
    return meta.get("argument_specs").orElse(Null.NULL) instanceof Dict specs ? specs : Dict.EMPTY;
  }

  /// A list of tasks or handlers; empty when the role has none.
  Optional<File> list(RoleUse.Part part) {
    return single(part).map(f -> new File(f, session.read(f, use.where())));
  }

  Dict variables(RoleUse.Part part) {
    Dict all = Dict.EMPTY;
    for (Path file : files(part, true)) {
      Value value = session.read(file, use.where());
      if (value instanceof Dict dict) {
        all = session.options().merge().join(all, dict);
      } else if (!(value instanceof Null)) {
        session.error(
            "JP1209",
            "role file has the wrong form",
            "The %s/main.yml file for role '%s' must contain a dictionary of variables"
                .formatted(part.directory(), use.name()),
            value.tag().origin());
      }
    }
    return all;
  }

  private Optional<Path> single(RoleUse.Part part) {
    return files(part, false).stream().findFirst();
  }

  private List<Path> files(RoleUse.Part part, boolean directories) {
    Path base = role.resolve(part.directory());
    String given = use.from().get(part);
    String name = given == null ? "main" : given;
    var suffixes = new ArrayList<>(EXTENSIONS);
    // A name that was asked for is first tried as it is, main last.
    suffixes.add(given == null ? suffixes.size() : 0, "");
    for (String suffix : suffixes) {
      Path path = base.resolve(name + suffix).normalize();
      if (!path.startsWith(base.normalize())) {
        break;
      }
      if (Files.isRegularFile(path)) {
        return List.of(path);
      }
      if (directories && Files.isDirectory(path)) {
        return below(path);
      }
    }
    // like ansible-core 2.18 playbook/role: a role without that directory has nothing to look in
    if (given != null && Files.exists(base)) {
      session.error(
          "JP1219",
          "role has no such file",
          "Could not find specified file in role: " + part.directory() + "/" + name,
          use.where());
    }
    return List.of();
  }

  /// All variable files in a directory and below, by name; hidden ones and backups are left out.
  private List<Path> below(Path directory) {
    var found = new ArrayList<Path>();
    try (var entries = Files.list(directory)) {
      for (Path entry : entries.sorted().toList()) {
        String name = String.valueOf(entry.getFileName());
        if (name.startsWith(".") || name.endsWith("~")) {
          continue;
        }
        int dot = name.lastIndexOf('.');
        boolean plain = dot < 0;
        if (Files.isDirectory(entry) && plain) {
          found.addAll(below(entry));
        } else if (Files.isRegularFile(entry)
            && (plain || EXTENSIONS.contains(name.substring(dot)))) {
          found.add(entry);
        }
      }
    } catch (IOException e) {
      session.error("JP1201", "cannot read a file", directory + ": " + IoReason.of(e), use.where());
    }
    return found;
  }
}
