package io.jplay.core.template;

import io.jplay.core.value.Int;
import io.jplay.core.value.Null;
import io.jplay.core.value.Str;
import io.jplay.core.value.Undefined;
import io.jplay.core.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// `attribute='a.b.0'` as Jinja2's filters read it, and the keys that they sort and compare by.
final class Attributes {
  private Attributes() {}

  /// A value with what it is sorted by.
  record Keyed(Value key, Value value) {}

  /// The value at a path of names and numbers in an item; `otherwise` (unless None) for a part that
  /// is not there.
  static Value read(Call c, Value item, Value path, Value otherwise) {
    Value value = item;
    for (Value part : parts(path)) {
      value = c.eval().item(value, part);
      if (value instanceof Undefined && !(otherwise instanceof Null)) {
        value = otherwise;
      }
    }
    return value;
  }

  private static List<Value> parts(Value path) {
    if (!(path instanceof Str s)) {
      return path instanceof Null ? List.of() : List.of(path);
    }
    var parts = new ArrayList<Value>();
    for (String part : PythonStrings.split(s.text(), ".", -1)) {
      boolean number =
          !part.isEmpty() && part.length() < 10 && part.chars().allMatch(Character::isDigit);
      parts.add(number ? Int.of(Integer.parseInt(part)) : Str.of(part));
    }
    return parts;
  }

  /// In lower case when it is a text and case does not matter.
  static Value folded(Value value, boolean caseSensitive) {
    return !caseSensitive && value instanceof Str s
        ? new Str(s.text().toLowerCase(Locale.ROOT), s.tag())
        : value;
  }

  /// Items with what they are sorted by: `a.b`, several paths with commas, or None for the item
  /// itself.
  static List<Keyed> keyed(Call c, List<Value> items, Value attribute, boolean caseSensitive) {
    var keyed = new ArrayList<Keyed>(items.size());
    List<Value> paths = new ArrayList<>();
    if (attribute instanceof Str s) {
      PythonStrings.split(s.text(), ",", -1).forEach(p -> paths.add(Str.of(p)));
    } else if (!(attribute instanceof Null)) {
      paths.add(attribute);
    }
    if (items.size() == 1 && !paths.isEmpty()) {
      // nothing is compared, so that its key may be undefined
      return new ArrayList<>(List.of(new Keyed(Null.NULL, items.getFirst())));
    }
    for (Value item : items) {
      keyed.add(new Keyed(c.eval().finishDeep(key(c, item, paths, caseSensitive)), item));
    }
    return keyed;
  }

  private static Value key(Call c, Value item, List<Value> paths, boolean caseSensitive) {
    if (paths.isEmpty()) {
      return folded(PythonOps.require(item), caseSensitive);
    }
    var keys = new ArrayList<Value>();
    for (Value path : paths) {
      keys.add(folded(PythonOps.require(read(c, item, path, Null.NULL)), caseSensitive));
    }
    return keys.size() == 1 ? keys.getFirst() : Call.list(keys);
  }
}
