package io.jplay.core.template;

import io.jplay.core.value.Bool;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Int;
import io.jplay.core.value.Null;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Utf8;
import io.jplay.core.value.Value;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/// Filters of community.general. `json_query` is known by its short name too.
final class CommunityFilters implements FilterFamily {
  private static final String PREFIX = "community.general.";
  private static final Set<String> NAMES =
      Set.of(
          "json_query",
          PREFIX + "json_query",
          PREFIX + "dict",
          PREFIX + "dict_kv",
          PREFIX + "counter",
          PREFIX + "version_sort",
          PREFIX + "lists_mergeby",
          PREFIX + "groupby_as_dict",
          PREFIX + "crc32",
          PREFIX + "from_csv",
          PREFIX + "unicode_normalize",
          PREFIX + "keep_keys",
          PREFIX + "remove_keys",
          PREFIX + "lists_union",
          PREFIX + "lists_intersect",
          PREFIX + "lists_difference",
          PREFIX + "lists_symmetric_difference");

  @Override
  public Set<String> names() {
    return NAMES;
  }

  @Override
  public Value apply(String name, Value input, CallArgs args, Evaluation eval) {
    PythonOps.require(input);
    String shortName = name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name;
    return switch (shortName) {
      case "json_query" -> JsonQuery.query(Call.of("json_query", input, args, eval, "expr"));
      case "dict" -> dict(Call.of("dict_filter", input, args, eval));
      case "dict_kv" -> dictOf(Call.of("dict_kv", input, args, eval, "key"));
      case "counter" -> counter(Call.of("counter", input, args, eval));
      case "version_sort" -> versions(Call.of("version_sort", input, args, eval, "reverse"));
      case "lists_mergeby" -> mergeBy(Call.open("lists_mergeby", input, args, eval));
      case "groupby_as_dict" -> groups(Call.of("groupby_as_dict", input, args, eval, "attribute"));
      case "crc32" -> crc(Call.of("crc32s", input, args, eval));
      case "from_csv" ->
          csv(
              Call.of(
                  "from_csv",
                  input,
                  args,
                  eval,
                  "dialect",
                  "fieldnames",
                  "delimiter",
                  "skipinitialspace",
                  "strict"));
      case "unicode_normalize" ->
          normalize(Call.of("unicode_normalize", input, args, eval, "form"));
      case "keep_keys", "remove_keys" ->
          KeySelection.apply(
              Call.of(shortName, input, args, eval, "target", "matching_parameter"),
              shortName.equals("keep_keys"));
      default -> lists(shortName, Call.open(shortName, input, args, eval).allowing("flatten"));
    };
  }

  private static Value dict(Call c) {
    var map = new LinkedHashMap<Value, Value>();
    if (c.input() instanceof Dict d) {
      return d;
    }
    for (Value pair : c.items()) {
      List<Value> both = c.items(pair);
      if (both.size() != 2) {
        throw c.error("dictionary update sequence element must have length 2");
      }
      map.put(PythonOps.hashable(both.get(0)), both.get(1));
    }
    return new Dict(map, Tag.NONE);
  }

  private static Value dictOf(Call c) {
    var map = new LinkedHashMap<Value, Value>();
    map.put(c.require(0), c.input());
    return new Dict(map, Tag.NONE);
  }

  private static Value counter(Call c) {
    if (!(c.input() instanceof Seq || c.input() instanceof Str)) {
      throw c.error(
          ("Argument for community.general.counter must be a sequence (string or list). %s is"
                  + " <class '%s'>")
              .formatted(c.str(c.input()), PythonText.typeName(c.input())));
    }
    var map = new LinkedHashMap<Value, Value>();
    for (Value item : c.items()) {
      Value key = PythonOps.hashable(item);
      Value old = map.getOrDefault(key, Int.of(0));
      map.put(key, PythonOperators.add(old, Int.of(1)));
    }
    return new Dict(map, Tag.NONE);
  }

  private static Value versions(Call c) {
    var list = new ArrayList<>(c.items());
    int sign = c.flag(0, false) ? -1 : 1;
    list.sort((a, b) -> sign * Versions.loose(PythonText.str(a), PythonText.str(b)));
    return Call.list(list);
  }

  private static Value mergeBy(Call c) {
    c.allowing("recursive", "list_merge");
    var lists = new ArrayList<Value>();
    List<Value> all = new ArrayList<>(c.args().positional());
    if (all.isEmpty()) {
      throw c.error("Attribute 'index' is required");
    }
    Value index = all.removeLast();
    lists.add(c.input());
    lists.addAll(all);
    var flat = new ArrayList<Value>();
    for (Value list : lists) {
      for (Value item : c.items(list)) {
        if (item instanceof Seq inner) {
          flat.addAll(c.items(inner));
        } else {
          flat.add(item);
        }
      }
    }
    var merged = new TreeMap<Value, Value>((a, b) -> PythonOps.compare(a, b, "<"));
    for (Value item : flat) {
      if (!(item instanceof Dict d)) {
        throw c.error("Elements of list arguments for lists_mergeby must be dictionaries");
      }
      Value key = PythonOps.find(d, index).map(c.eval()::finish).orElse(Null.NULL);
      if (key instanceof Null) {
        continue;
      }
      Value old = merged.get(key);
      merged.put(
          key,
          old == null
              ? d
              : new DictFilters()
                  .apply("combine", old, new CallArgs(List.of(d), c.args().named()), c.eval()));
    }
    return Call.list(new ArrayList<>(merged.values()));
  }

  private static Value groups(Call c) {
    if (!(c.input() instanceof Seq)) {
      throw c.error("Input is not a sequence");
    }
    Value attribute = c.require(0);
    var map = new LinkedHashMap<Value, Value>();
    for (Value item : c.items()) {
      if (!(item instanceof Dict d)) {
        throw c.error("Sequence element is not a mapping");
      }
      Value key =
          PythonOps.find(d, attribute)
              .map(c.eval()::finish)
              .orElseThrow(() -> c.error("Attribute not contained in element of sequence"));
      if (map.put(PythonOps.hashable(key), d) != null) {
        throw c.error("Multiple sequence entries have attribute value " + PythonText.repr(key));
      }
    }
    return new Dict(map, Tag.NONE);
  }

  private static Value crc(Call c) {
    if (!(c.input() instanceof Str)) {
      throw c.error(
          "Invalid value type (<class '%s'>) for crc32 (%s)"
              .formatted(PythonText.typeName(c.input()), c.str(c.input())));
    }
    var crc = new CRC32();
    crc.update(Utf8.encode(c.inputText()));
    return Call.str(Long.toHexString(crc.getValue()));
  }

  private static Value csv(Call c) {
    String dialect = c.text(0, "excel");
    char separator = dialect.equals("excel-tab") ? '\t' : ',';
    if (!(c.get(2) instanceof Null)) {
      separator = c.text(2).charAt(0);
    }
    var rows = new ArrayList<>(Csv.rows(c.inputText(), separator));
    List<String> names;
    if (c.get(1) instanceof Null) {
      names = rows.isEmpty() ? List.of() : rows.removeFirst();
    } else {
      names = c.items(c.get(1)).stream().map(PythonText::str).toList();
    }
    var out = new ArrayList<Value>();
    for (List<String> row : rows) {
      var map = new LinkedHashMap<Value, Value>();
      for (int i = 0; i < names.size(); i++) {
        map.put(Str.of(names.get(i)), i < row.size() ? Str.of(row.get(i)) : Null.NULL);
      }
      if (row.size() > names.size()) {
        map.put(Null.NULL, Seq.ofTexts(row.subList(names.size(), row.size())));
      }
      out.add(new Dict(map, Tag.NONE));
    }
    return Call.list(out);
  }

  private static Value normalize(Call c) {
    if (!(c.input() instanceof Str)) {
      throw c.error("<class '" + PythonText.typeName(c.input()) + "'> is not a valid input type");
    }
    String form = c.text(0, "NFC").toUpperCase(Locale.ROOT);
    if (!Set.of("NFC", "NFD", "NFKC", "NFKD").contains(form)) {
      throw c.error("Invalid form specified: '" + form + "'");
    }
    return Call.str(Normalizer.normalize(c.inputText(), Normalizer.Form.valueOf(form)));
  }

  private static Value lists(String name, Call c) {
    String filter =
        switch (name) {
          case "lists_union" -> "union";
          case "lists_intersect" -> "intersect";
          case "lists_difference" -> "difference";
          default -> "symmetric_difference";
        };
    List<Value> given = new ArrayList<>();
    given.add(c.input());
    given.addAll(c.args().positional());
    boolean flat = PythonOps.truth(c.args().named().getOrDefault("flatten", Bool.of(false)));
    List<Value> lists = flat ? given.stream().flatMap(l -> inner(l, c)).toList() : given;
    Value result = lists.getFirst();
    for (Value list : lists.subList(1, lists.size())) {
      if (filter.equals("union")) {
        // only for its refusal: Python adds the two before it looks for what is there twice
        PythonOperators.add(result, list);
      }
      result = Combinations.apply(filter, result, new CallArgs(List.of(list), Map.of()), c.eval());
    }
    return result;
  }

  /// A list of nothing but lists stands for those.
  private static Stream<Value> inner(Value list, Call c) {
    List<Value> items = c.items(list);
    return !items.isEmpty() && items.stream().allMatch(Seq.class::isInstance)
        ? items.stream().flatMap(item -> inner(item, c))
        : Stream.of(list);
  }
}
