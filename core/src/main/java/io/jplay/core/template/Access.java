package io.jplay.core.template;

import io.jplay.core.value.Deferred;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Secret;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Taint;
import io.jplay.core.value.Template;
import io.jplay.core.value.Undefined;
import io.jplay.core.value.Value;
import io.jplay.core.value.Vaulted;

/// Reading attributes, elements and methods of values as Jinja2 does: `a.b` is the attribute, else
/// the entry; `a['b']` the entry, else the attribute. Absent ones are Undefined; those of an
/// Undefined are that Undefined, so that `a.b.c is defined` works as in Ansible.
final class Access {
  private Access() {}

  static Value attribute(Value object, Str key, TemplateRun run) {
    String name = key.text();
    if (name.equals("__class__") && !(object instanceof Attributed)) {
      return PythonType.of(object);
    }
    return switch (object) {
      case Dict d -> {
        if (!Methods.isMethod(d, name)) {
          Value entry = d.entries().get(key);
          yield entry == null ? noAttribute(d, name) : element(entry, d, run);
        }
        yield new Methods.Bound(d, name);
      }
      case Undefined u -> ofUndefined(u);
      case Attributed a -> a.attribute(name);
      case Seq s when s.items() instanceof GroupTuple t && GroupTuple.index(name) >= 0 ->
          t.get(GroupTuple.index(name));
      case Deferred d -> attribute(d.force(), key, run);
      default ->
          Methods.isMethod(object, name)
              ? new Methods.Bound(object, name)
              : noAttribute(object, name);
    };
  }

  /// What is asked of something undefined is the same; that of `a if b` is Jinja2's own, which has
  /// nothing.
  private static Value ofUndefined(Undefined value) {
    return TemplateRun.isSilent(value) ? PythonOps.defined(value) : value;
  }

  static Value item(Value object, Value key, TemplateRun run) {
    switch (object) {
      case Undefined u -> {
        return ofUndefined(u);
      }
      case Deferred d -> {
        return item(d.force(), key, run);
      }
      case Dict d -> {
        PythonOps.require(key);
        Value entry = d.entries().get(key);
        if (entry == null && !(key instanceof Str)) {
          entry = PythonOps.find(d, key).orElse(null);
        }
        if (entry != null) {
          return chosen(element(entry, d, run), key);
        }
      }
      case Seq s when PythonNumbers.isInteger(key) -> {
        long at = position(key, s.size());
        return at < 0 ? noElement(s, key) : chosen(element(s.at((int) at), s, run), key);
      }
      case Str s when PythonNumbers.isInteger(key) -> {
        int size = s.text().codePointCount(0, s.text().length());
        long at = position(key, size);
        if (at < 0) {
          return noElement(s, key);
        }
        int point = s.text().codePointAt(s.text().offsetByCodePoints(0, (int) at));
        return chosen(new Str(Character.toString(point), s.tag()), key);
      }
      default -> {}
    }
    if (key instanceof Str name) {
      if (object instanceof Attributed a) {
        return a.attribute(name.text());
      }
      return Methods.isMethod(object, name.text())
          ? new Methods.Bound(object, name.text())
          : noAttribute(object, name.isSecret() ? name.toString() : name.text());
    }
    return noElement(object, key);
  }

  private static long position(Value key, int size) {
    long at = PythonNumbers.index(key);
    if (at < 0) {
      at += size;
    }
    return at < size ? at : -1;
  }

  /// An element as an expression sees it: computed when it is computed late, with the taint of what
  /// it came out of. A template here comes from `vars`, which Ansible does not render; it stays
  /// text, since something in `vars` is from outside nearly always, which for Ansible taints all of
  /// it.
  private static Value element(Value raw, Value container, TemplateRun run) {
    Value value =
        switch (raw) {
          case Template t -> new Str(t.text(), t.tag().with(Taint.REMOTE));
          case Vaulted v -> run.finish(v);
          case Deferred d -> d.force();
          default -> raw;
        };
    return Taints.add(value, container.taint());
  }

  /// What a key from outside chose counts as from outside (like ansible-core 2.18
  /// template/__init__.py, where one such variable taints all of a template's result).
  private static Value chosen(Value value, Value key) {
    return key.isRemote() ? Taints.add(value, Taint.REMOTE) : value;
  }

  static Undefined noAttribute(Value object, String name) {
    return new Undefined(
        name, "'" + PythonText.objectName(object) + "' has no attribute '" + name + "'", Tag.NONE);
  }

  static Undefined noElement(Value object, Value key) {
    if (key instanceof Undefined u) {
      return u;
    }
    String shown = Taints.deep(key).isSecret() ? Secret.MASK : PythonText.repr(key);
    return noElement(object, shown);
  }

  static Undefined noElement(Value object, String key) {
    return new Undefined(key, PythonText.objectName(object) + " has no element " + key, Tag.NONE);
  }

  /// `object.name(args)`, without making a bound method first.
  static Value callMethod(Expr.Attribute method, Arguments arguments, Frame frame, int offset) {
    TemplateRun run = frame.run();
    Value object =
        Methods.changes(method.name())
            ? LiveAccess.eval(method.object(), frame)
            : method.object().eval(frame);
    if (object instanceof Deferred d) {
      object = d.force();
    }
    if (object instanceof Undefined u) {
      run.at(method.offset());
      throw PythonError.undefined(u);
    }
    if (Methods.isMethod(object, method.name())) {
      CallArgs args = arguments.eval(frame);
      run.at(offset);
      return Methods.call(object, method.name(), args, run);
    }
    Value callee = attribute(object, method.key(), run);
    CallArgs args = arguments.eval(frame);
    run.at(offset);
    return run.call(callee, args);
  }
}
