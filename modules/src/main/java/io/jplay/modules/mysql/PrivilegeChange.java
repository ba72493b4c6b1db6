package io.jplay.modules.mysql;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What is given to an account and taken from it, by thing, and how that is told. Things that the
/// account knew nothing of come before those that are adjusted: where one is refused, the account
/// still has what it had.
record PrivilegeChange(
    SequencedMap<String, Set<String>> revoked,
    SequencedMap<String, Set<String>> granted,
    SequencedMap<String, Adjusted> adjusted,
    String said) {
  record Adjusted(Set<String> more, Set<String> less) {}

  PrivilegeChange {
    revoked = new LinkedHashMap<>(revoked);
    granted = new LinkedHashMap<>(granted);
    adjusted = new LinkedHashMap<>(adjusted);
  }

  /// From what an account has to what it is to have: with `append` it keeps the rest, with
  /// `subtract` it loses what is named.
  static Optional<PrivilegeChange> of(
      Privileges now, Privileges wanted, boolean append, boolean subtract) {
    var revoked = new LinkedHashMap<String, Set<String>>();
    var granted = new LinkedHashMap<String, Set<String>>();
    var adjusted = new LinkedHashMap<String, Adjusted>();
    String said = "";
    for (String thing : append || subtract ? List.<String>of() : now.things()) {
      if (wanted.on(thing).isEmpty()) {
        revoked.put(thing, now.on(thing));
        said = "Privileges updated";
      }
    }
    for (String thing : wanted.things()) {
      if (now.on(thing).isEmpty() && !subtract) {
        granted.put(thing, wanted.on(thing));
        said = "New privileges granted";
      }
    }
    for (String thing : wanted.things()) {
      Set<String> has = now.on(thing);
      Set<String> named = wanted.on(thing);
      if (has.isEmpty()) {
        continue;
      }
      Set<String> more = subtract ? Set.of() : more(has, named);
      Set<String> less = subtract ? both(has, named) : append ? Set.of() : less(has, named);
      if (!more.isEmpty() || !less.isEmpty()) {
        adjusted.put(thing, new Adjusted(more, less));
        said = "Privileges updated: granted %s, revoked %s".formatted(list(more), list(less));
      }
    }
    return said.isEmpty()
        ? Optional.empty()
        : Optional.of(new PrivilegeChange(revoked, granted, adjusted, said));
  }

  /// The right to pass privileges on is given with one of them at least.
  private static Set<String> more(Set<String> has, Set<String> named) {
    var more = new TreeSet<>(named);
    more.removeAll(has);
    if (more.equals(Set.of(Privileges.GRANT))) {
      more.add("USAGE");
    }
    return more;
  }

  /// Whoever gets all of them loses nothing.
  private static Set<String> less(Set<String> has, Set<String> named) {
    var less = new TreeSet<>(has);
    less.removeAll(named);
    if (named.contains("ALL")) {
      less.retainAll(named.contains(Privileges.GRANT) ? Set.of() : Set.of(Privileges.GRANT));
    }
    return less;
  }

  private static Set<String> both(Set<String> has, Set<String> named) {
    var both = new TreeSet<>(has);
    both.retainAll(named);
    both.remove("USAGE");
    return both;
  }

  private static String list(Set<String> words) {
    return words.stream().map(w -> "'" + w + "'").collect(Collectors.joining(", ", "[", "]"));
  }

  List<String> statements(String account) {
    var statements = new ArrayList<String>();
    revoked.forEach((thing, words) -> statements.addAll(Privileges.revoke(words, thing, account)));
    granted.forEach((thing, words) -> statements.add(Privileges.grant(words, thing, account)));
    adjusted.forEach((thing, both) -> {
      statements.addAll(Privileges.revoke(both.less(), thing, account));
      if (!both.more().isEmpty()) {
        statements.add(Privileges.grant(both.more(), thing, account));
      }
    });
    return statements;
  }
}
