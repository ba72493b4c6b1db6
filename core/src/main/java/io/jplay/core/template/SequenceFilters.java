package io.jplay.core.template;

import io.jplay.core.value.Bool;
import io.jplay.core.value.Int;
import io.jplay.core.value.Null;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Undefined;
import io.jplay.core.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/// Filters over lists that keep or order their elements: join, sort, unique, groups, slices.
final class SequenceFilters implements FilterFamily {
  private static final Set<String> NAMES =
      Set.of(
          "join",
          "list",
          "first",
          "last",
          "unique",
          "sort",
          "reverse",
          "min",
          "max",
          "sum",
          "batch",
          "slice",
          "groupby",
          "flatten",
          "zip",
          "zip_longest",
          "product",
          "permutations",
          "combinations",
          "union",
          "intersect",
          "difference",
          "symmetric_difference");

  @Override
  public Set<String> names() {
    return NAMES;
  }

  @Override
  public Value apply(String name, Value input, CallArgs args, Evaluation eval) {
    return switch (name) {
      case "join" -> join(Call.of("do_join", input, args, eval, "d", "attribute"));
      case "list" -> Call.list(Call.of("do_list", input, args, eval).items());
      case "first" -> end(Call.of("do_first", input, args, eval), "first");
      case "last" -> end(Call.of("do_last", input, args, eval), "last");
      case "unique" -> unique(Call.of("unique", input, args, eval, "case_sensitive", "attribute"));
      case "sort" ->
          sort(Call.of("do_sort", input, args, eval, "reverse", "case_sensitive", "attribute"));
      case "reverse" -> reverse(Call.of("do_reverse", input, args, eval));
      case "min" -> extreme(Call.of("min", input, args, eval, "case_sensitive", "attribute"), -1);
      case "max" -> extreme(Call.of("max", input, args, eval, "case_sensitive", "attribute"), 1);
      case "sum" -> sum(Call.of("do_sum", input, args, eval, "attribute", "start"));
      case "batch" -> batch(Call.of("do_batch", input, args, eval, "linecount", "fill_with"));
      case "slice" -> slice(Call.of("do_slice", input, args, eval, "slices", "fill_with"));
      case "groupby" ->
          groups(
              Call.of("do_groupby", input, args, eval, "attribute", "default", "case_sensitive"));
      case "flatten" -> flatten(Call.of("flatten", input, args, eval, "levels", "skip_nulls"));
      default -> Combinations.apply(name, input, args, eval);
    };
  }

  private static Value join(Call c) {
    String separator = c.text(0, "");
    boolean mapped = c.has(1) && !(c.get(1) instanceof Null);
    var out = new StringBuilder();
    boolean first = true;
    for (Value item : c.items()) {
      if (!first) {
        out.append(separator);
      }
      first = false;
      Value value = mapped ? Attributes.read(c, item, c.get(1), Null.NULL) : item;
      out.append(c.str(PythonOps.require(value)));
    }
    return Call.str(out);
  }

  private static Value end(Call c, String which) {
    if (which.equals("last") && !PythonOps.isIterable(PythonOps.require(c.input()))) {
      throw PythonError.type("'" + PythonText.typeName(c.input()) + "' object is not reversible");
    }
    List<Value> raw = PythonOps.iterate(c.input());
    if (raw.isEmpty()) {
      return new Undefined(which, "No " + which + " item, sequence was empty.", Tag.NONE);
    }
    return c.eval().finish(which.equals("first") ? raw.getFirst() : raw.getLast());
  }

  private static Value unique(Call c) {
    boolean sensitive = c.flag(0, false);
    boolean mapped = c.has(1) && !(c.get(1) instanceof Null);
    var out = new ArrayList<Value>();
    try {
      var seen = new Membership();
      for (Value item : c.items()) {
        Value key = mapped ? Attributes.read(c, item, c.get(1), Null.NULL) : item;
        if (seen.add(PythonOps.hashable(c.eval().finishDeep(Attributes.folded(key, sensitive))))) {
          out.add(item);
        }
      }
    } catch (PythonError e) {
      boolean isMissing = mapped && e.kind() == PythonError.Kind.UNDEFINED;
      if (!isMissing && (e.kind() != PythonError.Kind.TYPE || !e.text().startsWith("unhashable"))) {
        throw e;
      }
      return uniqueByComparison(c, mapped, e);
    }
    return Call.list(out);
  }

  /// What Ansible does with values that have no hash: compares them whole, without options.
  private static Value uniqueByComparison(Call c, boolean mapped, PythonError reason) {
    if (mapped || c.get(0) instanceof Bool b && !b.value()) {
      throw c.error(
          "Jinja2's unique filter failed and we cannot fall back to Ansible's version as it does"
              + " not support the parameters supplied. "
              + reason.text());
    }
    var seen = new Membership();
    var out = new ArrayList<Value>();
    for (Value item : c.items()) {
      if (seen.add(c.eval().finishDeep(item))) {
        out.add(item);
      }
    }
    return Call.list(out);
  }

  private static Value sort(Call c) {
    var keyed = Attributes.keyed(c, c.items(), c.get(2), c.flag(1, false));
    Collections.sort(
        keyed,
        c.integer(0, 0) != 0
            ? (a, b) -> PythonOps.compare(b.key(), a.key(), "<")
            : (a, b) -> PythonOps.compare(a.key(), b.key(), "<"));
    return Call.list(keyed.stream().map(Attributes.Keyed::value).toList());
  }

  private static Value reverse(Call c) {
    if (c.input() instanceof Str s) {
      return Call.str(new StringBuilder(s.text()).reverse());
    }
    if (!PythonOps.isIterable(PythonOps.require(c.input()))) {
      throw c.error("argument must be iterable");
    }
    var items = new ArrayList<>(c.items());
    Collections.reverse(items);
    return Call.list(items);
  }

  private static Value extreme(Call c, int sign) {
    var keyed = Attributes.keyed(c, c.items(), c.get(1), c.flag(0, false));
    if (keyed.isEmpty()) {
      return new Undefined("item", "No aggregated item, sequence was empty.", Tag.NONE);
    }
    var best = keyed.getFirst();
    for (var one : keyed.subList(1, keyed.size())) {
      if (Integer.signum(PythonOps.compare(one.key(), best.key(), sign < 0 ? "<" : ">")) == sign) {
        best = one;
      }
    }
    return best.value();
  }

  private static Value sum(Call c) {
    boolean mapped = c.has(0) && !(c.get(0) instanceof Null);
    Value total = c.get(1, Int.of(0));
    if (total instanceof Str) {
      throw PythonError.type("sum() can't sum strings [use ''.join(seq) instead]");
    }
    for (Value item : c.items()) {
      total =
          PythonOperators.add(total, mapped ? Attributes.read(c, item, c.get(0), Null.NULL) : item);
    }
    return total;
  }

  private static Value batch(Call c) {
    Value wanted = PythonOps.require(c.require(0));
    List<Value> items = c.items();
    // jinja2 asks whether a row has that length, which one that is none never has
    var rows = new ArrayList<Value>();
    var row = new ArrayList<Value>();
    for (Value item : items) {
      if (PythonOps.equal(Int.of(row.size()), wanted)) {
        rows.add(Call.list(row));
        row = new ArrayList<>();
      }
      row.add(item);
    }
    if (!row.isEmpty()) {
      if (!(c.get(1) instanceof Null)) {
        int size = c.size(0, 1);
        while (row.size() < size) {
          row.add(c.get(1));
        }
      }
      rows.add(Call.list(row));
    }
    return Call.list(rows);
  }

  private static Value slice(Call c) {
    PythonOps.require(c.require(0));
    int slices = (int) c.integer(0, 1);
    if (slices == 0) {
      throw new PythonError(PythonError.Kind.ZERO_DIVISION, "integer modulo by zero");
    }
    List<Value> items = c.items();
    int each = items.size() / slices;
    int extra = items.size() % slices;
    var rows = new ArrayList<Value>();
    int from = 0;
    for (int i = 0; i < slices; i++) {
      int to = from + each + (i < extra ? 1 : 0);
      var row = new ArrayList<>(items.subList(from, to));
      if (i >= extra && !(c.get(1) instanceof Null)) {
        row.add(c.get(1));
      }
      rows.add(Call.list(row));
      from = to;
    }
    return Call.list(rows);
  }

  private static Value groups(Call c) {
    Value attribute = c.require(0);
    boolean sensitive = c.flag(2, false);
    var keyed = new ArrayList<Attributes.Keyed>();
    for (Value item : c.items()) {
      Value key = PythonOps.require(Attributes.read(c, item, attribute, c.get(1)));
      keyed.add(new Attributes.Keyed(Attributes.folded(key, sensitive), item));
    }
    Collections.sort(keyed, (a, b) -> PythonOps.compare(a.key(), b.key(), "<"));
    var groups = new ArrayList<Value>();
    for (int i = 0; i < keyed.size(); ) {
      Value key = keyed.get(i).key();
      var members = new ArrayList<Value>();
      int from = i;
      for (; i < keyed.size() && PythonOps.equal(keyed.get(i).key(), key); i++) {
        members.add(keyed.get(i).value());
      }
      Value shown = Attributes.read(c, keyed.get(from).value(), attribute, c.get(1));
      groups.add(new Seq(new GroupTuple(shown, Call.list(members)), Seq.Kind.TUPLE, Tag.NONE));
    }
    return Call.list(groups);
  }

  private static Value flatten(Call c) {
    var out = new ArrayList<Value>();
    flatten(c, c.items(), c.get(0), c.flag(1, true), out);
    return Call.list(out);
  }

  private static void flatten(
      Call c, List<Value> items, Value levels, boolean skipNulls, List<Value> out) {
    for (Value item : items) {
      boolean none =
          item instanceof Null
              || item instanceof Str s && (s.text().equals("None") || s.text().equals("null"));
      if (none && skipNulls) {
        continue;
      }
      if (item instanceof Seq s
          && s.kind() != Seq.Kind.SET
          && (levels instanceof Null || PythonOps.compare(levels, Int.of(1), ">=") >= 0)) {
        Value inner = levels instanceof Null ? levels : Operator.SUBTRACT.apply(levels, Int.of(1));
        flatten(c, c.items(s), inner, skipNulls, out);
      } else {
        out.add(item);
      }
    }
  }
}
