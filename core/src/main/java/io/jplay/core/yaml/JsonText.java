package io.jplay.core.yaml;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.jplay.core.source.SourceRange;
import io.jplay.core.source.SourceText;
import io.jplay.core.value.Bool;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Int;
import io.jplay.core.value.Null;
import io.jplay.core.value.Real;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Taint;
import io.jplay.core.value.Template;
import io.jplay.core.value.Value;
import io.jplay.core.value.Vaulted;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Optional;

/// JSON with places. Ansible tries JSON before YAML, and the two differ (`1e3`, `\ud83d\ude00`,
/// duplicate keys), so JSON must not be left to the YAML parser.
final class JsonText {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(YamlComposer.MAX_DEPTH)
                  .maxStringLength(YamlReader.MAX_LENGTH)
                  .maxNumberLength(4300)
                  .build())
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .build();

  private final SourceText source;
  private final Taint taint;
  private final JsonParser parser;

  private JsonText(SourceText source, Taint taint, JsonParser parser) {
    this.source = source;
    this.taint = taint;
    this.parser = parser;
  }

  /// The value when the whole text is one JSON array or object, else empty.
  static Optional<Value> read(SourceText source, YamlReader.Options options) {
    String text = source.text();
    if (!mayBeJson(text) || text.length() > YamlReader.MAX_LENGTH) {
      return Optional.empty();
    }
    try (JsonParser parser = FACTORY.createParser(text)) {
      parser.nextToken();
      Value value = new JsonText(source, options.taint(), parser).value();
      return parser.nextToken() == null ? Optional.of(value) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static boolean mayBeJson(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
        return c == '{' || c == '[';
      }
    }
    return false;
  }

  private Value value() throws IOException {
    int start = offset(parser.currentTokenLocation());
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(start);
      case START_ARRAY -> array(start);
      case VALUE_STRING -> {
        String text = parser.getText();
        yield Template.ofTrusted(text, tag(start));
      }
      case VALUE_NUMBER_INT -> Int.of(parser.getBigIntegerValue(), tag(start));
      case VALUE_NUMBER_FLOAT -> new Real(parser.getDoubleValue(), tag(start));
      case VALUE_TRUE -> new Bool(true, tag(start));
      case VALUE_FALSE -> new Bool(false, tag(start));
      case VALUE_NULL -> new Null(tag(start));
      case null, default -> throw new IOException("end of text");
    };
  }

  private Value object(int start) throws IOException {
    var map = new LinkedHashMap<Value, Value>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      int at = offset(parser.currentTokenLocation());
      String name = parser.currentName();
      parser.nextToken();
      var key = new Str(name, Tag.at(source.range(at, name.length() + 2)).with(taint));
      map.put(key, value());
    }
    return ansibleObject(new Dict(map, tag(start)));
  }

  /// `{"__ansible_vault": text}` and `{"__ansible_unsafe": text}` stand for such values.
  private static Value ansibleObject(Dict dict) {
    if (dict.size() != 1) {
      return dict;
    }
    var vaulted = dict.get("__ansible_vault").map(JsonText::plain);
    if (vaulted.isPresent()) {
      return new Vaulted(vaulted.get(), dict.tag());
    }
    return dict.get("__ansible_unsafe")
        .map(JsonText::plain)
        .<Value>map(text -> new Str(text, dict.tag().with(Taint.REMOTE)))
        .orElse(dict);
  }

  private static String plain(Value value) {
    return switch (value) {
      case Str s -> s.text();
      case Template t -> t.text();
      default -> "";
    };
  }

  private Value array(int start) throws IOException {
    var list = new ArrayList<Value>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      list.add(value());
    }
    return new Seq(list, Seq.Kind.LIST, tag(start));
  }

  private Tag tag(int start) {
    int end = offset(parser.currentLocation());
    SourceRange range = source.range(start, Math.max(1, end - start));
    return Tag.at(range).with(taint);
  }

  private static int offset(JsonLocation location) {
    return Math.toIntExact(Math.max(0, location.getCharOffset()));
  }
}
