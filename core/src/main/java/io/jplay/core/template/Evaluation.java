package io.jplay.core.template;

import io.jplay.core.diag.JplayException;
import io.jplay.core.source.SourceText;
import io.jplay.core.value.Scope;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import java.util.Map;

/// One evaluation in progress, as filters, tests and lookups see it: the variables, limits, and how
/// to go on. Used by one thread.
public interface Evaluation {
  Scope scope();

  /// The finished form of a value read out of a container: a Template rendered, a Vaulted
  /// decrypted, a Deferred forced.
  Value finish(Value raw);

  /// As [#finish] at every depth.
  Value finishDeep(Value raw);

  /// Applies another filter by name (`map('upper')`).
  Value filter(String name, Value input, CallArgs args);

  /// Applies a test by name (`select('match', '^a')`).
  boolean test(String name, Value input, CallArgs args);

  /// `value.name` / `value[key]`, as the expression does; an Undefined when absent.
  Value attribute(Value value, String name);

  Value item(Value value, Value key);

  /// Calls a callable value (a macro given to a filter).
  Value call(Value callable, CallArgs args);

  /// A failure of the filter at the place of the expression; `message` is ansible's text where
  /// scripts match on it. Use as `throw eval.error(...)`.
  JplayException error(String message);

  /// As [#error] of a lookup that did not find what it was to look up, or that was given options of
  /// a wrong type. Nothing is said around the message then (like ansible-core 2.18
  /// template/__init__.py _lookup of AnsibleLookupError and AnsibleOptionsError).
  JplayException lookupError(String message);

  /// The text of a template file under other variables (`lookup('template')`), with the settings of
  /// [io.jplay.core.value.Renderer#renderFile].
  default Str renderFile(SourceText file, Scope scope, Map<String, Value> settings) {
    throw error("template files cannot be rendered here: " + file.name());
  }

  /// What the run knows that some lookups and filters need (search paths, vault, inventory).
  TemplateEnvironment environment();
}
