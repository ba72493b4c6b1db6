package io.jplay.core.template;

import io.jplay.core.value.Dict;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Values as Python's pprint shows them: mappings by their keys, and what is wider than 80 columns
/// on several lines.
public final class PrettyText {
  private static final int WIDTH = 80;
  private static final Pattern WORD = Pattern.compile("\\S*\\s*");
  private static final Pattern LINE = Pattern.compile("[^\n]*\n|[^\n]+");

  private final StringBuilder out = new StringBuilder();

  private PrettyText() {}

  public static String of(Value value) {
    var text = new PrettyText();
    text.append(sorted(value), new Room(0, 0, 1));
    return text.out.toString();
  }

  /// Where a value begins, how many columns must stay free behind it, how deep it stands.
  private record Room(int indent, int behind, int level) {
    Room inner(int shift, int behind) {
      return new Room(indent + shift, behind, level + 1);
    }

    boolean holds(String text) {
      return text.codePointCount(0, text.length()) <= WIDTH - indent - behind;
    }
  }

  private void append(Value value, Room room) {
    String plain = PythonText.repr(value);
    if (room.holds(plain)) {
      out.append(plain);
      return;
    }
    switch (value) {
      case Dict d when d.size() > 0 -> append(d, room);
      case Seq s when s.size() > 0 -> append(s, room);
      case Str s when !s.text().isEmpty() -> append(s.text(), room);
      default -> out.append(plain);
    }
  }

  private void append(Dict dict, Room room) {
    out.append('{');
    int left = dict.size();
    for (Map.Entry<Value, Value> entry : dict.entries().entrySet()) {
      left--;
      String key = PythonText.repr(entry.getKey()) + ": ";
      out.append(key);
      append(
          entry.getValue(),
          room.inner(1 + key.codePointCount(0, key.length()), left == 0 ? room.behind() + 1 : 1));
      if (left > 0) {
        nextLine(room.indent() + 1);
      }
    }
    out.append('}');
  }

  private void append(Seq seq, Room room) {
    boolean tuple = seq.kind() == Seq.Kind.TUPLE;
    String end = !tuple ? "]" : seq.size() == 1 ? ",)" : ")";
    out.append(tuple ? '(' : '[');
    int left = seq.size();
    for (Value item : seq.items()) {
      left--;
      append(item, room.inner(1, left == 0 ? room.behind() + end.length() : 1));
      if (left > 0) {
        nextLine(room.indent() + 1);
      }
    }
    out.append(end);
  }

  private void nextLine(int indent) {
    out.append(",\n").append(" ".repeat(indent));
  }

  /// A long text becomes several, line by line and word by word; in brackets where nothing else
  /// holds them together.
  private void append(String text, Room room) {
    boolean bare = room.level() == 1;
    int indent = room.indent() + (bare ? 1 : 0);
    int behind = room.behind() + (bare ? 1 : 0);
    List<String> pieces = pieces(text, WIDTH - indent, behind);
    String joined = String.join("\n" + " ".repeat(indent), pieces);
    out.append(bare && pieces.size() > 1 ? "(" + joined + ")" : joined);
  }

  private static List<String> pieces(String text, int width, int behind) {
    var pieces = new ArrayList<String>();
    List<String> lines = LINE.matcher(text).results().map(m -> m.group()).toList();
    for (int i = 0; i < lines.size(); i++) {
      boolean last = i == lines.size() - 1;
      String whole = PythonText.quote(lines.get(i));
      if (whole.length() <= width - (last ? behind : 0)) {
        pieces.add(whole);
      } else {
        words(lines.get(i), width, last ? behind : 0, pieces);
      }
    }
    return pieces;
  }

  private static void words(String line, int width, int behind, List<String> pieces) {
    String current = "";
    Matcher word = WORD.matcher(line);
    while (word.find() && !word.group().isEmpty()) {
      String more = current + word.group();
      int most = word.end() == line.length() ? width - behind : width;
      if (PythonText.quote(more).length() > most) {
        if (!current.isEmpty()) {
          pieces.add(PythonText.quote(current));
        }
        current = word.group();
      } else {
        current = more;
      }
    }
    if (!current.isEmpty()) {
      pieces.add(PythonText.quote(current));
    }
  }

  private static Value sorted(Value value) {
    return switch (value) {
      case Dict d -> {
        var keys = new ArrayList<>(d.keys());
        try {
          keys.sort((a, b) -> PythonOps.compare(a, b, "<"));
        } catch (PythonError e) {
          // keys that cannot be compared are sorted by their types first
          keys.sort(Comparator.comparing(PythonText::typeName).thenComparing(PythonText::repr));
        }
        var map = LinkedHashMap.<Value, Value>newLinkedHashMap(d.size());
        keys.forEach(key -> map.put(key, sorted(Objects.requireNonNull(d.entries().get(key)))));
        yield new Dict(map, d.tag());
      }
      case Seq s ->
          new Seq(new ArrayList<>(s.stream().map(PrettyText::sorted).toList()), s.kind(), s.tag());
      default -> value;
    };
  }
}
