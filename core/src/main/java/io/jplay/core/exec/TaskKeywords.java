package io.jplay.core.exec;

import io.jplay.core.diag.JplayException;
import io.jplay.core.playbook.Keyword;
import io.jplay.core.playbook.KeywordType;
import io.jplay.core.template.PythonText;
import io.jplay.core.value.Null;
import io.jplay.core.value.Omit;
import io.jplay.core.value.Renderer;
import io.jplay.core.value.Scope;
import io.jplay.core.value.Value;
import java.util.EnumMap;
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

  /// What a keyword came to elsewhere: it is not rendered again, as its template may give another
  /// value each time.
  void settle(Keyword keyword, Value value) {
    rendered.put(keyword, Optional.of(value));
  }

  Optional<String> text(Keyword keyword) {
    return value(keyword).map(PythonText::str).filter(t -> !t.isEmpty());
  }

  Optional<Boolean> flag(Keyword keyword) {
    return value(keyword).map(v -> KeywordType.flag(v).orElseThrow(() -> mismatch(keyword, v)));
  }

  boolean isOn(Keyword keyword) {
    return flag(keyword).orElse(false);
  }

  Optional<Double> number(Keyword keyword) {
    return value(keyword)
        .map(v -> keyword.type().number(v).orElseThrow(() -> mismatch(keyword, v)));
  }

  /// Reads every keyword in force, also those that nothing will ask for: a task with `delay: soon`
  /// fails even if it never waits (like ansible-core 2.18 playbook/base.py post_validate). Throws
  /// JplayException for the first that cannot be rendered or is of the wrong type.
  void check() {
    for (Keyword keyword : planned.unsettled()) {
      try {
        if (keyword.type() == KeywordType.OTHER) {
          checkParts(keyword);
        } else {
          value(keyword)
              .filter(v -> !keyword.takes(v))
              .ifPresent(v -> {
                throw mismatch(keyword, v);
              });
        }
      } catch (JplayException e) {
        throw new JplayException(KeywordProblem.undefined(keyword.key(), e.diagnostic()));
      }
    }
  }

  /// The parts of `notify` and `tags`, which add up.
  private void checkParts(Keyword keyword) {
    planned.lineage().all(planned.task(), keyword).forEach(level -> renderer.render(level, scope));
  }

  private JplayException mismatch(Keyword keyword, Value value) {
    Value written = planned.lineage().nearest(planned.task(), keyword).orElse(value);
    return new JplayException(KeywordProblem.of(keyword, written, value).orElseThrow());
  }
}
