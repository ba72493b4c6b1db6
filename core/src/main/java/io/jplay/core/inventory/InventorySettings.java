package io.jplay.core.inventory;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.Suggestion;
import io.jplay.core.source.SourceRange;
import io.jplay.core.value.Merge;
import io.jplay.core.yaml.DuplicateKeys;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What ansible.cfg and the environment say about inventories (`[inventory]`). `directory` is where
/// relative paths count from. `groupNames` is `transform_invalid_group_chars`, `merge` is
/// `hash_behaviour`, `duplicates` is `duplicate_dict_key`, `varsFiles` are the endings of files in
/// group_vars/ and host_vars/, "" for none; without any the directories do not count.
public record InventorySettings(
    List<String> enabledPlugins,
    List<String> ignoredExtensions,
    List<String> ignoredPatterns,
    boolean anyUnparsedIsFailed,
    boolean unparsedIsFailed,
    boolean unparsedWarning,
    String groupNames,
    Merge merge,
    DuplicateKeys duplicates,
    List<String> varsFiles,
    Cache cache,
    Path directory,
    Path home) {
  /// `cache*` of the settings; a plug-in's own options win. `connection` is the directory.
  /// `refresh` asks for answers that are written but not read.
  public record Cache(
      boolean enabled,
      String plugin,
      Optional<Path> connection,
      Duration timeout,
      String prefix,
      boolean refresh) {
    private static final List<String> KINDS = List.of("memory", "jsonfile");

    public static final Cache OFF =
        new Cache(
            false, "memory", Optional.empty(), Duration.ofHours(1), "ansible_inventory_", false);

    /// The last part of the plug-in's name.
    String kind() {
      return plugin.substring(plugin.lastIndexOf('.') + 1);
    }

    /// Why answers are kept for this run only although more is asked for.
    public Optional<Diagnostic> problem() {
      boolean isPlaceless = kind().equals("jsonfile") && connection.isEmpty();
      if (!enabled || KINDS.contains(kind()) && !isPlaceless) {
        return Optional.empty();
      }
      return Optional.of(
          Diagnostic.warning("JP1319", "answers of a source are not kept", SourceRange.NONE)
              .withDetail(
                  isPlaceless
                      ? "the inventory cache jsonfile has no place to be"
                      : "Unable to load the inventory cache plugin (" + plugin + ")")
              .withHint(
                  isPlaceless
                      ? "set cache_connection to a directory"
                      : Suggestion.hint(plugin, KINDS)));
    }
  }

  InventorySettings refreshing() {
    return new InventorySettings(
        enabledPlugins,
        ignoredExtensions,
        ignoredPatterns,
        anyUnparsedIsFailed,
        unparsedIsFailed,
        unparsedWarning,
        groupNames,
        merge,
        duplicates,
        varsFiles,
        new Cache(
            cache.enabled(),
            cache.plugin(),
            cache.connection(),
            cache.timeout(),
            cache.prefix(),
            true),
        directory,
        home);
  }

  public InventorySettings {
    enabledPlugins = List.copyOf(enabledPlugins);
    ignoredExtensions = List.copyOf(ignoredExtensions);
    ignoredPatterns = List.copyOf(ignoredPatterns);
    varsFiles = List.copyOf(varsFiles);
  }

  /// Ansible's defaults.
  public static InventorySettings defaults(Path directory, Path home) {
    return new InventorySettings(
        List.of("host_list", "script", "auto", "yaml", "ini", "toml"),
        List.of(
            ".pyc", ".pyo", ".swp", ".bak", "~", ".rpm", ".md", ".txt", ".rst", ".orig", ".ini",
            ".cfg", ".retry"),
        List.of(),
        false,
        false,
        true,
        "never",
        Merge.REPLACE,
        DuplicateKeys.WARN,
        List.of("", ".yml", ".yaml", ".json"),
        Cache.OFF,
        directory,
        home);
  }
}
