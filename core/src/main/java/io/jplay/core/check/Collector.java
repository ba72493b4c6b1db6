package io.jplay.core.check;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.Parsed;
import io.jplay.core.playbook.Block;
import io.jplay.core.playbook.Keyword;
import io.jplay.core.playbook.Keywords;
import io.jplay.core.playbook.Lineage;
import io.jplay.core.playbook.Node;
import io.jplay.core.playbook.Play;
import io.jplay.core.playbook.Playbook;
import io.jplay.core.playbook.PlaybookLoader;
import io.jplay.core.playbook.Role;
import io.jplay.core.playbook.Task;
import io.jplay.core.source.SourceRange;
import io.jplay.core.value.Bool;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Null;
import io.jplay.core.value.Scope;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Walks plays, roles, handlers and what tasks include, as far as names are known. An include whose
/// name depends on a run is followed into every file that its name may come to, and noted as open.
final class Collector {
  private static final int DEEPEST = 40;

  private final CheckRequest request;
  private final Findings findings;
  private final Constants constants;
  private final boolean dynamic;
  private final Reach reach;
  private final Map<List<Object>, Parsed<Block>> loaded = new HashMap<>();
  private final Set<List<Object>> walked = new HashSet<>();

  /// Of which loaded things the problems were told, or are not to be told.
  private final Set<List<Object>> told = new HashSet<>();

  private List<TaskSite> sites = new ArrayList<>();
  private List<Reach.Open> open = new ArrayList<>();

  /// `dynamic`: follow includes of the run, which reads files.
  Collector(CheckRequest request, Surveys surveys, Findings findings, boolean dynamic) {
    this.request = request;
    this.findings = findings;
    this.constants = new Constants(request, surveys);
    this.dynamic = dynamic;
    this.reach = new Reach(request, surveys);
  }

  Reach collect() {
    for (Playbook playbook : request.playbooks()) {
      playbook.plays().forEach(this::play);
    }
    return reach;
  }

  /// Where a node stands. `path`: the include tasks on the way and the files they led to.
  private record Way(
      Lineage lineage,
      boolean handler,
      boolean certain,
      List<SourceRange> includes,
      List<Path> path) {
    Way inside(Block block, boolean surely) {
      return new Way(lineage.inside(block), handler, certain && surely, includes, path);
    }

    Way uncertain(boolean surely) {
      return new Way(lineage, handler, certain && surely, includes, path);
    }

    /// What an include leads to. The file of the first one begins every circle.
    Way through(TaskSite site, Optional<Path> file) {
      var sites = new ArrayList<>(includes);
      sites.add(site.task().where());
      var files = new ArrayList<>(path);
      if (file.isPresent() && files.isEmpty()) {
        files.add(site.task().file().toAbsolutePath().normalize());
      }
      file.ifPresent(files::add);
      return new Way(lineage, handler, certain, sites, files);
    }
  }

  private void play(Play play) {
    sites = new ArrayList<>();
    open = new ArrayList<>();
    walked.clear();
    boolean certain = play.imports().stream().noneMatch(k -> isConditional(k));
    var way = new Way(Lineage.of(play), false, certain, List.of(), List.of());
    reach.files.add(play.file().toAbsolutePath().normalize());
    nodes(play.preTasks(), way);
    nodes(play.roles(), way);
    nodes(play.tasks(), way);
    nodes(play.postTasks(), way);
    nodes(play.handlers(), new Way(Lineage.of(play), true, certain, List.of(), List.of()));
    reach.plays.add(new Reach.PlayReach(play, List.copyOf(sites), List.copyOf(open)));
    reach.open.addAll(open);
  }

  private void nodes(List<? extends Node> nodes, Way way) {
    for (Node node : nodes) {
      switch (node) {
        case Block block -> block(block, way);
        case Task task -> task(task, way);
      }
    }
  }

  private void block(Block block, Way way) {
    reach.blocks.putIfAbsent(block.where(), block);
    boolean surely = !isConditional(block.keywords()) && !isForgiving(block.keywords());
    Way inner = way.inside(block, surely);
    block.role().ifPresent(role -> role(role, inner));
    nodes(block.block(), inner.uncertain(block.rescue().isEmpty()));
    nodes(block.rescue(), inner.uncertain(false));
    nodes(block.always(), inner);
  }

  private void role(Role role, Way way) {
    reach.roles.putIfAbsent(role.key(), role);
    if (!walked.add(List.of("handlers of", role.key()))) {
      return;
    }
    nodes(role.handlers(), new Way(way.lineage(), true, way.certain(), way.includes(), way.path()));
    role.dependencies().forEach(d -> reach.roles.putIfAbsent(d.key(), d));
  }

  static boolean isConditional(Keywords keywords) {
    return keywords.has(Keyword.WHEN)
        || keywords.get(Keyword.TAGS).orElse(Null.NULL) instanceof Seq tags
            && tags.items().contains(Str.of("never"));
  }

  private static boolean isForgiving(Keywords keywords) {
    Value ignore = keywords.get(Keyword.IGNORE_ERRORS).orElse(Null.NULL);
    return !(ignore instanceof Null || ignore instanceof Bool b && !b.value());
  }

  private void task(Task task, Way way) {
    boolean never =
        task.keywords().get(Keyword.TAGS).orElse(Null.NULL) instanceof Seq tags
            && tags.items().contains(Str.of("never"));
    boolean emptyLoop = task.loop().isPresent() && Constants.items(task).isEmpty();
    boolean certain = way.certain() && !never && !isForgiving(task.keywords()) && !emptyLoop;
    var site = new TaskSite(task, way.lineage(), way.handler(), certain, way.includes());
    sites.add(site);
    reach.add(site);
    reach.files.add(task.file().toAbsolutePath().normalize());
    if (dynamic) {
      switch (site.shortModule()) {
        case "include_tasks" -> includeTasks(site, way);
        case "include_role" -> includeRole(site, way);
        case "include_vars" -> includeVars(site);
        default -> {}
      }
    } else if (Set.of("include_tasks", "include_role", "include_vars")
        .contains(site.shortModule())) {
      opened(site, List.of(), List.of());
    }
  }

  private void opened(TaskSite site, List<String> names, List<Path> bases) {
    boolean anywhere = names.stream().anyMatch(NamePattern::saysNothing);
    open.add(new Reach.Open(site.shortModule().equals("include_vars"), anywhere, bases));
  }

  private void includeTasks(TaskSite site, Way way) {
    Value name = site.option("file").orElse(Null.NULL);
    boolean sure = site.surelyRuns();
    Optional<List<String>> names = names(name, site);
    if (names.isPresent()) {
      boolean one = Constants.firstFound(site.task()).isEmpty();
      names.get().forEach(file -> tasksOf(file, site, way.uncertain(sure && one)));
      return;
    }
    String text = Reach.text(name);
    findings.unknown("which file is included: " + text, site.task().where());
    opened(site, List.of(text), bases(site));
    var found = new LinkedHashSet<Path>();
    for (Path base : bases(site)) {
      found.addAll(NamePattern.files(base, text));
    }
    found.forEach(file -> guessed(file, site, way.uncertain(false)));
  }

  /// A file that may or may not be meant: only what can be read as tasks counts.
  private void guessed(Path file, TaskSite site, Way way) {
    List<Object> key =
        List.of("tasks", file.toString(), site.task().where(), site.handler(), roleKey(site));
    Parsed<Block> parsed =
        loaded.computeIfAbsent(key, _ -> request.loader().loadTasks(file.toString(), point(site)));
    told.add(key);
    if (!parsed.hasErrors()) {
      tasksOf(file.toString(), site, way);
    }
  }

  /// The constant names of an include; of `first_found` those that exist.
  private Optional<List<String>> names(Value name, TaskSite site) {
    Optional<Constants.FirstFound> first = Constants.firstFound(site.task());
    if (first.isPresent() && isItem(name)) {
      return first.get().constant()
          ? Optional.of(
              first.get().names().stream()
                  .filter(n -> request.loader().findFile(n, point(site)).isPresent())
                  .toList())
          : Optional.empty();
    }
    return constants.texts(name, site);
  }

  private static boolean isItem(Value name) {
    return Reach.text(name).replace(" ", "").equals("{{item}}");
  }

  private PlaybookLoader.IncludePoint point(TaskSite site) {
    return new PlaybookLoader.IncludePoint(
        site.task(), site.lineage(), site.handler(), Scope.EMPTY);
  }

  /// Where a file that a task names may be: its role, beside it, beside the playbook.
  static List<Path> bases(TaskSite site) {
    var bases = new LinkedHashSet<Path>();
    Path directory = Constants.directory(site.task().file());
    bases.add(directory);
    for (Role role : site.lineage().roles()) {
      bases.add(role.path());
      bases.add(role.path().resolve("tasks"));
      bases.add(role.path().resolve("vars"));
    }
    Path playbook = Constants.directory(site.lineage().play().file());
    bases.add(playbook);
    bases.add(playbook.resolve("vars"));
    return List.copyOf(bases);
  }

  private void tasksOf(String name, TaskSite site, Way way) {
    Optional<Path> file = request.loader().findFile(name, point(site));
    if (isCircle(file, site, way)) {
      return;
    }
    follow(
        List.of("tasks", name, site.task().where(), site.handler(), roleKey(site)),
        () -> request.loader().loadTasks(name, point(site)),
        site,
        way.through(site, file));
  }

  /// Whether an include leads to a file that it is in; a circle that nothing ends is a mistake.
  private boolean isCircle(Optional<Path> file, TaskSite site, Way way) {
    if (file.isEmpty() || !way.path().contains(file.get())) {
      return false;
    }
    if (way.certain()) {
      findings.add(
          site.placed(
              Diagnostic.error("JP2021", "includes run in a circle", site.task().where())
                  .withDetail(file.get() + " includes itself, and no condition ends it")
                  .withHint("put a 'when' on one of these includes")));
    }
    return true;
  }

  private static String roleKey(TaskSite site) {
    return site.lineage().role().map(Role::key).orElse("");
  }

  private void includeRole(TaskSite site, Way way) {
    Dict options = site.task().action().options();
    Optional<List<String>> names = constants.texts(options.get("name").orElse(Null.NULL), site);
    var rendered = new HashMap<String, List<String>>();
    boolean fixed = names.isPresent() && site.task().action().whole().isEmpty();
    for (String part : List.of("tasks_from", "vars_from", "defaults_from", "handlers_from")) {
      Optional<Value> given = options.get(part).filter(v -> !(v instanceof Null));
      if (given.isPresent()) {
        Optional<List<String>> texts = constants.texts(given.get(), site);
        fixed &= texts.isPresent();
        texts.ifPresent(t -> rendered.put(part, t));
      }
    }
    if (!fixed) {
      String role = names.map(n -> String.join(", ", n)).orElse("");
      findings.unknown(
          "which role is included: "
              + (role.isEmpty() ? Reach.text(options.get("name").orElse(Null.NULL)) : role),
          site.task().where());
      opened(site, List.of(), bases(site));
    }
    boolean surely = fixed && site.surelyRuns();
    for (String name : names.orElse(List.of())) {
      int uses = rendered.values().stream().mapToInt(List::size).max().orElse(1);
      for (int i = 0; i < uses; i++) {
        Dict concrete = options.with("name", Str.of(name).withTag(options.tag()));
        for (String part : List.of("tasks_from", "vars_from", "defaults_from", "handlers_from")) {
          List<String> texts = rendered.getOrDefault(part, List.of());
          concrete =
              texts.isEmpty()
                  ? concrete.without(part)
                  : concrete.with(part, Str.of(texts.get(Math.min(i, texts.size() - 1))));
        }
        role(concrete, name, site, way.uncertain(surely));
      }
    }
  }

  private void role(Dict options, String name, TaskSite site, Way way) {
    List<Object> key = List.of("role", name, options, site.task().where(), site.handler());
    Supplier<Parsed<Block>> load = () -> request.loader().loadRole(options, point(site));
    Optional<Path> file = tasksFile(loaded.computeIfAbsent(key, _ -> load.get()), options);
    boolean once =
        options.get("allow_duplicates").orElse(Null.NULL) instanceof Bool b && !b.value();
    Way into = way.uncertain(!once);
    if (!isCircle(file, site, into)) {
      follow(key, load, site, into.through(site, file));
    }
  }

  /// The file whose tasks an included role runs.
  private static Optional<Path> tasksFile(Parsed<Block> included, Dict options) {
    String name = options.text("tasks_from").orElse("main").replaceFirst("\\.ya?ml$", "");
    return included.value().block().stream()
        .filter(Block.class::isInstance)
        .flatMap(b -> ((Block) b).role().stream())
        .reduce((first, second) -> second)
        .flatMap(role ->
            Stream.of(".yml", ".yaml", "")
                .map(end -> role.path().resolve("tasks").resolve(name + end))
                .map(f -> f.toAbsolutePath().normalize())
                .filter(Files::isRegularFile)
                .findFirst());
  }

  private void follow(List<Object> key, Supplier<Parsed<Block>> load, TaskSite site, Way way) {
    if (!walked.add(List.of(key, way.certain())) || way.includes().size() > DEEPEST) {
      return;
    }
    Parsed<Block> parsed = loaded.computeIfAbsent(key, _ -> load.get());
    if (told.add(key)) {
      boolean mayNotRun = !way.certain();
      for (Diagnostic problem : parsed.diagnostics()) {
        boolean absent = Set.of("JP1208", "JP1211", "JP1219").contains(problem.code());
        boolean isSlip = problem.hint().startsWith("did you mean");
        if (absent && mayNotRun && !isSlip && !site.surelyRuns()) {
          findings.unknown(problem.sentence().lines().findFirst().orElse(""), site.task().where());
        } else {
          findings.add(site.placed(problem));
        }
      }
    }
    block(parsed.value(), way);
  }

  private void includeVars(TaskSite site) {
    Value name = site.task().action().freeForm().or(() -> site.option("file")).orElse(Null.NULL);
    if (name instanceof Null) {
      directory(site);
      return;
    }
    Optional<Constants.FirstFound> first = Constants.firstFound(site.task());
    Optional<List<String>> names =
        first.isPresent() && isItem(name)
            ? first.filter(Constants.FirstFound::constant).map(Constants.FirstFound::names)
            : constants.texts(name, site);
    var search = new VarsSearch(site);
    if (names.isPresent()) {
      for (String each : names.get()) {
        Optional<Path> file = search.find(each);
        file.ifPresent(f -> variables(f, site, findings));
        if (file.isEmpty() && first.isEmpty()) {
          search.missing(each, name, findings);
          reach.include(Optional.empty());
        }
      }
      return;
    }
    findings.unknown("which variables are included: " + Reach.text(name), site.task().where());
    List<String> texts = first.map(Constants.FirstFound::names).orElse(List.of(Reach.text(name)));
    var found = new LinkedHashSet<Path>();
    for (Path base : bases(site)) {
      texts.forEach(text -> found.addAll(NamePattern.files(base, text)));
    }
    for (Path file : found) {
      variables(file, site, new Findings());
    }
    opened(site, texts, bases(site));
  }

  private void directory(TaskSite site) {
    Value name = site.option("dir").orElse(Null.NULL);
    if (name instanceof Null) {
      return; // the check of its options says so
    }
    Optional<List<String>> names = constants.texts(name, site);
    if (names.isEmpty()) {
      findings.unknown("which variables are included: " + Reach.text(name), site.task().where());
      opened(site, List.of(Reach.text(name)), bases(site));
      return;
    }
    var search = new VarsSearch(site);
    for (String each : names.get()) {
      Optional<Path> directory = search.find(each).filter(Files::isDirectory);
      directory.ifPresentOrElse(
          d -> search.filesIn(d).forEach(f -> variables(f, site, findings)),
          () -> search.missing(each, name, findings));
    }
  }

  private void variables(Path file, TaskSite site, Findings problems) {
    if (reach.files.add(file)) {
      Optional<Dict> read = VarsSearch.read(file, site.task().where(), request.files(), problems);
      Optional<Value> under = site.option("name");
      reach.include(
          under.isPresent() ? read.map(r -> Dict.EMPTY.with(Reach.text(under.get()), r)) : read);
    }
  }
}
