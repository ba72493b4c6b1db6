package io.jplay.core.template;

import io.jplay.core.value.Foreign;
import io.jplay.core.value.Value;

/// A value that can be called: a macro, a bound method, a global function.
interface Callable extends Foreign {
  Value call(CallArgs args, TemplateRun run);

  /// A function with a name, for messages and `repr`.
  record Function(String name, Body body) implements Callable {
    /// What it does.
    interface Body {
      Value call(CallArgs args, TemplateRun run);
    }

    @Override
    public Value call(CallArgs args, TemplateRun run) {
      return body.call(args, run);
    }

    @Override
    public String typeName() {
      return "function";
    }

    @Override
    public String text() {
      return "<function " + name + ">";
    }
  }
}
