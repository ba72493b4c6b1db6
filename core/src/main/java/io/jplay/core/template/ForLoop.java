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
    boolean ended = false;
    Frame inner = frame.child();
    var items = new Items(this, frame, value);
    if (usesLoop) {
      inner.set("loop", new State(this, frame, items, depth));
    }
    int kept = inner.size();
    while (items.next()) {
      frame.run().budget().tick();
      inner.reset(kept);
      target.assign(inner, items.current());
      Flow flow = body.render(inner, out);
      if (flow == Flow.BREAK) {
        return ended;
      }
      ended |= flow == Flow.NEXT;
    }
    return ended;
  }

  /// What is looped over, one after the other, as Python's iterators have it: a list that changes
  /// meanwhile has the items that it has at the time, the filter is asked when an item is reached,
  /// and one item is looked at ahead where `loop.last` and the like want it.
  private static final class Items {
    private final ForLoop loop;
    private final Frame frame;
    private final Frame inner;
    private final Optional<LiveMap> source;
    private final int sourceSize;
    private List<Value> all;
    private boolean isFiltered;
    private int at;
    private boolean isOver;
    private Optional<Value> ahead = Optional.empty();
    private int index = -1;
    private int length = -1;
    private Value before = Null.NULL;
    private Value now = Null.NULL;

    Items(ForLoop loop, Frame frame, Value value) {
      this.loop = loop;
      this.frame = frame;
      this.all = PythonOps.iterate(value);
      this.isFiltered = loop.filter.isPresent();
      this.inner = isFiltered ? frame.child() : frame;
      this.source = source(value);
      this.sourceSize = source.map(LiveMap::size).orElse(0);
    }

    /// The mapping that is looped over, if the template may change it meanwhile.
    private static Optional<LiveMap> source(Value value) {
      Object items =
          value instanceof Dict d ? d.entries() : value instanceof Seq s ? s.items() : "";
      return switch (items) {
        case LiveMap map -> Optional.of(map);
        case LiveView view -> Optional.of(view.source());
        default -> Optional.empty();
      };
    }

    /// Goes on to the next item, if there is one.
    boolean next() {
      Optional<Value> next = peek();
      ahead = Optional.empty();
      if (next.isEmpty()) {
        return false;
      }
      index++;
      before = now;
      now = next.get();
      return true;
    }

    Value current() {
      return now;
    }

    Value previous() {
      return before;
    }

    int index() {
      return index;
    }

    /// The item after the current one.
    Optional<Value> peek() {
      if (ahead.isEmpty()) {
        ahead = fetch();
      }
      return ahead;
    }

    private Optional<Value> fetch() {
      while (!isOver) {
        if (source.isPresent() && source.get().size() != sourceSize) {
          throw new PythonError(
              PythonError.Kind.RUNTIME, "dictionary changed size during iteration");
        }
        if (at >= all.size()) {
          isOver = true;
          break;
        }
        Value item = all.get(at++);
        if (!isFiltered || isWanted(item)) {
          return Optional.of(item);
        }
      }
      return Optional.empty();
    }

    private boolean isWanted(Value item) {
      frame.run().budget().tick();
      inner.reset(0);
      loop.target.assign(inner, item);
      return PythonOps.truth(loop.filter.orElseThrow().eval(inner));
    }

    /// How many there are: of a list as it was when this was asked first; to know it of what is
    /// filtered, the rest is filtered at once.
    int length() {
      if (length < 0) {
        if (isFiltered) {
          var rest = new ArrayList<Value>();
          for (Optional<Value> item = fetch(); item.isPresent(); item = fetch()) {
            rest.add(item.get());
          }
          length = index + 1 + rest.size() + (ahead.isPresent() ? 1 : 0);
          all = rest;
          at = 0;
          isFiltered = false;
          isOver = false;
        } else {
          length = all.size();
        }
      }
      return length;
    }
  }

  /// The variable `loop`.
  static final class State implements Attributed, Callable {
    private final ForLoop loop;
    private final Frame outer;
    private final Items items;
    private final int depth;
    private Value last = Null.NULL;
    private boolean hasLast;

    private State(ForLoop loop, Frame outer, Items items, int depth) {
      this.loop = loop;
      this.outer = outer;
      this.items = items;
      this.depth = depth;
    }

    @Override
    public Value attribute(String name) {
      int index = items.index();
      return switch (name) {
        case "index" -> Int.of(index + 1L);
        case "index0" -> Int.of(index);
        case "revindex" -> Int.of(items.length() - index);
        case "revindex0" -> Int.of(items.length() - index - 1L);
        case "first" -> Bool.of(index == 0);
        case "last" -> Bool.of(items.peek().isEmpty());
        case "length" -> Int.of(items.length());
        case "depth" -> Int.of(depth);
        case "depth0" -> Int.of(depth - 1L);
        case "previtem" -> index == 0 ? absent("there is no previous item") : items.previous();
        case "nextitem" -> items.peek().orElseGet(() -> absent("there is no next item"));
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
      return args.positional().get(items.index() % args.positional().size());
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
      return "<LoopContext " + (items.index() + 1) + "/" + items.length() + ">";
    }
  }
}
