package io.jplay.core.template;

import io.jplay.core.source.SourceRange;
import java.util.Map;
import java.util.Optional;

/// A template that was read, with the place it stands at. The [Tree] is immutable and shared by all
/// places with the same text. `shown`: the text as Ansible's messages show it.
record TemplateUnit(Tree tree, SourceRange origin, String shown) {

  /// A template whose text is shown as it is.
  TemplateUnit(Tree tree, SourceRange origin) {
    this(tree, origin, tree.text());
  }

  /// The content of a `{% block %}`. `scoped`: it sees the names of the loop around it.
  record BlockBody(String name, Node content, boolean scoped, boolean required) {}

  /// What a text means. `only` is the expression when the template is one `{{ }}` and nothing else.
  record Tree(String text, Node content, Map<String, BlockBody> blocks, Optional<Node.Print> only) {
    Tree {
      blocks = Map.copyOf(blocks);
    }
  }

  Map<String, BlockBody> blocks() {
    return tree.blocks();
  }

  /// The 1-based line of an offset within the template's own text.
  int line(int offset) {
    int line = 1;
    String text = tree.text();
    for (int i = text.indexOf('\n'); i >= 0 && i < offset; i = text.indexOf('\n', i + 1)) {
      line++;
    }
    return line;
  }
}
