package io.jplay.core.yaml;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.Suggestion;
import io.jplay.core.source.SourceRange;
import io.jplay.core.value.Null;
import io.jplay.core.value.PythonBase64;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Taint;
import io.jplay.core.value.Template;
import io.jplay.core.value.Utf8;
import io.jplay.core.value.Value;
import io.jplay.core.value.Vaulted;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.ScalarEvent;

/// What tags mean: YAML's own ones, `!vault` and `!unsafe`. Tags that name Python objects are
/// refused like any unknown one.
final class YamlTags {
  private static final String YAML = "tag:yaml.org,2002:";
  private static final List<String> KNOWN = List.of("!vault", "!unsafe");

  /// What a collection's tag makes of it.
  enum Kind {
    PLAIN,
    UNSAFE,
    SET,
    PAIRS
  }

  private final boolean ansible;
  private final List<Diagnostic> problems;
  private int keys;

  YamlTags(boolean ansible, List<Diagnostic> problems) {
    this.ansible = ansible;
    this.problems = problems;
  }

  /// Texts read until [#leaveKey] are keys, which are never templates.
  void enterKey() {
    keys++;
  }

  void leaveKey() {
    keys--;
  }

  static boolean isMerge(ScalarEvent scalar) {
    return scalar.isPlain() && scalar.getValue().equals("<<") && isUntagged(scalar.getTag());
  }

  private static boolean isUntagged(@Nullable String tag) {
    return tag == null || tag.equals("!");
  }

  /// The value of a scalar; problems with its tag are at `where`, the tag's own place.
  Value scalar(ScalarEvent event, Tag tag, SourceRange where) {
    String text = event.getValue();
    String name = event.getTag();
    try {
      if (isUntagged(name)) {
        // libyaml resolves what `!` stands before as if it had no quotes
        if (name != null) {
          return event.isPlain() && text.isEmpty() ? new Str("", tag) : plain(text, tag);
        }
        return event.isPlain() ? plain(text, tag) : text(text, tag);
      }
      return switch (name) {
        case YAML + "str", YAML + "python/unicode" -> text(text, tag);
        case YAML + "int" -> YamlScalars.integer(text, tag);
        case YAML + "float" -> YamlScalars.real(text, tag);
        case YAML + "bool" -> YamlScalars.bool(text, tag);
        case YAML + "null" -> new Null(tag);
        case YAML + "timestamp" -> YamlScalars.date(text, tag);
        case YAML + "binary" -> binary(text, tag);
        default -> ansibleScalar(name, text, tag, where);
      };
    } catch (YamlScalars.BadScalar e) {
      problems.add(
          Diagnostic.error("JP1005", "YAML value cannot be read", tag.origin())
              .withDetail("'" + shortened(text) + "': " + e.getMessage())
              .withHint("quote it when it is meant as text"));
      return new Null(tag);
    }
  }

  private Value plain(String text, Tag tag) throws YamlScalars.BadScalar {
    if (text.equals("=") && keys == 0) {
      return unknown(YAML + "value", "scalar", tag.origin());
    }
    if (text.equals("<<")) {
      return unknown(YAML + "merge", "scalar", tag.origin());
    }
    Value value = YamlScalars.resolve(text, tag);
    return value instanceof Str ? text(text, tag) : value;
  }

  private Value text(String text, Tag tag) {
    return keys > 0 ? new Str(text, tag) : Template.ofTrusted(text, tag);
  }

  private Value ansibleScalar(String name, String text, Tag tag, SourceRange where) {
    if (ansible && name.equals("!unsafe")) {
      return new Str(text, tag.with(Taint.REMOTE));
    }
    if (ansible && (name.equals("!vault") || name.equals("!vault-encrypted"))) {
      return vaulted(text, tag);
    }
    return unknown(name, "scalar", where);
  }

  private Value vaulted(String text, Tag tag) {
    if (text.stripLeading().startsWith("$ANSIBLE_VAULT;")) {
      return new Vaulted(text, tag);
    }
    problems.add(
        Diagnostic.error("JP1008", "text after !vault is not encrypted", tag.origin())
            .withDetail("input is not vault encrypted data.")
            .withHint("make it with: jvault encrypt_string"));
    return new Null(tag);
  }

  private static Value binary(String text, Tag tag) throws YamlScalars.BadScalar {
    try {
      return new Str(Utf8.decode(PythonBase64.decode(text)), tag);
    } catch (IllegalArgumentException e) {
      throw new YamlScalars.BadScalar("failed to decode base64 data: " + e.getMessage());
    }
  }

  Kind collection(CollectionStartEvent event, SourceRange where) {
    String name = event.getTag();
    if (isUntagged(name)) {
      return Kind.PLAIN;
    }
    boolean mapping = event instanceof MappingStartEvent;
    Kind kind =
        switch (name) {
          case YAML + "map", YAML + "python/dict" -> mapping ? Kind.PLAIN : null;
          case YAML + "seq" -> mapping ? null : Kind.PLAIN;
          case YAML + "set" -> mapping ? Kind.SET : null;
          case YAML + "omap", YAML + "pairs" -> mapping ? null : Kind.PAIRS;
          default -> null;
        };
    if (kind == null && ansible && name.equals("!unsafe")) {
      return Kind.UNSAFE;
    }
    if (kind == null) {
      unknown(name, mapping ? "mapping" : "sequence", where);
      return Kind.PLAIN;
    }
    return kind;
  }

  /// Refuses a tag that is not known, or not for such a value.
  private Value unknown(String name, String found, SourceRange where) {
    String wanted = ansible && name.startsWith("!vault") ? "scalar node" : node(name);
    if (!wanted.isEmpty()) {
      problems.add(
          Diagnostic.error("JP1005", "YAML value cannot be read", where)
              .withDetail("expected a " + wanted + ", but found " + found));
      return new Null(Tag.at(where));
    }
    String shown = name.startsWith(YAML) ? "!!" + name.substring(YAML.length()) : name;
    String hint =
        switch (name) {
          case YAML + "value" -> "quote it: \"=\"";
          case YAML + "merge" -> "quote it: \"<<\"";
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

  /// What a known tag is for, in the parser's words; empty for unknown ones.
  private static String node(String name) {
    return switch (name.startsWith(YAML) ? name.substring(YAML.length()) : "") {
      case "map", "set", "python/dict" -> "mapping node";
      case "seq" -> "sequence node";
      case "omap", "pairs" -> "sequence";
      case "str", "int", "float", "bool", "null", "timestamp", "binary", "python/unicode" ->
          "scalar node";
      default -> "";
    };
  }

  private static String shortened(String text) {
    return text.length() > 60 ? text.substring(0, 57) + "..." : text;
  }
}
