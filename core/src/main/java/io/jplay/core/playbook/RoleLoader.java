package io.jplay.core.playbook;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.Suggestion;
import io.jplay.core.value.Bool;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Int;
import io.jplay.core.value.Json;
import io.jplay.core.value.Null;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Template;
import io.jplay.core.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Loads roles with their dependencies.
final class RoleLoader {
  private static final int MAX_DEPTH = 60;

  private final LoadSession session;
  private final TaskLoader tasks;

  RoleLoader(LoadSession session, TaskLoader tasks) {
    this.session = session;
    this.tasks = tasks;
  }

  /// What a dependency takes from the roles that need it: they are `chain`, outermost first; their
  /// variables are seen by it, its own win.
  private record Parents(List<Path> chain, Keywords keywords, List<RoleVariables> variables) {
    static final Parents NONE = new Parents(List.of(), Keywords.NONE, List.of());

    Parents with(Path path, Keywords inner, RoleVariables own) {
      var paths = new ArrayList<>(chain);
      paths.add(path);
      var all = new ArrayList<>(variables);
      all.add(own);
      return new Parents(paths, inner, all);
    }
  }

  /// The blocks of a role: those of its dependencies, then its own. Empty after an error.
  List<Block> load(RoleUse use, LoadContext context) {
    return load(use, context, Parents.NONE);
  }

  /// The origin of a role's blocks that a task brings in: the role itself comes last.
  static Origin origin(List<Block> blocks, boolean isDynamic) {
    return blocks.isEmpty()
        ? Block.WRITTEN
        : new Origin.RoleTasks(blocks.getLast().role().orElseThrow().path(), isDynamic);
  }

  private List<Block> load(RoleUse use, LoadContext context, Parents parents) {
    Optional<RoleFinder.Found> found =
        new RoleFinder(session.options(), context)
            .find(
                use.name(),
                parents.chain().isEmpty()
                    ? Optional.empty()
                    : Optional.of(parents.chain().getLast()));
    if (found.isEmpty()) {
      notFound(use, context, parents);
      return List.of();
    }
    Path path = found.get().path();
    if (parents.chain().contains(path) || parents.chain().size() > MAX_DEPTH) {
      session.error(
          "JP1210",
          "circular import",
          "A recursion loop was detected with the roles specified. Make sure child roles do not"
              + " have dependencies on parent roles",
          use.where());
      return List.of();
    }
    return content(use, found.get(), context, parents);
  }

  private void notFound(RoleUse use, LoadContext context, Parents parents) {
    var finder = new RoleFinder(session.options(), context);
    Optional<Path> parent =
        parents.chain().isEmpty() ? Optional.empty() : Optional.of(parents.chain().getLast());
    List<String> searched = finder.searched(parent);
    session.add(
        Diagnostic.error("JP1208", "role not found", use.where())
            .withDetail(
                "the role '" + use.name() + "' was not found in " + String.join(":", searched))
            .withHint(Suggestion.hint(use.name(), finder.names(parent))));
  }

  private List<Block> content(
      RoleUse use, RoleFinder.Found found, LoadContext outer, Parents parents) {
    Path path = found.path();
    var files = new RoleFiles(session, path, use);
    Dict meta = files.meta();
    // like ansible-core 2.18 playbook/role: `vars:` of a use stand above the role's own and are not
    // exported
    var own =
        new RoleVariables(
            path,
            files.variables(RoleUse.Part.DEFAULTS),
            files.variables(RoleUse.Part.VARS),
            use.keywords().vars(),
            use.parameters());
    Keywords keywords =
        KeywordMerge.inherit(parents.keywords(), KeywordMerge.withoutVars(use.keywords()));
    Parents below = parents.with(path, keywords, own);
    LoadContext context =
        withVariables(outer.inRole(path).withCollections(collections(meta, found)), below)
            .withVars(magic(use, path));
    var blocks = new ArrayList<Block>();
    var dependencies = new ArrayList<Role>();
    for (RoleUse dependency : dependencies(meta, outer)) {
      List<Block> loaded = load(dependency, withVariables(outer, below), below);
      blocks.addAll(loaded);
      loaded.stream().reduce((a, b) -> b).flatMap(Block::role).ifPresent(dependencies::add);
    }
    blocks.add(block(use, found, files, context, below, dependencies));
    return blocks;
  }

  /// What names of static imports in the role may use.
  private static LoadContext withVariables(LoadContext context, Parents roles) {
    LoadContext with = context;
    for (RoleVariables role : roles.variables()) {
      with = with.withVars(role.defaults());
    }
    for (RoleVariables role : roles.variables()) {
      with = with.withVars(role.variables()).withVars(role.given());
    }
    for (RoleVariables role : roles.variables()) {
      with = with.withVars(role.parameters());
    }
    return with;
  }

  private Block block(
      RoleUse use,
      RoleFinder.Found found,
      RoleFiles files,
      LoadContext context,
      Parents scope,
      List<Role> dependencies) {
    Dict meta = files.meta();
    Dict specs = files.argumentSpecs();
    List<Node> handlers =
        files
            .list(RoleUse.Part.HANDLERS)
            .map(f -> tasks.nodes(f.content(), context.forHandlers().in(f.path())))
            .orElse(List.of());
    var nodes = new ArrayList<Node>();
    validation(use, specs, found, use.parameters()).ifPresent(nodes::add);
    files.list(RoleUse.Part.TASKS).ifPresent(f -> nodes.addAll(tasksOf(f, use, context)));
    var role =
        new Role(
            use.name(),
            found.fqcn(),
            found.path(),
            scope.variables().getLast(),
            scope.variables().subList(0, scope.variables().size() - 1),
            dependencies,
            handlers,
            specs.isEmpty() ? Null.NULL : specs,
            use.allowDuplicates().orElse(meta.flag("allow_duplicates")),
            use.isPublic(),
            key(use, found));
    return new Block(
        withCollections(scope.keywords(), context.collections()),
        Optional.of(role),
        Block.WRITTEN,
        nodes,
        List.of(),
        List.of(),
        use.where());
  }

  /// What its tasks take for the collections of their play.
  private static Keywords withCollections(Keywords keywords, List<String> collections) {
    var all = new EnumMap<Keyword, Value>(Keyword.class);
    all.putAll(keywords.values());
    all.put(Keyword.COLLECTIONS, Seq.ofTexts(collections));
    return collections.isEmpty() ? keywords : new Keywords(all);
  }

  private List<Node> tasksOf(RoleFiles.File file, RoleUse use, LoadContext context) {
    if (context.files().contains(file.path())) {
      session.error(
          "JP1210",
          "circular import",
          "the role '" + use.name() + "' imports itself, directly or through other roles",
          use.where());
      return List.of();
    }
    return tasks.nodes(file.content(), context.in(file.path()));
  }

  /// Equal for uses with the same parameters, tags, conditions and entry points. One that a task
  /// includes or imports is never the same as one of a play or a dependency.
  private static String key(RoleUse use, RoleFinder.Found found) {
    var parts = new ArrayList<Value>();
    parts.add(use.parameters());
    for (Keyword keyword : List.of(Keyword.WHEN, Keyword.TAGS)) {
      parts.add(use.keywords().get(keyword).orElse(Null.NULL));
    }
    parts.add(use.keywords().vars());
    use.allowDuplicates().ifPresent(given -> parts.add(Str.of("by a task")));
    use.from().forEach((part, file) -> parts.add(Str.of(part + "=" + file)));
    return found.path() + " " + Json.write(Seq.of(parts), Json.Layout.SORTED_LINE);
  }

  private static Dict magic(RoleUse use, Path path) {
    return Dict.builder()
        .put("role_path", path.toString())
        .put("role_name", use.name())
        .put("ansible_role_name", use.name())
        .build();
  }

  private static List<String> collections(Dict meta, RoleFinder.Found found) {
    var names = new ArrayList<String>();
    found.collection().ifPresent(names::add);
    if (meta.get("collections").orElse(Null.NULL) instanceof Seq seq) {
      seq.stream().filter(Str.class::isInstance).forEach(s -> names.add(((Str) s).text()));
    }
    return names;
  }

  /// The task that checks the role's parameters against its argument specification.
  private Optional<Node> validation(
      RoleUse use, Dict specs, RoleFinder.Found found, Dict parameters) {
    String entry = use.from().getOrDefault(RoleUse.Part.TASKS, "main");
    if (!use.validates() || !(specs.get(entry).orElse(Null.NULL) instanceof Dict spec)) {
      return Optional.empty();
    }
    String description = spec.text("short_description").map(d -> " - " + d).orElse("");
    var keywords = new EnumMap<Keyword, Value>(Keyword.class);
    keywords.put(
        Keyword.NAME,
        Str.of("Validating arguments against arg spec '" + entry + "'" + description));
    keywords.put(Keyword.TAGS, Seq.ofTexts(List.of("always")));
    Dict context =
        Dict.builder()
            .put("type", "role")
            .put("name", use.name())
            .put("argument_spec_name", entry)
            .put("path", found.path().toString())
            .build();
    Dict options =
        Dict.builder()
            .put("argument_spec", spec.get("options").orElse(Dict.EMPTY))
            .put("provided_arguments", parameters)
            .put("validate_args_context", context)
            .build();
    var action =
        new Action(
            Str.of("ansible.builtin.validate_argument_spec"),
            options,
            Optional.empty(),
            Optional.empty(),
            use.where());
    Path file = found.path().resolve("tasks").resolve("main.yml");
    return Optional.of(
        new Task(new Keywords(keywords), action, Optional.empty(), file, use.where()));
  }

  private List<RoleUse> dependencies(Dict meta, LoadContext context) {
    Value list = meta.get("dependencies").orElse(Null.NULL);
    if (list instanceof Null) {
      return List.of();
    }
    if (!(list instanceof Seq seq)) {
      session.error(
          "JP1209",
          "role file has the wrong form",
          "Expected role dependencies to be a list.",
          list.tag().origin());
      return List.of();
    }
    return uses(seq, context);
  }

  /// The entries of a `roles:` or `dependencies:` list.
  List<RoleUse> uses(Seq entries, LoadContext context) {
    var uses = new ArrayList<RoleUse>();
    for (Value entry : entries.items()) {
      use(entry, context).ifPresent(uses::add);
    }
    return uses;
  }

  private Optional<RoleUse> use(Value entry, LoadContext context) {
    if (entry instanceof Str old && old.text().indexOf(',') >= 0) {
      session.error(
          "JP1202",
          "role expected",
          "Invalid old style role requirement: " + old.text(),
          entry.tag().origin());
      return Optional.empty();
    }
    if (!(entry instanceof Dict dict)) {
      return session
          .name(entry, context.scope(), "role")
          .map(n -> use(n, Keywords.NONE, Dict.EMPTY, entry))
          .or(() -> malformed(entry));
    }
    var reader = new KeywordReader(session, Keyword.Place.ROLE, "RoleDefinition");
    var parameters = Dict.builder();
    for (Map.Entry<Value, Value> e : dict.entries().entrySet()) {
      if (e.getKey() instanceof Str key
          && !Set.of("role", "name", "src").contains(key.text())
          && !reader.accept(key, e.getValue())) {
        parameters.put(key.text(), e.getValue());
      }
    }
    Optional<Value> named =
        dict.get("role")
            .or(() -> dict.get("name"))
            .or(() -> dict.get("src").map(RoleLoader::sourceName));
    if (named.isEmpty()
        || !(named.get() instanceof Str
            || named.get() instanceof Template
            || named.get() instanceof Int)) {
      session.error(
          "JP1202",
          "role expected",
          "role definitions must contain a role name",
          dict.tag().origin());
      return Optional.empty();
    }
    Keywords keywords = reader.keywords();
    return session
        .name(named.get(), context.withVars(keywords.vars()).scope(), "role")
        .map(n -> use(n, keywords, parameters.build(), named.get()));
  }

  private Optional<RoleUse> malformed(Value entry) {
    if (!(entry instanceof Template)) {
      session.error(
          "JP1202",
          "role expected",
          "A malformed role declaration was encountered: a role is a name or a mapping, not "
              + ActionReader.type(entry),
          entry.tag().origin());
    }
    return Optional.empty();
  }

  private RoleUse use(String name, Keywords keywords, Dict parameters, Value place) {
    return new RoleUse(
        name,
        keywords,
        parameters,
        Map.of(),
        Optional.empty(),
        session.options().privacy().isPublic(true),
        true,
        place.tag().origin());
  }

  /// The role name in a galaxy source: the last part of its path, without version and suffix.
  private static Value sourceName(Value source) {
    if (!(source instanceof Str s)) {
      return source;
    }
    String name = s.text().split(",", -1)[0];
    name = name.substring(name.lastIndexOf('/') + 1);
    return new Str(name.replaceFirst("\\.git$|\\.tar\\.gz$", ""), s.tag());
  }

  /// Names of directories, for suggestions.
  static Set<String> directories(Path path) {
    if (!Files.isDirectory(path)) {
      return Set.of();
    }
    try (var entries = Files.list(path)) {
      var names = new TreeSet<String>();
      entries
          .limit(5000)
          .filter(Files::isDirectory)
          .forEach(p -> names.add(String.valueOf(p.getFileName())));
      return names;
    } catch (IOException e) {
      return Set.of();
    }
  }

  static boolean isTrue(Value value) {
    return value instanceof Bool b && b.value();
  }
}
