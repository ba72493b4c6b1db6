package io.jplay.core.value;

import io.jplay.core.source.SourceRange;
import io.jplay.core.source.SourceText;
import java.util.Map;

/// Renders templates: the only way from a [Template] or [Vaulted] to finished data. Thread-safe;
/// pure but for lookups, which may read files or run programs on the controller. All methods throw
/// `JplayException` with the place of the failing expression.
public interface Renderer {
  /// The value with every template in it rendered, at any depth, and every vaulted text decrypted.
  /// A text that is one whole `{{ }}` keeps the native type of its expression. Keys of mappings are
  /// not rendered (Ansible does not). [Omit] stays where it is; an undefined value is an error.
  Value render(Value value, Scope scope);

  /// As [#render], but an undefined result is returned as [Undefined] instead of thrown.
  Value renderOrUndefined(Value value, Scope scope);

  /// The truth of a condition as `when:` has it: a Bool, a bare expression (Str or Template), or a
  /// list of them (all).
  boolean test(Value condition, Scope scope);

  /// The value of a bare expression without braces (`var:` of debug, `that:` of assert).
  Value evaluate(String expression, Scope scope, SourceRange origin);

  /// The text of a template file; `settings` may set trim_blocks, lstrip_blocks, newline_sequence
  /// and the marker strings by their names in the template module.
  Str renderFile(SourceText file, Scope scope, Map<String, Value> settings);

  /// The result of a lookup plug-in (`items`, `fileglob`), as `with_X` and `lookup()` call it:
  /// always a list.
  Seq lookup(String plugin, Seq terms, Dict options, Scope scope, SourceRange origin);
}
