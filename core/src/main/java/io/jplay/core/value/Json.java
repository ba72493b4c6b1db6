package io.jplay.core.value;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// JSON text to values and back; text is laid out as Python's `json.dumps` does.
public final class Json {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(1000)
                  .maxStringLength(1 << 28)
                  .maxNumberLength(10_000)
                  .build())
          .enable(com.fasterxml.jackson.core.json.JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .build();

  private Json() {}

  /// How to write. `indent` 0 means one line with `, ` and `: `.
  public record Layout(int indent, boolean sortKeys, boolean asciiOnly) {
    public static final Layout LINE = new Layout(0, false, true);
    public static final Layout SORTED_LINE = new Layout(0, true, true);

    /// As results are shown by the default callback.
    public static final Layout RESULT = new Layout(4, true, false);
  }

  /// Reads one JSON document; everything in it gets `tag`. Throws IOException with line and column
  /// when it is not JSON.
  public static Value read(String text, Tag tag) throws IOException {
    try (JsonParser parser = FACTORY.createParser(text)) {
      if (parser.nextToken() == null) {
        throw new IOException("no JSON in an empty text");
      }
      Value value = readValue(parser, tag);
      if (parser.nextToken() != null) {
        throw new IOException(
            "text after the end of the JSON document at line "
                + parser.currentLocation().getLineNr());
      }
      return value;
    }
  }

  private static Value readValue(JsonParser p, Tag tag) throws IOException {
    return switch (p.currentToken()) {
      case START_OBJECT -> {
        var map = new LinkedHashMap<Value, Value>();
        while (p.nextToken() != JsonToken.END_OBJECT) {
          var key = new Str(p.currentName(), tag);
          p.nextToken();
          map.put(key, readValue(p, tag));
        }
        yield new Dict(map, tag);
      }
      case START_ARRAY -> {
        var list = new ArrayList<Value>();
        while (p.nextToken() != JsonToken.END_ARRAY) {
          list.add(readValue(p, tag));
        }
        yield new Seq(list, Seq.Kind.LIST, tag);
      }
      case VALUE_STRING -> new Str(p.getText(), tag);
      case VALUE_NUMBER_INT -> Int.of(p.getBigIntegerValue(), tag);
      case VALUE_NUMBER_FLOAT -> new Real(p.getDoubleValue(), tag);
      case VALUE_TRUE -> new Bool(true, tag);
      case VALUE_FALSE -> new Bool(false, tag);
      case VALUE_NULL -> new Null(tag);
      case null, default -> throw new IOException("unexpected end of the JSON document");
    };
  }

  public static String write(Value value, Layout layout) {
    var out = new StringBuilder();
    write(value, layout, 0, out);
    return out.toString();
  }

  private static void write(Value value, Layout layout, int depth, StringBuilder out) {
    switch (value) {
      case Str s -> quote(s.text(), layout.asciiOnly(), out);
      case Template t -> quote(t.text(), layout.asciiOnly(), out);
      case Int i -> out.append(i.bigValue());
      case Real r -> out.append(PythonFloat.repr(r.value(), true));
      case Bool b -> out.append(b.value() ? "true" : "false");
      case Null n -> out.append("null");
      case Omit o -> out.append("null");
      case Undefined u -> quote(u.message(), layout.asciiOnly(), out);
      case Vaulted v -> quote(v.ciphertext(), layout.asciiOnly(), out);
      case Deferred d -> write(d.force(), layout, depth, out);
      case Foreign f -> quote(f.jsonText(), layout.asciiOnly(), out);
      case Seq s -> writeSeq(s.items(), layout, depth, out);
      case Dict d -> writeDict(d, layout, depth, out);
    }
  }

  private static void writeSeq(List<Value> items, Layout layout, int depth, StringBuilder out) {
    if (items.isEmpty()) {
      out.append("[]");
      return;
    }
    out.append('[');
    for (int i = 0; i < items.size(); i++) {
      separate(layout, depth, i, out);
      write(items.get(i), layout, depth + 1, out);
    }
    end(layout, depth, ']', out);
  }

  private static void writeDict(Dict dict, Layout layout, int depth, StringBuilder out) {
    if (dict.isEmpty()) {
      out.append("{}");
      return;
    }
    var entries = new ArrayList<Map.Entry<String, Value>>(dict.size());
    dict.entries().forEach((k, v) -> entries.add(Map.entry(keyText(k), v)));
    if (layout.sortKeys()) {
      Collections.sort(entries, Map.Entry.comparingByKey());
    }
    out.append('{');
    for (int i = 0; i < entries.size(); i++) {
      separate(layout, depth, i, out);
      quote(entries.get(i).getKey(), layout.asciiOnly(), out);
      out.append(": ");
      write(entries.get(i).getValue(), layout, depth + 1, out);
    }
    end(layout, depth, '}', out);
  }

  private static void separate(Layout layout, int depth, int index, StringBuilder out) {
    if (layout.indent() > 0) {
      out.append(index == 0 ? "\n" : ",\n").repeat(' ', layout.indent() * (depth + 1));
    } else if (index > 0) {
      out.append(", ");
    }
  }

  private static void end(Layout layout, int depth, char close, StringBuilder out) {
    if (layout.indent() > 0) {
      out.append('\n').repeat(' ', layout.indent() * depth);
    }
    out.append(close);
  }

  /// A mapping key as JSON has it: text, numbers and truth values by their JSON text.
  private static String keyText(Value key) {
    return switch (key) {
      case Str s -> s.text();
      case Template t -> t.text();
      case Bool b -> b.value() ? "true" : "false";
      case Null n -> "null";
      case Real r -> PythonFloat.repr(r.value(), true);
      case Int i -> i.bigValue().toString();
      case Foreign f -> f.text();
      case Seq s -> write(s, Layout.LINE);
      case Dict d -> write(d, Layout.LINE);
      case Omit o -> "omit";
      case Undefined u -> u.message();
      case Vaulted v -> v.ciphertext();
      case Deferred d -> keyText(d.force());
    };
  }

  /// Appends a text as a JSON string, quotes and all, as Python's json.dumps writes it: what is not
  /// printable ASCII as an escape of four hex digits where `asciiOnly`.
  public static void quote(String s, boolean asciiOnly, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < s.length(); i++) {
      char c = s.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        default -> {
          if (c < 0x20 || (asciiOnly && c > 0x7e)) {
            out.append("\\u").append(HexFormat.of().toHexDigits(c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
