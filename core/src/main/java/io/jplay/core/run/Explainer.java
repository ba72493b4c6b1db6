package io.jplay.core.run;

import io.jplay.core.diag.JplayException;
import io.jplay.core.diag.Suggestion;
import io.jplay.core.exec.ControllerFiles;
import io.jplay.core.exec.RunSettings;
import io.jplay.core.inventory.Inventory;
import io.jplay.core.playbook.Keyword;
import io.jplay.core.playbook.Play;
import io.jplay.core.playbook.Playbook;
import io.jplay.core.playbook.Role;
import io.jplay.core.source.SourceRange;
import io.jplay.core.template.PythonText;
import io.jplay.core.template.Templar;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Scope;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Template;
import io.jplay.core.value.Undefined;
import io.jplay.core.value.Value;
import io.jplay.core.vars.FactCache;
import io.jplay.core.vars.InventoryVariables;
import io.jplay.core.vars.Layer;
import io.jplay.core.vars.LayeredScope;
import io.jplay.core.vars.Level;
import io.jplay.core.vars.PasswordVariables;
import io.jplay.core.vars.PlayVariables;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Explains a variable without running anything: which levels give it a value to a host, in every
/// play that names the host, and what its templates lead to.
public final class Explainer {
  private static final int DEPTH = 20;
  private static final Set<Level> INVENTORY =
      EnumSet.range(Level.INVENTORY_GROUP_ALL, Level.PLAYBOOK_HOST_VARS);
  private static final Set<Level> ROLES = EnumSet.of(Level.ROLE_DEFAULTS, Level.ROLE_VARS);

  private final Templar templar;
  private final ControllerFiles files;
  private final Inventory inventory;
  private final InventoryVariables layers;
  private final RunVariables variables;

  public Explainer(Templar templar, Sources sources) {
    this.templar = templar;
    this.files = sources.files();
    this.inventory = sources.inventory();
    this.layers = sources.layers();
    var state = new RunState(inventory, sources.layers(), sources.facts(), new StopRequest());
    this.variables = new RunVariables(state, sources.settings(), templar);
  }

  /// What an explanation is made from.
  public record Sources(
      RunSettings settings,
      ControllerFiles files,
      Inventory inventory,
      InventoryVariables layers,
      FactCache facts) {}

  /// One explanation for each play that names the host; one without a play when there is none.
  public List<Explanation> explain(String variable, String host, List<Playbook> playbooks) {
    var all = new ArrayList<Explanation>();
    for (Playbook playbook : playbooks) {
      for (Play play : playbook.plays()) {
        PlayState state = enter(play, host);
        if (state.batch().contains(host)) {
          all.add(explain(variable, host, Optional.of(state)));
        }
        variables.leave();
      }
    }
    return all.isEmpty() ? List.of(explain(variable, host, Optional.empty())) : all;
  }

  private PlayState enter(Play play, String host) {
    var merge = variables.stack().merge();
    var of = PlayVariables.of(play, merge);
    Value pattern = templar.renderOrUndefined(play.hosts(), variables.playScope(null));
    String text =
        pattern instanceof Seq s
            ? String.join(",", s.stream().map(PythonText::str).toList())
            : PythonText.str(pattern);
    List<String> hosts = inventory.select(text).hosts().stream().map(h -> h.name()).toList();
    String name = play.keywords().get(Keyword.NAME).map(PythonText::str).orElse(text);
    var read = new VarsFiles(play, templar, files);
    var state = new PlayState(play, name, hosts, hosts, of, read);
    variables.enter(state);
    return state;
  }

  private Explanation explain(String variable, String host, Optional<PlayState> play) {
    LayeredScope scope = variables.inPlay(host);
    var candidates = new ArrayList<Explanation.Candidate>();
    for (Layer layer : pieces(scope, host, play)) {
      layer
          .variables()
          .get(variable)
          .map(v -> PasswordVariables.marked(variable, v))
          .ifPresent(v -> candidates.add(candidate(layer.level().title(), v, v.tag().origin())));
    }
    List<Explanation.Candidate> later =
        play.map(p -> new LaterValues(variable, files).of(p.play())).orElse(List.of());
    Value raw = scope.lookup(variable);
    var chain = new ArrayList<Explanation.Step>();
    follow(raw, scope, 1, new HashSet<>(Set.of(variable)), chain);
    String title = play.map(p -> p.name() + " (" + p.play().where().label() + ")").orElse("");
    Value result =
        raw instanceof Undefined
            ? new Undefined(variable, unknown(variable, scope), raw.tag())
            : finished(variable, raw, scope);
    return new Explanation(title, variable, host, candidates, later, chain, result);
  }

  private static String unknown(String variable, Scope scope) {
    String near = Suggestion.hint(variable, scope.names());
    return "'" + variable + "' is undefined" + (near.isEmpty() ? "" : "; " + near);
  }

  /// The layers of the scope, weakest first, with what they were joined from: each group, file and
  /// role for itself.
  private List<Layer> pieces(LayeredScope scope, String host, Optional<PlayState> play) {
    var pieces = new ArrayList<>(scope.layers());
    Path directory = play.map(PlayState::directory).orElse(layers.playbook());
    List<Layer> inventory = layers.pieces(host, directory);
    pieces.removeIf(layer -> INVENTORY.contains(layer.level()));
    pieces.addAll(inventory);
    if (play.isPresent()) {
      pieces.removeIf(layer -> ROLES.contains(layer.level()));
      play.get().play().staticRoles().forEach(role -> addRole(role, pieces));
    }
    pieces.sort(layers.order().weakestFirst());
    return pieces;
  }

  private static void addRole(Role role, List<Layer> pieces) {
    role.dependencies().forEach(dependency -> addRole(dependency, pieces));
    pieces.add(new Layer(Level.ROLE_DEFAULTS, role.own().defaults()));
    pieces.add(new Layer(Level.ROLE_VARS, role.own().variables()));
  }

  /// A template that fails explains itself, too.
  private Value finished(String variable, Value raw, Scope scope) {
    try {
      return templar.renderOrUndefined(raw, scope);
    } catch (JplayException e) {
      var where = Tag.at(e.diagnostic().primary());
      return new Undefined(variable, e.diagnostic().sentence(), where);
    }
  }

  /// The variables that the templates in a value ask for, and those that theirs ask for.
  private void follow(
      Value value, Scope scope, int depth, Set<String> seen, List<Explanation.Step> chain) {
    switch (value) {
      case Template t -> {
        for (String name : templar.names(t)) {
          Value next = scope.lookup(name);
          if (!seen.add(name) || next instanceof Undefined && templar.isGlobal(name)) {
            continue;
          }
          chain.add(new Explanation.Step(depth, name, next, next.tag().origin()));
          if (depth < DEPTH) {
            follow(next, scope, depth + 1, seen, chain);
          }
        }
      }
      case Seq s -> s.items().forEach(item -> follow(item, scope, depth, seen, chain));
      case Dict d -> d.entries().values().forEach(item -> follow(item, scope, depth, seen, chain));
      default -> {}
    }
  }

  static Explanation.Candidate candidate(String level, Value value, SourceRange where) {
    return new Explanation.Candidate(level, value, where);
  }
}
