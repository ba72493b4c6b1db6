package io.jplay.core.exec;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.JplayException;
import io.jplay.core.playbook.Keyword;
import io.jplay.core.template.PythonText;
import io.jplay.core.value.Null;
import io.jplay.core.value.Omit;
import io.jplay.core.value.Renderer;
import io.jplay.core.value.Scope;
import io.jplay.core.value.Value;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The keywords in force for one task on one host (and loop item), rendered when they are first
/// asked for. Used by one thread.
final class TaskKeywords {
  private final PlannedTask planned;
  private final Renderer renderer;
  private final Scope scope;
  private final Map<Keyword, Optional<Value>> rendered = new EnumMap<>(Keyword.class);

  TaskKeywords(PlannedTask planned, Renderer renderer, Scope scope) {
    this.planned = planned;
    this.renderer = renderer;
    this.scope = scope;
  }

  /// The nearest value, rendered; absent when not written, null or omitted.
  Optional<Value> value(Keyword keyword) {
    return rendered.computeIfAbsent(
        keyword,
        k ->
            planned
                .lineage()
                .nearest(planned.task(), k)
                .map(raw -> renderer.render(raw, scope).withTag(raw.tag()))
                .filter(v -> !(v instanceof Null || v instanceof Omit)));
  }

  Optional<String> text(Keyword keyword) {
    return value(keyword).map(PythonText::str).filter(t -> !t.isEmpty());
  }

  Optional<Boolean> flag(Keyword keyword) {
    return value(keyword)
        .map(v -> Truth.of(v).orElseThrow(() -> bad(keyword, v, "bool", "a valid boolean")));
  }

  boolean isOn(Keyword keyword) {
    return flag(keyword).orElse(false);
  }

  Optional<Double> number(Keyword keyword) {
    Optional<Value> value = value(keyword);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Double.parseDouble(PythonText.str(value.get()).strip()));
    } catch (NumberFormatException e) {
      throw bad(keyword, value.get(), "float", "a number");
    }
  }

  /// Every value of an adding keyword, each rendered, outermost first.
  List<Value> all(Keyword keyword) {
    return planned.lineage().all(planned.task(), keyword).stream()
        .map(raw -> renderer.render(raw, scope))
        .toList();
  }

  private JplayException bad(Keyword keyword, Value value, String type, String wanted) {
    return new JplayException(
        Diagnostic.error("JP1501", "keyword has a value of the wrong type", value.tag().origin())
            .withDetail(
                "the field '%s' has an invalid value (%s), and could not be converted to %s: %s is not %s"
                    .formatted(
                        keyword.key(),
                        PythonText.str(value),
                        type,
                        PythonText.repr(value),
                        wanted)));
  }
}
