package io.jplay.core.template;

import io.jplay.core.value.Bool;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Int;
import io.jplay.core.value.Null;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Undefined;
import io.jplay.core.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `{% for target in iterable if filter recursive %}...{% else %}...{% endfor %}`. `usesLoop`: its
/// body names `loop`; otherwise there is none, which what it includes may see.
record ForLoop(
    Target target,
    Expr iterable,
    Optional<Expr> filter,
    boolean recursive,
    boolean usesLoop,
    Node body,
    Optional<Node> otherwise,
    int offset)
    implements Stmt {

  @Override
  public Flow render(Frame frame, Output out) {
    Value value = iterable.eval(frame);
    frame.run().at(offset);
    loop(frame, out, value, 1);
    return Flow.NEXT;
  }

  private void loop(Frame frame, Output out, Value value, int depth) {
    if (!turns(frame, out, value, depth)) {
      otherwise.ifPresent(s -> s.render(frame.child(), out));
    }
  }

  /// Whether any turn came to the end of the body, so that `else` is not meant.
  private boolean turns(Frame frame, Output out, Value value, int depth) {
    List<Value> items = items(frame, value);
    boolean ended = false;
    Frame inner = frame.child();
    Optional<LiveMap> source = source(value);
    int size = source.map(LiveMap::size).orElse(0);
    var state = new State(this, frame, items, depth);
    if (usesLoop) {
      inner.set("loop", state);
    }
    int kept = inner.size();
    for (int i = 0; i < items.size(); i++) {
      frame.run().budget().tick();
      state.index = i;
      inner.reset(kept);
      target.assign(inner, items.get(i));
      Flow flow = body.render(inner, out);
      if (flow == Flow.BREAK) {
        return ended;
      }
      ended |= flow == Flow.NEXT;
      if (source.isPresent() && source.get().size() != size) {
        throw new PythonError(PythonError.Kind.RUNTIME, "dictionary changed size during iteration");
      }
    }
    return ended;
  }

  /// The mapping that is looped over, if the template may change it meanwhile.
  private Optional<LiveMap> source(Value value) {
    Object items =
        filter.isPresent()
            ? List.of()
            : value instanceof Dict d ? d.entries() : value instanceof Seq s ? s.items() : "";
    return switch (items) {
      case LiveMap map -> Optional.of(map);
      case LiveView view -> Optional.of(view.source());
      default -> Optional.empty();
    };
  }

  /// The items of a list that changes meanwhile are those it has at the time, as in Python.
  private List<Value> items(Frame frame, Value value) {
    List<Value> all = PythonOps.iterate(value);
    if (filter.isEmpty()) {
      return all;
    }
    var kept = new ArrayList<Value>();
    Frame inner = frame.child();
    for (Value item : all) {
      frame.run().budget().tick();
      inner.reset(0);
      target.assign(inner, item);
      if (PythonOps.truth(filter.get().eval(inner))) {
        kept.add(item);
      }
    }
    return kept;
  }

  /// The variable `loop`.
  static final class State implements Attributed, Callable {
    private final ForLoop loop;
    private final Frame outer;
    private final List<Value> items;
    private final int depth;
    private int index;
    private Value last = Null.NULL;
    private boolean hasLast;

    State(ForLoop loop, Frame outer, List<Value> items, int depth) {
      this.loop = loop;
      this.outer = outer;
      this.items = items;
      this.depth = depth;
    }

    @Override
    public Value attribute(String name) {
      int size = items.size();
      return switch (name) {
        case "index" -> Int.of(index + 1L);
        case "index0" -> Int.of(index);
        case "revindex" -> Int.of(size - index);
        case "revindex0" -> Int.of(size - index - 1L);
        case "first" -> Bool.of(index == 0);
        case "last" -> Bool.of(index >= size - 1);
        case "length" -> Int.of(size);
        case "depth" -> Int.of(depth);
        case "depth0" -> Int.of(depth - 1L);
        case "previtem" -> index == 0 ? absent("there is no previous item") : items.get(index - 1);
        case "nextitem" ->
            index >= size - 1 ? absent("there is no next item") : items.get(index + 1);
        case "cycle" -> new Function("cycle", (args, run) -> cycle(args));
        case "changed" -> new Function("changed", (args, run) -> Bool.of(changed(args)));
        default -> Access.noAttribute(this, name);
      };
    }

    private static Undefined absent(String message) {
      return new Undefined("loop", message, Tag.NONE);
    }

    private Value cycle(CallArgs args) {
      if (args.positional().isEmpty()) {
        throw PythonError.type("no items for cycling given");
      }
      return args.positional().get(index % args.positional().size());
    }

    private boolean changed(CallArgs args) {
      var now = new Seq(args.positional(), Seq.Kind.TUPLE, Tag.NONE);
      boolean changed = !hasLast || !PythonOps.equal(last, now);
      last = now;
      hasLast = true;
      return changed;
    }

    @Override
    public Value call(CallArgs args, TemplateRun run) {
      if (!loop.recursive()) {
        throw PythonError.type(
            "The loop must have the 'recursive' marker to be called recursively.");
      }
      run.budget().enter();
      try {
        Output out = outer.rendering().part();
        loop.loop(outer, out, args.get(0, "iterable", Null.NULL), depth + 1);
        return out.result();
      } finally {
        run.budget().leave();
      }
    }

    @Override
    public String typeName() {
      return "LoopContext";
    }

    @Override
    public String text() {
      return "<LoopContext " + (index + 1) + "/" + items.size() + ">";
    }
  }
}
