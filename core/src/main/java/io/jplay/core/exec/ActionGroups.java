package io.jplay.core.exec;

import io.jplay.core.playbook.CollectionPaths;
import io.jplay.core.source.SourceRange;
import io.jplay.core.source.SourceText;
import io.jplay.core.template.PythonText;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Null;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import io.jplay.core.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// The groups of actions that `module_defaults` may name (`group/aws`): ansible's own, which only
/// stand for groups of collections, and those of collections that are there. Thread-safe.
public final class ActionGroups {
  private static final String BUILTIN = "ansible.builtin";

  /// Ansible's own groups, and the groups that they stand for.
  private static final Map<String, List<String>> OWN =
      Map.of(
          "aws", List.of("amazon.aws.aws", "community.aws.aws"),
          "acme", List.of("community.crypto.acme"),
          "azure", List.of("azure.azcollection.azure"),
          "cpm", List.of("wti.remote.cpm"),
          "docker", List.of("community.general.docker", "community.docker.docker"),
          "gcp", List.of("google.cloud.gcp"),
          "k8s", List.of("community.kubernetes.k8s", "community.okd.k8s", "kubernetes.core.k8s"),
          "os", List.of("openstack.cloud.os"),
          "ovirt", List.of("ovirt.ovirt.ovirt", "community.general.ovirt"),
          "vmware", List.of("community.vmware.vmware"));

  private final CollectionPaths paths;
  private final Map<Path, Dict> runtimes = new ConcurrentHashMap<>();

  public ActionGroups(CollectionPaths paths) {
    this.paths = paths;
  }

  /// The full name of what stands behind `group/`.
  static String fullName(String group) {
    return in(BUILTIN, group);
  }

  /// Whether a group is known not to be: its collection is there, and has none of that name.
  boolean isMissing(String group, SourceRange where) {
    String collection = collection(group);
    return collection.equals(BUILTIN)
        ? !OWN.containsKey(rest(group))
        : directory(collection, where).filter(d -> entries(d, group).isEmpty()).isPresent();
  }

  /// The full names of the actions of a group, and of those that it stands for.
  Set<String> actions(String group, SourceRange where) {
    var found = new LinkedHashSet<String>();
    collect(group, where, found, new LinkedHashSet<>());
    return found;
  }

  private void collect(String group, SourceRange where, Set<String> into, Set<String> visited) {
    if (!visited.add(group)) {
      return;
    }
    String collection = collection(group);
    if (collection.equals(BUILTIN)) {
      OWN.getOrDefault(rest(group), List.of()).forEach(g -> collect(g, where, into, visited));
      return;
    }
    Seq entries = directory(collection, where).flatMap(d -> entries(d, group)).orElse(Seq.EMPTY);
    for (Value entry : entries.items()) {
      if (entry instanceof Dict metadata) {
        extended(metadata).forEach(g -> collect(in(collection, g), where, into, visited));
      } else {
        into.add(in(collection, PythonText.str(entry)));
      }
    }
  }

  /// `metadata: {extend_group: [...]}`, or one name.
  private static Stream<String> extended(Dict entry) {
    Value metadata = entry.get("metadata").orElse(Null.NULL);
    Value groups = metadata instanceof Dict d ? d.get("extend_group").orElse(Null.NULL) : metadata;
    return switch (groups) {
      case Str s -> Stream.of(s.text());
      case Seq s when metadata instanceof Dict -> s.stream().map(PythonText::str);
      default -> Stream.empty();
    };
  }

  /// The directory of a collection that is there, for who names it in this place.
  Optional<Path> directory(String collection, SourceRange where) {
    return surroundings(where)
        .map(base -> new CollectionPaths(List.of(base.resolve("collections"))))
        .map(beside -> beside.directory(collection))
        .flatMap(Optional::stream)
        .findFirst()
        .or(() -> paths.directory(collection));
  }

  /// What the collection's `meta/runtime.yml` says; a file that is not there, or that nobody can
  /// read, says nothing.
  Dict runtime(Path directory) {
    return runtimes.computeIfAbsent(directory, ActionGroups::read);
  }

  private static Dict read(Path directory) {
    Path file = directory.resolve("meta/runtime.yml");
    try {
      var text = SourceText.of(file.toString(), Files.readString(file));
      return YamlReader.read(text, YamlReader.Options.TRUSTED).value() instanceof Dict d
          ? d
          : Dict.EMPTY;
    } catch (IOException e) {
      return Dict.EMPTY;
    }
  }

  private Optional<Seq> entries(Path directory, String group) {
    Value groups = runtime(directory).get("action_groups").orElse(Null.NULL);
    return groups instanceof Dict d
        ? d.get(group).or(() -> d.get(rest(group))).map(v -> v instanceof Seq s ? s : Seq.EMPTY)
        : Optional.empty();
  }

  /// The directories in which a file of a playbook or role stands, innermost first: up to that of
  /// the playbook, from a task file of a role.
  static Stream<Path> surroundings(SourceRange where) {
    return where.isKnown()
        ? Stream.iterate(
                Path.of(where.source().name()).toAbsolutePath().normalize().getParent(),
                directory -> directory != null,
                Path::getParent)
            .limit(4)
        : Stream.empty();
  }

  static String collection(String fullName) {
    String[] parts = fullName.split("\\.", 3);
    return parts[0] + "." + parts[1];
  }

  private static String rest(String fullName) {
    return fullName.split("\\.", 3)[2];
  }

  /// The full name of what is written in a place that belongs to a collection.
  static String in(String collection, String name) {
    return name.split("\\.", -1).length < 3 ? collection + "." + name : name;
  }
}
