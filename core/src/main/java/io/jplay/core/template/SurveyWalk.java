package io.jplay.core.template;

import io.jplay.core.template.TemplateSurvey.Kind;
import io.jplay.core.value.Str;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One walk over a template's tree. Where it cannot be told whether a part is evaluated, it counts
/// as uncertain; names set anywhere in the template count as set everywhere. Used once.
final class SurveyWalk {
  private static final Set<String> GUARDS = Set.of("default", "d");
  private static final Set<String> EXISTENCE = Set.of("defined", "undefined");
  private static final Set<String> BY_TEST = Set.of("select", "reject", "selectattr", "rejectattr");
  private static final Set<String> PATTERN_FILTERS =
      Set.of("regex_replace", "regex_search", "regex_findall");
  private static final Set<String> PATTERN_TESTS = Set.of("match", "search", "regex");
  private static final Set<String> LOOKUPS = Set.of("lookup", "query", "q");

  private final TemplateUnit unit;
  private final List<TemplateSurvey.Use> uses = new ArrayList<>();
  private final Set<String> guarded = new HashSet<>();
  private final Set<String> locals = new HashSet<>();
  private final Set<String> seenBlocks = new HashSet<>();
  private boolean extended;

  SurveyWalk(TemplateUnit unit) {
    this.unit = unit;
  }

  TemplateSurvey result() {
    List<TemplateSurvey.Use> free =
        uses.stream()
            .filter(use -> use.kind() != Kind.VARIABLE || !locals.contains(use.name()))
            .map(use -> extended && use.kind() == Kind.VARIABLE ? uncertain(use) : use)
            .toList();
    return new TemplateSurvey(free, guarded, locals);
  }

  /// Of a template that extends another, only the blocks are rendered.
  private TemplateSurvey.Use uncertain(TemplateSurvey.Use use) {
    return use.isCertain() ? new TemplateSurvey.Use(use, false) : use;
  }

  void template() {
    statement(unit.tree().content(), true);
  }

  void expression(Expr expression) {
    walk(expression, true);
  }

  private void use(Kind kind, String name, boolean certain, int offset) {
    uses.add(new TemplateSurvey.Use(kind, name, certain, unit, offset));
  }

  // ---- statements

  private void statement(Node statement, boolean certain) {
    switch (statement) {
      case Node.Sequence s -> s.statements().forEach(each -> statement(each, certain));
      case Node.Hiding h -> statement(h.body(), certain);
      case Node.Fresh f -> statement(f.body(), certain);
      case Node.Changing c -> statement(c.body(), certain);
      case Node.Print p -> walk(p.expression(), certain);
      case Stmt.If i -> {
        for (int at = 0; at < i.conditions().size(); at++) {
          walk(i.conditions().get(at), certain && at == 0);
          statement(i.bodies().get(at), false);
        }
        i.otherwise().ifPresent(s -> statement(s, false));
      }
      case ForLoop f -> {
        set(f.target());
        locals.add("loop");
        walk(f.iterable(), certain);
        f.filter().ifPresent(e -> walk(e, false));
        statement(f.body(), false);
        f.otherwise().ifPresent(s -> statement(s, false));
      }
      case Stmt.Assign a -> {
        set(a.target());
        walk(a.expression(), certain);
      }
      case Stmt.Capture c -> {
        c.target().ifPresent(this::set);
        locals.add(Stmt.Capture.CONTENT);
        walk(c.filtered(), certain);
        statement(c.body(), certain);
      }
      case Stmt.With w -> {
        w.targets().forEach(this::set);
        w.values().forEach(e -> walk(e, certain));
        statement(w.body(), certain);
      }
      case Stmt.Do d -> walk(d.expression(), certain);
      case Stmt.Scoped s -> statement(s.body(), certain);
      case Stmt.DefineMacro m -> {
        locals.add(m.definition().name());
        macro(m.definition());
      }
      case Stmt.CallBlock c -> {
        locals.add(Stmt.CallBlock.CALLER);
        macro(c.caller());
        walk(c.call(), certain);
      }
      case Inheritance.Block b -> block(b.name(), certain);
      case Inheritance.Extends e -> {
        extended = true;
        locals.add("super");
        file(e.template(), certain, e.offset());
      }
      case Inheritance.Include i -> file(i.template(), certain && !i.ignoreMissing(), i.offset());
      case Inheritance.Import i -> {
        i.alias().ifPresent(locals::add);
        i.names().forEach(n -> locals.add(n.as()));
        file(i.template(), certain, i.offset());
      }
      default -> {}
    }
  }

  private void set(Target target) {
    switch (target) {
      case Target.Single s -> locals.add(s.name());
      case Target.Attribute a -> {}
      case Target.Several s -> s.targets().forEach(this::set);
    }
  }

  private void macro(Macro.Definition macro) {
    locals.addAll(Set.of("caller", "varargs", "kwargs"));
    macro
        .parameters()
        .forEach(p -> {
          locals.add(p.name());
          p.fallback().ifPresent(e -> walk(e, false));
        });
    statement(macro.body(), false);
  }

  private void block(String name, boolean certain) {
    locals.addAll(Set.of("super", "self"));
    TemplateUnit.BlockBody body = unit.blocks().get(name);
    if (body != null && seenBlocks.add(name)) {
      statement(body.content(), certain);
    }
  }

  private void file(Expr name, boolean certain, int offset) {
    constant(name)
        .ifPresentOrElse(text -> use(Kind.FILE, text, certain, offset), () -> walk(name, certain));
  }

  // ---- expressions

  private void walk(Expr expression, boolean certain) {
    switch (expression) {
      case Expr.Name n -> name(n, certain);
      case Expr.Attribute a -> {
        if (isName(a.object(), "groups")) {
          group(a.name(), certain, a.offset());
        }
        walk(a.object(), certain);
      }
      case Expr.Item i -> {
        if (isName(i.object(), "groups")) {
          constant(i.key()).ifPresent(key -> group(key, certain, i.offset()));
        }
        if (isName(i.object(), "vars")) {
          constant(i.key()).ifPresent(guarded::add);
        }
        walk(i.object(), certain);
        walk(i.key(), certain);
      }
      case Expr.Slice s ->
          List.of(s.object(), s.start(), s.stop(), s.step()).forEach(e -> walk(e, certain));
      case Expr.ListOf l -> l.items().forEach(e -> walk(e, certain));
      case Expr.DictOf d -> {
        d.keys().forEach(e -> walk(e, certain));
        d.values().forEach(e -> walk(e, certain));
      }
      case Expr.Concat c -> c.parts().forEach(e -> walk(e, certain));
      case Expr.Conditional c -> {
        walk(c.condition(), certain);
        walk(c.then(), false);
        walk(c.otherwise(), false);
      }
      case Expr.Call c -> call(c, certain);
      case Expr.FilterCall f -> filter(f, certain);
      case Expr.TestCall t -> test(t, certain);
      case Operator.Binary b -> {
        if ((b.operator() == Operator.IN || b.operator() == Operator.NOT_IN)
            && (isName(b.right(), "vars") || isName(b.right(), "groups"))) {
          constant(b.left()).ifPresent(guarded::add);
        }
        walk(b.left(), certain);
        walk(b.right(), certain);
      }
      case Operator.Chain c -> {
        walk(c.first(), certain);
        for (int i = 0; i < c.rest().size(); i++) {
          walk(c.rest().get(i), certain && i == 0);
        }
      }
      case Operator.And a -> {
        walk(a.left(), certain);
        walk(a.right(), false);
      }
      case Operator.Or o -> {
        walk(o.left(), certain);
        walk(o.right(), false);
      }
      case Operator.Not n -> walk(n.operand(), certain);
      case Operator.Negate n -> walk(n.operand(), certain);
      case Operator.Plus p -> walk(p.operand(), certain);
      default -> {}
    }
  }

  private void name(Expr.Name name, boolean certain) {
    if (!name.name().startsWith(" ") && Globals.find(name.name()).isEmpty()) {
      use(Kind.VARIABLE, name.name(), certain, name.offset());
    }
  }

  private void group(String name, boolean certain, int offset) {
    use(Kind.GROUP, name, certain, offset);
  }

  private void call(Expr.Call call, boolean certain) {
    if (call.function() instanceof Expr.Name n && LOOKUPS.contains(n.name())) {
      Optional<String> plugin = positional(call.arguments(), 0);
      plugin.ifPresent(p -> use(Kind.LOOKUP, p, certain, n.offset()));
      plugin.ifPresent(p -> lookedUp(p, call.arguments(), certain, n.offset()));
      if (plugin.filter(p -> p.equals("vars") || p.endsWith(".vars")).isPresent()) {
        positional(call.arguments(), 1).ifPresent(guarded::add);
      }
    }
    walk(call.function(), certain);
    arguments(call.arguments(), certain);
  }

  /// The file that a lookup names by a constant; with options it may be read in another way, or be
  /// absent.
  private void lookedUp(String plugin, Arguments arguments, boolean certain, int offset) {
    Optional<Kind> kind =
        switch (plugin.replaceFirst("^ansible\\.builtin\\.", "")) {
          case "template" -> Optional.of(Kind.LOOKUP_TEMPLATE);
          case "file", "unvault" -> Optional.of(Kind.LOOKUP_FILE);
          default -> Optional.empty();
        };
    if (kind.isPresent() && arguments.named().isEmpty() && arguments.positional().size() == 2) {
      positional(arguments, 1).ifPresent(f -> use(kind.get(), f, certain, offset));
    }
  }

  private void arguments(Arguments arguments, boolean certain) {
    arguments.positional().forEach(p -> walk(p.value(), certain));
    arguments.named().forEach(n -> walk(n.value(), certain));
  }

  private void filter(Expr.FilterCall filter, boolean certain) {
    String name = BuiltinFilters.shortName(filter.name());
    Arguments arguments = filter.arguments();
    use(Kind.FILTER, filter.name(), certain, filter.offset());
    boolean existence = GUARDS.contains(name);
    if (BY_TEST.contains(name)) {
      int at = name.endsWith("attr") ? 1 : 0;
      Optional<String> test = positional(arguments, at);
      test.ifPresent(t -> use(Kind.TEST, t, certain, filter.offset()));
      existence |= test.filter(EXISTENCE::contains).isPresent();
      if (test.filter(PATTERN_TESTS::contains).isPresent()) {
        pattern(arguments, at + 1, certain, filter.offset());
      }
    } else if (name.equals("map")) {
      positional(arguments, 0).ifPresent(f -> use(Kind.FILTER, f, certain, filter.offset()));
      if (positional(arguments, 0).filter(PATTERN_FILTERS::contains).isPresent()) {
        pattern(arguments, 1, certain, filter.offset());
      }
    } else if (PATTERN_FILTERS.contains(name)) {
      pattern(arguments, 0, certain, filter.offset());
    }
    if (existence) {
      guard(filter.input());
    } else {
      walk(filter.input(), certain);
    }
    // an undefined argument of `default` or `ternary` may never be looked at
    arguments(arguments, certain && !existence && !name.equals("ternary"));
  }

  private void test(Expr.TestCall test, boolean certain) {
    String name = BuiltinFilters.shortName(test.name());
    use(Kind.TEST, test.name(), certain, test.offset());
    if (PATTERN_TESTS.contains(name)) {
      pattern(test.arguments(), 0, certain, test.offset());
    }
    if (EXISTENCE.contains(name)) {
      guard(test.input());
    } else {
      walk(test.input(), certain);
    }
    arguments(test.arguments(), certain);
  }

  private void pattern(Arguments arguments, int at, boolean certain, int offset) {
    positional(arguments, at).ifPresent(p -> use(Kind.PATTERN, p, certain, offset));
  }

  /// All variables of an expression may be absent; what else it uses is still noted.
  private void guard(Expr expression) {
    int before = uses.size();
    walk(expression, false);
    for (TemplateSurvey.Use use : uses.subList(before, uses.size())) {
      if (use.kind() == Kind.VARIABLE || use.kind() == Kind.GROUP) {
        guarded.add(use.name());
      }
    }
  }

  private static boolean isName(Expr expression, String name) {
    return expression instanceof Expr.Name n && n.name().equals(name);
  }

  private static Optional<String> positional(Arguments arguments, int at) {
    List<Arguments.Positional> all = arguments.positional();
    return at < all.size() && all.stream().limit(at + 1L).noneMatch(Arguments.Positional::spread)
        ? constant(all.get(at).value())
        : Optional.empty();
  }

  private static Optional<String> constant(Expr expression) {
    return expression instanceof Expr.Literal l && l.value() instanceof Str s
        ? Optional.of(s.text())
        : Optional.empty();
  }
}
