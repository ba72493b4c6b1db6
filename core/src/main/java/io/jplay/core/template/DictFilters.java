package io.jplay.core.template;

import io.jplay.core.value.Dict;
import io.jplay.core.value.Json;
import io.jplay.core.value.Null;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Undefined;
import io.jplay.core.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Filters over mappings: combine, to and from lists of pairs, extraction.
final class DictFilters implements FilterFamily {
  private static final Set<String> NAMES =
      Set.of(
          "combine",
          "dict2items",
          "items2dict",
          "dictsort",
          "items",
          "extract",
          "subelements",
          "rekey_on_member");

  @Override
  public Set<String> names() {
    return NAMES;
  }

  @Override
  public Value apply(String name, Value input, CallArgs args, Evaluation eval) {
    return switch (name) {
      case "combine" -> combine(Call.open("combine", input, args, eval));
      case "dict2items" ->
          toItems(
              Call.of(
                  "dict_to_list_of_dict_key_value_elements",
                  input,
                  args,
                  eval,
                  "key_name",
                  "value_name"));
      case "items2dict" ->
          fromItems(
              Call.of(
                  "list_of_dict_key_value_elements_to_dict",
                  input,
                  args,
                  eval,
                  "key_name",
                  "value_name"));
      case "dictsort" ->
          sort(Call.of("do_dictsort", input, args, eval, "case_sensitive", "by", "reverse"));
      case "items" -> pairs(Call.of("do_items", input, args, eval));
      case "extract" -> extract(Call.of("extract", input, args, eval, "container", "morekeys"));
      case "subelements" ->
          subelements(Call.of("subelements", input, args, eval, "subelements", "skip_missing"));
      case "rekey_on_member" ->
          rekey(Call.of("rekey_on_member", input, args, eval, "key", "duplicates"));
      default -> throw new IllegalArgumentException(name);
    };
  }

  /// How `combine` joins two lists, by ansible's names.
  private static final Set<String> LIST_MERGES =
      Set.of("replace", "keep", "append", "prepend", "append_rp", "prepend_rp");

  private static Value combine(Call c) {
    for (String key : c.args().named().keySet()) {
      if (!key.equals("recursive") && !key.equals("list_merge")) {
        throw c.error("'recursive' and 'list_merge' are the only valid keyword arguments");
      }
    }
    boolean recursive = PythonOps.truth(c.args().named().getOrDefault("recursive", Null.NULL));
    String lists = c.args().named().get("list_merge") instanceof Str s ? s.text() : "replace";
    var terms = new ArrayList<Value>();
    addTerms(c, c.input(), terms);
    c.args().positional().forEach(v -> addTerms(c, v, terms));
    terms.removeIf(DictFilters::isNothing);
    if (terms.size() == 1) {
      return terms.getFirst();
    }
    if (!terms.isEmpty() && !LIST_MERGES.contains(lists)) {
      throw c.error(
          "merge_hash: 'list_merge' argument can only be equal to 'replace', 'keep', 'append',"
              + " 'prepend', 'append_rp' or 'prepend_rp'");
    }
    Dict result = Dict.EMPTY;
    for (int i = 0; i < terms.size(); i++) {
      if (!(PythonOps.require(terms.get(i)) instanceof Dict dict) || isOfHosts(dict)) {
        throw cannotCombine(c, result, i, terms);
      }
      result = merge(c, result, dict, recursive, lists);
    }
    return result;
  }

  /// `hostvars` and its entries cannot be changed, which is what ansible asks for.
  private static boolean isOfHosts(Dict dict) {
    return PythonText.typeName(dict).startsWith("HostVars");
  }

  /// The first argument that is no mapping is reported after the one it was to be combined with.
  private static PythonError cannotCombine(Call c, Dict before, int at, List<Value> terms) {
    boolean first = at == 0;
    Value term = terms.get(at);
    Value other = first ? terms.size() > 1 ? terms.get(1) : Dict.EMPTY : before;
    Value a = first ? term : other;
    Value b = first ? other : term;
    return c.error(
        "failed to combine variables, expected dicts but got a '%s' and a '%s': \n%s\n%s"
            .formatted(PythonText.typeName(a), PythonText.typeName(b), shown(c, a), shown(c, b)));
  }

  private static String shown(Call c, Value term) {
    return term instanceof Dict dict && isOfHosts(dict)
        ? PythonText.str(term)
        : Json.write(c.eval().finishDeep(term), Json.Layout.LINE);
  }

  /// What ansible's `flatten` leaves out: nothing, and texts that look like it.
  private static boolean isNothing(Value term) {
    return term instanceof Null
        || term instanceof Str s && (s.text().equals("None") || s.text().equals("null"));
  }

  private static void addTerms(Call c, Value term, List<Value> terms) {
    if (PythonOps.require(term) instanceof Seq s) {
      terms.addAll(c.items(s));
    } else {
      terms.add(term);
    }
  }

  private static Dict merge(Call c, Dict low, Dict high, boolean recursive, String lists) {
    // equal ones are not joined, whatever becomes of lists
    if (low.isEmpty() || low.size() == high.size() && PythonOps.equal(low, high)) {
      return high;
    }
    var map = new LinkedHashMap<>(low.entries());
    high.entries()
        .forEach((key, value) -> {
          Value old = map.get(key);
          map.put(key, old == null ? value : merged(c, old, value, recursive, lists));
        });
    return new Dict(map, low.tag().and(high.tag()));
  }

  private static Value merged(Call c, Value old, Value value, boolean recursive, String lists) {
    if (!recursive && lists.equals("replace")) {
      return value;
    }
    Value left = c.eval().finish(old);
    Value right = c.eval().finish(value);
    if (recursive && left instanceof Dict a && right instanceof Dict b) {
      return merge(c, a, b, true, lists);
    }
    if (left instanceof Seq a && right instanceof Seq b) {
      return switch (lists) {
        case "keep" -> left;
        case "append" -> joined(c.items(a), c.items(b));
        case "prepend" -> joined(c.items(b), c.items(a));
        case "append_rp" -> joined(without(c, a, b), c.items(b));
        case "prepend_rp" -> joined(c.items(b), without(c, a, b));
        default -> right;
      };
    }
    return right;
  }

  private static List<Value> without(Call c, Seq list, Seq dropped) {
    var other = Membership.of(c.items(dropped));
    return c.items(list).stream().filter(v -> !other.contains(v)).toList();
  }

  private static Value joined(List<Value> first, List<Value> second) {
    var all = new ArrayList<>(first);
    all.addAll(second);
    return Call.list(all);
  }

  private static Value toItems(Call c) {
    if (!(PythonOps.require(c.input()) instanceof Dict dict)) {
      throw PythonError.type(
          "dict2items requires a dictionary, got <class '%s'> instead."
              .formatted(PythonText.typeName(c.input())));
    }
    Value key = c.get(0, Str.of("key"));
    Value value = c.get(1, Str.of("value"));
    var out = new ArrayList<Value>(dict.size());
    for (var e : c.entries(dict).entrySet()) {
      var map = new LinkedHashMap<Value, Value>(4);
      map.put(PythonOps.hashable(key), e.getKey());
      map.put(PythonOps.hashable(value), e.getValue());
      out.add(new Dict(map, Tag.NONE));
    }
    return Call.list(out);
  }

  private static Value fromItems(Call c) {
    if (!(PythonOps.require(c.input()) instanceof Seq list)) {
      throw PythonError.type(
          "items2dict requires a list, got <class '%s'> instead."
              .formatted(PythonText.typeName(c.input())));
    }
    Str keyName = Str.of(c.text(0, "key"));
    Str valueName = Str.of(c.text(1, "value"));
    var map = new LinkedHashMap<Value, Value>();
    for (Value item : c.items(list)) {
      if (!(item instanceof Dict dict)) {
        throw PythonError.type(
            "items2dict requires a list of dictionaries, got %s instead.".formatted(c.str(list)));
      }
      Value key = dict.entries().get(keyName);
      Value value = dict.entries().get(valueName);
      if (key == null || value == null) {
        throw PythonError.type(
            "items2dict requires each dictionary in the list to contain the keys '%s' and '%s', got %s instead."
                .formatted(keyName.text(), valueName.text(), c.str(list)));
      }
      map.put(PythonOps.hashable(c.eval().finish(key)), c.eval().finish(value));
    }
    return new Dict(map, Tag.NONE);
  }

  private static Dict mapping(Call c) {
    if (PythonOps.require(c.input()) instanceof Dict dict) {
      return dict;
    }
    throw PythonError.type("Can only get item pairs from a mapping.");
  }

  private static Value pairs(Call c) {
    var out = new ArrayList<Value>();
    if (!(c.input() instanceof Undefined)) {
      c.entries(mapping(c)).forEach((k, v) -> out.add(Call.tuple(k, v)));
    }
    return Call.list(out);
  }

  private static Value sort(Call c) {
    String by = c.text(1, "key");
    if (!by.equals("key") && !by.equals("value")) {
      throw c.error("You can only sort by either \"key\" or \"value\"");
    }
    if (!(PythonOps.require(c.input()) instanceof Dict dict)) {
      throw new PythonError(
          PythonError.Kind.ATTRIBUTE,
          "'" + PythonText.typeName(c.input()) + "' object has no attribute 'items'");
    }
    boolean sensitive = c.flag(0, false);
    var keyed = new ArrayList<Attributes.Keyed>();
    for (var e : c.entries(dict).entrySet()) {
      Value key = c.eval().finishDeep(by.equals("key") ? e.getKey() : e.getValue());
      keyed.add(
          new Attributes.Keyed(
              Attributes.folded(key, sensitive), Call.tuple(e.getKey(), e.getValue())));
    }
    int sign = c.flag(2, false) ? -1 : 1;
    Collections.sort(keyed, (a, b) -> sign * PythonOps.compare(a.key(), b.key(), "<"));
    return Call.list(new ArrayList<>(keyed.stream().map(Attributes.Keyed::value).toList()));
  }

  private static Value extract(Call c) {
    var keys = new ArrayList<Value>();
    keys.add(c.input());
    if (c.get(1) instanceof Seq s) {
      keys.addAll(c.items(s));
    } else if (!(c.get(1) instanceof Null)) {
      keys.add(c.get(1));
    }
    Value value = c.require(0);
    for (Value key : keys) {
      if (value instanceof Undefined) {
        return value;
      }
      value = c.eval().item(value, PythonOps.require(key));
    }
    return value;
  }

  private static Value subelements(Call c) {
    List<Value> elements;
    if (PythonOps.require(c.input()) instanceof Dict d) {
      elements = new ArrayList<>(c.entries(d).values());
    } else if (c.input() instanceof Seq s) {
      elements = c.items(s);
    } else {
      throw c.error("obj must be a list of dicts or a nested dict");
    }
    List<String> path = new ArrayList<>();
    if (c.require(0) instanceof Str s) {
      path = PythonStrings.split(s.text(), ".", -1);
    } else if (c.get(0) instanceof Seq s) {
      for (Value part : c.items(s)) {
        path.add(PythonText.str(part));
      }
    } else {
      throw c.error("subelements must be a list or a string");
    }
    var out = new ArrayList<Value>();
    for (Value element : elements) {
      for (Value item : below(c, element, path, c.flag(1, false))) {
        out.add(Call.tuple(element, item));
      }
    }
    return Call.list(out);
  }

  private static List<Value> below(Call c, Value element, List<String> path, boolean skip) {
    Value value = element;
    for (String part : path) {
      if (!(value instanceof Dict dict)) {
        throw c.error(
            "the key %s should point to a dictionary, got '%s'".formatted(part, c.str(value)));
      }
      var found = dict.get(part);
      if (found.isEmpty()) {
        if (skip) {
          return List.of();
        }
        throw c.error("could not find '%s' key in iterated item %s".formatted(part, c.str(dict)));
      }
      value = c.eval().finish(found.get());
    }
    if (!(value instanceof Seq list)) {
      throw PythonError.type(
          "the key %s should point to a list, got %s"
              .formatted(
                  PythonText.repr(Str.of(path.getLast())),
                  PythonText.repr(c.eval().finishDeep(value))));
    }
    return c.items(list);
  }

  private static Value rekey(Call c) {
    String duplicates = c.text(1, "error");
    if (!duplicates.equals("error") && !duplicates.equals("overwrite")) {
      throw c.error("duplicates parameter to rekey_on_member has unknown value: " + duplicates);
    }
    Iterable<Value> items =
        switch (PythonOps.require(c.input())) {
          case Dict d -> c.entries(d).values();
          case Seq s -> c.items(s);
          default -> throw c.error("Type is not a valid list, set, or dict");
        };
    Value key = c.require(0);
    Map<Value, Value> map = new LinkedHashMap<>();
    for (Value item : items) {
      if (!(item instanceof Dict dict)) {
        throw c.error("List item is not a valid dict");
      }
      Value member =
          c.eval()
              .finish(
                  PythonOps.find(dict, key)
                      .orElseThrow(() -> c.error("Key " + PythonText.str(key) + " was not found")));
      if (map.containsKey(member) && duplicates.equals("error")) {
        throw c.error(
            "Key " + PythonText.str(member) + " is not unique, cannot correctly turn into dict");
      }
      map.put(member, dict);
    }
    return new Dict(map, Tag.NONE);
  }
}
