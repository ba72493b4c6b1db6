package io.jplay.core.template;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Follows which names each part of a template (the whole of it, a loop, a macro) reads and sets. A
/// name that a part sets belongs to it from the beginning: a part inside that reads it earlier
/// finds nothing, whatever the variables have, as Jinja2 compiles it. Used while one template is
/// read.
final class NameScopes {
  /// `read` before they were set; `below`: by the parts inside.
  private static final class Part {
    private final Set<String> set = new HashSet<>();
    private final Set<String> read = new HashSet<>();
    private final Set<String> below = new HashSet<>();
    private final Set<String> hidden = new LinkedHashSet<>();

    /// What the parts inside hide as long as no part around them has the name.
    private final List<Set<String>> hiddenBelow = new ArrayList<>();

    /// What the parts inside read for themselves as long as no part around them has the name.
    private final List<Set<String>> ownBelow = new ArrayList<>();

    private int branches;

    private void settle() {
      for (Set<String> names : hiddenBelow) {
        names.removeAll(read);
        names.removeAll(set);
      }
      for (Set<String> names : ownBelow) {
        names.removeAll(read);
        names.removeAll(set);
      }
    }
  }

  private final Deque<Part> parts = new ArrayDeque<>(List.of(new Part()));
  private boolean changes;

  /// A method was read that changes what it is called of (`append`).
  void change() {
    changes = true;
  }

  void read(String name) {
    Part part = parts.element();
    if (!part.set.contains(name)) {
      part.read.add(name);
    }
  }

  void set(Target target) {
    switch (target) {
      case Target.Single s -> set(s.name());
      case Target.Several s -> s.targets().forEach(this::set);
      case Target.Attribute a -> read(a.object());
    }
  }

  /// A name that is set in a branch alone is still looked for outside.
  void set(String name) {
    Part part = parts.element();
    if (part.branches > 0 && !part.set.contains(name)) {
      part.read.add(name);
    }
    if (part.below.contains(name) && !part.read.contains(name) && !part.set.contains(name)) {
      part.hidden.add(name);
    }
    part.set.add(name);
  }

  void enterBranch() {
    parts.element().branches++;
  }

  void leaveBranch() {
    parts.element().branches--;
  }

  void open() {
    parts.push(new Part());
  }

  /// Ends a part with such a body, which is returned as it must be run.
  Node close(Node body) {
    Part part = parts.pop();
    Part outer = parts.element();
    outer.below.addAll(part.read);
    part.below.stream().filter(name -> !part.set.contains(name)).forEach(outer.below::add);
    Node hiding = hiding(part, body);
    outer.hiddenBelow.addAll(part.hiddenBelow);
    outer.hiddenBelow.add(part.hidden);
    outer.ownBelow.addAll(part.ownBelow);
    if (!changes) {
      return hiding;
    }
    // kept apart from `read`, which counts for the parts below
    var own = new HashSet<String>(part.read);
    outer.ownBelow.add(own);
    return new Node.Fresh(own, hiding);
  }

  /// Ends a part that does not see the names around it (a block).
  Node closeApart(Node body) {
    return hiding(parts.pop(), body);
  }

  /// The body of the whole template.
  Node finish(Node body) {
    Node hiding = hiding(parts.element(), body);
    return changes && !(body instanceof Node.Print) ? new Node.Changing(hiding) : hiding;
  }

  private static Node hiding(Part part, Node body) {
    part.settle();
    return part.hidden.isEmpty() ? body : new Node.Hiding(part.hidden, body);
  }
}
