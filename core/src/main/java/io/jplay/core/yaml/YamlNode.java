package io.jplay.core.yaml;

import io.jplay.core.value.Taint;
import io.jplay.core.value.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A part of a document as it is written, before its tag says what value it is. An alias is the
/// node of its anchor, so a node may be in several places, and in itself. It remembers its value,
/// which is then shared, too. Used by one thread.
abstract sealed class YamlNode {
  /// How far the value of a node has been made.
  private enum Stage {
    WRITTEN,
    BEGUN,
    MADE
  }

  private final String tag;
  private final int start;
  private int end;
  private int height;
  private Stage stage = Stage.WRITTEN;
  private @Nullable Value value;
  private Taint unsafe = Taint.NONE;

  private YamlNode(String tag, int start, int end) {
    this.tag = tag;
    this.start = start;
    this.end = end;
  }

  /// A text; `isBlock` after `|` or `>`.
  static final class Scalar extends YamlNode {
    private final String text;
    private final boolean isBlock;

    Scalar(String tag, String text, boolean isBlock, int start, int end) {
      super(tag, start, end);
      this.text = text;
      this.isBlock = isBlock;
    }

    String text() {
      return text;
    }

    boolean isBlock() {
      return isBlock;
    }

    @Override
    String shape() {
      return "scalar";
    }
  }

  static final class Sequence extends YamlNode {
    private final List<YamlNode> items;

    Sequence(String tag, List<YamlNode> items, int start) {
      super(tag, start, start);
      this.items = items;
    }

    List<YamlNode> items() {
      return items;
    }

    @Override
    String shape() {
      return "sequence";
    }
  }

  record Pair(YamlNode key, YamlNode value) {}

  static final class Mapping extends YamlNode {
    private final boolean isFlow;
    private List<Pair> pairs;

    Mapping(String tag, List<Pair> pairs, boolean isFlow, int start) {
      super(tag, start, start);
      this.pairs = pairs;
      this.isFlow = isFlow;
    }

    List<Pair> pairs() {
      return pairs;
    }

    /// Puts other pairs in the place of those that are written, when merge keys are done with.
    void replace(List<Pair> merged) {
      pairs = merged;
    }

    boolean isFlow() {
      return isFlow;
    }

    @Override
    String shape() {
      return "mapping";
    }
  }

  /// What the parser calls such a node.
  abstract String shape();

  /// The whole name of its tag; empty for a plain text whose look says what it is.
  String tag() {
    return tag;
  }

  boolean is(String name) {
    return tag.equals(name);
  }

  /// The offset of its first character.
  int start() {
    return start;
  }

  /// The offset behind its last character.
  int end() {
    return end;
  }

  /// How many levels of collections there are below it.
  int height() {
    return height;
  }

  void finish(int newEnd, int newHeight) {
    end = newEnd;
    height = newHeight;
  }

  /// Its value, if that was made with the same taint.
  @Nullable Value made(Taint taint) {
    return stage == Stage.MADE && unsafe == taint ? value : null;
  }

  boolean isBegun() {
    return stage == Stage.BEGUN;
  }

  void begin() {
    stage = Stage.BEGUN;
  }

  Value make(Value made, Taint taint) {
    stage = Stage.MADE;
    value = made;
    unsafe = taint;
    return made;
  }
}
