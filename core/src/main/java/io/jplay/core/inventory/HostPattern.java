package io.jplay.core.inventory;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.shell.Glob;
import io.jplay.core.source.SourceRange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A host pattern (`web:&prod:!web3`, `db[0]`, `~web\d+`): parts that add hosts, then parts that
/// keep (`&`), then parts that remove (`!`), whatever order they are written in.
public record HostPattern(List<String> parts) {
  private static final Pattern SUBSCRIPT =
      Pattern.compile("(.+)\\[(?:(-?\\d+)|(\\d+)[:-](\\d*))\\]");

  /// One part between colons: no blanks, brackets only in pairs.
  private static final Pattern PART = Pattern.compile("(?:[^\\s:\\[\\]]|\\[[^\\]]*\\])+");

  private static final Pattern HOST_AND_PORT =
      Pattern.compile("(?:\\[[^\\]\\s]+\\]|(?:[\\w.-]|\\[[\\w:]*\\])+):\\d+");
  private static final Pattern IPV6 =
      Pattern.compile("(?=.*:.*:)[0-9a-fA-F:.]+(?:%[\\w.-]+)?(?:/\\d+)?");

  public HostPattern {
    parts = List.copyOf(parts);
  }

  /// Splits at `,`, or where there is none at `:` and blanks, unless the whole is an address
  /// (`web1:22`, `::1`).
  public static HostPattern parse(String text) {
    return new HostPattern(split(text).toList());
  }

  /// The parts of several patterns together, as of a YAML list under `hosts:`.
  public static HostPattern parse(List<String> texts) {
    return new HostPattern(texts.stream().flatMap(HostPattern::split).toList());
  }

  private static Stream<String> split(String text) {
    if (text.indexOf(',') >= 0) {
      return Stream.of(text.split(",")).map(String::strip).filter(part -> !part.isEmpty());
    }
    String pattern = text.strip();
    if (pattern.isEmpty()) {
      return Stream.empty();
    }
    if (HOST_AND_PORT.matcher(pattern).matches() || IPV6.matcher(pattern).matches()) {
      return Stream.of(pattern);
    }
    return PART.matcher(pattern).results().map(MatchResult::group);
  }

  /// The selected hosts; no part that adds means `all`.
  public HostSelection select(Inventory inventory) {
    return new Selecting(inventory).run();
  }

  /// One evaluation against one inventory.
  private final class Selecting {
    private final Inventory inventory;
    private final List<Diagnostic> problems = new ArrayList<>();
    private final LinkedHashMap<String, Host> selected = new LinkedHashMap<>();

    Selecting(Inventory inventory) {
      this.inventory = inventory;
    }

    HostSelection run() {
      List<String> adding = parts.stream().filter(p -> !isKeep(p) && !isRemove(p)).toList();
      (adding.isEmpty() ? List.of(InventoryBuilder.ALL) : adding)
          .forEach(part -> resolve(part).forEach(h -> selected.putIfAbsent(h.name(), h)));
      parts.stream()
          .filter(HostPattern::isKeep)
          .map(part -> names(part.substring(1)))
          .forEach(selected.keySet()::retainAll);
      parts.stream()
          .filter(HostPattern::isRemove)
          .map(part -> names(part.substring(1)))
          .forEach(selected.keySet()::removeAll);
      return new HostSelection(List.copyOf(selected.values()), problems);
    }

    private Set<String> names(String part) {
      return resolve(part).stream()
          .map(Host::name)
          .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private List<Host> resolve(String part) {
      Optional<Host> exact = inventory.host(part);
      if (exact.isPresent()) {
        return List.of(exact.get());
      }
      Matcher subscript = SUBSCRIPT.matcher(part);
      if (part.startsWith("~") || !subscript.matches()) {
        return enumerate(part);
      }
      List<Host> all = enumerate(subscript.group(1));
      List<Host> some = slice(all, subscript);
      if (some.isEmpty() && !all.isEmpty() && subscript.group(2) != null) {
        problems.add(
            Diagnostic.error("JP1301", "pattern matches no host", SourceRange.NONE)
                .withDetail("No hosts matched the subscripted pattern '" + part + "'")
                .withHint(subscript.group(1) + " has hosts 0 to " + (all.size() - 1)));
      }
      return some;
    }

    /// Elements of a group by number, from the end when negative, both ends included.
    private static List<Host> slice(List<Host> hosts, Matcher subscript) {
      int size = hosts.size();
      String single = subscript.group(2);
      if (single != null) {
        int at = number(single, size);
        int index = at < 0 ? at + size : at;
        return index >= 0 && index < size ? List.of(hosts.get(index)) : List.of();
      }
      int from = Math.min(number(subscript.group(3), size), size);
      String last = subscript.group(4);
      int to = last.isEmpty() ? size : Math.min(number(last, size) + 1, size);
      return from < to ? hosts.subList(from, to) : List.of();
    }

    /// Numbers beyond any inventory count as just beyond its end.
    private static int number(String digits, int size) {
      return digits.length() > 9 ? size : Integer.parseInt(digits);
    }

    private List<Host> enumerate(String pattern) {
      Predicate<String> matches = matcher(pattern);
      List<String> groups = inventory.groups().keySet().stream().filter(matches).toList();
      var found = new LinkedHashMap<String, Host>();
      groups.stream()
          .flatMap(g -> inventory.hostsOf(g).stream())
          .forEach(name -> inventory.host(name).ifPresent(h -> found.putIfAbsent(name, h)));
      if (groups.isEmpty() || mayMatchHostsToo(pattern)) {
        inventory.hosts().values().stream()
            .filter(h -> matches.test(h.name()))
            .forEach(h -> found.putIfAbsent(h.name(), h));
      }
      if (found.isEmpty()) {
        inventory.hostOrLocalhost(pattern).ifPresent(h -> found.put(h.name(), h));
      }
      if (found.isEmpty() && groups.isEmpty() && !pattern.equals(InventoryBuilder.ALL)) {
        problems.add(
            Diagnostic.warning("JP1301", "pattern matches no host", SourceRange.NONE)
                .withDetail("Could not match supplied host pattern, ignoring: " + pattern));
      }
      return List.copyOf(found.values());
    }

    private Predicate<String> matcher(String pattern) {
      if (!pattern.startsWith("~")) {
        return Glob.of(pattern)::matches;
      }
      try {
        // Python spells named groups (?P<name>...).
        var regex = Pattern.compile(pattern.substring(1).replace("(?P<", "(?<"));
        return name -> regex.matcher(name).lookingAt();
      } catch (PatternSyntaxException e) {
        problems.add(
            Diagnostic.error("JP1302", "bad regular expression in a pattern", SourceRange.NONE)
                .withDetail("Invalid host list pattern: " + pattern + ": " + e.getDescription()));
        return name -> false;
      }
    }
  }

  /// Like ansible-core inventory/manager.py: names of groups hide equal hosts, but globs see both.
  private static boolean mayMatchHostsToo(String pattern) {
    return pattern.startsWith("~") || pattern.chars().anyMatch(c -> ".?*[".indexOf(c) >= 0);
  }

  private static boolean isKeep(String part) {
    return part.startsWith("&");
  }

  private static boolean isRemove(String part) {
    return part.startsWith("!");
  }
}
