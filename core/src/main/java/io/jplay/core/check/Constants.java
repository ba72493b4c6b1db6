package io.jplay.core.check;

import io.jplay.core.diag.JplayException;
import io.jplay.core.playbook.Keyword;
import io.jplay.core.playbook.Loop;
import io.jplay.core.playbook.Play;
import io.jplay.core.playbook.Role;
import io.jplay.core.playbook.Task;
import io.jplay.core.template.TemplateSurvey;
import io.jplay.core.value.Bool;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Int;
import io.jplay.core.value.Null;
import io.jplay.core.value.Real;
import io.jplay.core.value.Scope;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Template;
import io.jplay.core.value.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// What a value of a task can be told to be before the run: constants, items of constant loops, and
/// the paths that every host shares. Extra variables count: nothing can override them.
final class Constants {
  private final CheckRequest request;
  private final Surveys surveys;
  private final Optional<Definitions> definitions;

  /// Where not all is collected yet: without variables that plays and roles define.
  Constants(CheckRequest request, Surveys surveys) {
    this.request = request;
    this.surveys = surveys;
    this.definitions = Optional.empty();
  }

  /// With the constants that plays, roles and files define at one place only, as long as nothing of
  /// unknown content may define them too.
  Constants(Reach reach) {
    this.request = reach.request();
    this.surveys = reach.surveys();
    this.definitions =
        reach.isComplete() && reach.open.isEmpty()
            ? Optional.of(Definitions.of(reach))
            : Optional.empty();
  }

  /// All texts that a value comes to, one for each item of the task's loop; empty when a part of it
  /// is only known at run time.
  Optional<List<String>> texts(Value value, TaskSite site) {
    if (!(value instanceof Template)) {
      return text(value).map(List::of);
    }
    var texts = new LinkedHashSet<String>();
    Optional<List<Map<String, Value>>> items = items(site.task());
    if (items.isEmpty()) {
      return rendered(value, site, Map.of()).map(List::of);
    }
    for (Map<String, Value> item : items.get()) {
      Optional<String> text = rendered(value, site, item);
      if (text.isEmpty()) {
        return Optional.empty();
      }
      texts.add(text.get());
    }
    return Optional.of(List.copyOf(texts));
  }

  /// The text that a value of a play comes to.
  Optional<String> text(Value value, Play play) {
    return value instanceof Template ? rendered(value, known(play)) : text(value);
  }

  /// The value that `hosts` of a play comes to, which only extra variables and those of the play
  /// itself make up.
  Optional<Value> hosts(Play play) {
    Surveys.Result result = surveys.of(play.hosts());
    Map<String, Value> known = known(play);
    play.keywords()
        .vars()
        .entries()
        .forEach((k, v) -> {
          if (k instanceof Str s && !hasTemplate(v)) {
            known.putIfAbsent(s.text(), v);
          }
        });
    boolean alone =
        play.keywords().get(Keyword.VARS_FILES).isEmpty()
            && play.imports().stream().allMatch(i -> i.vars().isEmpty());
    boolean fixed =
        result.problems().isEmpty()
            && result.survey().uses().stream()
                .allMatch(use ->
                    isFixed(use, known.keySet())
                        || alone
                            && use.kind() == TemplateSurvey.Kind.VARIABLE
                            && !play.keywords().vars().has(use.name())
                            && result.survey().guarded().contains(use.name()));
    if (!fixed) {
      return Optional.empty();
    }
    try {
      Value value = request.templar().renderOrUndefined(play.hosts(), Scope.EMPTY.with(known));
      return Optional.of(value).filter(v -> v instanceof Str || v instanceof Seq);
    } catch (JplayException e) {
      return Optional.empty();
    }
  }

  private Optional<String> rendered(Value value, TaskSite site, Map<String, Value> item) {
    return rendered(value, known(site, item));
  }

  private Optional<String> rendered(Value value, Map<String, Value> known) {
    Surveys.Result result = surveys.of(value);
    TemplateSurvey survey = result.survey();
    for (TemplateSurvey.Use use : survey.uses()) {
      if (use.kind() == TemplateSurvey.Kind.VARIABLE && !use.name().equals("item")) {
        definitions
            .flatMap(d -> d.only(use.name()))
            .filter(v -> !hasTemplate(v))
            .ifPresent(v -> known.putIfAbsent(use.name(), v));
      }
    }
    if (!result.problems().isEmpty()
        || survey.uses().stream().anyMatch(use -> !isFixed(use, known.keySet()))) {
      return Optional.empty();
    }
    try {
      return text(request.templar().renderOrUndefined(value, Scope.EMPTY.with(known)));
    } catch (JplayException e) {
      return Optional.empty();
    }
  }

  private static boolean isFixed(TemplateSurvey.Use use, Set<String> known) {
    return switch (use.kind()) {
      case VARIABLE -> known.contains(use.name());
      case LOOKUP, GROUP, FILE, LOOKUP_TEMPLATE, LOOKUP_FILE -> false;
      case FILTER, TEST, PATTERN -> true;
    };
  }

  private Map<String, Value> known(Play play) {
    var known = new LinkedHashMap<String, Value>();
    request
        .extraVars()
        .entries()
        .forEach((k, v) -> {
          if (k instanceof Str s && !(v instanceof Template)) {
            known.put(s.text(), v);
          }
        });
    Path playbook = play.file().toAbsolutePath().normalize();
    known.put("playbook_dir", Str.of(String.valueOf(playbook.getParent())));
    return known;
  }

  private Map<String, Value> known(TaskSite site, Map<String, Value> item) {
    var known = new LinkedHashMap<>(item);
    known.putAll(known(site.lineage().play()));
    List<Role> roles = site.lineage().roles();
    if (!roles.isEmpty()) {
      known.put("role_path", Str.of(roles.getLast().path().toString()));
      known.put("role_name", Str.of(roles.getLast().name()));
      known.put("ansible_role_name", Str.of(roles.getLast().name()));
    }
    if (roles.size() > 1) {
      known.put(
          "ansible_parent_role_paths",
          Seq.ofTexts(roles.reversed().stream().skip(1).map(r -> r.path().toString()).toList()));
    }
    return known;
  }

  /// The variables of each item of a constant loop; empty when there is none or it is not constant.
  static Optional<List<Map<String, Value>>> items(Task task) {
    if (task.loop().isEmpty()) {
      return Optional.empty();
    }
    Loop loop = task.loop().get();
    boolean items = loop.isPlain() || Set.of("items", "list", "flattened").contains(loop.plugin());
    if (!items || !(loop.terms() instanceof Seq terms) || hasTemplate(terms)) {
      return Optional.empty();
    }
    String name =
        task.keywords().get(Keyword.LOOP_CONTROL).orElse(Null.NULL) instanceof Dict control
            ? control.text("loop_var").orElse("item")
            : "item";
    var all = new ArrayList<Map<String, Value>>();
    for (Value item : terms.items()) {
      if (!loop.isPlain() && item instanceof Seq nested) {
        nested.items().forEach(inner -> all.add(Map.of(name, inner)));
      } else {
        all.add(Map.of(name, item));
      }
    }
    return Optional.of(all);
  }

  static boolean hasTemplate(Value value) {
    return switch (value) {
      case Template t -> true;
      case Seq s -> s.items().stream().anyMatch(Constants::hasTemplate);
      case Dict d -> d.entries().values().stream().anyMatch(Constants::hasTemplate);
      default -> false;
    };
  }

  private static Optional<String> text(Value value) {
    return switch (value) {
      case Str s -> Optional.of(s.text());
      case Int i -> Optional.of(i.toString());
      case Real r -> Optional.of(r.toString());
      case Bool b -> Optional.of(b.value() ? "True" : "False");
      default -> Optional.empty();
    };
  }

  /// The names that `first_found` tries, when all of them are constant; empty for other loops.
  static Optional<FirstFound> firstFound(Task task) {
    return task.loop()
        .filter(l -> l.plugin().equals("first_found") || l.plugin().endsWith(".first_found"))
        .map(l -> FirstFound.of(l.terms()));
  }

  /// `constant`: no name or path is a template; `skips`: nothing found is no error.
  record FirstFound(List<String> names, boolean constant, boolean skips) {
    FirstFound {
      names = List.copyOf(names);
    }

    static FirstFound of(Value terms) {
      var names = new ArrayList<String>();
      boolean skips = false;
      for (Value term : terms instanceof Seq s ? s.items() : List.of(terms)) {
        if (term instanceof Dict d) {
          skips |= d.get("skip").filter(v -> !(v instanceof Bool b && !b.value())).isPresent();
          List<String> paths = new ArrayList<>();
          texts(d.get("paths").orElse(Null.NULL), paths);
          var files = new ArrayList<String>();
          texts(d.get("files").orElse(Null.NULL), files);
          for (String file : files) {
            names.add(file);
            paths.forEach(path -> names.add(path + "/" + file));
          }
        } else {
          texts(term, names);
        }
      }
      return new FirstFound(names, !hasTemplate(terms), skips);
    }

    private static void texts(Value value, List<String> into) {
      switch (value) {
        case Seq s -> s.items().forEach(v -> texts(v, into));
        case Str s -> into.add(s.text());
        case Template t -> into.add(t.text());
        default -> {}
      }
    }
  }

  static Path directory(Path file) {
    return Objects.requireNonNullElse(file.toAbsolutePath().normalize().getParent(), Path.of("/"));
  }
}
