package io.jplay.core.template;

import io.jplay.core.source.SourceRange;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// A template that was read, with the place it stands at. The [Tree] is immutable and shared by all
/// places with the same text. `shown`: the text as Ansible's messages show it.
record TemplateUnit(Tree tree, SourceRange origin, String shown) {

  /// A template whose text is shown as it is.
  TemplateUnit(Tree tree, SourceRange origin) {
    this(tree, origin, tree.text());
  }

  /// The content of a `{% block %}`. `scoped`: it sees the names of the loop around it.
  record BlockBody(String name, Node content, boolean scoped, boolean required) {}

  /// What a text means. `only` is the expression when the template is one `{{ }}` and nothing else;
  /// `alone` the variable when nothing but its name is in the braces. `syntax` is that of what it
  /// includes, too. `usesSelf`: it names `self`.
  record Tree(
      String text,
      Node content,
      Map<String, BlockBody> blocks,
      Optional<Node.Print> only,
      Optional<String> alone,
      Syntax syntax,
      boolean usesSelf) {
    private static final Pattern ALONE = Pattern.compile("\\{\\{\\s*\\w*\\s*}}\n?");

    Tree {
      blocks = Map.copyOf(blocks);
    }

    Tree(
        String text,
        Node content,
        Map<String, BlockBody> blocks,
        Optional<Node.Print> only,
        Syntax syntax,
        boolean usesSelf) {
      this(text, content, blocks, only, alone(text, only), syntax, usesSelf);
    }

    /// In parentheses, after a comment or beside a minus a name is not alone (like ansible-core
    /// 2.18 template/__init__.py, which looks at the text).
    private static Optional<String> alone(String text, Optional<Node.Print> only) {
      return only.isPresent()
              && only.get().expression() instanceof Expr.Name name
              && ALONE.matcher(text).matches()
          ? Optional.of(name.name())
          : Optional.empty();
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
