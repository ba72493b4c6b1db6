package io.jplay.core.playbook;

import io.jplay.core.value.Merge;
import io.jplay.core.value.Renderer;
import io.jplay.core.value.Scope;
import io.jplay.core.yaml.DuplicateKeys;
import java.nio.file.Path;
import java.util.List;

/// What loading needs of its surroundings. `rolesPath` and `collectionsPath` are searched after the
/// directories beside the playbook (a collections path holds `ansible_collections`). `renderer`
/// renders the names of static imports in `scope` (extra variables) under the variables of the play
/// and role. `merge` joins the files of a role's variables. `strictIncludes`: whether a keyword
/// that an include cannot have is an error (`invalid_task_attribute_failed`), or ignored with a
/// warning. `actions` judges the keys of `module_defaults`.
public record LoadOptions(
    FileReader files,
    DuplicateKeys duplicates,
    List<Path> rolesPath,
    List<Path> collectionsPath,
    Renderer renderer,
    Scope scope,
    Merge merge,
    RolePrivacy privacy,
    boolean strictIncludes,
    ActionNames actions) {
  public LoadOptions {
    rolesPath = List.copyOf(rolesPath);
    collectionsPath = List.copyOf(collectionsPath);
  }
}
