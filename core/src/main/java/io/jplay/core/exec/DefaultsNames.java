package io.jplay.core.exec;

import io.jplay.core.playbook.ActionNames;
import io.jplay.core.source.SourceRange;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Null;
import io.jplay.core.value.Str;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Which names `module_defaults` may have. What belongs to a collection that is not there is let
/// pass, as jplay needs no collections for the modules that it has.
public final class DefaultsNames implements ActionNames {
  private static final List<String> OURS = List.of("ansible.builtin", "ansible.legacy");
  private static final String GROUP = "group/";

  private final ModuleCatalog catalog;
  private final List<Path> library;

  /// `library`: where the settings say that modules of the user's own are.
  public DefaultsNames(ModuleCatalog catalog, List<Path> library) {
    this.catalog = catalog;
    this.library = List.copyOf(library);
  }

  @Override
  public Optional<Problem> problem(Str name) {
    SourceRange where = name.tag().origin();
    if (name.text().startsWith(GROUP)) {
      String group =
          ActionGroups.fullName(name.text().substring(name.text().lastIndexOf(GROUP) + 6));
      return catalog.groups().isMissing(group, where)
          ? Optional.of(
              new Problem(
                  "Error loading module_defaults: could not resolve the module_defaults group "
                      + group,
                  ""))
          : Optional.empty();
    }
    String full = ActionGroups.in("ansible.legacy", name.text());
    return isAction(name.text(), full, where)
        ? Optional.empty()
        : Optional.of(
            new Problem(
                "Could not resolve action " + full + " in module_defaults",
                catalog.hint(name.text())));
  }

  private boolean isAction(String written, String full, SourceRange where) {
    if (catalog.find(written, List.of()).isPresent()) {
      return true;
    }
    String collection = ActionGroups.collection(full);
    String name = full.substring(collection.length() + 1);
    if (OURS.contains(collection)) {
      return catalog.isNameOfAnsible(name)
          || OwnModules.find(name, ActionGroups.surroundings(where), library).isPresent();
    }
    return catalog
        .groups()
        .directory(collection, where)
        .map(directory -> isIn(directory, name))
        .orElse(true);
  }

  private boolean isIn(Path collection, String name) {
    int last = name.lastIndexOf('.') + 1;
    String folder = name.substring(0, last).replace('.', '/');
    var places =
        Stream.of("plugins/modules/", "plugins/action/").map(p -> collection.resolve(p + folder));
    return OwnModules.find(name, Stream.empty(), places.toList()).isPresent()
        || isRouted(catalog.groups().runtime(collection), name);
  }

  /// Names of which the collection says where they have gone.
  private static boolean isRouted(Dict runtime, String name) {
    return runtime.get("plugin_routing").orElse(Null.NULL) instanceof Dict routing
        && Stream.of("modules", "action")
            .anyMatch(kind ->
                routing.get(kind).orElse(Null.NULL) instanceof Dict names && names.has(name));
  }
}
