package io.jplay.core.template;

import io.jplay.core.value.Value;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One part of a JMESPath expression. What is projected has a left side, which makes the list, and
/// a right side, which each of its elements goes through.
sealed interface JsonQueryNode {
  /// `@`, and the side of a projection that does nothing.
  record Current() implements JsonQueryNode {}

  record Field(String name) implements JsonQueryNode {}

  record Literal(Value value) implements JsonQueryNode {}

  /// `&x`: an argument that a function applies.
  record Reference(JsonQueryNode body) implements JsonQueryNode {}

  record Index(BigInteger at) implements JsonQueryNode {}

  record Slice(List<Optional<BigInteger>> parts) implements JsonQueryNode {}

  /// One after the other: `a.b`, `a[0]`, `a | b`.
  record Chain(JsonQueryNode first, JsonQueryNode then, boolean isIndex) implements JsonQueryNode {}

  /// `[*]`, `[]`, `[1:2]`.
  record Projection(JsonQueryNode list, JsonQueryNode each) implements JsonQueryNode {}

  record Flatten(JsonQueryNode list) implements JsonQueryNode {}

  /// `*`.
  record Values(JsonQueryNode map, JsonQueryNode each) implements JsonQueryNode {}

  /// `[?x]`.
  record Filter(JsonQueryNode list, JsonQueryNode condition, JsonQueryNode each)
      implements JsonQueryNode {}

  record MultiList(List<JsonQueryNode> items) implements JsonQueryNode {}

  record MultiMap(Map<String, JsonQueryNode> entries) implements JsonQueryNode {}

  record Or(JsonQueryNode left, JsonQueryNode right) implements JsonQueryNode {}

  record And(JsonQueryNode left, JsonQueryNode right) implements JsonQueryNode {}

  record Not(JsonQueryNode body) implements JsonQueryNode {}

  record Comparison(String operator, JsonQueryNode left, JsonQueryNode right)
      implements JsonQueryNode {}

  record Function(String name, List<JsonQueryNode> arguments) implements JsonQueryNode {}
}
