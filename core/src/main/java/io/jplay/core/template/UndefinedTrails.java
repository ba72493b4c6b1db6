package io.jplay.core.template;

import io.jplay.core.diag.Diagnostic.Related;
import io.jplay.core.source.SourceRange;
import io.jplay.core.value.Undefined;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How the variables of one run came to be undefined: which uses of other variables led there. A
/// value cannot carry it (it is copied and compared), so it is kept beside, for the message. Owned
/// by the run's thread.
final class UndefinedTrails {
  private record Key(String name, String message) {}

  /// Where a text that is said of an undefined value came up.
  private record Spot(TemplateUnit unit, String message) {}

  private final Map<Key, List<Related>> known = new HashMap<>(0);
  private final Map<Spot, Integer> spots = new HashMap<>(0);

  /// Remembers which expression of a template gave an undefined value: an operator that cannot use
  /// it is not where the mistake is.
  void note(TemplateUnit unit, Undefined value, int offset) {
    spots.put(new Spot(unit, value.message()), offset);
  }

  /// Where what a failure is about came up in the template; `at` when that is not known.
  int place(PythonError error, TemplateUnit unit, int at) {
    return error.kind() == PythonError.Kind.UNDEFINED
        ? spots.getOrDefault(new Spot(unit, error.text()), at)
        : at;
  }

  /// Remembers the uses that led to a value, outermost first.
  Undefined keep(Undefined value, List<Related> uses) {
    known.put(new Key(value.name(), value.message()), List.copyOf(uses));
    return value;
  }

  /// The uses that led to what a failure is about, outermost first.
  List<Related> of(PythonError error) {
    return known.getOrDefault(new Key(error.subject(), error.text()), List.of());
  }

  static List<Related> longer(String note, SourceRange place, List<Related> rest) {
    var all = new ArrayList<Related>(rest.size() + 1);
    all.add(new Related(note, place));
    all.addAll(rest);
    return all;
  }
}
