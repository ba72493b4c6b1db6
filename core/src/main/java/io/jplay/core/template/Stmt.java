package io.jplay.core.template;

import io.jplay.core.value.Value;
import java.util.List;
import java.util.Optional;

/// What `{% %}` means. A template without it loads none of these classes.
interface Stmt extends Node {
  /// `if`, `elif`, `else`.
  record If(List<Expr> conditions, List<Node> bodies, Optional<Node> otherwise, int offset)
      implements Stmt {
    @Override
    public Flow render(Frame frame, Output out) {
      for (int i = 0; i < conditions.size(); i++) {
        Value value = conditions.get(i).eval(frame);
        frame.run().at(offset);
        if (PythonOps.truth(value)) {
          return bodies.get(i).render(frame, out);
        }
      }
      return otherwise.isPresent() ? otherwise.get().render(frame, out) : Flow.NEXT;
    }
  }

  /// `{% set a = b %}`.
  record Assign(Target target, Expr expression, int offset) implements Stmt {
    @Override
    public Flow render(Frame frame, Output out) {
      Value value = expression.eval(frame);
      frame.run().at(offset);
      target.assign(frame, value);
      return Flow.NEXT;
    }
  }

  /// `{% set a %}...{% endset %}` and `{% filter f %}...{% endfilter %}`: text that goes through
  /// filters, whose input is the name [#CONTENT]; then into a target, or out.
  record Capture(Optional<Target> target, Expr filtered, Node body, int offset) implements Stmt {
    static final String CONTENT = " content";

    @Override
    public Flow render(Frame frame, Output out) {
      Output captured = frame.rendering().part();
      captured.mute(target.isEmpty() && out.isMuted());
      Frame inner = frame.child();
      body.render(inner, captured);
      Frame filters = frame.child();
      filters.set(CONTENT, captured.result());
      Value value = filtered.eval(filters);
      frame.run().at(offset);
      if (target.isPresent()) {
        target.get().assign(frame, value);
      } else {
        out.unmuted(value);
      }
      return Flow.NEXT;
    }
  }

  /// `{% with a = b %}`: the values see the names outside only.
  record With(List<Target> targets, List<Expr> values, Node body) implements Stmt {
    @Override
    public Flow render(Frame frame, Output out) {
      Frame inner = frame.child();
      for (int i = 0; i < targets.size(); i++) {
        targets.get(i).assign(inner, values.get(i).eval(frame));
      }
      return body.render(inner, out);
    }
  }

  /// `{% do expression %}`.
  record Do(Expr expression) implements Stmt {
    @Override
    public Flow render(Frame frame, Output out) {
      expression.eval(frame);
      return Flow.NEXT;
    }
  }

  /// `{% break %}` and `{% continue %}`.
  record Jump(Flow flow) implements Stmt {
    @Override
    public Flow render(Frame frame, Output out) {
      return flow;
    }
  }

  /// A body with names of its own (`autoescape`).
  record Scoped(Node body) implements Stmt {
    @Override
    public Flow render(Frame frame, Output out) {
      return body.render(frame.child(), out);
    }
  }

  /// `{% macro name(...) %}`.
  record DefineMacro(Macro.Definition definition) implements Stmt {
    @Override
    public Flow render(Frame frame, Output out) {
      frame.set(definition.name(), new Macro(definition, frame));
      return Flow.NEXT;
    }
  }

  /// `{% call(...) macro(...) %}`: the call has the name [#CALLER] as its argument `caller`. Like
  /// an include it is written behind `extends`, too.
  record CallBlock(Macro.Definition caller, Expr call, int offset) implements Stmt {
    static final String CALLER = " caller";

    @Override
    public Flow render(Frame frame, Output out) {
      Frame inner = frame.child();
      inner.set(CALLER, new Macro(caller, frame));
      Value value = call.eval(inner);
      frame.run().at(offset);
      out.unmuted(value);
      return Flow.NEXT;
    }
  }
}
