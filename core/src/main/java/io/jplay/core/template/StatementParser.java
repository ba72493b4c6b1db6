package io.jplay.core.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads what is between `{%` and `%}`, and with it the blocks it opens.
final class StatementParser {
  private static final Set<String> CONSTANTS =
      Set.of("true", "false", "none", "True", "False", "None");

  private final TemplateParser template;
  private final TokenStream tokens;
  private final ExpressionParser expressions;
  private final ImportParser imports;
  private int loops;

  /// How many parts with names of their own are open.
  private int inner;

  private boolean inBlock;

  StatementParser(TemplateParser template, TokenStream tokens, ExpressionParser expressions) {
    this.template = template;
    this.tokens = tokens;
    this.expressions = expressions;
    this.imports = new ImportParser(tokens, expressions);
  }

  /// The statement of a tag whose name was read, up to but without its last `%}`; empty when there
  /// is no such tag.
  Optional<Node> parse(Token tag) {
    return switch (tag.text()) {
      case "if" -> Optional.of(parseIf(tag));
      case "for" -> Optional.of(parseFor(tag));
      case "set" -> Optional.of(parseSet(tag));
      case "with" -> Optional.of(parseWith());
      case "filter" -> Optional.of(parseFilter(tag));
      case "macro" -> Optional.of(parseMacro(tag));
      case "call" -> Optional.of(parseCall(tag));
      case "do" -> Optional.of(new Stmt.Do(expressions.tuple(true, "", false)));
      case "print" -> Optional.of(parsePrint());
      case "break" -> Optional.of(jump(tag, Node.Flow.BREAK, "'break' outside loop"));
      case "continue" ->
          Optional.of(jump(tag, Node.Flow.CONTINUE, "'continue' not properly in loop"));
      case "autoescape" -> {
        expressions.expression();
        yield Optional.of(new Stmt.Scoped(part("endautoescape")));
      }
      case "block" -> Optional.of(parseBlock());
      case "extends" -> Optional.of(parseExtends(tag));
      case "include" -> Optional.of(imports.include(tag));
      case "import" -> Optional.of(imports.importAll(tag));
      case "from" -> Optional.of(imports.from(tag));
      default -> Optional.empty();
    };
  }

  /// The body after this tag's `%}` up to the end tag's name, which is read too.
  private Node blockBody(String end) {
    tokens.expect(Token.Type.BLOCK_END);
    Node body = template.body(end);
    tokens.next();
    return body;
  }

  private NameScopes scopes() {
    return expressions.operands().scopes();
  }

  private Node branch(String... ends) {
    scopes().enterBranch();
    Node body = template.body(ends);
    scopes().leaveBranch();
    return body;
  }

  private Stmt parseIf(Token tag) {
    var conditions = new ArrayList<Expr>();
    var bodies = new ArrayList<Node>();
    while (true) {
      conditions.add(expressions.tuple(false, "", false));
      tokens.expect(Token.Type.BLOCK_END);
      bodies.add(branch("elif", "else", "endif"));
      Token end = tokens.next();
      switch (end.text()) {
        case "elif" -> {}
        case "else" -> {
          tokens.expect(Token.Type.BLOCK_END);
          Node otherwise = branch("endif");
          tokens.next();
          return new Stmt.If(conditions, bodies, Optional.of(otherwise), tag.offset());
        }
        default -> {
          return new Stmt.If(conditions, bodies, Optional.empty(), tag.offset());
        }
      }
    }
  }

  private Node jump(Token tag, Node.Flow flow, String otherwise) {
    if (loops == 0) {
      throw new SyntaxError(otherwise, tag.offset());
    }
    return new Stmt.Jump(flow);
  }

  private Stmt parseFor(Token tag) {
    boolean taken = tokens.isName("loop");
    Target target = target(false, "in");
    if (taken) {
      throw new SyntaxError(
          "Can't assign to special loop variable in for-loop target", tag.offset());
    }
    tokens.expectName("in");
    int offset = tokens.current().offset();
    Expr iterable = expressions.tuple(false, "recursive", false);
    Optional<Expr> filter =
        tokens.skipName("if") ? Optional.of(expressions.expression()) : Optional.empty();
    boolean recursive = tokens.skipName("recursive");
    tokens.expect(Token.Type.BLOCK_END);
    open();
    scopes().set(target);
    scopes().set("loop");
    Set<String> before = Set.copyOf(expressions.operands().names());
    expressions.operands().names().remove("loop");
    loops++;
    Node body = close(template.body("endfor", "else"));
    loops--;
    boolean usesLoop = recursive || expressions.operands().names().contains("loop");
    expressions.operands().names().addAll(before);
    Optional<Node> otherwise =
        tokens.next().text().equals("else") ? Optional.of(part("endfor")) : Optional.empty();
    return new ForLoop(target, iterable, filter, recursive, usesLoop, body, otherwise, offset);
  }

  /// A body with names of its own.
  private Node part(String end) {
    open();
    return close(blockBody(end));
  }

  private void open() {
    inner++;
    scopes().open();
  }

  private Node close(Node body) {
    inner--;
    return scopes().close(body);
  }

  private Target target(boolean withNamespace, String stop) {
    var targets = new ArrayList<Target>();
    boolean several = false;
    while (true) {
      if (tokens.skipOperator("(")) {
        targets.add(target(withNamespace, stop));
        tokens.expectOperator(")");
      } else {
        targets.add(singleTarget(withNamespace));
      }
      if (!tokens.skipOperator(",")) {
        break;
      }
      several = true;
      if (tokens.isName(stop) || tokens.isOperator("=") || tokens.isOperator(")")) {
        break;
      }
    }
    return several ? new Target.Several(List.copyOf(targets)) : targets.getFirst();
  }

  private Target singleTarget(boolean withNamespace) {
    Token first = tokens.current();
    switch (first.type()) {
      case INTEGER, REAL, STRING ->
          throw new SyntaxError("can't assign to 'const'", first.offset());
      case OPERATOR -> throw tokens.error("unexpected '" + first.describe() + "'");
      default -> {}
    }
    Token name = tokens.expect(Token.Type.NAME);
    if (withNamespace && tokens.skipOperator(".")) {
      return new Target.Attribute(
          name.text(), tokens.expect(Token.Type.NAME).text(), name.offset());
    }
    if (CONSTANTS.contains(name.text())) {
      throw new SyntaxError("can't assign to 'const'", name.offset());
    }
    return new Target.Single(name.text());
  }

  private Stmt parseSet(Token tag) {
    Target target = target(true, "");
    if (tokens.skipOperator("=")) {
      var assign = new Stmt.Assign(target, expressions.tuple(true, "", false), tag.offset());
      scopes().set(target);
      return assign;
    }
    Expr filtered = template.filtersOfContent(false);
    Node body = part("endset");
    scopes().set(target);
    return new Stmt.Capture(Optional.of(target), filtered, body, tag.offset());
  }

  private Stmt parseWith() {
    var targets = new ArrayList<Target>();
    var values = new ArrayList<Expr>();
    while (!tokens.is(Token.Type.BLOCK_END)) {
      if (!targets.isEmpty()) {
        tokens.expectOperator(",");
      }
      targets.add(target(false, ""));
      tokens.expectOperator("=");
      values.add(expressions.expression());
    }
    open();
    targets.forEach(scopes()::set);
    Node body = close(blockBody("endwith"));
    return new Stmt.With(List.copyOf(targets), List.copyOf(values), body);
  }

  private Stmt parseFilter(Token tag) {
    Expr filtered = template.filtersOfContent(true);
    return new Stmt.Capture(Optional.empty(), filtered, part("endfilter"), tag.offset());
  }

  private Node parsePrint() {
    var list = new ArrayList<Node>();
    while (!tokens.is(Token.Type.BLOCK_END)) {
      if (!list.isEmpty()) {
        tokens.expectOperator(",");
      }
      int offset = tokens.current().offset();
      list.add(new Node.Print(expressions.expression(), offset));
    }
    return new Node.Sequence(List.copyOf(list));
  }

  private List<Macro.Parameter> signature() {
    tokens.expectOperator("(");
    var parameters = new ArrayList<Macro.Parameter>();
    boolean optional = false;
    while (!tokens.isOperator(")")) {
      if (!parameters.isEmpty()) {
        tokens.expectOperator(",");
        if (tokens.isOperator(")")) {
          break;
        }
      }
      String name = tokens.expect(Token.Type.NAME).text();
      if (tokens.skipOperator("=")) {
        optional = true;
        parameters.add(new Macro.Parameter(name, Optional.of(expressions.expression())));
      } else if (optional) {
        throw tokens.error("non-default argument follows default argument");
      } else {
        parameters.add(new Macro.Parameter(name, Optional.empty()));
      }
    }
    tokens.expectOperator(")");
    return List.copyOf(parameters);
  }

  private static boolean isBareCaller(Macro.Parameter parameter) {
    return parameter.name().equals("caller") && parameter.fallback().isEmpty();
  }

  private Macro.Definition macro(
      String name, List<Macro.Parameter> parameters, String end, int offset) {
    Set<String> before = Set.copyOf(expressions.operands().names());
    expressions.operands().names().removeAll(Set.of("varargs", "kwargs", "caller"));
    parameters.forEach(p -> scopes().set(p.name()));
    Node body = close(blockBody(end));
    Set<String> used = expressions.operands().names();
    if (used.contains("caller") && parameters.stream().anyMatch(StatementParser::isBareCaller)) {
      throw new SyntaxError(
          "When defining macros or call blocks the special \"caller\" argument must be omitted or"
              + " be given a default.",
          offset);
    }
    var definition =
        new Macro.Definition(
            name,
            parameters,
            body,
            used.contains("varargs"),
            used.contains("kwargs"),
            used.contains("caller"));
    used.addAll(before);
    return definition;
  }

  private Stmt parseMacro(Token tag) {
    String name = tokens.expect(Token.Type.NAME).text();
    open();
    Macro.Definition definition = macro(name, signature(), "endmacro", tag.offset());
    scopes().set(name);
    return new Stmt.DefineMacro(definition);
  }

  private Stmt parseCall(Token tag) {
    List<Macro.Parameter> parameters = tokens.isOperator("(") ? signature() : List.of();
    Expr callee = expressions.operands().postfix(expressions.operands().primary());
    if (!(callee instanceof Expr.Call call)) {
      throw new SyntaxError("expected call", tag.offset());
    }
    Arguments arguments =
        call.arguments().with("caller", new Expr.Name(Stmt.CallBlock.CALLER, tag.offset()));
    var withCaller = new Expr.Call(call.function(), arguments, call.offset());
    open();
    Macro.Definition content = macro("caller", parameters, "endcall", tag.offset());
    return new Stmt.CallBlock(content, withCaller, tag.offset());
  }

  private Stmt parseExtends(Token tag) {
    if (inner > 0 || inBlock) {
      throw new SyntaxError("cannot use extend from a non top-level scope", tag.offset());
    }
    return new Inheritance.Extends(expressions.expression(), tag.offset());
  }

  private static boolean isBlank(Node content) {
    return switch (content) {
      case Node.Text t -> t.text().isBlank();
      case Node.Sequence s -> s.statements().stream().allMatch(StatementParser::isBlank);
      default -> false;
    };
  }

  private Stmt parseBlock() {
    Token name = tokens.expect(Token.Type.NAME);
    if (template.blocks().containsKey(name.text())) {
      throw new SyntaxError("block '" + name.text() + "' defined twice", name.offset());
    }
    boolean scoped = false;
    boolean required = false;
    while (tokens.is(Token.Type.NAME)) {
      scoped |= tokens.isName("scoped");
      required |= tokens.isName("required");
      tokens.next();
    }
    scopes().open();
    int around = inner;
    boolean within = inBlock;
    inner = 0;
    inBlock = true;
    Node content = scopes().closeApart(blockBody("endblock"));
    inner = around;
    inBlock = within;
    if (required && !isBlank(content)) {
      throw new SyntaxError(
          "Required blocks can only contain comments or whitespace", name.offset());
    }
    if (tokens.isName(name.text())) {
      tokens.next();
    }
    template
        .blocks()
        .put(name.text(), new TemplateUnit.BlockBody(name.text(), content, scoped, required));
    return new Inheritance.Block(name.text(), scoped, inner == 0, name.offset());
  }
}
