package io.jplay.core.check;

import io.jplay.core.exec.ControllerFiles;
import io.jplay.core.exec.ModuleCatalog;
import io.jplay.core.inventory.Inventory;
import io.jplay.core.playbook.Playbook;
import io.jplay.core.playbook.PlaybookLoader;
import io.jplay.core.template.PluginRegistry;
import io.jplay.core.template.Templar;
import io.jplay.core.value.Dict;
import java.nio.file.Path;
import java.util.List;

/// What is checked, and the parts of the run that know what exists. The loader and templar are
/// those of the run that may follow, so that nothing is read twice. `varsBases`: the directories
/// whose group_vars/ and host_vars/ count; `library`, `pluginPaths`: where the settings have
/// ansible look for modules, and for filters, tests and lookups, that are written in Python.
public record CheckRequest(
    List<Playbook> playbooks,
    Inventory inventory,
    PlaybookLoader loader,
    Templar templar,
    PluginRegistry plugins,
    ModuleCatalog modules,
    ControllerFiles files,
    Dict extraVars,
    Selection selection,
    List<Path> varsBases,
    List<Path> library,
    List<Path> pluginPaths) {
  /// `--tags`, `--skip-tags`.
  public record Selection(List<String> tags, List<String> skipTags) {
    public Selection {
      tags = List.copyOf(tags);
      skipTags = List.copyOf(skipTags);
    }
  }

  public CheckRequest {
    playbooks = List.copyOf(playbooks);
    varsBases = List.copyOf(varsBases);
    library = List.copyOf(library);
    pluginPaths = List.copyOf(pluginPaths);
  }
}
