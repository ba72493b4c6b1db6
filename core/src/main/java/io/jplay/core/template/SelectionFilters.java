package io.jplay.core.template;

import io.jplay.core.value.Null;
import io.jplay.core.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// `map`, `select` and relatives: another filter or test applied to each element.
final class SelectionFilters implements FilterFamily {
  private static final Set<String> NAMES =
      Set.of("map", "select", "reject", "selectattr", "rejectattr");

  @Override
  public Set<String> names() {
    return NAMES;
  }

  @Override
  public Value apply(String name, Value input, CallArgs args, Evaluation eval) {
    var c = Call.open(name, input, args, eval);
    if (!PythonOps.truth(input)) {
      return Call.list(List.of()); // whatever is empty, None, false or zero has no elements
    }
    return switch (name) {
      case "map" -> map(c);
      case "select" -> select(c, false, true);
      case "reject" -> select(c, false, false);
      case "selectattr" -> select(c, true, true);
      case "rejectattr" -> select(c, true, false);
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static Value map(Call c) {
    var out = new ArrayList<Value>();
    if (c.args().positional().isEmpty() && c.args().named().containsKey("attribute")) {
      Value path = c.args().named().get("attribute");
      Value otherwise = c.args().named().getOrDefault("default", Null.NULL);
      for (String key : c.args().named().keySet()) {
        if (!key.equals("attribute") && !key.equals("default")) {
          throw c.error("Unexpected keyword argument '" + key + "'");
        }
      }
      for (Value item : c.items()) {
        out.add(Attributes.read(c, item, path, otherwise));
      }
      return Call.list(out);
    }
    if (c.args().positional().isEmpty()) {
      throw c.error("map requires a filter argument");
    }
    String filter = PythonText.str(c.args().positional().getFirst());
    CallArgs rest = rest(c.args(), 1);
    for (Value item : c.items()) {
      out.add(c.eval().filter(filter, item, rest));
    }
    return Call.list(out);
  }

  private static CallArgs rest(CallArgs args, int from) {
    Map<String, Value> named = new LinkedHashMap<>(args.named());
    return new CallArgs(args.positional().subList(from, args.size()), named);
  }

  private static Value select(Call c, boolean byAttribute, boolean wanted) {
    int at = byAttribute ? 1 : 0;
    if (byAttribute && c.args().positional().isEmpty()) {
      throw c.error("Missing parameter for attribute name");
    }
    boolean hasTest = c.args().size() > at;
    String test = hasTest ? PythonText.str(c.args().positional().get(at)) : "";
    CallArgs rest = hasTest ? rest(c.args(), at + 1) : CallArgs.NONE;
    var out = new ArrayList<Value>();
    for (Value item : c.items()) {
      Value tested =
          byAttribute
              ? Attributes.read(c, item, c.args().positional().getFirst(), Null.NULL)
              : item;
      boolean holds = hasTest ? c.eval().test(test, tested, rest) : PythonOps.truth(tested);
      if (holds == wanted) {
        out.add(item);
      }
    }
    return Call.list(out);
  }
}
