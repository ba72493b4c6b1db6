package io.jplay.core.template;

import io.burt.jmespath.BaseRuntime;
import io.burt.jmespath.Expression;
import io.burt.jmespath.JmesPathException;
import io.burt.jmespath.JmesPathType;
import io.burt.jmespath.node.FlattenArrayNode;
import io.burt.jmespath.node.FlattenObjectNode;
import io.burt.jmespath.node.Node;
import io.burt.jmespath.node.NodeFactory;
import io.burt.jmespath.node.ProjectionNode;
import io.burt.jmespath.node.SelectionNode;
import io.burt.jmespath.node.StandardNodeFactory;
import io.jplay.core.value.Bool;
import io.jplay.core.value.Deferred;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Int;
import io.jplay.core.value.Json;
import io.jplay.core.value.Null;
import io.jplay.core.value.Real;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// JMESPath over values, by the library of io.burt: `json_query`.
final class JsonQuery extends BaseRuntime<Value> {
  private static final JsonText.Options COMPACT =
      new JsonText.Options(Optional.empty(), ",", ":", false, true, false);

  /// Texts in quotes, which stay as they are, and literals between backticks.
  private static final Pattern LITERAL =
      Pattern.compile("'(?:[^'\\\\]|\\\\.)*'|\"(?:[^\"\\\\]|\\\\.)*\"|`((?:[^`\\\\]|\\\\.)*)`");

  private final NodeFactory<Value> nodes =
      new StandardNodeFactory<Value>(this) {
        @Override
        public Node<Value> createSlice(
            @Nullable Integer start, @Nullable Integer stop, @Nullable Integer step) {
          return new JsonQuerySlice<>(JsonQuery.this, start, stop, step);
        }

        // what makes a list of several values projects them, also where nothing follows: what is
        // null is left out
        @Override
        public Node<Value> createSequence(List<Node<Value>> parts) {
          var all = new ArrayList<Node<Value>>();
          for (int i = 0; i < parts.size(); i++) {
            all.add(parts.get(i));
            boolean isProjected =
                i + 1 < parts.size() && parts.get(i + 1) instanceof ProjectionNode<Value>;
            if (makesList(parts.get(i)) && !isProjected) {
              all.add(createProjection(createCurrent()));
            }
          }
          return super.createSequence(all);
        }
      };

  private JsonQuery() {
    super(JsonQueryFunctions.configuration());
  }

  private static boolean makesList(Node<Value> node) {
    return node instanceof FlattenArrayNode<Value>
        || node instanceof FlattenObjectNode<Value>
        || node instanceof SelectionNode<Value>
        || node instanceof JsonQuerySlice<Value>;
  }

  @Override
  public NodeFactory<Value> nodeFactory() {
    return nodes;
  }

  static Value query(Call c) {
    String query = c.text(0);
    try {
      return new JsonQuery().whole(query).search(c.eval().finishDeep(c.input()));
    } catch (JmesPathException e) {
      throw c.error(
          "JMESPathError in json_query filter plugin:\n" + String.valueOf(e.getMessage()));
    }
  }

  /// A query of one part is no sequence to the library.
  private Expression<Value> whole(String query) {
    Expression<Value> compiled = compile(withQuotedLiterals(query));
    return compiled instanceof Node<Value> node && makesList(node)
        ? nodes.createSequence(List.of(node))
        : compiled;
  }

  /// A literal between backticks that is no JSON counts as a text, as in the Python library: it is
  /// how most playbooks write them.
  private static String withQuotedLiterals(String query) {
    return LITERAL
        .matcher(query)
        .replaceAll(m -> Matcher.quoteReplacement(m.group(1) == null ? m.group() : quoted(m)));
  }

  private static String quoted(MatchResult literal) {
    String text = literal.group(1);
    try {
      Json.read(text.replace("\\`", "`"), Tag.NONE);
      return literal.group();
    } catch (IOException e) {
      return "`\"" + PythonStrings.stripStart(text) + "\"`";
    }
  }

  @Override
  public Value parseString(String text) {
    try {
      return Json.read(text, Tag.NONE);
    } catch (IOException e) {
      throw PythonError.value("not JSON: " + text);
    }
  }

  @Override
  public List<Value> toList(Value value) {
    return switch (value) {
      case Seq s -> s.items();
      case Dict d -> List.copyOf(d.entries().values());
      default -> List.of();
    };
  }

  @Override
  public String toString(Value value) {
    return value instanceof Str s ? s.text() : JsonText.dump(value, COMPACT);
  }

  @Override
  public Number toNumber(Value value) {
    return switch (value) {
      case Int i when i.isSmall() -> i.longValue();
      case Int i -> i.doubleValue();
      case Real r -> r.value();
      default -> 0;
    };
  }

  @Override
  public boolean isTruthy(Value value) {
    return switch (value) {
      case Null n -> false;
      case Bool b -> b.value();
      case Str s -> !s.text().isEmpty();
      case Seq s -> !s.items().isEmpty();
      case Dict d -> !d.isEmpty();
      default -> true;
    };
  }

  @Override
  public JmesPathType typeOf(Value value) {
    return switch (value) {
      case Null n -> JmesPathType.NULL;
      case Bool b -> JmesPathType.BOOLEAN;
      case Int i -> JmesPathType.NUMBER;
      case Real r -> JmesPathType.NUMBER;
      case Seq s -> JmesPathType.ARRAY;
      case Dict d -> JmesPathType.OBJECT;
      case Deferred d -> typeOf(d.force());
      default -> JmesPathType.STRING;
    };
  }

  @Override
  public Value getProperty(Value value, Value name) {
    Value found = value instanceof Dict d ? d.entries().get(name) : null;
    return found == null ? Null.NULL : found;
  }

  @Override
  public Collection<Value> getPropertyNames(Value value) {
    return value instanceof Dict d ? d.keys() : List.of();
  }

  @Override
  public Value createNull() {
    return Null.NULL;
  }

  @Override
  public Value createArray(Collection<Value> items) {
    return Call.list(new ArrayList<>(items));
  }

  @Override
  public Value createString(String text) {
    return Str.of(text);
  }

  @Override
  public Value createBoolean(boolean value) {
    return Bool.of(value);
  }

  @Override
  public Value createObject(Map<Value, Value> entries) {
    return new Dict(new LinkedHashMap<>(entries), Tag.NONE);
  }

  @Override
  public Value createNumber(double number) {
    return Real.of(number);
  }

  @Override
  public Value createNumber(long number) {
    return Int.of(number);
  }
}
