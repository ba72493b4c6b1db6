package io.jplay.core.template;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/// The filters, tests and lookups there are, by every name that templates may use for them. The
/// index is built at the first use of one. Safe for any thread.
public final class PluginRegistry {
  private static final List<String> BUILTIN = List.of("ansible.builtin.", "ansible.legacy.");

  private final Index<FilterFamily> filters;
  private final Index<TestFamily> tests;
  private final Index<LookupFamily> lookups;

  public PluginRegistry(
      List<FilterFamily> filters, List<TestFamily> tests, List<LookupFamily> lookups) {
    this.filters = new Index<>(filters, FilterFamily::names);
    this.tests = new Index<>(tests, TestFamily::names);
    this.lookups = new Index<>(lookups, LookupFamily::names);
  }

  /// All that come with jplay.
  public static PluginRegistry standard() {
    return new PluginRegistry(
        BuiltinFilters.FAMILIES, BuiltinTests.FAMILIES, List.of(new BuiltinLookups()));
  }

  /// A plug-in by the name that a template used: its family, the name the family knows it by, and
  /// how it is called.
  record Plugin<F>(F family, String name, PluginTraits traits) {}

  Optional<Plugin<FilterFamily>> filter(String name) {
    return filters.find(name);
  }

  Optional<Plugin<TestFamily>> test(String name) {
    return tests.find(name);
  }

  Optional<Plugin<LookupFamily>> lookup(String name) {
    return lookups.find(name);
  }

  public boolean hasFilter(String name) {
    return filters.find(name).isPresent();
  }

  public boolean hasTest(String name) {
    return tests.find(name).isPresent();
  }

  public boolean hasLookup(String name) {
    return lookups.find(name).isPresent();
  }

  public Collection<String> filterNames() {
    return filters.names();
  }

  public Collection<String> testNames() {
    return tests.names();
  }

  public Collection<String> lookupNames() {
    return lookups.names();
  }

  private static final class Index<F> {
    private final List<F> families;
    private final Function<F, Collection<String>> namesOf;
    private volatile Map<String, Optional<Plugin<F>>> byName = Map.of();
    private volatile List<String> sorted = List.of();

    Index(List<F> families, Function<F, Collection<String>> namesOf) {
      this.families = List.copyOf(families);
      this.namesOf = namesOf;
    }

    Optional<Plugin<F>> find(String name) {
      return all().getOrDefault(name, Optional.empty());
    }

    Collection<String> names() {
      if (sorted.isEmpty()) {
        sorted = List.copyOf(new TreeSet<>(all().keySet()));
      }
      return sorted;
    }

    /// Built by whichever threads come first; all build the same.
    private Map<String, Optional<Plugin<F>>> all() {
      Map<String, Optional<Plugin<F>>> known = byName;
      if (known.isEmpty()) {
        known = build();
        byName = known;
      }
      return known;
    }

    private Map<String, Optional<Plugin<F>>> build() {
      var map = new HashMap<String, Optional<Plugin<F>>>();
      for (F family : families) {
        for (String name : namesOf.apply(family)) {
          Optional<Plugin<F>> plugin =
              Optional.of(new Plugin<>(family, name, PluginTraits.of(name)));
          map.put(name, plugin);
          if (name.indexOf('.') < 0) {
            BUILTIN.forEach(prefix -> map.put(prefix + name, plugin));
          }
        }
      }
      return map;
    }
  }
}
