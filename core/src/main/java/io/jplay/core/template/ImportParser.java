package io.jplay.core.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads the tags that ask for other templates: include, import, from.
final class ImportParser {
  private final TokenStream tokens;
  private final ExpressionParser expressions;

  ImportParser(TokenStream tokens, ExpressionParser expressions) {
    this.tokens = tokens;
    this.expressions = expressions;
  }

  /// Reads `with context` or `without context`.
  private boolean context(boolean otherwise) {
    boolean with = tokens.isName("with");
    if ((with || tokens.isName("without")) && tokens.following().isName("context")) {
      tokens.next();
      tokens.next();
      return with;
    }
    return otherwise;
  }

  Stmt include(Token tag) {
    Expr name = expressions.expression();
    boolean ignoreMissing = tokens.isName("ignore") && tokens.following().isName("missing");
    if (ignoreMissing) {
      tokens.next();
      tokens.next();
    }
    return new Inheritance.Include(name, ignoreMissing, context(true), tag.offset());
  }

  Stmt importAll(Token tag) {
    Expr name = expressions.expression();
    tokens.expectName("as");
    String alias = tokens.expect(Token.Type.NAME).text();
    expressions.operands().scopes().set(alias);
    return new Inheritance.Import(
        name, Optional.of(alias), List.of(), context(false), tag.offset());
  }

  Stmt from(Token tag) {
    Expr template = expressions.expression();
    tokens.expectName("import");
    var names = new ArrayList<Inheritance.Import.Imported>();
    while (tokens.is(Token.Type.NAME) && !isContext()) {
      Token name = tokens.next();
      if (name.text().startsWith("_")) {
        throw new SyntaxError(
            "names starting with an underline can not be imported", name.offset());
      }
      String as = tokens.skipName("as") ? tokens.expect(Token.Type.NAME).text() : name.text();
      names.add(new Inheritance.Import.Imported(name.text(), as));
      expressions.operands().scopes().set(as);
      if (!tokens.skipOperator(",")) {
        break;
      }
      if (tokens.is(Token.Type.BLOCK_END)) {
        tokens.expect(Token.Type.NAME);
      }
    }
    return new Inheritance.Import(
        template, Optional.empty(), List.copyOf(names), context(false), tag.offset());
  }

  private boolean isContext() {
    return (tokens.isName("with") || tokens.isName("without"))
        && tokens.following().isName("context");
  }
}
