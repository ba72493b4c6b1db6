package io.jplay.cli.run;

import io.jplay.cli.config.Setting;
import io.jplay.cli.config.Settings;
import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.IoReason;
import io.jplay.core.diag.JplayException;
import io.jplay.core.source.SourceRange;
import io.jplay.core.source.SourceText;
import io.jplay.core.template.PythonText;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Null;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import io.jplay.core.yaml.UserYaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// The modules that the operator's file of plug-in filters takes out of use, by the names that
/// tasks have for them (like ansible-core 2.18 plugins/loader.py _load_plugin_filter). A file that
/// cannot be used rejects nothing, and a warning says so.
final class RejectedModules {
  private static final Path USUAL = Path.of("/etc/ansible/plugin_filters.yml");
  private static final String VERSION = "1.0";

  private final UserYaml yaml;
  private final Consumer<Diagnostic> warnings;

  RejectedModules(UserYaml yaml, Consumer<Diagnostic> warnings) {
    this.yaml = yaml;
    this.warnings = warnings;
  }

  Set<String> of(Settings settings) {
    Optional<Path> named = settings.path(Setting.PLUGIN_FILTERS);
    Path file = named.orElse(USUAL);
    if (named.isEmpty() && !Files.exists(file)) {
      return Set.of();
    }
    try {
      return names(yaml.read(SourceText.of(file.toString(), Files.readString(file)), false));
    } catch (IOException e) {
      return none(SourceRange.NONE, "cannot read " + file + ": " + IoReason.of(e));
    } catch (JplayException e) {
      return none(e.diagnostic().primary(), e.diagnostic().sentence());
    }
  }

  private Set<String> names(Value content) {
    SourceRange where = content.tag().origin();
    if (!(content instanceof Dict filters)) {
      return none(where, "a mapping with filter_version and module_rejectlist is wanted");
    }
    Value version = filters.get("filter_version").orElse(Null.NULL);
    if (!PythonText.str(version).strip().equals(VERSION)) {
      return none(where, "its filter_version is not " + VERSION);
    }
    return switch (filters.get("module_rejectlist").orElse(Null.NULL)) {
      case Seq list -> list.stream().map(PythonText::str).collect(Collectors.toUnmodifiableSet());
      case Str one -> Set.of(one.text());
      default -> none(where, "it has no module_rejectlist");
    };
  }

  private Set<String> none(SourceRange where, String why) {
    warnings.accept(
        Diagnostic.warning("JP1804", "file of plug-in filters cannot be used", where)
            .withDetail("no module is rejected by plugin_filters_cfg: " + why));
    return Set.of();
  }
}
