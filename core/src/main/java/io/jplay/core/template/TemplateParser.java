package io.jplay.core.template;

import io.jplay.core.value.Null;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads a whole template: text, `{{ }}` and statements.
final class TemplateParser {
  private final TokenStream tokens;

  private final ExpressionParser expressions;
  private @Nullable StatementParser statements;
  private final Map<String, TemplateUnit.BlockBody> blocks = new LinkedHashMap<>();
  private final Deque<List<String>> expectedEnds = new ArrayDeque<>();
  private final Deque<String> openTags = new ArrayDeque<>();

  private TemplateParser(List<Token> all) {
    tokens = new TokenStream(all);
    expressions = new ExpressionParser(tokens);
  }

  /// Reads a template; fails with [SyntaxError].
  static TemplateUnit.Tree parse(String source, Syntax syntax) {
    String text =
        source.indexOf('\r') < 0 ? source : source.replace("\r\n", "\n").replace('\r', '\n');
    var parser = new TemplateParser(TemplateLexer.lex(text, syntax));
    Node content = parser.expressions.operands().scopes().finish(parser.body());
    Optional<Node.Print> only =
        content instanceof Node.Print print ? Optional.of(print) : Optional.empty();
    boolean usesSelf = parser.expressions.operands().names().contains("self");
    return new TemplateUnit.Tree(text, content, parser.blocks, only, syntax, usesSelf);
  }

  /// The names that a template asks for, in no particular order; fails with [SyntaxError].
  static Set<String> names(String source, Syntax syntax) {
    var parser = new TemplateParser(TemplateLexer.lex(source, syntax));
    parser.body();
    return parser.expressions.operands().names();
  }

  /// Reads a bare expression. `statement`: messages name the end as in a `{% if %}`, which is how
  /// Ansible evaluates conditions.
  static Expr parseExpression(String source, boolean rawStrings, boolean statement) {
    var all = new ArrayList<Token>();
    try {
      int before = statement ? "{% if ".length() : 0;
      var literals = ExpressionLexer.Literals.of(rawStrings);
      var lexer = new ExpressionLexer(source, 0, "", literals, all, before);
      lexer.run(Token.Type.END, statement);
      if (!lexer.unfinished().isEmpty()) {
        all.add(TemplateLexer.error(new SyntaxError(lexer.unfinished(), source.length())));
      }
    } catch (SyntaxError e) {
      all.add(TemplateLexer.error(e));
    }
    Token.Type end = statement ? Token.Type.BLOCK_END : Token.Type.VARIABLE_END;
    int length = source.length();
    all.add(new Token(end, "", Null.NULL, length, length));
    all.add(new Token(Token.Type.END, "", Null.NULL, length, length));
    var tokens = new TokenStream(all);
    Expr expression = new ExpressionParser(tokens).tuple(!statement, "", false);
    tokens.expect(end);
    return expression;
  }

  Map<String, TemplateUnit.BlockBody> blocks() {
    return blocks;
  }

  /// Statements until one of the tags `ends`, whose name is then the current token.
  Node body(String... ends) {
    if (ends.length > 0) {
      expectedEnds.push(List.of(ends));
    }
    var list = new ArrayList<Node>();
    while (true) {
      Token token = tokens.current();
      switch (token.type()) {
        case DATA -> {
          tokens.next();
          list.add(new Node.Text(token.text()));
        }
        case VARIABLE_START -> {
          tokens.next();
          list.add(print(token));
        }
        case BLOCK_START -> {
          tokens.next();
          if (isEnd(ends)) {
            expectedEnds.pop();
            return sequence(list);
          }
          list.add(statement());
          tokens.expect(Token.Type.BLOCK_END);
        }
        case END -> {
          if (expectedEnds.isEmpty()) {
            return sequence(list);
          }
          throw tokens.error("Unexpected end of template." + expectation());
        }
        case NAME, INTEGER, REAL, STRING, OPERATOR, VARIABLE_END, BLOCK_END, ERROR ->
            throw tokens.error("unexpected '" + token.describe() + "'");
      }
    }
  }

  private boolean isEnd(String[] ends) {
    for (String end : ends) {
      if (tokens.isName(end)) {
        return true;
      }
    }
    return false;
  }

  private static Node sequence(List<Node> list) {
    return list.size() == 1 ? list.getFirst() : new Node.Sequence(List.copyOf(list));
  }

  private Node print(Token start) {
    int offset = tokens.current().offset();
    Expr expression = expressions.tuple(true, "", false);
    tokens.expect(Token.Type.VARIABLE_END);
    return new Node.Print(expression, offset);
  }

  private Node statement() {
    Token tag = tokens.current();
    if (tag.type() != Token.Type.NAME) {
      throw tokens.error("tag name expected");
    }
    tokens.next();
    openTags.push(tag.text());
    Optional<Node> statement = statements().parse(tag);
    openTags.pop();
    if (statement.isEmpty()) {
      throw new SyntaxError(
          "Encountered unknown tag '" + tag.text() + "'." + expectation(), tag.offset());
    }
    return statement.get();
  }

  /// Made when there is a statement: most texts have none.
  private StatementParser statements() {
    StatementParser made = statements;
    if (made == null) {
      made = new StatementParser(this, tokens, expressions);
      statements = made;
    }
    return made;
  }

  private String expectation() {
    if (expectedEnds.isEmpty()) {
      return "";
    }
    var names = new ArrayList<String>();
    expectedEnds.peek().forEach(e -> names.add("'" + e + "'"));
    return " Jinja was looking for the following tags: %s. The innermost block that needs to be closed is '%s'."
        .formatted(String.join(" or ", names), openTags.peek());
  }

  /// The filters behind a block's tag, applied to the block's text.
  Expr filtersOfContent(boolean required) {
    Expr content = new Expr.Name(Stmt.Capture.CONTENT, tokens.current().offset());
    return expressions
        .operands()
        .moreFilters(required ? expressions.operands().filter(content) : content);
  }
}
