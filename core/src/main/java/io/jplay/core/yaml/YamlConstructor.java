package io.jplay.core.yaml;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Null;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Taint;
import io.jplay.core.value.Template;
import io.jplay.core.value.Value;
import io.jplay.core.value.Vaulted;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Makes the values of nodes, by their tags and shapes as Ansible's loader does. What cannot be
/// made is a problem and null, so that all problems of a document are found. Used by one thread.
final class YamlConstructor {
  private final YamlPlaces places;
  private final YamlReader.Options options;
  private final List<Diagnostic> problems;
  private final YamlTags tags;
  private final MergeKeys merges;

  YamlConstructor(YamlPlaces places, YamlReader.Options options, List<Diagnostic> problems) {
    this.places = places;
    this.options = options;
    this.problems = problems;
    this.tags = new YamlTags(options.ansible(), places, problems);
    this.merges = new MergeKeys(places, problems);
  }

  Value document(YamlNode root) {
    return value(root, Taint.NONE);
  }

  private Value value(YamlNode node, Taint unsafe) {
    Value made = node.made(unsafe);
    if (made != null) {
      return made;
    }
    if (node.isBegun()) {
      return new Null(Tag.at(places.at(node.start())));
    }
    node.begin();
    return node.make(content(node, unsafe), unsafe);
  }

  private Value content(YamlNode node, Taint unsafe) {
    return switch (tags.kind(node)) {
      case TEXT -> scalar(node, unsafe, false);
      case UNSAFE -> unsafe(node);
      case MAP -> node instanceof YamlNode.Mapping m ? mapping(m, unsafe) : wrong("map", node);
      case SEQ -> node instanceof YamlNode.Sequence s ? sequence(s, unsafe) : wrong("seq", node);
      case SET -> node instanceof YamlNode.Mapping m ? set(m, unsafe) : wrong("map", node);
      case PAIRS -> node instanceof YamlNode.Sequence s ? pairs(s, unsafe) : wrong("omap", node);
      case UNKNOWN -> tags.unknown(node);
    };
  }

  private Value wrong(String wanted, YamlNode node) {
    String what =
        switch (wanted) {
          case "map" -> "mapping node";
          case "seq" -> "sequence node";
          default -> "sequence";
        };
    return tags.unexpected(what, node);
  }

  private Tag tag(YamlNode node, Taint unsafe) {
    return Tag.at(places.of(node)).with(options.taint()).with(unsafe);
  }

  /// A text by its tag. As a key it is never a template.
  private Value scalar(YamlNode node, Taint unsafe, boolean key) {
    Optional<YamlNode.Scalar> text = text(node);
    if (text.isEmpty()) {
      return tags.unexpected("scalar node", node);
    }
    Value value = tags.scalar(node, text.get().text(), tag(text.get(), unsafe));
    return !key && value instanceof Str s ? Template.ofTrusted(s.text(), s.tag()) : value;
  }

  /// The text of a node; a mapping has one in its entry `=`.
  private static Optional<YamlNode.Scalar> text(YamlNode node) {
    return switch (node) {
      case YamlNode.Scalar s -> Optional.of(s);
      case YamlNode.Mapping m ->
          m.pairs().stream()
              .filter(pair -> pair.key().is(YamlTags.VALUE))
              .findFirst()
              .flatMap(pair -> pair.value() == node ? Optional.empty() : text(pair.value()));
      case YamlNode.Sequence s -> Optional.empty();
    };
  }

  private Value unsafe(YamlNode node) {
    return switch (node) {
      case YamlNode.Scalar s -> new Str(s.text(), tag(s, Taint.REMOTE));
      case YamlNode.Mapping m -> mapping(m, Taint.REMOTE);
      case YamlNode.Sequence s -> sequence(s, Taint.REMOTE);
    };
  }

  private Value sequence(YamlNode.Sequence node, Taint unsafe) {
    var items = new ArrayList<Value>(node.items().size());
    node.items().forEach(item -> items.add(value(item, unsafe)));
    return new Seq(items, Seq.Kind.LIST, tag(node, unsafe));
  }

  /// `!!omap` and `!!pairs`: a list of one-entry mappings as a list of pairs.
  private Value pairs(YamlNode.Sequence node, Taint unsafe) {
    var list = new ArrayList<Value>();
    for (YamlNode item : node.items()) {
      if (item instanceof YamlNode.Mapping m && m.pairs().size() == 1) {
        YamlNode.Pair pair = m.pairs().getFirst();
        list.add(
            new Seq(
                List.of(value(pair.key(), unsafe), value(pair.value(), unsafe)),
                Seq.Kind.TUPLE,
                tag(item, unsafe)));
      } else {
        String found =
            item instanceof YamlNode.Mapping m
                ? "a single mapping item, but found " + m.pairs().size() + " items"
                : "a mapping of length 1, but found " + item.shape();
        problems.add(
            Diagnostic.error("JP1005", "YAML value cannot be read", places.at(item.start()))
                .withDetail("expected " + found));
      }
    }
    return new Seq(list, Seq.Kind.LIST, tag(node, unsafe));
  }

  private Value set(YamlNode.Mapping node, Taint unsafe) {
    return mapping(node, unsafe) instanceof Dict dict
        ? new Seq(new ArrayList<>(dict.keys()), Seq.Kind.SET, dict.tag())
        : new Null(tag(node, unsafe));
  }

  private Value mapping(YamlNode.Mapping node, Taint unsafe) {
    merges.flatten(node);
    Tag tag = tag(node, unsafe);
    var map = new YamlMappings(places.at(node.start()), options.ansible(), problems);
    for (YamlNode.Pair pair : node.pairs()) {
      if (isBraces(node, pair.key())) {
        problems.add(YamlErrors.unquotedTemplate(tag.origin(), unhashable(pair.key())));
        return new Null(tag);
      }
      Value key = key(pair.key(), unsafe);
      Value value = value(pair.value(), unsafe);
      String type = unhashable(pair.key());
      if (type.isEmpty()) {
        map.put(key, value);
      } else {
        problems.add(
            Diagnostic.error(
                    "JP1005", "YAML key must be a text or number", places.at(pair.key().start()))
                .withDetail(YamlErrors.unacceptable(type)));
      }
    }
    return map.build(tag);
  }

  /// `=` is a text where it is a key, and nothing elsewhere.
  private Value key(YamlNode node, Taint unsafe) {
    if (node.is(YamlTags.VALUE) && node instanceof YamlNode.Scalar s) {
      return new Str(s.text(), tag(s, unsafe));
    }
    if (tags.kind(node) != YamlTags.Kind.TEXT) {
      return value(node, unsafe);
    }
    Value key = scalar(node, unsafe, true);
    if (key instanceof Vaulted) {
      problems.add(
          Diagnostic.error("JP1005", "YAML value cannot be read", places.at(node.start()))
              .withDetail("a value of !vault cannot be a key")
              .withHint("encrypt what the key stands for"));
    }
    return key;
  }

  /// `{{ x }}` without quotes reads as a mapping whose key is a mapping.
  private static boolean isBraces(YamlNode.Mapping node, YamlNode key) {
    return node.isFlow() && key instanceof YamlNode.Mapping && key.start() == node.start() + 1;
  }

  /// What Python calls the type of a key that cannot be one; empty for those that can.
  private String unhashable(YamlNode key) {
    return switch (tags.kind(key)) {
      case MAP -> options.ansible() ? "AnsibleMapping" : "dict";
      case SEQ -> options.ansible() ? "AnsibleSequence" : "list";
      case SET -> "set";
      case PAIRS -> "list";
      case UNSAFE ->
          switch (key) {
            case YamlNode.Mapping m -> "dict";
            case YamlNode.Sequence s -> "list";
            case YamlNode.Scalar s -> "";
          };
      case TEXT, UNKNOWN -> "";
    };
  }
}
