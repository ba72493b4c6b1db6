package io.jplay.core.exec;

import io.jplay.core.api.TaskModule;
import io.jplay.core.diag.Suggestion;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Modules by name. A module's class follows from its name (`ansible.builtin.apt_repository` is
/// `AptRepository` of the package `builtin`): found by convention, so that a start loads only what
/// a run uses. Names that have moved to a collection are in the table of redirects, read when a
/// name is not found directly. Thread-safe.
public final class ModuleCatalog {
  private static final String REDIRECTS = "io/jplay/core/exec/redirects.tsv";
  private final String rootPackage;
  private final ClassLoader loader;
  private final ActionGroups groups;
  private final Set<String> rejected;
  private final Map<String, Optional<ModuleSpec>> known = new ConcurrentHashMap<>();

  /// Read at first need; reading it twice by two threads does no harm.
  private volatile @Nullable Map<String, String> redirects;

  /// `rootPackage`: where the modules' packages are (`io.jplay.modules`). `rejected`: names that
  /// are taken out of use, as tasks write them; the same module under another name is not.
  public ModuleCatalog(
      String rootPackage, ClassLoader loader, ActionGroups groups, Set<String> rejected) {
    this.rootPackage = rootPackage;
    this.loader = loader;
    this.groups = groups;
    this.rejected = Set.copyOf(rejected);
  }

  ActionGroups groups() {
    return groups;
  }

  /// Whether ansible itself has, or had, an action of this short name.
  boolean isNameOfAnsible(String name) {
    return redirects().containsKey("ansible.builtin." + name);
  }

  /// The module of a short or full name, as a task of a play with these `collections:` names it.
  public Optional<ModuleSpec> find(String name, List<String> collections) {
    if (rejected.contains(name)) {
      return Optional.empty();
    }
    if (name.indexOf('.') < 0) {
      for (String collection : collections) {
        Optional<ModuleSpec> found = byFullName(collection + "." + name);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return known.computeIfAbsent(name, this::resolve);
  }

  private Optional<ModuleSpec> resolve(String name) {
    String full = name.indexOf('.') < 0 ? "ansible.builtin." + name : name;
    if (full.startsWith("ansible.legacy.")) {
      full = "ansible.builtin." + full.substring("ansible.legacy.".length());
    }
    Optional<ModuleSpec> direct = byFullName(full);
    if (direct.isPresent()) {
      return direct;
    }
    return Optional.ofNullable(redirects().get(full)).flatMap(this::byFullName);
  }

  private Optional<ModuleSpec> byFullName(String fqcn) {
    String[] parts = fqcn.split("\\.", 3);
    if (parts.length != 3 || !parts[2].matches("[a-z][a-z0-9_]*")) {
      return Optional.empty();
    }
    String owner = parts[1].equals("builtin") && parts[0].equals("jplay") ? "jplay" : parts[1];
    if (!owner.matches("[a-z][a-z0-9_]*")) {
      return Optional.empty();
    }
    String className = rootPackage + "." + owner + "." + camelCase(parts[2]);
    try {
      Class<?> type = Class.forName(className, true, loader);
      if (!TaskModule.class.isAssignableFrom(type)) {
        return Optional.empty();
      }
      var module = (TaskModule<?>) type.getDeclaredConstructor().newInstance();
      return Optional.of(ModuleSpec.of(fqcn, module));
    } catch (ClassNotFoundException e) {
      return Optional.empty();
    } catch (NoSuchMethodException
        | InstantiationException
        | IllegalAccessException
        | InvocationTargetException e) {
      throw new IllegalStateException("module class " + className + " cannot be made", e);
    }
  }

  private static String camelCase(String snake) {
    var out = new StringBuilder();
    for (String part : snake.split("_", -1)) {
      if (!part.isEmpty()) {
        out.append(part.substring(0, 1).toUpperCase(Locale.ROOT)).append(part.substring(1));
      }
    }
    return out.toString();
  }

  /// What to say after "unknown module": a near name that is there, or the collection it would come
  /// from.
  public String hint(String name) {
    if (rejected.contains(name)) {
      return "plugin_filters_cfg rejects it";
    }
    Map<String, String> redirects = redirects();
    String full = name.indexOf('.') < 0 ? "ansible.builtin." + name : name;
    String target = redirects.get(full);
    if (target != null) {
      return "'" + target + "' is a module of Ansible that jplay does not have yet";
    }
    var names = redirects.keySet().stream().map(k -> k.substring(k.lastIndexOf('.') + 1)).toList();
    return Suggestion.nearest(name.substring(name.lastIndexOf('.') + 1), names)
        .filter(near -> !near.equals(name) && find(near, List.of()).isPresent())
        .map(near -> "did you mean '" + near + "'?")
        .orElseGet(() ->
            name.split("\\.", -1).length < 3 || name.startsWith("ansible.builtin.")
                ? ""
                : "jplay runs its own modules only; jdoc -l lists them");
  }

  private Map<String, String> redirects() {
    Map<String, String> table = redirects;
    if (table == null) {
      table = readRedirects();
      redirects = table;
    }
    return table;
  }

  private static Map<String, String> readRedirects() {
    var table = new HashMap<String, String>();
    try (InputStream in = ModuleCatalog.class.getClassLoader().getResourceAsStream(REDIRECTS)) {
      if (in == null) {
        throw new IllegalStateException("no resource " + REDIRECTS);
      }
      var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        int tab = line.indexOf('\t');
        table.put("ansible.builtin." + line.substring(0, tab), line.substring(tab + 1));
      }
      return table;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
