package io.jplay.core.playbook;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.source.SourceRange;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Json;
import io.jplay.core.value.Null;
import io.jplay.core.value.Scope;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Template;
import io.jplay.core.value.Value;
import io.jplay.core.value.Vaulted;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Loads playbook files: plays, and the playbooks that they import.
final class PlayLoader {
  private static final Set<String> STRUCTURE =
      Set.of("hosts", "roles", "tasks", "pre_tasks", "post_tasks", "handlers");
  private static final Set<String> IMPORT_KEYS =
      Set.of(
          "import_playbook",
          "ansible.builtin.import_playbook",
          "ansible.legacy.import_playbook",
          "include");

  private final LoadSession session;
  private final TaskLoader tasks;

  PlayLoader(LoadSession session) {
    this.session = session;
    this.tasks = new TaskLoader(session);
  }

  /// The plays of a file; `importers` are the files that import it, innermost first.
  List<Play> load(Path file, List<Path> importers, List<Keywords> imports, SourceRange from) {
    Value document = session.read(file, from);
    if (!(document instanceof Seq seq)) {
      boolean unread = !session.problems().isEmpty() && document instanceof Null;
      if (!unread) {
        wrong(
            document instanceof Null
                ? "Empty playbook, nothing to do: " + file
                : "A playbook must be a list of plays, got "
                    + ActionReader.type(document)
                    + " instead: "
                    + file,
            document.tag().origin().isKnown() ? document.tag().origin() : from);
      }
      return List.of();
    }
    if (seq.items().isEmpty()) {
      wrong("A playbook must contain at least one play: " + file, seq.tag().origin());
    }
    var plays = new ArrayList<Play>();
    for (Value entry : seq.items()) {
      if (!(entry instanceof Dict dict)) {
        wrong(
            "playbook entries must be either valid plays or 'import_playbook' statements",
            entry.tag().origin());
      } else if (IMPORT_KEYS.stream().anyMatch(dict::has)) {
        plays.addAll(imported(dict, file, importers, imports));
      } else {
        plays.add(play(dict, file, imports));
      }
    }
    return plays;
  }

  private void wrong(String detail, SourceRange where) {
    session.error("JP1202", "playbook has the wrong form", detail, where);
  }

  private List<Play> imported(Dict entry, Path file, List<Path> importers, List<Keywords> imports) {
    var reader = new KeywordReader(session, Keyword.Place.ROLE, "PlaybookInclude");
    Value target = Null.NULL;
    for (var e : entry.entries().entrySet()) {
      if (!(e.getKey() instanceof Str key)) {
        continue;
      }
      if (IMPORT_KEYS.contains(key.text())) {
        target =
            e.getValue().tag().origin().isKnown() ? e.getValue() : e.getValue().withTag(key.tag());
        if (key.text().equals("include")) {
          session.deprecated(
              "'include' for playbook includes is deprecated",
              "use 'import_playbook'",
              key.tag().origin());
        }
      } else if (!reader.accept(key, e.getValue())) {
        var known = new LinkedHashSet<>(reader.known());
        known.add("import_playbook");
        session.unknownKey(key, "PlaybookInclude", known);
      }
    }
    SourceRange where = target.tag().origin();
    var context = context(file).withVars(scopeOf(imports)).withVars(reader.keywords().vars());
    Optional<Named> named = target(target, entry.tag().origin(), context);
    if (named.isEmpty()) {
      return List.of();
    }
    Path path = playbookPath(named.get().file(), context);
    var chain = new ArrayList<Path>();
    chain.add(file);
    chain.addAll(importers);
    if (chain.contains(path)) {
      session.error(
          "JP1210",
          "circular import",
          path + " imports itself, directly or through other playbooks",
          where);
      return List.of();
    }
    var nested = new ArrayList<>(imports);
    if (!named.get().params().isEmpty()) {
      reader.put(Keyword.VARS, reader.keywords().vars().plus(named.get().params()));
    }
    nested.add(reader.keywords());
    return load(path, chain, nested, where);
  }

  private static Dict scopeOf(List<Keywords> imports) {
    Dict all = Dict.EMPTY;
    for (Keywords k : imports) {
      all = all.plus(k.vars());
    }
    return all;
  }

  /// The file of an import and the variables given after it as `key=value`.
  private record Named(String file, Dict params) {}

  private Optional<Named> target(Value value, SourceRange where, LoadContext context) {
    if (value instanceof Null) {
      wrong("playbook import parameter is missing", where);
      return Optional.empty();
    }
    if (!(value instanceof Str || value instanceof Template)) {
      wrong(
          "playbook import parameter must be a string indicating a file path, got "
              + ActionReader.type(value)
              + " instead",
          value.tag().origin());
      return Optional.empty();
    }
    try {
      ArgumentText.Arguments arguments = ArgumentText.parse(value, false);
      Value file = arguments.rest().orElse(Null.NULL);
      if (!arguments.options().isEmpty() && !(file instanceof Null)) {
        session.deprecated(
            "Additional parameters in import_playbook statements are deprecated",
            "give them under 'vars:'",
            value.tag().origin());
      }
      return session
          .name(file, context.scope(), "playbook")
          .map(f -> new Named(f, arguments.options()));
    } catch (ArgumentText.Unbalanced e) {
      wrong(String.valueOf(e.getMessage()), value.tag().origin());
      return Optional.empty();
    }
  }

  private Path playbookPath(String name, LoadContext context) {
    Path beside = context.playbookDir().resolve(name).normalize();
    String[] parts = name.split("\\.", -1);
    boolean fqcn = parts.length >= 3 && name.indexOf('/') < 0 && !Files.exists(beside);
    if (!fqcn) {
      return beside;
    }
    String rest = name.substring(parts[0].length() + parts[1].length() + 2);
    String stem = rest.endsWith(".yml") || rest.endsWith(".yaml") ? rest : rest + ".yml";
    return new RoleFinder(session.options(), context)
        .collectionDirectory(parts[0] + "." + parts[1])
        .map(c -> c.resolve("playbooks").resolve(stem))
        .orElse(beside);
  }

  private LoadContext context(Path file) {
    Path directory = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of("/"));
    Dict magic = Dict.builder().put("playbook_dir", directory.toString()).build();
    return new LoadContext(
            directory, List.of(file), Optional.empty(), false, List.of(), Scope.EMPTY, List.of())
        .withVars(magic);
  }

  private Play play(Dict entry, Path file, List<Keywords> imports) {
    var reader = new KeywordReader(session, Keyword.Place.PLAY, "Play");
    for (var e : entry.entries().entrySet()) {
      if (!(e.getKey() instanceof Str key)) {
        session.error("JP1203", "unknown key", "a key must be a text", e.getKey().tag().origin());
      } else if (!STRUCTURE.contains(key.text()) && !reader.accept(key, e.getValue())) {
        var known = new LinkedHashSet<>(reader.known());
        known.addAll(STRUCTURE);
        known.add("import_playbook");
        session.unknownKey(key, "Play", known);
      }
    }
    Keywords keywords = reader.keywords();
    LoadContext context =
        context(file)
            .withVars(scopeOf(imports))
            .withVars(keywords.vars())
            .withVars(varsFiles(keywords, file));
    context = context.withCollections(collectionOf(file));
    if (keywords.get(Keyword.COLLECTIONS).orElse(Null.NULL) instanceof Seq names) {
      context =
          context.withCollections(
              names.stream().filter(Str.class::isInstance).map(s -> ((Str) s).text()).toList());
    }
    return new Play(
        keywords,
        hosts(entry),
        imports,
        list(entry, "pre_tasks", context),
        roles(entry, context),
        list(entry, "tasks", context),
        list(entry, "post_tasks", context),
        list(entry, "handlers", context.forHandlers()),
        file,
        entry.tag().origin());
  }

  /// A playbook of a collection finds that collection's roles and modules by their short names.
  private static List<String> collectionOf(Path file) {
    for (int i = 0; i + 3 < file.getNameCount(); i++) {
      if (file.getName(i).toString().equals("ansible_collections")) {
        return List.of(file.getName(i + 1) + "." + file.getName(i + 2));
      }
    }
    return List.of();
  }

  /// The variables of files that are named without templates and can be read: static imports may
  /// use them. Problems in them are reported when the play runs, not here.
  private Dict varsFiles(Keywords keywords, Path file) {
    Dict all = Dict.EMPTY;
    for (Value name :
        keywords
            .get(Keyword.VARS_FILES)
            .map(v -> KeywordReader.list(v).items())
            .orElse(List.of())) {
      Path path = name instanceof Str s ? file.resolveSibling(s.text()) : file;
      if (name instanceof Str
          && Files.isRegularFile(path)
          && session.peek(path) instanceof Dict dict) {
        all = all.plus(dict);
      }
    }
    return all;
  }

  /// Like ansible-core 2.18 playbook/play.py _validate_hosts.
  private Value hosts(Dict entry) {
    Value hosts = entry.get("hosts").orElse(Null.NULL);
    SourceRange where =
        hosts.tag().origin().isKnown() ? hosts.tag().origin() : entry.tag().origin();
    switch (hosts) {
      case Value _ when !entry.has("hosts") ->
          badHosts("the field 'hosts' is required but was not set", where);
      case Null _ -> emptyHosts(where);
      case Str s when s.text().isBlank() -> emptyHosts(where);
      case Seq list when list.items().isEmpty() -> emptyHosts(where);
      case Seq list ->
          list.stream()
              .filter(host -> !isText(host))
              .findFirst()
              .ifPresent(host -> badHost(host, where));
      default -> {
        if (!isText(hosts)) {
          badHosts("Hosts list must be a sequence or string. Please check your playbook.", where);
        }
      }
    }
    return hosts;
  }

  private static boolean isText(Value value) {
    return value instanceof Str || value instanceof Template || value instanceof Vaulted;
  }

  private void emptyHosts(SourceRange where) {
    badHosts("Hosts list cannot be empty. Please check your playbook", where);
  }

  private void badHost(Value host, SourceRange list) {
    badHosts(
        host instanceof Null
            ? "Hosts list cannot contain values of 'None'. Please check your playbook"
            : "Hosts list contains an invalid host value: '"
                + Json.write(host, Json.Layout.LINE)
                + "'",
        host.tag().origin().isKnown() ? host.tag().origin() : list);
  }

  private void badHosts(String detail, SourceRange where) {
    session.add(Diagnostic.error("JP1216", "play has no valid hosts", where).withDetail(detail));
  }

  private List<Node> list(Dict entry, String key, LoadContext context) {
    return entry.get(key).map(v -> tasks.nodes(v, key, context)).orElse(List.of());
  }

  private List<Block> roles(Dict entry, LoadContext context) {
    Value roles = entry.get("roles").orElse(Null.NULL);
    if (roles instanceof Null) {
      return List.of();
    }
    if (!(roles instanceof Seq list)) {
      wrong("A malformed role declaration was encountered.", roles.tag().origin());
      return List.of();
    }
    RoleLoader loader = tasks.imports().roles();
    var blocks = new ArrayList<Block>();
    for (RoleUse use : loader.uses(list, context)) {
      blocks.addAll(loader.load(use, context));
    }
    return blocks;
  }
}
