package io.jplay.core.yaml;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.source.SourceRange;
import io.jplay.core.source.SourceText;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Null;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Taint;
import io.jplay.core.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.parser.Parser;
import org.yaml.snakeyaml.parser.ParserImpl;

/// Composes values from the parser's events, one document after another. Aliases share the value of
/// their anchor; what they would grow to when written out is counted and limited, since every later
/// stage walks values as trees.
final class YamlComposer {
  static final int MAX_DEPTH = 300;
  static final long MAX_NODES = 4_000_000;

  /// Ends the reading of a text: the diagnostic is the last one.
  private static final class Stop extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient Diagnostic diagnostic;

    Stop(Diagnostic diagnostic) {
      super(diagnostic.summary(), null, false, false);
      this.diagnostic = diagnostic;
    }
  }

  /// A finished anchor: its value and the number of nodes that an alias to it stands for.
  private record Anchor(Value value, long nodes) {}

  private final YamlReader.Options options;
  private final YamlPlaces places;
  private final YamlTags tags;
  private final Parser parser;
  private final List<Diagnostic> problems;
  private final Map<String, Anchor> anchors = new HashMap<>();
  private final Set<String> open = new HashSet<>();
  private long nodes;

  private YamlComposer(SourceText source, YamlReader.Options options, List<Diagnostic> problems) {
    this.options = options;
    this.problems = problems;
    this.places = new YamlPlaces(source);
    this.tags = new YamlTags(options.ansible(), problems);
    this.parser = new ParserImpl(new YamlScanner(source.text()));
  }

  static List<Value> compose(
      SourceText source, YamlReader.Options options, boolean single, List<Diagnostic> problems) {
    if (source.text().length() > YamlReader.MAX_LENGTH) {
      problems.add(
          Diagnostic.error("JP1004", "YAML document is too large", source.range(0, 0))
              .withDetail("a text of " + source.text().length() + " characters is not read"));
      return List.of();
    }
    var documents = new ArrayList<Value>();
    try {
      new YamlComposer(source, options, problems).documents(single, documents);
    } catch (Stop stop) {
      problems.add(stop.diagnostic);
    } catch (YAMLException e) {
      problems.add(YamlErrors.diagnose(source, e));
    }
    return documents;
  }

  private void documents(boolean single, List<Value> documents) {
    parser.getEvent(); // start of the stream
    while (!parser.checkEvent(Event.ID.StreamEnd)) {
      Event start = parser.getEvent();
      if (single && !documents.isEmpty()) {
        throw stop(
                "JP1007", "YAML text has more than one document", places.at(start.getStartMark()))
            .withDetail("expected a single document in the stream but found another document")
            .stop();
      }
      anchors.clear();
      documents.add(node(0, Taint.NONE));
      parser.getEvent(); // end of the document
    }
  }

  private Value node(int depth, Taint unsafe) {
    Event event = parser.getEvent();
    SourceRange place = places.at(event.getStartMark());
    count(1, place);
    if (depth > MAX_DEPTH) {
      throw stop("JP1004", "YAML is nested too deeply", place)
          .withDetail("more than " + MAX_DEPTH + " levels")
          .stop();
    }
    if (event instanceof AliasEvent alias) {
      return alias(alias.getAnchor(), place);
    }
    String anchor = ((NodeEvent) event).getAnchor();
    if (anchor == null) {
      return content(event, depth, unsafe);
    }
    if (anchors.containsKey(anchor) || !open.add(anchor)) {
      throw stop("JP1006", "YAML anchor is defined twice", place)
          .withDetail("found duplicate anchor '" + anchor + "': second occurrence")
          .stop();
    }
    long before = nodes;
    Value value = content(event, depth, unsafe);
    open.remove(anchor);
    anchors.put(anchor, new Anchor(value, nodes - before + 1));
    return value;
  }

  private Value alias(String name, SourceRange place) {
    if (open.contains(name)) {
      throw stop("JP1006", "YAML alias refers to what it is in", place)
          .withDetail("the anchor '" + name + "' contains itself")
          .stop();
    }
    Anchor anchor = anchors.get(name);
    if (anchor == null) {
      throw stop("JP1006", "YAML alias has no anchor", place)
          .withDetail("found undefined alias '" + name + "'")
          .withHint("a text that starts with * must be quoted")
          .stop();
    }
    count(anchor.nodes(), place);
    return anchor.value();
  }

  private void count(long more, SourceRange place) {
    nodes += more;
    if (nodes > MAX_NODES) {
      throw stop("JP1004", "YAML document is too large", place)
          .withDetail("it has, aliases written out, more than " + MAX_NODES + " values")
          .stop();
    }
  }

  private Value content(Event event, int depth, Taint unsafe) {
    if (event instanceof ScalarEvent scalar) {
      SourceRange range = scalarRange(scalar);
      boolean isBlock = scalar.isLiteral() || scalar.isFolded();
      SourceRange tagged = isBlock ? places.at(scalar.getStartMark()) : range;
      return tags.scalar(scalar, tag(range, unsafe), tagged);
    }
    var start = (CollectionStartEvent) event;
    YamlTags.Kind kind = tags.collection(start, places.at(start.getStartMark()));
    Taint inner = kind == YamlTags.Kind.UNSAFE ? Taint.REMOTE : unsafe;
    return event instanceof MappingStartEvent
        ? mapping(start, kind, depth, inner)
        : sequence(start, kind, depth, inner);
  }

  private SourceRange scalarRange(ScalarEvent scalar) {
    return scalar.isLiteral() || scalar.isFolded()
        ? places.blockContent(scalar.getStartMark(), scalar.getEndMark())
        : places.range(scalar.getStartMark(), scalar.getEndMark());
  }

  private Tag tag(SourceRange range, Taint unsafe) {
    return Tag.at(range).with(options.taint()).with(unsafe);
  }

  private Value sequence(CollectionStartEvent start, YamlTags.Kind kind, int depth, Taint unsafe) {
    var items = new ArrayList<Value>();
    while (!parser.checkEvent(Event.ID.SequenceEnd)) {
      items.add(node(depth + 1, unsafe));
    }
    Event end = parser.getEvent();
    Tag tag = tag(places.range(start.getStartMark(), end.getEndMark()), unsafe);
    return kind == YamlTags.Kind.PAIRS
        ? YamlMappings.pairs(items, tag, problems)
        : new Seq(items, Seq.Kind.LIST, tag);
  }

  private Value mapping(CollectionStartEvent start, YamlTags.Kind kind, int depth, Taint unsafe) {
    SourceRange place = places.at(start.getStartMark());
    var map = new YamlMappings(place, options.ansible(), problems);
    boolean template = false;
    while (!parser.checkEvent(Event.ID.MappingEnd)) {
      boolean merge = parser.peekEvent() instanceof ScalarEvent s && YamlTags.isMerge(s);
      Value key = merge ? new Null(tag(places.at(mark()), unsafe)) : key(depth, unsafe);
      if (merge) {
        parser.getEvent();
      }
      template |= !merge && isBraces(key, start);
      SourceRange valuePlace = places.at(mark());
      Value value = node(depth + 1, unsafe);
      if (merge) {
        count(value instanceof Dict d ? d.size() : 0, valuePlace);
        map.merge(value, valuePlace);
      } else if (!template) {
        map.put(key, value);
      }
    }
    Event end = parser.getEvent();
    SourceRange range = places.range(start.getStartMark(), end.getEndMark());
    if (template) {
      problems.add(YamlErrors.unquotedTemplate(range));
      return new Null(tag(range, unsafe));
    }
    Dict dict = map.build(tag(range, unsafe));
    return kind == YamlTags.Kind.SET ? YamlMappings.set(dict) : dict;
  }

  private Mark mark() {
    return parser.peekEvent().getStartMark();
  }

  /// `{{ x }}` without quotes reads as a mapping whose key is a mapping.
  private static boolean isBraces(Value key, CollectionStartEvent start) {
    return key instanceof Dict && start.isFlow();
  }

  private Value key(int depth, Taint unsafe) {
    tags.enterKey();
    try {
      return node(depth + 1, unsafe);
    } finally {
      tags.leaveKey();
    }
  }

  /// A diagnostic that ends the reading.
  private record Ending(Diagnostic diagnostic) {
    Ending withDetail(String text) {
      return new Ending(diagnostic.withDetail(text));
    }

    Ending withHint(String text) {
      return new Ending(diagnostic.withHint(text));
    }

    Stop stop() {
      return new Stop(diagnostic);
    }
  }

  private static Ending stop(String code, String summary, SourceRange where) {
    return new Ending(Diagnostic.error(code, summary, where));
  }
}
