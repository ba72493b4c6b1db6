package io.jplay.core.yaml;

import io.jplay.core.source.SourceRange;
import io.jplay.core.source.SourceText;
import java.util.Arrays;
import org.yaml.snakeyaml.error.Mark;

/// Turns the parser's marks (counted in code points) into ranges of the source (UTF-16).
final class YamlPlaces {
  private final SourceText source;
  private final int[] wide;

  YamlPlaces(SourceText source) {
    this.source = source;
    this.wide = wideCharacters(source.text());
  }

  /// The code point indexes of all characters that take two UTF-16 units.
  private static int[] wideCharacters(String text) {
    var found = new int[0];
    int count = 0;
    for (int i = 0; i < text.length(); i++) {
      if (Character.isHighSurrogate(text.charAt(i))
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        if (count == found.length) {
          found = Arrays.copyOf(found, Math.max(16, count * 2));
        }
        found[count] = i - count;
        count++;
        i++;
      }
    }
    return Arrays.copyOf(found, count);
  }

  int offset(Mark mark) {
    int index = mark.getIndex();
    if (wide.length == 0) {
      return index;
    }
    int at = Arrays.binarySearch(wide, index);
    return index + (at >= 0 ? at : -at - 1);
  }

  SourceRange at(Mark mark) {
    return at(offset(mark));
  }

  SourceRange at(int offset) {
    return source.range(offset, 1);
  }

  /// Where a node begins, and its whole text if that ends in the same lines.
  SourceRange written(YamlNode node) {
    return node instanceof YamlNode.Scalar s && !s.isBlock()
        ? trimmed(node.start(), node.end())
        : at(node.start());
  }

  /// Where a node is, without the white space at its end; of a block text the content alone.
  SourceRange of(YamlNode node) {
    return node instanceof YamlNode.Scalar s && s.isBlock()
        ? blockContent(node.start(), node.end())
        : trimmed(node.start(), node.end());
  }

  /// The content of a block text whose `|` or `>` is at the first offset.
  private SourceRange blockContent(int start, int to) {
    String text = source.text();
    int end = Math.min(to, text.length());
    int line = text.indexOf('\n', start);
    int content = line < 0 ? end : line;
    while (content < end && Character.isWhitespace(text.charAt(content))) {
      content++;
    }
    return content >= end ? trimmed(start, end) : trimmed(content, end);
  }

  private SourceRange trimmed(int start, int end) {
    String text = source.text();
    int last = Math.min(end, text.length());
    while (last > start && Character.isWhitespace(text.charAt(last - 1))) {
      last--;
    }
    return source.range(start, Math.max(0, last - start));
  }
}
