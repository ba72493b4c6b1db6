package io.jplay.core.yaml;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.Suggestion;
import io.jplay.core.source.SourceRange;
import io.jplay.core.value.Null;
import io.jplay.core.value.PythonBase64;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Utf8;
import io.jplay.core.value.Value;
import io.jplay.core.value.Vaulted;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.ScalarEvent;

/// What tags mean: YAML's own ones, `!vault` and `!unsafe`. Tags that name Python objects are
/// refused like any unknown one.
final class YamlTags {
  private static final String YAML = "tag:yaml.org,2002:";
  static final String MAP = YAML + "map";
  static final String SEQ = YAML + "seq";
  static final String VALUE = YAML + "value";
  static final String MERGE = YAML + "merge";
  private static final String TEXT = YAML + "str";
  private static final List<String> KNOWN = List.of("!vault", "!unsafe");

  /// What a tag makes of a node. A text is what has a type by its letters.
  enum Kind {
    TEXT,
    MAP,
    SEQ,
    SET,
    PAIRS,
    UNSAFE,
    UNKNOWN
  }

  private final boolean ansible;
  private final YamlPlaces places;
  private final List<Diagnostic> problems;

  YamlTags(boolean ansible, YamlPlaces places, List<Diagnostic> problems) {
    this.ansible = ansible;
    this.places = places;
    this.problems = problems;
  }

  /// The tag of a text: its own, or by its quotes and letters; empty for plain texts whose type the
  /// letters say. libyaml resolves what `!` stands before as if it had no quotes.
  static String of(ScalarEvent event) {
    String tag = event.getTag();
    String text = event.getValue();
    if (!isUntagged(tag)) {
      return tag;
    }
    if (tag == null ? !event.isPlain() : event.isPlain() && text.isEmpty()) {
      return TEXT;
    }
    return switch (text) {
      case "=" -> VALUE;
      case "<<" -> MERGE;
      default -> "";
    };
  }

  static String of(CollectionStartEvent event, String usual) {
    return isUntagged(event.getTag()) ? usual : event.getTag();
  }

  private static boolean isUntagged(@Nullable String tag) {
    return tag == null || tag.equals("!");
  }

  Kind kind(YamlNode node) {
    return switch (node.tag()) {
      case "",
          YAML + "str",
          YAML + "int",
          YAML + "float",
          YAML + "bool",
          YAML + "null",
          YAML + "timestamp",
          YAML + "binary" ->
          Kind.TEXT;
      case MAP -> Kind.MAP;
      case SEQ -> Kind.SEQ;
      case YAML + "set" -> Kind.SET;
      case YAML + "omap", YAML + "pairs" -> Kind.PAIRS;
      default -> ansible ? ansibleKind(node.tag()) : Kind.UNKNOWN;
    };
  }

  private static Kind ansibleKind(String name) {
    return switch (name) {
      case YAML + "python/unicode", "!vault", "!vault-encrypted" -> Kind.TEXT;
      case YAML + "python/dict" -> Kind.MAP;
      case "!unsafe" -> Kind.UNSAFE;
      default -> Kind.UNKNOWN;
    };
  }

  /// The value of a node of the kind [Kind#TEXT] with such a text. `=` may be a key.
  Value scalar(YamlNode node, String text, Tag tag) {
    try {
      return switch (node.tag()) {
        case "" -> YamlScalars.resolve(text, tag);
        case YAML + "int" -> YamlScalars.integer(text, tag);
        case YAML + "float" -> YamlScalars.real(text, tag);
        case YAML + "bool" -> YamlScalars.bool(text, tag);
        case YAML + "null" -> new Null(tag);
        case YAML + "timestamp" -> YamlScalars.date(text, tag);
        case YAML + "binary" -> binary(text, tag);
        case "!vault", "!vault-encrypted" -> new Vaulted(text, tag);
        default -> new Str(text, tag);
      };
    } catch (YamlScalars.BadScalar e) {
      problems.add(
          Diagnostic.error("JP1005", "YAML value cannot be read", tag.origin())
              .withDetail(e.text())
              .withHint("quote it when it is meant as text"));
      return new Null(tag);
    }
  }

  private static Value binary(String text, Tag tag) throws YamlScalars.BadScalar {
    YamlScalars.checkAscii(text);
    try {
      return new Str(Utf8.decode(PythonBase64.decode(text)), tag);
    } catch (IllegalArgumentException e) {
      throw new YamlScalars.BadScalar("failed to decode base64 data: " + e.getMessage());
    }
  }

  /// Refuses a node that has another shape than its tag is for.
  Value unexpected(String wanted, YamlNode node) {
    SourceRange where = places.written(node);
    problems.add(
        Diagnostic.error("JP1005", "YAML value cannot be read", where)
            .withDetail("expected a " + wanted + ", but found " + node.shape()));
    return new Null(Tag.at(where));
  }

  /// Refuses a tag that is not known.
  Value unknown(YamlNode node) {
    String name = node.tag();
    SourceRange where = places.written(node);
    String shown = name.startsWith(YAML) ? "!!" + name.substring(YAML.length()) : name;
    String hint =
        switch (name) {
          case VALUE -> "quote it: \"=\"";
          case MERGE -> "quote it: \"<<\"";
          default ->
              Suggestion.nearest(name, KNOWN)
                  .map(k -> "did you mean '" + k + "'?")
                  .orElse("a text that starts with ! must be quoted");
        };
    problems.add(
        Diagnostic.error("JP1002", "unknown YAML tag", where)
            .withDetail(
                "could not determine a constructor for the tag '" + name + "' (" + shown + ")")
            .withHint(hint));
    return new Null(Tag.at(where));
  }
}
