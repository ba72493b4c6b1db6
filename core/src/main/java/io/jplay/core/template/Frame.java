package io.jplay.core.template;

import io.jplay.core.value.Undefined;
import io.jplay.core.value.Value;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The local names of one part of a template (the whole of it, a loop, a macro), over those of the
/// part around it and the variables. Few names, so a list that is searched beats a hash map. Names
/// come from the lexer, which interns them.
final class Frame {
  private static final String[] NO_NAMES = {};
  private static final Value[] NO_VALUES = {};

  private final TemplateRun run;
  private final Rendering rendering;
  private final @Nullable Frame parent;
  private final boolean seesVariables;
  private String[] names = NO_NAMES;
  private Value[] values = NO_VALUES;
  private int size;
  private List<String> hidden = List.of();

  private Frame(
      TemplateRun run, Rendering rendering, @Nullable Frame parent, boolean seesVariables) {
    this.run = run;
    this.rendering = rendering;
    this.parent = parent;
    this.seesVariables = seesVariables;
  }

  /// The outermost frame of a template.
  static Frame root(TemplateRun run, Rendering rendering, boolean seesVariables) {
    return new Frame(run, rendering, null, seesVariables);
  }

  /// A frame within this one.
  Frame child() {
    return new Frame(run, rendering, this, seesVariables);
  }

  /// A frame within this one for another template (an include).
  Frame child(Rendering other) {
    return new Frame(run, other, this, seesVariables);
  }

  TemplateRun run() {
    return run;
  }

  Rendering rendering() {
    return rendering;
  }

  boolean seesVariables() {
    return seesVariables;
  }

  Value get(String name, int offset) {
    for (Frame f = this; f != null; f = f.parent) {
      int i = f.indexOf(name);
      if (i >= 0 && (f.rendering == rendering || f.isSeenInside(i))) {
        return f.values[i];
      }
    }
    run.at(offset);
    return run.known(
        seesVariables ? run.variables().variable(name) : run.variables().global(name), offset);
  }

  /// Whether what is included here sees one of the names. It does not see what is set later, and to
  /// read what has been set to something undefined is an error (like ansible-core 2.18
  /// template/__init__.py, which looks at what a context holds).
  private boolean isSeenInside(int i) {
    if (!(values[i] instanceof Undefined u)) {
      return true;
    }
    if (hidden.contains(names[i]) && u.name().equals(names[i])) {
      return false;
    }
    throw PythonError.undefined(u);
  }

  boolean has(String name) {
    return indexOf(name) >= 0;
  }

  /// The value of a name of this very frame.
  Value own(String name) {
    return values[indexOf(name)];
  }

  private int indexOf(String name) {
    for (int i = 0; i < size; i++) {
      if (names[i].equals(name)) {
        return i;
      }
    }
    return -1;
  }

  void set(String name, Value value) {
    int i = indexOf(name);
    if (i >= 0) {
      values[i] = value;
      return;
    }
    if (size == names.length) {
      names = Arrays.copyOf(names, size + 4);
      values = Arrays.copyOf(values, size + 4);
    }
    names[size] = name;
    values[size++] = value;
  }

  /// Makes a name that is set later be nothing until then.
  void hide(String name) {
    if (has(name)) {
      return;
    }
    set(name, Undefined.of(name));
    if (!hidden.contains(name)) {
      hidden = Stream.concat(hidden.stream(), Stream.of(name)).toList();
    }
  }

  /// Puts another value where the name is found, for changes by methods; a variable's copy is kept
  /// by the run.
  void replace(String name, Value value) {
    for (Frame f = this; f != null; f = f.parent) {
      int i = f.indexOf(name);
      if (i >= 0) {
        f.values[i] = value;
        return;
      }
    }
    run.variables().keep(name, value);
  }

  /// Forgets the names from `keep` on: the next turn of a loop.
  void reset(int keep) {
    size = Math.min(size, keep);
  }

  int size() {
    return size;
  }
}
