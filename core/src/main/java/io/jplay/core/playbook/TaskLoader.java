package io.jplay.core.playbook;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.Suggestion;
import io.jplay.core.source.SourceRange;
import io.jplay.core.value.Bool;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Null;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Template;
import io.jplay.core.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Loads lists of tasks and blocks, with static imports expanded in their places.
final class TaskLoader {
  private static final Set<String> BLOCK_KEYS = Set.of("block", "rescue", "always");
  private static final Set<String> SPECIAL_KEYS = Set.of("action", "local_action", "args", "loop");

  private final LoadSession session;
  private final ActionReader actions;
  private final ImportLoader imports;

  TaskLoader(LoadSession session) {
    this.session = session;
    this.actions = new ActionReader(session);
    this.imports = new ImportLoader(session, this);
  }

  ImportLoader imports() {
    return imports;
  }

  /// The nodes of a task list; an absent list has none.
  List<Node> nodes(Value list, LoadContext context) {
    return nodes(list, "tasks", context);
  }

  /// `key` is what the list is called: `tasks`, `pre_tasks`, `handlers`.
  List<Node> nodes(Value list, String key, LoadContext context) {
    if (list instanceof Null) {
      return List.of();
    }
    if (!(list instanceof Seq seq)) {
      session.error(
          "JP1202",
          "list of tasks expected",
          "A malformed block was encountered while loading %s: %s should be a list or None but is %s"
              .formatted(key, KeywordReader.plain(list), ActionReader.type(list)),
          list.tag().origin());
      return List.of();
    }
    var nodes = new ArrayList<Node>();
    for (Value item : seq.items()) {
      if (item instanceof Dict entry) {
        node(entry, context).ifPresent(nodes::add);
      } else {
        session.error(
            "JP1202",
            "task expected",
            "A malformed block was encountered while loading a block: a task must be a mapping, not"
                + " "
                + ActionReader.type(item),
            item.tag().origin());
      }
    }
    return nodes;
  }

  private Optional<Node> node(Dict entry, LoadContext context) {
    if (BLOCK_KEYS.stream().anyMatch(entry::has)) {
      return Optional.of(block(entry, context));
    }
    return task(entry, context);
  }

  private Block block(Dict entry, LoadContext context) {
    var keywords = new KeywordReader(session, Keyword.Place.BLOCK, "Block");
    entry
        .entries()
        .forEach((key, value) -> {
          if (key instanceof Str name && !BLOCK_KEYS.contains(name.text())) {
            if (!keywords.accept(name, value)) {
              var known = new LinkedHashSet<>(BLOCK_KEYS);
              known.addAll(keywords.known());
              session.unknownKey(name, "Block", known);
            }
          } else if (!(key instanceof Str)) {
            badKey(key);
          }
        });
    Keywords read = keywords.keywords();
    LoadContext inner = context.withVars(read.vars());
    return new Block(
        read,
        Optional.empty(),
        Block.WRITTEN,
        part(entry, "block", inner),
        part(entry, "rescue", inner),
        part(entry, "always", inner),
        entry.tag().origin());
  }

  private List<Node> part(Dict entry, String key, LoadContext context) {
    Optional<Value> list = entry.get(key);
    if (list.isPresent() && !(list.get() instanceof Seq)) {
      if (list.get() instanceof Null && !key.equals("block")) {
        return List.of();
      }
      session.error(
          "JP1202",
          "list of tasks expected",
          "A malformed block was encountered while loading a block: '"
              + key
              + "' must be a list of tasks, not "
              + ActionReader.type(list.get()),
          list.get().tag().origin().isKnown() ? list.get().tag().origin() : entry.tag().origin());
      return List.of();
    }
    if (context.handlers()) {
      nestedBlocks(list.orElse(Seq.EMPTY));
    }
    return list.map(l -> nodes(l, context)).orElse(List.of());
  }

  /// Handlers may be grouped by a block, but not by one in another.
  private void nestedBlocks(Value list) {
    if (list instanceof Seq items) {
      for (Value item : items.items()) {
        if (item instanceof Dict entry && BLOCK_KEYS.stream().anyMatch(entry::has)) {
          noHandler("Using a block as a handler is not supported.", entry);
        }
      }
    }
  }

  private void badKey(Value key) {
    session.error("JP1203", "unknown key", "a key must be a text", key.tag().origin());
  }

  /// The keys of a task, sorted by what they are.
  private record Parts(
      KeywordReader keywords,
      Map<Str, Value> actions,
      Map<String, Value> special,
      List<Loop> loops) {}

  private Optional<Node> task(Dict entry, LoadContext context) {
    Parts parts = parts(entry, context);
    Optional<Action> action = action(entry, parts);
    if (action.isEmpty() || context.handlers() && !isHandler(action.get(), entry)) {
      return Optional.empty();
    }
    Optional<Loop> loop =
        parts.loops().isEmpty() ? Optional.empty() : Optional.of(parts.loops().getFirst());
    var task =
        new Task(
            parts.keywords().keywords(), action.get(), loop, context.file(), entry.tag().origin());
    return imports.expand(task, entry, context);
  }

  /// Whether an action may be a handler's.
  private boolean isHandler(Action action, Dict entry) {
    String name = KeywordReader.plain(action.module());
    String bare = action.shortName();
    boolean flush =
        bare.equals("meta")
            && action
                .freeForm()
                .map(KeywordReader::plain)
                .orElse("")
                .strip()
                .equals("flush_handlers");
    if (flush) {
      noHandler("flush_handlers cannot be used as a handler", entry);
    } else if (bare.equals("include_role") || bare.equals("import_role")) {
      noHandler("Using '" + name + "' as a handler is not supported.", entry);
    } else {
      return true;
    }
    return false;
  }

  private void noHandler(String text, Dict entry) {
    session.error("JP1218", "not possible as a handler", text, entry.tag().origin());
  }

  private Parts parts(Dict entry, LoadContext context) {
    var keywords =
        new KeywordReader(session, Keyword.Place.TASK, context.handlers() ? "Handler" : "Task");
    var parts =
        new Parts(keywords, new LinkedHashMap<>(), new LinkedHashMap<>(), new ArrayList<>());
    entry.entries().forEach((key, value) -> sort(key, value, parts));
    if (parts.loops().size() > 1) {
      session.error(
          "JP1215",
          "task has two loops",
          "duplicate loop in task: a task may have one loop or with_ keyword",
          entry.tag().origin());
    }
    return parts;
  }

  private void sort(Value key, Value value, Parts parts) {
    if (!(key instanceof Str name)) {
      badKey(key);
      return;
    }
    String text = name.text();
    if (text.equals("loop") || text.startsWith("with_")) {
      loop(name, value, parts);
    } else if (text.equals("first_available_file")) {
      session.deprecated(
          "'first_available_file' is deprecated", "use with_first_found", name.tag().origin());
      parts.loops().add(new Loop("first_found", value, name.tag().origin()));
    } else if (SPECIAL_KEYS.contains(text)) {
      parts.special().put(text, value);
    } else if (text.equals("always_run")) {
      session.deprecated("'always_run' is deprecated", "use check_mode", name.tag().origin());
      if (value instanceof Bool b) {
        parts.keywords().put(Keyword.CHECK_MODE, new Bool(!b.value(), b.tag()));
      }
    } else if (!parts.keywords().accept(name, value)) {
      parts.actions().put(name, value);
    }
  }

  private void loop(Str name, Value value, Parts parts) {
    if (!(value instanceof Null)) {
      parts
          .loops()
          .add(
              new Loop(
                  name.text().equals("loop") ? "" : name.text().substring(5),
                  value,
                  name.tag().origin()));
    } else if (!name.text().equals("loop")) {
      session.error(
          "JP1215",
          "loop has no value",
          "you must specify a value when using " + name.text(),
          name.tag().origin());
    }
  }

  private Optional<Action> action(Dict entry, Parts parts) {
    Optional<Value> args = Optional.ofNullable(parts.special().get("args"));
    Value old = parts.special().get("action");
    Value local = parts.special().get("local_action");
    Map<Str, Value> found = misspelt(parts);
    if (old != null && local != null) {
      conflict("action and local_action are mutually exclusive", entry.tag().origin());
      return Optional.empty();
    }
    Value given = old != null ? old : local;
    if (given != null && !found.isEmpty()) {
      String module = given instanceof Str s ? s.text().split(" ", 2)[0] : "action";
      conflict(
          "conflicting action statements: " + module + ", " + names(found), entry.tag().origin());
      return Optional.empty();
    }
    if (given != null) {
      if (local != null) {
        // whatever delegate_to the task has beside it
        parts.keywords().put(Keyword.DELEGATE_TO, new Str("localhost", local.tag()));
      }
      return actions.readOld(given, args, entry.tag().origin());
    }
    if (found.size() > 1) {
      conflict("conflicting action statements: " + names(found), second(found));
      return Optional.empty();
    }
    if (found.isEmpty()) {
      if (parts.actions().isEmpty()) {
        session.error(
            "JP1205",
            "task has no module",
            "no module/action detected in task.",
            entry.tag().origin());
      }
      return Optional.empty();
    }
    var only = found.entrySet().iterator().next();
    return actions.read(only.getKey(), only.getValue(), args);
  }

  /// Of several keys that are no keywords, those that are nearly one are mistyped, not modules;
  /// without a catalog of modules that is all that can be known.
  private Map<Str, Value> misspelt(Parts parts) {
    Map<Str, Value> all = parts.actions();
    boolean other =
        all.size() > 1
            || parts.special().containsKey("action")
            || parts.special().containsKey("local_action");
    if (!other) {
      return all;
    }
    Set<String> known = new LinkedHashSet<>(parts.keywords().known());
    known.addAll(SPECIAL_KEYS);
    known.addAll(BLOCK_KEYS);
    var rest = new LinkedHashMap<Str, Value>();
    all.forEach((key, value) -> {
      if (isKeywordElsewhere(key.text()) || Suggestion.nearest(key.text(), known).isPresent()) {
        session.unknownKey(key, parts.keywords().kind(), known);
      } else {
        rest.put(key, value);
      }
    });
    return rest.isEmpty() && parts.special().isEmpty() ? Map.of() : rest;
  }

  private static boolean isKeywordElsewhere(String key) {
    return Keyword.of(key).isPresent()
        || Set.of("tasks", "roles", "handlers", "pre_tasks", "post_tasks").contains(key);
  }

  private static String names(Map<Str, Value> found) {
    return found.keySet().stream().map(Str::text).collect(Collectors.joining(", "));
  }

  private static SourceRange second(Map<Str, Value> found) {
    return found.keySet().stream().skip(1).findFirst().orElseThrow().tag().origin();
  }

  private void conflict(String detail, SourceRange where) {
    session.add(
        Diagnostic.error("JP1204", "task has more than one module", where)
            .withDetail(detail)
            .withHint("a task calls one module; is an indentation or a '- ' missing?"));
  }

  /// Whether a value is a text that needs rendering.
  static boolean isTemplate(Value value) {
    return value instanceof Template;
  }
}
