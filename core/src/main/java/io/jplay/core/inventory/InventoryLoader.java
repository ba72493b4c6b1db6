package io.jplay.core.inventory;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.ExitCode;
import io.jplay.core.diag.IoReason;
import io.jplay.core.diag.JplayException;
import io.jplay.core.diag.Parsed;
import io.jplay.core.source.SourceRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Reads all sources of a run into one inventory: each by the first enabled plug-in that can,
/// directories entry by entry. What cannot be read is a warning, as in ansible, unless the settings
/// want it to be an error.
public final class InventoryLoader {
  private static final Set<String> NEVER_SOURCES =
      Set.of("host_vars", "group_vars", "vars_plugins");
  private static final String SYSTEM_DEFAULT = "/etc/ansible/hosts";

  private final SourceContext context;
  private final List<Diagnostic> problems = new ArrayList<>();
  private InventoryBuilder builder;

  private InventoryLoader(SourceContext context) {
    this.context =
        new SourceContext(
            context.settings(),
            context.keyring(),
            context.renderer(),
            context.extraVariables(),
            context.environment(),
            context.plugins(),
            problems::add,
            context.details());
    String names = context.settings().groupNames();
    this.builder =
        new InventoryBuilder(
            names.equals("always") || names.equals("silently"), context.settings().merge());
  }

  /// The inventory of `-i` values in their order, and everything odd on the way.
  public static Parsed<Inventory> load(List<String> sources, SourceContext context) {
    return new InventoryLoader(context).run(sources);
  }

  private Parsed<Inventory> run(List<String> sources) {
    InventorySettings settings = context.settings();
    boolean parsed = false;
    requirePlugin();
    for (String source : sources) {
      if (!source.isEmpty()) {
        var location = InventoryLocation.of(source, settings.directory(), settings.home());
        if (!location.isList()) {
          builder.source(location.path());
        }
        parsed |= source(location);
      }
    }
    if (!parsed) {
      nothingParsed();
    }
    Inventory inventory = builder.build();
    warnAboutNames(inventory);
    return new Parsed<>(inventory, problems);
  }

  private void requirePlugin() {
    List<String> names = context.settings().enabledPlugins();
    if (names.stream().allMatch(name -> context.plugin(name).isEmpty())) {
      throw new JplayException(
          ExitCode.ERROR,
          Diagnostic.error("JP1307", "unknown inventory plug-in", SourceRange.NONE)
              .withDetail(
                  "No inventory plugins available to generate inventory, make sure you have at"
                      + " least one enabled.")
              .withHint("enable_plugins of [inventory] has " + String.join(", ", names)));
    }
  }

  private void nothingParsed() {
    if (context.settings().unparsedIsFailed()) {
      throw failure(
          Diagnostic.error("JP1305", "no inventory", SourceRange.NONE)
              .withDetail("No inventory was parsed, please check your configuration and options."));
    }
    if (context.settings().unparsedWarning()) {
      problems.add(
          warning(
              "JP1305",
              "no inventory",
              "No inventory was parsed, only implicit localhost is available"));
    }
  }

  private boolean source(InventoryLocation location) {
    return Files.isDirectory(location.path()) && !location.isList()
        ? directory(location.path())
        : file(location);
  }

  private boolean directory(Path dir) {
    List<Path> entries;
    try (Stream<Path> all = Files.list(dir)) {
      entries = all.filter(this::isSource).sorted().toList();
    } catch (IOException e) {
      problems.add(
          warning(
              "JP1306",
              "inventory directory is not readable",
              "cannot read the directory " + dir + ": " + IoReason.of(e)));
      return false;
    }
    boolean parsed = false;
    for (Path entry : entries) {
      parsed |= source(InventoryLocation.of(entry));
    }
    return parsed;
  }

  private boolean isSource(Path entry) {
    String name = entry.getFileName().toString();
    InventorySettings settings = context.settings();
    return !name.startsWith(".")
        && !NEVER_SOURCES.contains(name)
        && settings.ignoredExtensions().stream().noneMatch(name::endsWith)
        && settings.ignoredPatterns().stream()
            .noneMatch(p -> Pattern.compile(p).matcher(name).find());
  }

  private boolean file(InventoryLocation location) {
    var failures = new ArrayList<Diagnostic>();
    for (String name : context.settings().enabledPlugins()) {
      Optional<InventorySource> plugin = context.plugin(name);
      if (plugin.isEmpty()) {
        problems.add(
            warning(
                "JP1307",
                "unknown inventory plug-in",
                "Failed to load inventory plugin, skipping " + name));
      } else if (!plugin.get().accepts(location)) {
        context
            .details()
            .accept(
                name
                    + " declined parsing "
                    + location.text()
                    + " as it did not pass its verify_file() method");
      } else if (attempt(plugin.get(), location, failures)) {
        return true;
      }
    }
    unparsed(location, failures);
    return false;
  }

  private boolean attempt(
      InventorySource plugin, InventoryLocation location, List<Diagnostic> failures) {
    InventoryBuilder before = builder.copy();
    try {
      if (location.isList()) {
        builder.enterList(location.text());
      } else {
        builder.enter(location.path());
      }
      plugin.read(location, builder, context);
      context
          .details()
          .accept(
              "Parsed "
                  + location.text()
                  + " inventory source with "
                  + plugin.shortName()
                  + " plugin");
      return true;
    } catch (JplayException e) {
      e.diagnostics().forEach(d -> failures.add(failed(location, plugin, d)));
    } catch (IOException e) {
      failures.add(
          failed(
              location,
              plugin,
              Diagnostic.error("JP1308", "inventory source is not readable", SourceRange.NONE)
                  .withDetail(IoReason.of(e))));
    } finally {
      builder.leave();
    }
    builder = before;
    return false;
  }

  private static Diagnostic failed(
      InventoryLocation location, InventorySource plugin, Diagnostic cause) {
    return Diagnostic.warning(cause.code(), cause.summary(), cause.primary())
        .withDetail(
            " * Failed to parse "
                + location.text()
                + " with "
                + plugin.shortName()
                + " plugin: "
                + cause.sentence())
        .withHint(cause.hint());
  }

  private void unparsed(InventoryLocation location, List<Diagnostic> failures) {
    if (location.text().equals(SYSTEM_DEFAULT) && !Files.exists(location.path())) {
      return;
    }
    problems.addAll(failures);
    if (context.settings().anyUnparsedIsFailed()) {
      throw failure(
          Diagnostic.error("JP1309", "inventory source was not parsed", SourceRange.NONE)
              .withDetail("Completely failed to parse inventory source " + location.text()));
    }
    problems.add(
        warning(
            "JP1309",
            "inventory source was not parsed",
            "Unable to parse " + location.text() + " as an inventory source" + locked(location)));
  }

  /// The end of the run, with everything odd on the way to it, which may be the reason.
  private JplayException failure(Diagnostic error) {
    var all = new ArrayList<>(problems);
    all.addFirst(error);
    return new JplayException(ExitCode.ERROR, all);
  }

  /// Plug-ins are silent about what they may not read.
  private static String locked(InventoryLocation location) {
    boolean unreadable =
        !location.isList() && Files.exists(location.path()) && !Files.isReadable(location.path());
    return unreadable ? ": Permission denied" : "";
  }

  private void warnAboutNames(Inventory inventory) {
    var both = new LinkedHashSet<>(inventory.groups().keySet());
    both.retainAll(inventory.hosts().keySet());
    for (String name : both) {
      problems.add(
          warning(
              "JP1310",
              "host and group share a name",
              "Found both group and host with same name: " + name));
    }
    String kind = context.settings().groupNames();
    if (!kind.equals("ignore")
        && !kind.equals("silently")
        && (builder.hasRenamed()
            || inventory.groups().keySet().stream().anyMatch(g -> !GroupNames.isIdentifier(g)))) {
      String how = builder.hasRenamed() ? "automatically replaced" : "but not replaced";
      problems.add(
          warning(
              "JP1311",
              "group name is no variable name",
              "Invalid characters were found in group names "
                  + (builder.hasRenamed() ? "and " : "")
                  + how
                  + ", use -vvvv to see details"));
    }
  }

  private static Diagnostic warning(String code, String summary, String detail) {
    return Diagnostic.warning(code, summary, SourceRange.NONE).withDetail(detail);
  }
}
