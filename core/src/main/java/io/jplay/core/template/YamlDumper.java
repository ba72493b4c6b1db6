package io.jplay.core.template;

import io.jplay.core.value.Bool;
import io.jplay.core.value.Deferred;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Foreign;
import io.jplay.core.value.Int;
import io.jplay.core.value.Null;
import io.jplay.core.value.Omit;
import io.jplay.core.value.PythonFloat;
import io.jplay.core.value.Real;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Template;
import io.jplay.core.value.Undefined;
import io.jplay.core.value.Value;
import io.jplay.core.value.Vaulted;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Values as YAML, character for character as PyYAML's `dump` with libyaml lays them out: block and
/// flow style, folding at the width, quoting of what would be read back as another type, anchors
/// for a container that is there twice.
public final class YamlDumper {
  private static final int MAX_SIMPLE_KEY = 128;

  /// The parameters of `yaml.dump`. `literals` asks for literal blocks where a text has several
  /// lines and the other parameters do not say otherwise; `canonical` for every type to be named
  /// and every text to be quoted.
  record Options(
      int indent,
      int width,
      boolean allowUnicode,
      boolean sortKeys,
      Flow flow,
      char style,
      boolean literals,
      boolean canonical,
      String lineBreak,
      boolean explicitStart,
      boolean explicitEnd) {}

  enum Flow {
    ALWAYS,
    NEVER,
    LEAVES
  }

  /// Where a node stands.
  private enum Place {
    ROOT,
    SEQUENCE,
    MAPPING,
    KEY
  }

  private record Scalar(String text, String tag, YamlScalar.Type type) {}

  private final Options options;
  private final YamlWriter out;
  private final IdentityHashMap<Object, Integer> uses = new IdentityHashMap<>();
  private final IdentityHashMap<Object, String> anchors = new IdentityHashMap<>();
  private int flowLevel;

  private YamlDumper(Options options) {
    this.options = options;
    this.out = new YamlWriter(options);
  }

  /// The document of a finished value in block style, keys sorted: what `yaml.dump` of ansible's
  /// tools prints.
  public static String block(Value value) {
    return block(value, 2, 80, false);
  }

  /// The same with another indent and width; `literals` shows texts of several lines as they are,
  /// where YAML can.
  public static String block(Value value, int indent, int width, boolean literals) {
    return dump(
        value,
        new Options(
            indent, width, true, true, Flow.NEVER, (char) 0, literals, false, "\n", false, false));
  }

  /// The document of a finished value.
  static String dump(Value value, Options options) {
    var dumper = new YamlDumper(options);
    dumper.countUses(value);
    if (options.explicitStart() || options.canonical()) {
      dumper.out.lineIndent();
      dumper.out.indicator("---", true);
      if (options.canonical()) {
        dumper.out.lineIndent();
      }
    }
    dumper.node(value, Place.ROOT);
    dumper.out.lineIndent();
    if (options.explicitEnd() || dumper.out.openEnded()) {
      dumper.out.indicator("...", true);
      dumper.out.lineIndent();
    }
    return dumper.out.text();
  }

  /// The identity of a container that may get an anchor; empty ones are often shared by chance.
  private static Object identity(Value value) {
    return switch (value) {
      case Seq s -> s.items().isEmpty() ? new Object() : s;
      case Dict d -> d.isEmpty() ? new Object() : d;
      default -> new Object();
    };
  }

  private void countUses(Value value) {
    if (uses.merge(identity(value), 1, Integer::sum) > 1) {
      return;
    }
    switch (value) {
      case Seq s -> s.items().forEach(this::countUses);
      case Dict d -> d.entries().values().forEach(this::countUses);
      default -> {}
    }
  }

  private void node(Value value, Place place) {
    Object identity = identity(value);
    if (uses.getOrDefault(identity, 0) > 1) {
      String known = anchors.get(identity);
      if (known != null) {
        out.indicator("*" + known, true);
        return;
      }
      String anchor = String.format(Locale.ROOT, "id%03d", anchors.size() + 1);
      anchors.put(identity, anchor);
      out.indicator("&" + anchor, true);
    }
    switch (value) {
      case Seq s when s.kind() == Seq.Kind.SET -> set(s, place);
      case Seq s -> sequence(s, place);
      case Dict d -> {
        if (options.canonical()) {
          out.indicator("!!map", true);
        }
        mapping(sorted(d), flow(d.entries()), place);
      }
      case Deferred d -> node(d.force(), place);
      default -> scalar(scalarOf(value), place);
    }
  }

  private static Scalar scalarOf(Value value) {
    return switch (value) {
      case Str s -> new Scalar(s.text(), "!!str", YamlScalar.Type.STR);
      case Template t -> new Scalar(t.text(), "!!str", YamlScalar.Type.STR);
      case Null n -> new Scalar("null", "!!null", YamlScalar.Type.NULL);
      case Bool b -> new Scalar(b.value() ? "true" : "false", "!!bool", YamlScalar.Type.BOOL);
      case Int i -> new Scalar(i.bigValue().toString(), "!!int", YamlScalar.Type.INT);
      case Real r -> new Scalar(real(r.value()), "!!float", YamlScalar.Type.FLOAT);
      case Foreign f -> new Scalar(f.text(), "!!timestamp", YamlScalar.Type.TIMESTAMP);
      case Undefined u when TemplateRun.isSilent(u) ->
          throw PythonError.type("('cannot represent an object', Undefined)");
      case Undefined u -> throw PythonError.undefined(u.message());
      case Omit o -> new Scalar(PythonText.OMIT_TEXT, "!!str", YamlScalar.Type.STR);
      case Vaulted v -> new Scalar(v.ciphertext(), "!vault", YamlScalar.Type.OTHER);
      case Deferred d -> scalarOf(d.force());
      case Seq s -> throw new IllegalStateException("not a scalar");
      case Dict d -> throw new IllegalStateException("not a scalar");
    };
  }

  private static String real(double value) {
    if (Double.isNaN(value)) {
      return ".nan";
    }
    if (Double.isInfinite(value)) {
      return value < 0 ? "-.inf" : ".inf";
    }
    String text = PythonFloat.repr(value, false);
    return text.indexOf('.') < 0 ? text.replace("e", ".0e") : text;
  }

  private List<Map.Entry<Value, Value>> sorted(Dict dict) {
    var entries = new ArrayList<Map.Entry<Value, Value>>(dict.entries().entrySet());
    if (options.sortKeys()) {
      try {
        entries.sort((a, b) -> PythonOps.compare(a.getKey(), b.getKey(), "<"));
      } catch (PythonError e) {
        // keys without an order stay as they were
        return new ArrayList<>(dict.entries().entrySet());
      }
    }
    return entries;
  }

  private boolean isPlainScalar(Value value) {
    return !(value instanceof Seq || value instanceof Dict) && options.style() == 0;
  }

  private boolean flow(Iterable<Value> items) {
    if (options.flow() != Flow.LEAVES) {
      return options.flow() == Flow.ALWAYS;
    }
    for (Value item : items) {
      if (!isPlainScalar(item)) {
        return false;
      }
    }
    return true;
  }

  private boolean flow(Map<Value, Value> entries) {
    return flow(entries.keySet()) && flow(entries.values());
  }

  private void sequence(Seq seq, Place place) {
    if (options.canonical()) {
      out.indicator("!!seq", true);
    }
    if (isFlow() || seq.items().isEmpty() || flow(seq.items())) {
      open("[");
      boolean first = true;
      for (Value item : seq.items()) {
        separate(first);
        first = false;
        node(item, Place.SEQUENCE);
      }
      close("]", first);
      return;
    }
    boolean indentless = place == Place.MAPPING && !out.indention();
    out.pushIndent(false, indentless);
    for (Value item : seq.items()) {
      out.lineIndent();
      out.indicator("-", true, false, true);
      node(item, Place.SEQUENCE);
    }
    out.popIndent();
  }

  private boolean isFlow() {
    return flowLevel > 0 || options.canonical();
  }

  private void open(String bracket) {
    out.indicator(bracket, true, true, false);
    flowLevel++;
    out.pushIndent(true, false);
  }

  private void separate(boolean first) {
    if (!first) {
      out.indicator(",", false);
    }
    if (options.canonical() || out.tooWide()) {
      out.lineIndent();
    }
  }

  private void close(String bracket, boolean empty) {
    out.popIndent();
    flowLevel--;
    if (options.canonical() && !empty) {
      out.indicator(",", false);
      out.lineIndent();
    }
    out.indicator(bracket, false);
  }

  private void set(Seq set, Place place) {
    out.indicator("!!set", true);
    var entries = new ArrayList<Map.Entry<Value, Value>>();
    set.items().forEach(item -> entries.add(Map.entry(item, Null.NULL)));
    mapping(entries, flow(set.items()), place);
  }

  private void mapping(List<Map.Entry<Value, Value>> entries, boolean flow, Place place) {
    if (isFlow() || flow || entries.isEmpty()) {
      open("{");
      boolean first = true;
      for (var entry : entries) {
        separate(first);
        first = false;
        flowEntry(entry);
      }
      close("}", first);
      return;
    }
    out.pushIndent(false, false);
    for (var entry : entries) {
      out.lineIndent();
      if (isSimpleKey(entry.getKey())) {
        node(entry.getKey(), Place.KEY);
        out.indicator(":", false);
      } else {
        out.indicator("?", true, false, true);
        node(entry.getKey(), Place.MAPPING);
        out.lineIndent();
        out.indicator(":", true, false, true);
      }
      node(entry.getValue(), Place.MAPPING);
    }
    out.popIndent();
  }

  private void flowEntry(Map.Entry<Value, Value> entry) {
    if (!options.canonical() && isSimpleKey(entry.getKey())) {
      node(entry.getKey(), Place.KEY);
      out.indicator(":", false);
    } else {
      out.indicator("?", true);
      node(entry.getKey(), Place.MAPPING);
      if (options.canonical() || out.tooWide()) {
        out.lineIndent();
      }
      out.indicator(":", true);
    }
    node(entry.getValue(), Place.MAPPING);
  }

  private boolean isSimpleKey(Value key) {
    if (key instanceof Seq s) {
      return s.items().isEmpty();
    }
    if (key instanceof Dict d) {
      return d.isEmpty();
    }
    Scalar scalar = scalarOf(key);
    var analysis = YamlScalar.analyze(scalar.text, options.allowUnicode());
    return !analysis.multiline()
        && scalar.text.getBytes(StandardCharsets.UTF_8).length <= MAX_SIMPLE_KEY;
  }

  private void scalar(Scalar scalar, Place place) {
    var analysis = YamlScalar.analyze(scalar.text, options.allowUnicode());
    boolean key = place == Place.KEY;
    boolean plainReadsBack = YamlScalar.type(scalar.text) == scalar.type;
    char style = style(analysis, plainReadsBack, key);
    boolean tagged = style == 0 ? !plainReadsBack : scalar.type != YamlScalar.Type.STR;
    if (options.canonical()) {
      out.indicator(scalar.tag, true);
    } else if (tagged) {
      // libyaml drops the name of a type that the text does not need
      out.indicator(scalar.tag.equals("!vault") ? scalar.tag : "!", true);
    }
    out.pushIndent(true, false);
    switch (style) {
      case '"' -> out.doubleQuoted(analysis.text(), !key);
      case '\'' -> out.singleQuoted(analysis.text(), !key);
      case '|' -> out.literal(analysis.text());
      case '>' -> out.folded(analysis.text());
      default -> out.plain(analysis.text(), !key);
    }
    out.popIndent();
  }

  /// 0 for plain.
  private char style(YamlScalar s, boolean plainReadsBack, boolean key) {
    boolean literal = options.literals() && options.style() == 0 && s.multiline();
    char wanted = literal ? '|' : options.style();
    boolean keepsLine = !(key && s.multiline());
    if (wanted == '"' || options.canonical()) {
      return '"';
    }
    if (wanted == 0
        && plainReadsBack
        && keepsLine
        && (flowLevel > 0 ? s.plainInFlow() : s.plainInBlock())) {
      return 0;
    }
    if ((wanted == '|' || wanted == '>') && flowLevel == 0 && !key && s.block()) {
      return wanted;
    }
    return (wanted == 0 || wanted == '\'') && s.singleQuoted() && keepsLine ? '\'' : '"';
  }
}
