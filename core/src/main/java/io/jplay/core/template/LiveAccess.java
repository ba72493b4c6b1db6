package io.jplay.core.template;

import io.jplay.core.value.Dict;
import io.jplay.core.value.Null;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;

/// Finds the object that a method like `append` is to change. Containers that came from variables
/// are immutable, so the first change puts a copy in their place, all along the path
/// (`cfg.users.append(x)`), within this run only.
final class LiveAccess {
  private LiveAccess() {}

  static Value eval(Expr object, Frame frame) {
    return switch (object) {
      case Expr.Name name -> {
        Value value = name.eval(frame);
        if (!isFixed(value)) {
          yield value;
        }
        Value live = live(value);
        frame.replace(name.name(), live);
        yield live;
      }
      case Expr.Attribute a -> child(eval(a.object(), frame), a.key(), frame, object);
      case Expr.Item i -> child(eval(i.object(), frame), i.key().eval(frame), frame, object);
      default -> object.eval(frame);
    };
  }

  /// The same container when it may be changed, else a copy that may.
  static Value live(Value value) {
    return switch (value) {
      case Seq s when s.kind() == Seq.Kind.LIST && !(s.items() instanceof LiveList) ->
          new Seq(new LiveList(s.items()), s.kind(), s.tag());
      case Dict d when !(d.entries() instanceof LiveMap) ->
          new Dict(new LiveMap(d.entries()), d.tag());
      default -> value;
    };
  }

  /// Whether a value is a container that may not be changed.
  static boolean isFixed(Value value) {
    return switch (value) {
      case Seq s -> s.kind() == Seq.Kind.LIST && !(s.items() instanceof LiveList);
      case Dict d -> !(d.entries() instanceof LiveMap);
      default -> false;
    };
  }

  private static Value child(Value parent, Value key, Frame frame, Expr original) {
    if (parent instanceof Dict d && d.entries() instanceof LiveMap map) {
      Value value = map.get(key);
      if (value != null) {
        Value live = live(value);
        map.map().put(key, live);
        return live;
      }
    } else if (parent instanceof Seq s
        && s.items() instanceof LiveList list
        && PythonNumbers.isInteger(key)) {
      long index = PythonNumbers.index(key);
      int at = (int) (index < 0 ? index + list.size() : index);
      if (at >= 0 && at < list.size()) {
        Value live = live(list.get(at));
        list.items().set(at, live);
        return live;
      }
    } else if (parent instanceof Namespace n && key instanceof Str name) {
      Value live = live(n.attribute(name.text()));
      if (!(live instanceof Null)) {
        n.set(name.text(), live);
      }
      return live;
    }
    return original.eval(frame);
  }
}
