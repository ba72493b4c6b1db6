package io.jplay.core.playbook;

import io.jplay.core.source.SourceRange;
import io.jplay.core.value.Bool;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Null;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One use of a role, in `roles:`, as a dependency, or by include_role or import_role. `from` holds
/// the names given by `tasks_from` and its kin; `allowDuplicates` is empty where the role's own
/// meta decides; `isPublic` tells whether the play sees its variables afterwards.
record RoleUse(
    String name,
    Keywords keywords,
    Dict parameters,
    Map<Part, String> from,
    Optional<Boolean> allowDuplicates,
    boolean isPublic,
    boolean validates,
    SourceRange where) {

  /// The directories of a role that hold YAML.
  enum Part {
    TASKS("tasks"),
    HANDLERS("handlers"),
    VARS("vars"),
    DEFAULTS("defaults"),
    META("meta");

    private final String directory;

    Part(String directory) {
      this.directory = directory;
    }

    String directory() {
      return directory;
    }
  }

  /// The use by an include_role or import_role task whose options are rendered or can be.
  static Optional<RoleUse> of(
      Task task, boolean isStatic, LoadContext context, LoadSession session) {
    Dict options = task.action().options();
    Value nameValue = options.get("name").orElse(Null.NULL);
    Optional<String> name = session.name(nameValue, context.scope(), "role");
    if (name.isEmpty()) {
      return Optional.empty();
    }
    var from = new EnumMap<Part, String>(Part.class);
    for (Part part : Part.values()) {
      Optional<Value> given = options.get(part.directory() + "_from");
      if (given.isPresent() && !(given.get() instanceof Null)) {
        Optional<String> text = session.name(given.get(), context.scope(), "file");
        if (text.isEmpty()) {
          return Optional.empty();
        }
        from.put(part, text.get());
      }
    }
    return Optional.of(
        new RoleUse(
            name.get(),
            // like ansible-core 2.18 playbook/role_include.py: the task's `vars` are the role's,
            // too
            varsOf(task),
            Dict.EMPTY,
            from,
            Optional.of(flag(options, "allow_duplicates", true)),
            flag(options, "public", session.options().privacy().isPublic(isStatic)),
            flag(options, "rolespec_validate", true),
            nameValue.tag().origin().isKnown() ? nameValue.tag().origin() : task.where()));
  }

  private static Keywords varsOf(Task task) {
    Dict vars = task.keywords().vars();
    return vars.isEmpty() ? Keywords.NONE : new Keywords(Map.of(Keyword.VARS, vars));
  }

  private static boolean flag(Dict options, String key, boolean otherwise) {
    return options
        .get(key)
        .map(v -> v instanceof Bool b ? b.value() : isYes(v, otherwise))
        .orElse(otherwise);
  }

  private static boolean isYes(Value value, boolean otherwise) {
    return value instanceof Str s
        ? Set.of("yes", "true", "on", "1").contains(s.text().toLowerCase(Locale.ROOT))
        : otherwise;
  }
}
