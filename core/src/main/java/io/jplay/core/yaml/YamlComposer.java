package io.jplay.core.yaml;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.source.SourceRange;
import io.jplay.core.source.SourceText;
import io.jplay.core.value.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.parser.Parser;
import org.yaml.snakeyaml.parser.ParserImpl;

/// Composes nodes from the parser's events, one document after another, whose values
/// [YamlConstructor] makes. Aliases share the node of their anchor; what they would grow to when
/// written out is counted and limited, since every later stage walks values as trees.
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

  /// What an anchor names, and once it is read to its end, the number of nodes that an alias to it
  /// stands for.
  private static final class Anchor {
    private final YamlNode node;
    private final long before;
    private long size;

    Anchor(YamlNode node, long before) {
      this.node = node;
      this.before = before;
      this.size = node instanceof YamlNode.Scalar ? 1 : 0;
    }

    YamlNode node() {
      return node;
    }

    boolean isOpen() {
      return size == 0;
    }

    void close(long after, int end, int height) {
      size = after - before + 1;
      node.finish(end, height);
    }
  }

  private final YamlPlaces places;
  private final YamlConstructor constructor;
  private final Parser parser;
  private final List<Diagnostic> problems;
  private final Map<String, Anchor> anchors = new HashMap<>();

  /// Where the brackets open that are not closed yet, the innermost first.
  private final Deque<Integer> brackets = new ArrayDeque<>();

  private long nodes;

  private YamlComposer(SourceText source, YamlReader.Options options, List<Diagnostic> problems) {
    this.problems = problems;
    this.places = new YamlPlaces(source);
    this.constructor = new YamlConstructor(places, options, problems);
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
    var composer = new YamlComposer(source, options, problems);
    try {
      composer.documents(single, documents);
    } catch (Stop stop) {
      problems.add(stop.diagnostic);
    } catch (YAMLException e) {
      problems.add(composer.withBracket(YamlErrors.diagnose(source, e)));
    }
    return documents;
  }

  /// A bracket that is not closed shows only lines later: where it opens is what helps, and at the
  /// end of the text the parser does not say it.
  private Diagnostic withBracket(Diagnostic problem) {
    if (brackets.isEmpty() || !problem.related().isEmpty()) {
      return problem;
    }
    SourceRange opens = places.at(brackets.peek());
    return opens.line() < problem.primary().line()
        ? problem.withRelated("the bracket opens here", opens)
        : problem;
  }

  private void documents(boolean single, List<Value> documents) {
    parser.getEvent(); // start of the stream
    while (!parser.checkEvent(Event.ID.StreamEnd)) {
      Event start = parser.getEvent();
      if (single && !documents.isEmpty()) {
        throw stop(
                "JP1007",
                "YAML text has more than one document",
                places.at(places.offset(start.getStartMark())))
            .withDetail("expected a single document in the stream but found another document")
            .stop();
      }
      anchors.clear();
      documents.add(constructor.document(node(0)));
      parser.getEvent(); // end of the document
    }
  }

  private YamlNode node(int depth) {
    Event event = parser.getEvent();
    int start = places.offset(event.getStartMark());
    count(1, start);
    checkDepth(depth, start);
    if (event instanceof AliasEvent alias) {
      return alias(alias.getAnchor(), depth, start);
    }
    String name = ((NodeEvent) event).getAnchor();
    if (name != null && anchors.containsKey(name)) {
      throw stop("JP1006", "YAML anchor is defined twice", places.at(start))
          .withDetail("found duplicate anchor '" + name + "': second occurrence")
          .stop();
    }
    return switch (event) {
      case ScalarEvent scalar -> anchored(name, scalar(scalar, start)).node();
      case MappingStartEvent mapping -> mapping(mapping, name, depth, start);
      default -> sequence((CollectionStartEvent) event, name, depth, start);
    };
  }

  private Anchor anchored(@Nullable String name, YamlNode node) {
    var anchor = new Anchor(node, nodes);
    if (name != null) {
      anchors.put(name, anchor);
    }
    return anchor;
  }

  /// The node of an anchor. One that is not finished contains itself, which no value of ours may.
  private YamlNode alias(String name, int depth, int start) {
    Anchor anchor = anchors.get(name);
    if (anchor == null) {
      throw stop("JP1006", "YAML alias has no anchor", places.at(start))
          .withDetail("found undefined alias '" + name + "'")
          .withHint("a text that starts with * must be quoted")
          .stop();
    }
    if (anchor.isOpen()) {
      problems.add(
          Diagnostic.error("JP1006", "YAML alias refers to what it is in", places.at(start))
              .withDetail("the anchor '" + name + "' contains itself"));
      return anchor.node();
    }
    count(anchor.size, start);
    checkDepth(depth + anchor.node().height(), start);
    return anchor.node();
  }

  private void count(long more, int start) {
    nodes += more;
    if (nodes > MAX_NODES) {
      throw stop("JP1004", "YAML document is too large", places.at(start))
          .withDetail("it has, aliases written out, more than " + MAX_NODES + " values")
          .stop();
    }
  }

  private void checkDepth(int depth, int start) {
    if (depth > MAX_DEPTH) {
      throw stop("JP1004", "YAML is nested too deeply", places.at(start))
          .withDetail("more than " + MAX_DEPTH + " levels")
          .stop();
    }
  }

  private YamlNode scalar(ScalarEvent scalar, int start) {
    boolean isBlock = scalar.isLiteral() || scalar.isFolded();
    int end = places.offset(scalar.getEndMark());
    return new YamlNode.Scalar(YamlTags.of(scalar), scalar.getValue(), isBlock, start, end);
  }

  private YamlNode sequence(
      CollectionStartEvent event, @Nullable String name, int depth, int start) {
    var items = new ArrayList<YamlNode>();
    var node = new YamlNode.Sequence(YamlTags.of(event, YamlTags.SEQ), items, start);
    Anchor anchor = anchored(name, node);
    int height = 0;
    open(event, start);
    while (!parser.checkEvent(Event.ID.SequenceEnd)) {
      YamlNode item = node(depth + 1);
      items.add(item);
      height = Math.max(height, item.height() + 1);
    }
    close(event);
    anchor.close(nodes, places.offset(parser.getEvent().getEndMark()), height);
    return node;
  }

  private void open(CollectionStartEvent event, int start) {
    if (event.isFlow()) {
      brackets.push(start);
    }
  }

  private void close(CollectionStartEvent event) {
    if (event.isFlow()) {
      brackets.pop();
    }
  }

  private YamlNode mapping(MappingStartEvent event, @Nullable String name, int depth, int start) {
    var pairs = new ArrayList<YamlNode.Pair>();
    String tag = YamlTags.of(event, YamlTags.MAP);
    var node = new YamlNode.Mapping(tag, pairs, event.isFlow(), start);
    Anchor anchor = anchored(name, node);
    int height = 0;
    open(event, start);
    while (!parser.checkEvent(Event.ID.MappingEnd)) {
      var pair = new YamlNode.Pair(node(depth + 1), node(depth + 1));
      pairs.add(pair);
      height = Math.max(height, Math.max(pair.key().height(), pair.value().height()) + 1);
    }
    close(event);
    anchor.close(nodes, places.offset(parser.getEvent().getEndMark()), height);
    return node;
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
