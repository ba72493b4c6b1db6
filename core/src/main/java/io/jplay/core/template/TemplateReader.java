package io.jplay.core.template;

import io.jplay.core.source.SourceRange;
import io.jplay.core.source.SourceText;
import io.jplay.core.value.Template;
import java.util.Map;
import java.util.Optional;

/// Reads templates and expressions into trees and keeps them by text. Safe for any thread.
final class TemplateReader {
  private static final int TREES = 20_000;

  private final TreeCache<String, TemplateUnit.Tree> values = new TreeCache<>(TREES);
  private final TreeCache<FileKey, TemplateUnit.Tree> files = new TreeCache<>(TREES / 10);
  private final TreeCache<String, Expr> conditions = new TreeCache<>(TREES);
  private final TreeCache<String, Expr> expressions = new TreeCache<>(TREES);

  private record FileKey(String text, Syntax syntax) {
    /// Only that of the text, which keeps it: the syntaxes of one text are few, and the hash of one
    /// takes longer than a short template.
    @Override
    public int hashCode() {
      return text.hashCode();
    }
  }

  /// The tree of a condition, where `{% %}` would be an error.
  Expr condition(TemplateUnit unit, String text) {
    return expression(conditions, unit, text, true);
  }

  /// The tree of an expression without braces.
  Expr expression(TemplateUnit unit, String text) {
    return expression(expressions, unit, text, false);
  }

  private static Expr expression(
      TreeCache<String, Expr> cache, TemplateUnit unit, String text, boolean condition) {
    try {
      return cache.get(text, t -> TemplateParser.parseExpression(t, !condition, condition));
    } catch (SyntaxError e) {
      throw unreadable(e, unit);
    }
  }

  /// The tree of a value, with the place that this one has.
  TemplateUnit value(Template template) {
    String text = template.text();
    SourceRange origin = template.tag().origin();
    try {
      return new TemplateUnit(values.get(text, TemplateReader::readValue), origin);
    } catch (SyntaxError e) {
      TemplateUnit.Tree tree = bare(text, origin).tree();
      throw unreadable(e, new TemplateUnit(tree, origin, text.replace("\\", "\\\\")));
    }
  }

  private static TemplateUnit.Tree readValue(String text) {
    var header = TemplateHeader.read(text, Syntax.VALUE);
    String content = text.substring(header.length());
    return header.length() > 0 && !header.syntax().isIn(content)
        ? text(text)
        : TemplateParser.parse(content, header.syntax());
  }

  /// The tree of a template file, by its header and the settings under it.
  TemplateUnit file(SourceText file, Syntax base) {
    String text = file.text();
    try {
      var header = TemplateHeader.read(text, base);
      String content = text.substring(header.length());
      SourceRange origin = file.range(header.length(), content.length());
      try {
        var key = new FileKey(content, header.syntax());
        return new TemplateUnit(
            files.get(key, k -> TemplateParser.parse(k.text(), k.syntax())), origin);
      } catch (SyntaxError e) {
        throw unreadable(e, bare(content, origin));
      }
    } catch (SyntaxError e) {
      throw unreadable(e, bare(text, file.range(0, text.length())));
    }
  }

  private static TemplateFailure unreadable(SyntaxError error, TemplateUnit unit) {
    return TemplateFailure.of(PythonError.Kind.SYNTAX, error.text(), "", unit, error.offset());
  }

  /// A unit for messages about a text that is no template.
  static TemplateUnit bare(String text, SourceRange origin) {
    var tree = text(text);
    return new TemplateUnit(tree, origin);
  }

  private static TemplateUnit.Tree text(String text) {
    return new TemplateUnit.Tree(
        text, new Node.Text(text), Map.of(), Optional.empty(), Syntax.FILE, false);
  }

  /// A unit for what happens outside any text.
  static TemplateUnit blank(SourceRange origin) {
    return bare("", origin);
  }
}
