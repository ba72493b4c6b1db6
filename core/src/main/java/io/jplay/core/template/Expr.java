package io.jplay.core.template;

import io.jplay.core.value.Dict;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Taint;
import io.jplay.core.value.Undefined;
import io.jplay.core.value.Value;
import io.jplay.core.value.Vaulted;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;

/// A node of an expression's tree: immutable, shared between threads. Failures are [PythonError]s;
/// a node that may fail notes its offset in [TemplateRun#at] first.
interface Expr {
  Value eval(Frame frame);

  /// The value as [#eval] gives it, but a variable that is one encrypted text stays closed: for the
  /// filter that opens it with a password of its own.
  default Value evalSealed(Frame frame) {
    return eval(frame);
  }

  /// A value known when the template is read.
  record Literal(Value value) implements Expr {
    @Override
    public Value eval(Frame frame) {
      return value;
    }
  }

  /// A variable.
  record Name(String name, int offset) implements Expr {
    @Override
    public Value eval(Frame frame) {
      return frame.get(name, offset);
    }

    @Override
    public Value evalSealed(Frame frame) {
      return frame.run().scope().lookup(name) instanceof Vaulted sealed ? sealed : eval(frame);
    }
  }

  /// `a.name`: an attribute or method, else the entry of a mapping.
  record Attribute(Expr object, Str key, int offset) implements Expr {
    String name() {
      return key.text();
    }

    @Override
    public Value eval(Frame frame) {
      Value base = object.eval(frame);
      Value found = Access.attribute(base, key, frame.run());
      return base instanceof Undefined ? found : frame.run().known(found, offset);
    }
  }

  /// `a[key]`.
  record Item(Expr object, Expr key, int offset) implements Expr {
    @Override
    public Value eval(Frame frame) {
      Value base = object.eval(frame);
      Value index = key.eval(frame);
      frame.run().at(offset);
      Value found = Access.item(base, index, frame.run());
      return base instanceof Undefined ? found : frame.run().known(found, offset);
    }
  }

  /// `a[start:stop:step]`; absent parts are a [Literal] None.
  record Slice(Expr object, Expr start, Expr stop, Expr step, int offset) implements Expr {
    @Override
    public Value eval(Frame frame) {
      Value base = object.eval(frame);
      Value from = start.eval(frame);
      Value to = stop.eval(frame);
      Value by = step.eval(frame);
      frame.run().at(offset);
      if (base instanceof Undefined) {
        return base;
      }
      if (base instanceof Str || base instanceof Seq) {
        return PythonOps.slice(base, from, to, by);
      }
      throw PythonError.type(
          base instanceof Dict
              ? "unhashable type: 'slice'"
              : "'" + PythonText.typeName(base) + "' object is not subscriptable");
    }
  }

  /// `[a, b]` and `(a, b)`. A list may be changed by its own template (`l.append(x)`).
  record ListOf(List<Expr> items, Seq.Kind kind) implements Expr {
    @Override
    public Value eval(Frame frame) {
      var list = new LiveList(items.size());
      for (int i = 0; i < items.size(); i++) {
        list.append(items.get(i).eval(frame));
      }
      return new Seq(list, kind, Tag.NONE);
    }
  }

  /// `{a: b}`.
  record DictOf(List<Expr> keys, List<Expr> values, int offset) implements Expr {
    @Override
    public Value eval(Frame frame) {
      var map = LinkedHashMap.<Value, Value>newLinkedHashMap(keys.size());
      for (int i = 0; i < keys.size(); i++) {
        Value key = keys.get(i).eval(frame);
        frame.run().at(offset);
        map.put(sameKey(map, PythonOps.hashable(key)), values.get(i).eval(frame));
      }
      return new Dict(new LiveMap(map), Tag.NONE);
    }

    /// 1, 1.0 and True are one key: the one that came first.
    private static Value sameKey(LinkedHashMap<Value, Value> map, Value key) {
      if (PythonNumbers.isNumber(key)) {
        for (Value known : map.keySet()) {
          if (PythonNumbers.isNumber(known) && PythonNumbers.equal(known, key)) {
            return known;
          }
        }
      }
      return key;
    }
  }

  /// `a ~ b ~ c`.
  record Concat(List<Expr> parts, int offset) implements Expr {
    @Override
    public Value eval(Frame frame) {
      var out = new StringBuilder();
      Taint taint = Taint.NONE;
      for (int i = 0; i < parts.size(); i++) {
        Value value = parts.get(i).eval(frame);
        frame.run().at(offset);
        out.append(PythonText.str(value));
        taint = taint.and(Taints.deep(value));
        Limits.checkLength(out.length());
      }
      return new Str(out.toString(), Taints.tag(taint));
    }
  }

  /// `a if condition else b`.
  record Conditional(Expr condition, Expr then, Expr otherwise) implements Expr {
    @Override
    public Value eval(Frame frame) {
      return PythonOps.truth(condition.eval(frame)) ? then.eval(frame) : otherwise.eval(frame);
    }
  }

  /// `f(args)`.
  record Call(Expr function, Arguments arguments, int offset) implements Expr {
    @Override
    public Value eval(Frame frame) {
      if (function instanceof Attribute method) {
        return Access.callMethod(method, arguments, frame, offset);
      }
      Value callee = function.eval(frame);
      CallArgs args = arguments.eval(frame);
      frame.run().at(offset);
      return frame.run().call(callee, args);
    }
  }

  /// `a | filter(args)`.
  record FilterCall(Expr input, String name, Arguments arguments, int offset) implements Expr {
    @Override
    public Value eval(Frame frame) {
      Value value = name.equals("unvault") ? input.evalSealed(frame) : input.eval(frame);
      CallArgs args = arguments.eval(frame);
      frame.run().at(offset);
      return frame.run().filter(name, value, args);
    }
  }

  /// `a is test(args)`.
  record TestCall(Expr input, String name, Arguments arguments, boolean negated, int offset)
      implements Expr {
    private static final Set<String> ASK_OF_SEALED =
        Set.of("vault_encrypted", "ansible.builtin.vault_encrypted");

    @Override
    public Value eval(Frame frame) {
      return Operator.bool(holds(frame) != negated);
    }

    private boolean holds(Frame frame) {
      Value value = ASK_OF_SEALED.contains(name) ? input.evalSealed(frame) : input.eval(frame);
      if (name.equals("defined") && arguments == Arguments.NONE) {
        return !(value instanceof Undefined);
      }
      CallArgs args = arguments.eval(frame);
      frame.run().at(offset);
      return frame.run().test(name, value, args);
    }
  }
}
