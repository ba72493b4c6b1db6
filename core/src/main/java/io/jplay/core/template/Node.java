package io.jplay.core.template;

import io.jplay.core.value.Undefined;
import io.jplay.core.value.Value;
import java.util.List;
import java.util.Set;

/// A node of a template's render tree: text, `{{ }}`, or a statement ([Stmt]). Immutable, shared
/// between threads.
interface Node {
  /// How a loop goes on after a statement.
  enum Flow {
    NEXT,
    BREAK,
    CONTINUE
  }

  Flow render(Frame frame, Output out);

  /// Statements one after the other.
  record Sequence(List<Node> statements) implements Node {
    @Override
    public Flow render(Frame frame, Output out) {
      for (int i = 0; i < statements.size(); i++) {
        // text and values by type: one call through the interface costs more than both
        Flow flow =
            switch (statements.get(i)) {
              case Text text -> text.render(frame, out);
              case Print print -> print.render(frame, out);
              case Node statement -> statement.render(frame, out);
            };
        if (flow != Flow.NEXT) {
          return flow;
        }
      }
      return Flow.NEXT;
    }
  }

  /// A part that sets these names later, which are nothing until then. They are known when the
  /// whole template has been read.
  record Hiding(Set<String> names, Node body) implements Node {
    @Override
    public Flow render(Frame frame, Output out) {
      names.forEach(frame::hide);
      return body.render(frame, out);
    }
  }

  /// A part that reads these variables for itself each time: what it changed of them is gone at its
  /// end. They are known when the whole template has been read.
  record Fresh(Set<String> names, Node body) implements Node {
    @Override
    public Flow render(Frame frame, Output out) {
      Flow flow = body.render(frame, out);
      frame.run().variables().forget(names);
      return flow;
    }
  }

  /// A template that changes lists or mappings: two names for one of them see the same changes.
  record Changing(Node body) implements Node {
    @Override
    public Flow render(Frame frame, Output out) {
      frame.run().variables().beginChanges();
      return body.render(frame, out);
    }
  }

  /// Text outside of markers.
  record Text(String text) implements Node {
    @Override
    public Flow render(Frame frame, Output out) {
      out.text(text);
      return Flow.NEXT;
    }
  }

  /// `{{ expression }}`.
  record Print(Expr expression, int offset) implements Node {
    @Override
    public Flow render(Frame frame, Output out) {
      if (!out.isMuted()) {
        out.value(value(frame));
      }
      return Flow.NEXT;
    }

    Value value(Frame frame) {
      Value value = expression.eval(frame);
      frame.run().at(offset);
      if (value instanceof Undefined u && !TemplateRun.isSilent(u)) {
        throw PythonError.undefined(u);
      }
      return value;
    }
  }
}
