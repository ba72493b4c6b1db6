package io.jplay.core.template;

import io.jplay.core.diag.JplayException;
import io.jplay.core.value.Bool;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Int;
import io.jplay.core.value.Null;
import io.jplay.core.value.Omit;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Template;
import io.jplay.core.value.Undefined;
import io.jplay.core.value.Value;
import java.math.BigInteger;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/// The functions that every template has.
final class Globals {
  private Globals() {}

  static Optional<Value> find(String name) {
    return switch (name) {
      case "omit" -> Optional.of(Omit.OMIT);
      case "lookup" -> function(name, (args, run) -> Lookups.lookup(args, run));
      case "query", "q" -> function(name, (args, run) -> Lookups.query(args, run));
      case "range" -> function(name, (args, run) -> range(args));
      case "dict" -> function(name, (args, run) -> dict(args));
      case "namespace" -> function(name, (args, run) -> namespace(args));
      case "cycler" -> function(name, (args, run) -> new Cycler(args.positional()));
      case "joiner" ->
          function(
              name, (args, run) -> new Joiner(PythonText.text(args.get(0, "sep", Str.of(", ")))));
      case "lipsum" -> function(name, (args, run) -> Lipsum.text(args));
      case "now" -> function(name, (args, run) -> Clocks.now(args, run));
      case "undef" -> function(name, (args, run) -> undef(args));
      default -> Optional.empty();
    };
  }

  private static Optional<Value> function(String name, Callable.Function.Body body) {
    return Optional.of(new Callable.Function(name, body));
  }

  private static Value range(CallArgs args) {
    int count = args.size();
    if (count == 0 || count > 3) {
      throw PythonError.type("range expected at least 1 argument, got " + count);
    }
    Value first = args.positional().getFirst();
    long start = count > 1 ? index(first) : 0;
    long stop = index(count > 1 ? args.positional().get(1) : first);
    long step = count > 2 ? index(args.positional().get(2)) : 1;
    if (step == 0) {
      throw PythonError.value("range() arg 3 must not be zero");
    }
    boolean up = step > 0;
    BigInteger span =
        BigInteger.valueOf(up ? stop : start).subtract(BigInteger.valueOf(up ? start : stop));
    Limits.checkCount(span.divide(BigInteger.valueOf(Math.abs(step))).max(BigInteger.ZERO));
    var list = new ArrayList<Value>();
    for (long i = start; up ? i < stop : i > stop; i += step) {
      list.add(Int.of(i));
    }
    return new Seq(list, Seq.Kind.LIST, Tag.NONE);
  }

  /// Python's own error for an undefined bound, which Ansible shows as it is.
  private static long index(Value value) {
    if (value instanceof Undefined) {
      throw PythonError.type("'AnsibleUndefined' object cannot be interpreted as an integer");
    }
    return PythonNumbers.index(value);
  }

  /// The entries of `dict(...)` and `update(...)`: a mapping or pairs, then names.
  static Map<Value, Value> entries(CallArgs args) {
    var map = new LinkedHashMap<Value, Value>();
    if (args.size() > 0) {
      Value first = PythonOps.require(args.positional().getFirst());
      if (first instanceof Dict d) {
        map.putAll(d.entries());
      } else {
        for (Value pair : PythonOps.iterate(first)) {
          if (!PythonOps.isIterable(pair)) {
            throw PythonError.type(
                "cannot convert dictionary update sequence element #%d to a sequence"
                    .formatted(map.size()));
          }
          List<Value> parts = PythonOps.iterate(pair);
          if (parts.size() != 2) {
            throw PythonError.value(
                "dictionary update sequence element #%d has length %d; 2 is required"
                    .formatted(map.size(), parts.size()));
          }
          map.put(PythonOps.hashable(parts.getFirst()), parts.getLast());
        }
      }
    }
    args.named().forEach((k, v) -> map.put(Str.of(k), v));
    return map;
  }

  private static Value dict(CallArgs args) {
    return new Dict(new LiveMap(entries(args)), Tag.NONE);
  }

  private static Value namespace(CallArgs args) {
    var attributes = new LinkedHashMap<String, Value>();
    entries(args).forEach((k, v) -> attributes.put(PythonText.str(k), v));
    return new Namespace(attributes);
  }

  private static Value undef(CallArgs args) {
    Value hint = args.get(0, "hint", Null.NULL);
    return new Undefined(
        "undef",
        hint instanceof Null ? "Mandatory variable has not been overridden" : PythonText.str(hint),
        Tag.NONE);
  }

  /// `cycler(...)`.
  private static final class Cycler implements Attributed {
    private final List<Value> items;
    private int at;

    Cycler(List<Value> items) {
      if (items.isEmpty()) {
        throw new PythonError(PythonError.Kind.RUNTIME, "at least one item has to be provided");
      }
      this.items = List.copyOf(items);
    }

    @Override
    public Value attribute(String name) {
      return switch (name) {
        case "current" -> items.get(at);
        case "next" ->
            new Callable.Function(
                name,
                (args, run) -> {
                  Value value = items.get(at);
                  at = (at + 1) % items.size();
                  return value;
                });
        case "reset" ->
            new Callable.Function(
                name,
                (args, run) -> {
                  at = 0;
                  return Null.NULL;
                });
        default -> Access.noAttribute(this, name);
      };
    }

    @Override
    public String typeName() {
      return "Cycler";
    }

    @Override
    public String text() {
      return "<Cycler>";
    }
  }

  /// `joiner(sep)`: empty at the first call, then the separator.
  private static final class Joiner implements Callable {
    private final Str separator;
    private boolean used;

    Joiner(Str separator) {
      this.separator = separator;
    }

    @Override
    public Value call(CallArgs args, TemplateRun run) {
      if (used) {
        return separator;
      }
      used = true;
      return Str.EMPTY;
    }

    @Override
    public String typeName() {
      return "Joiner";
    }

    @Override
    public String text() {
      return "<Joiner>";
    }
  }

  /// `lookup(...)` and `query(...)`: what is common to all lookup plug-ins.
  static final class Lookups {
    private Lookups() {}

    static Value query(CallArgs args, TemplateRun run) {
      return results("_query_lookup", args, run).<Value>map(s -> s).orElse(Seq.EMPTY);
    }

    static Value lookup(CallArgs args, TemplateRun run) {
      Optional<Seq> results = results("_lookup", args, run);
      boolean wantList = PythonOps.truth(args.named().getOrDefault("wantlist", Bool.of(false)));
      if (wantList) {
        return results.<Value>map(s -> s).orElse(Seq.EMPTY);
      }
      return results.isEmpty() ? Null.NULL : join(results.get());
    }

    /// Texts are joined with commas, one other value stands for itself.
    private static Value join(Seq results) {
      if (!results.items().isEmpty() && results.items().stream().allMatch(Str.class::isInstance)) {
        if (results.size() == 1) {
          return results.at(0);
        }
        String text = String.join(",", results.stream().map(PythonText::str).toList());
        return new Str(text, Taints.tag(Taints.deep(results)));
      }
      return results.size() == 1 ? results.at(0) : results;
    }

    /// Empty when the plug-in failed and `errors` says to go on.
    private static Optional<Seq> results(String function, CallArgs args, TemplateRun run) {
      if (args.size() == 0) {
        throw PythonError.type(
            "Templar." + function + "() missing 1 required positional argument: 'name'");
      }
      String name = PythonText.str(PythonOps.require(args.positional().getFirst()));
      run.requireLookup(name);
      var terms = new ArrayList<Value>();
      for (Value term : args.positional().subList(1, args.size())) {
        terms.add(run.finishDeep(trusted(PythonOps.require(term))));
      }
      var options = new LinkedHashMap<String, Value>(args.named());
      options.remove("wantlist");
      options.remove("allow_unsafe");
      Value errors = options.remove("errors");
      String policy = errors == null ? "strict" : PythonText.str(errors);
      try {
        return Optional.of(run.lookup(name, Seq.of(terms), Dict.of(Map.copyOf(options))));
      } catch (TemplateFailure e) {
        if (e.kind() == PythonError.Kind.UNDEFINED || e.kind() == PythonError.Kind.LIMIT) {
          throw e;
        }
        return forgiven(e, policy, run);
      } catch (PythonError e) {
        if (e.kind() == PythonError.Kind.UNDEFINED || e.kind() == PythonError.Kind.LIMIT) {
          throw e;
        }
        return forgiven(e, policy, run);
      } catch (JplayException e) {
        return forgiven(e, policy, run);
      }
    }

    /// What `errors=` says of a failure: go on without a result, or fail.
    private static Optional<Seq> forgiven(
        RuntimeException failure, String policy, TemplateRun run) {
      switch (policy) {
        case "ignore" -> {
          return Optional.empty();
        }
        case "warn" -> {
          boolean isLookup =
              failure instanceof TemplateFailure f && f.kind() == PythonError.Kind.LOOKUP;
          run.environment()
              .warn(
                  (isLookup ? "Lookup failed but the error is being ignored: " : "")
                      + failure.getMessage());
          return Optional.empty();
        }
        default -> throw failure;
      }
    }

    /// Terms written in a template may be templates themselves (`lookup('file', 'x-{{ a }}')`), as
    /// Ansible has it; what came from outside may not.
    private static Value trusted(Value term) {
      return switch (term) {
        case Str s -> Template.ofTrusted(s.text(), s.tag());
        case Seq s when !s.isRemote() ->
            new Seq(
                new ArrayList<>(s.items().stream().map(Lookups::trusted).toList()),
                s.kind(),
                s.tag());
        default -> term;
      };
    }
  }

  /// `now(utc=False, fmt=None)`.
  static final class Clocks {
    private Clocks() {}

    static Value now(CallArgs args, TemplateRun run) {
      boolean utc = PythonOps.truth(args.get(0, "utc", Bool.of(false)));
      Value format = args.get(1, "fmt", Null.NULL);
      var clock = run.environment().clock();
      var zone = utc ? ZoneOffset.UTC : clock.getZone();
      var time = LocalDateTime.ofInstant(clock.instant(), zone);
      return format instanceof Null
          ? new PythonTime.DateTime(time, zone)
          : Str.of(Strftime.format(PythonText.str(format), time, zone));
    }
  }

  /// `lipsum(n)`: words without meaning.
  static final class Lipsum {
    private static final String[] WORDS = {
      "lorem",
      "ipsum",
      "dolor",
      "sit",
      "amet",
      "consectetur",
      "adipiscing",
      "elit",
      "sed",
      "non",
      "risus",
      "suspendisse",
      "lectus",
      "tortor",
      "dignissim",
      "nec",
      "ultricies",
      "cras"
    };

    private Lipsum() {}

    static Value text(CallArgs args) {
      int paragraphs = (int) Math.min(100, PythonNumbers.index(args.get(0, "n", Int.of(5))));
      boolean html = PythonOps.truth(args.get(1, "html", Bool.of(true)));
      var random = new Random();
      var out = new ArrayList<String>();
      for (int i = 0; i < paragraphs; i++) {
        var words = new ArrayList<String>();
        for (int j = 0; j < 40; j++) {
          words.add(WORDS[random.nextInt(WORDS.length)]);
        }
        String text = PythonStrings.capitalize(String.join(" ", words)) + ".";
        out.add(html ? "<p>" + text + "</p>" : text);
      }
      return Str.of(String.join(html ? "\n" : "\n\n", out));
    }
  }
}
