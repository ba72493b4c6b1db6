package io.jplay.core.playbook;

import io.jplay.core.source.SourceRange;
import io.jplay.core.source.SourceText;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Renderer;
import io.jplay.core.value.Scope;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Template;
import io.jplay.core.value.Undefined;
import io.jplay.core.value.Value;
import java.util.Map;
import java.util.regex.Pattern;

/// Replaces `{{ name }}` by the variable's text: all that names of imports need.
final class FixedRenderer implements Renderer {
  private static final Pattern NAME = Pattern.compile("\\{\\{\\s*(\\w+)\\s*}}");

  @Override
  public Value render(Value value, Scope scope) {
    return renderOrUndefined(value, scope);
  }

  @Override
  public Value renderOrUndefined(Value value, Scope scope) {
    if (!(value instanceof Template t)) {
      return value;
    }
    var matcher = NAME.matcher(t.text());
    var out = new StringBuilder();
    while (matcher.find()) {
      Value found = renderOrUndefined(scope.lookup(matcher.group(1)), scope);
      if (found instanceof Undefined u) {
        return u;
      }
      matcher.appendReplacement(out, found instanceof Str s ? s.text() : found.toString());
    }
    return Str.of(matcher.appendTail(out).toString());
  }

  @Override
  public boolean test(Value condition, Scope scope) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Value evaluate(String expression, Scope scope, SourceRange origin) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Str renderFile(SourceText file, Scope scope, Map<String, Value> settings) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Seq lookup(String plugin, Seq terms, Dict options, Scope scope, SourceRange origin) {
    throw new UnsupportedOperationException();
  }
}
