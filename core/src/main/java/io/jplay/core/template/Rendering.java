package io.jplay.core.template;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One template being rendered together with those it extends: which blocks there are, innermost
/// first, and the parent that is still to be rendered.
final class Rendering {
  private final TemplateUnit unit;
  private final Output.Reading reading;
  private final Map<String, List<Block>> blocks;
  private @Nullable Frame root;
  private Optional<TemplateUnit> parent = Optional.empty();
  private int extendsAt;

  /// A block and the template it is written in, for messages.
  record Block(TemplateUnit unit, TemplateUnit.BlockBody body) {}

  Rendering(TemplateUnit unit, Output.Reading reading) {
    this(unit, reading, new HashMap<>());
    add(unit);
  }

  private Rendering(TemplateUnit unit, Output.Reading reading, Map<String, List<Block>> blocks) {
    this.unit = unit;
    this.reading = reading;
    this.blocks = blocks;
  }

  private void add(TemplateUnit template) {
    template
        .blocks()
        .forEach((name, body) ->
            blocks.computeIfAbsent(name, k -> new ArrayList<>()).add(new Block(template, body)));
  }

  /// The rendering of the parent, whose blocks came after these when it was named.
  Rendering of(TemplateUnit parentUnit) {
    return new Rendering(parentUnit, reading, blocks);
  }

  /// The frame of the names set at the top of the template, which blocks see.
  Frame root() {
    return Objects.requireNonNull(root);
  }

  void root(Frame frame) {
    root = frame;
  }

  TemplateUnit unit() {
    return unit;
  }

  /// Where a part of the template is written that becomes a value.
  Output part() {
    return new Output(reading);
  }

  Output.Reading reading() {
    return reading;
  }

  List<Block> blocks(String name) {
    return blocks.getOrDefault(name, List.of());
  }

  /// `offset`: where this template says so.
  void extend(TemplateUnit parentUnit, int offset) {
    if (parent.isPresent()) {
      throw new PythonError(PythonError.Kind.RUNTIME, "extended multiple times");
    }
    parent = Optional.of(parentUnit);
    add(parentUnit);
    extendsAt = offset;
  }

  int extendsAt() {
    return extendsAt;
  }

  Optional<TemplateUnit> parent() {
    return parent;
  }
}
