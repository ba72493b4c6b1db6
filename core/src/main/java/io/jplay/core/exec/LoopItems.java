package io.jplay.core.exec;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.JplayException;
import io.jplay.core.playbook.Keyword;
import io.jplay.core.playbook.KeywordType;
import io.jplay.core.playbook.Loop;
import io.jplay.core.playbook.Task;
import io.jplay.core.template.PythonText;
import io.jplay.core.template.Taints;
import io.jplay.core.value.Bool;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Int;
import io.jplay.core.value.Null;
import io.jplay.core.value.Omit;
import io.jplay.core.value.Renderer;
import io.jplay.core.value.Scope;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Taint;
import io.jplay.core.value.Template;
import io.jplay.core.value.Undefined;
import io.jplay.core.value.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// The items of a task's loop and what `loop_control` says of it.
final class LoopItems {
  private final List<Value> items;
  private final Control control;

  /// `loop_control`, rendered but for `label` and the conditions of `break_when`, which belong to
  /// each item.
  record Control(
      String variable,
      Optional<String> indexVariable,
      Optional<Value> label,
      Duration pause,
      boolean extended,
      boolean extendedAllItems,
      List<Value> breakWhen) {}

  private LoopItems(List<Value> items, Control control) {
    this.items = items.stream().map(LoopItems::listed).toList();
    this.control = control;
  }

  /// A tuple as an item is a list, as Ansible's second templating makes of it.
  private static Value listed(Value item) {
    return item instanceof Seq s && s.kind() != Seq.Kind.LIST
        ? new Seq(s.stream().map(LoopItems::listed).toList(), Seq.Kind.LIST, s.tag())
        : item;
  }

  /// The loop of a task; throws JplayException when its terms cannot be had.
  static LoopItems of(
      Task task, Loop loop, Renderer renderer, Scope scope, Consumer<Diagnostic> warnings) {
    Control control = control(task, renderer, scope);
    List<Value> items =
        loop.isPlain()
            ? plain(loop, renderer, scope)
            : plugin(task, loop, renderer, scope, warnings);
    return new LoopItems(items, control);
  }

  private static List<Value> plain(Loop loop, Renderer renderer, Scope scope) {
    Value terms = renderer.render(loop.terms(), scope);
    if (terms instanceof Seq s) {
      return s.items();
    }
    throw new JplayException(
        Diagnostic.error(
                "JP1502", "loop over something that is no list", loop.terms().tag().origin())
            .withDetail(
                "Invalid data passed to 'loop', it requires a list, got this instead: "
                    + PythonText.str(terms)
                    + ". Hint: If you passed a list/dict of just one element, try adding"
                    + " wantlist=True to your lookup invocation or use q/query instead of lookup.")
            .withHint(
                "loop needs a list; for a mapping use '| dict2items', for one value '[value]'"));
  }

  private static List<Value> plugin(
      Task task, Loop loop, Renderer renderer, Scope scope, Consumer<Diagnostic> warnings) {
    Value raw = bareVariable(loop.terms(), renderer, scope, warnings);
    boolean mayMiss = loop.plugin().endsWith("first_found");
    Value terms = mayMiss ? eachOrUndefined(raw, renderer, scope) : renderer.render(raw, scope);
    boolean isBadList = !(terms instanceof Seq) && loop.plugin().endsWith("list");
    boolean isBadIndex = terms instanceof Dict && loop.plugin().endsWith("indexed_items");
    if (isBadList || isBadIndex) {
      String name = loop.plugin().substring(loop.plugin().lastIndexOf('.') + 1);
      throw new JplayException(
          Diagnostic.error("JP1502", "loop over something that is no list", raw.tag().origin())
              .withDetail("with_" + name + " expects a list"));
    }
    Seq list =
        switch (terms) {
          case Seq s -> s;
          case Null n -> Seq.EMPTY;
          case Undefined u -> Seq.EMPTY;
          case Dict d when !loop.plugin().endsWith("dict") -> Seq.of(List.copyOf(d.keys()));
          default -> Seq.of(terms);
        };
    Dict options =
        mayMiss
            ? Dict.builder().put("_kind", kind(PythonText.str(task.action().module()))).build()
            : Dict.EMPTY;
    Seq found = renderer.lookup(loop.plugin(), list, options, scope, raw.tag().origin());
    return found.stream().map(item -> Taints.addDeep(item, Taint.REMOTE)).toList();
  }

  /// The names of a search, each of which may be undefined without the others.
  private static Value eachOrUndefined(Value raw, Renderer renderer, Scope scope) {
    return switch (raw) {
      case Seq s -> Seq.of(s.stream().map(item -> eachOrUndefined(item, renderer, scope)).toList());
      case Dict d -> {
        var entries = new LinkedHashMap<Value, Value>();
        d.entries()
            .forEach((key, value) -> entries.put(key, eachOrUndefined(value, renderer, scope)));
        yield new Dict(entries, d.tag());
      }
      default -> renderer.renderOrUndefined(raw, scope);
    };
  }

  /// Which directory of a role `with_first_found` looks into, as Ansible tells it by the action.
  private static String kind(String action) {
    return action.contains("template") ? "templates" : action.contains("var") ? "vars" : "files";
  }

  /// `with_items: packages`: the legacy way to name a variable without braces.
  private static Value bareVariable(
      Value terms, Renderer renderer, Scope scope, Consumer<Diagnostic> warnings) {
    if (terms instanceof Str s
        && s.text().matches("[A-Za-z_][A-Za-z0-9_.]*(\\[[^]]*])?(\\s*\\|.*)?")
        && !(scope.lookup(s.text().split("[.\\[| ]", 2)[0]) instanceof Undefined)) {
      warnings.accept(
          Diagnostic.deprecation("JP1214", "deprecated form", s.tag().origin())
              .withDetail("'" + s.text() + "' names a variable without braces")
              .withHint("write \"{{ " + s.text() + " }}\"; newer Ansible takes it as text"));
      return renderer.evaluate(s.text(), scope, s.tag().origin());
    }
    return terms;
  }

  private static Control control(Task task, Renderer renderer, Scope scope) {
    if (!(task.keywords().get(Keyword.LOOP_CONTROL).orElse(Null.NULL) instanceof Dict dict)) {
      return new Control(
          "item", Optional.empty(), Optional.empty(), Duration.ZERO, false, true, List.of());
    }
    var settings = new Settings(dict, renderer, scope);
    return new Control(
        settings.text("loop_var").orElse("item"),
        settings.text("index_var"),
        dict.get("label").filter(v -> !isNothing(v)),
        Duration.ofMillis(Math.round(settings.pause() * 1000)),
        settings.flag("extended").orElse(false),
        settings.flag("extended_allitems").orElse(true),
        dict.get("break_when")
            .filter(v -> !isNothing(v))
            .map(v -> v instanceof Seq s ? s.items() : List.of(v))
            .orElse(List.of()));
  }

  /// A label or a condition that is empty as it is written counts as none (like ansible-core 2.18
  /// executor/task_executor.py _run_loop).
  private static boolean isNothing(Value written) {
    return written instanceof Null || written instanceof Str s && s.text().isEmpty();
  }

  /// What `loop_control` says, each rendered and of its type.
  private record Settings(Dict written, Renderer renderer, Scope scope) {
    private Optional<Value> value(String key) {
      return written
          .get(key)
          .map(v -> rendered(key, v).withTag(v.tag()))
          .filter(v -> !(v instanceof Null || v instanceof Omit));
    }

    private Value rendered(String key, Value value) {
      try {
        return renderer.render(value, scope);
      } catch (JplayException e) {
        throw new JplayException(KeywordProblem.undefined(key, e.diagnostic()));
      }
    }

    Optional<String> text(String key) {
      return value(key).map(PythonText::str);
    }

    Optional<Boolean> flag(String key) {
      return value(key)
          .map(v -> KeywordType.flag(v).orElseThrow(() -> mismatch(KeywordType.FLAG, key, v)));
    }

    double pause() {
      return value("pause")
          .map(v ->
              KeywordType.NUMBER
                  .number(v)
                  .orElseThrow(() -> mismatch(KeywordType.NUMBER, "pause", v)))
          .orElse(0.0);
    }

    private JplayException mismatch(KeywordType type, String key, Value value) {
      return new JplayException(
          KeywordProblem.of(key, type, written.get(key).orElse(value), value));
    }
  }

  /// Whether the items after one that is done are left out; `scope` has that item's variables and
  /// its registered result. Throws JplayException for a condition that cannot be evaluated.
  boolean isBroken(Renderer renderer, Scope scope) {
    return !control.breakWhen().isEmpty()
        && control.breakWhen().stream().allMatch(condition -> renderer.test(condition, scope));
  }

  List<Value> items() {
    return items;
  }

  Control control() {
    return control;
  }

  /// The variables that the loop sets for one item.
  Map<String, Value> variables(int index) {
    var variables = new LinkedHashMap<String, Value>();
    variables.put(control.variable(), readable(items.get(index)));
    variables.put("ansible_loop_var", Str.of(control.variable()));
    control
        .indexVariable()
        .ifPresent(name -> {
          variables.put(name, Int.of(index));
          variables.put("ansible_index_var", Str.of(name));
        });
    if (control.extended()) {
      variables.put("ansible_loop", extended(index));
    }
    return variables;
  }

  /// Texts with braces are templates for the task, unless they came from outside: those of lookups
  /// did (like ansible-core 2.18 executor/task_executor.py _get_loop_items).
  private static Value readable(Value item) {
    return Template.ofTexts(item);
  }

  private Value extended(int index) {
    int size = items.size();
    var loop = Dict.builder();
    loop.put("index", index + 1L)
        .put("index0", index)
        .put("first", Bool.of(index == 0))
        .put("last", Bool.of(index + 1 == size))
        .put("length", size)
        .put("revindex", (long) size - index)
        .put("revindex0", size - index - 1L);
    if (control.extendedAllItems()) {
      loop.put("allitems", readable(new Seq(new ArrayList<>(items), Seq.Kind.LIST, Tag.NONE)));
    }
    if (index + 1 < size) {
      loop.put("nextitem", readable(items.get(index + 1)));
    }
    if (index > 0) {
      loop.put("previtem", readable(items.get(index - 1)));
    }
    return loop.build();
  }
}
