package io.jplay.core.check;

import io.jplay.core.inventory.Group;
import io.jplay.core.inventory.Host;
import io.jplay.core.playbook.Keyword;
import io.jplay.core.playbook.Keywords;
import io.jplay.core.template.TemplateSurvey;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Null;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Template;
import io.jplay.core.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// All variables that something reachable defines, wherever it is seen: better a mistake too few
/// than a false alarm. Names that begin as facts do count as defined.
final class Definitions {
  private static final Set<String> SPECIAL =
      Set.of(
          "vars",
          "hostvars",
          "groups",
          "group_names",
          "inventory_hostname",
          "inventory_hostname_short",
          "inventory_file",
          "inventory_dir",
          "playbook_dir",
          "play_hosts",
          "role_name",
          "role_names",
          "role_path",
          "omit",
          "environment",
          "item",
          "module_setup",
          "gather_subset",
          "discovered_interpreter_python",
          "template_host",
          "template_uid",
          "template_path",
          "template_fullpath",
          "template_destpath",
          "template_run_date",
          "template_mtime",
          "varargs",
          "kwargs",
          "caller",
          "loop",
          "self",
          "packages",
          "services");
  private static final Set<String> FREE =
      Set.of("set_fact", "add_host", "include_vars", "group_by", "set_stats");

  private final Map<String, List<Value>> known = new HashMap<>();
  private final Set<String> set = new HashSet<>();
  private final List<String> patterns = new ArrayList<>();
  private final Set<String> guarded = new HashSet<>();

  private Definitions() {}

  static Definitions of(Reach reach) {
    var all = new Definitions();
    all.inventory(reach);
    reach.variables().forEach(all::put);
    all.put(reach.request().extraVars());
    for (Reach.PlayReach play : reach.plays) {
      all.prompts(play.play().keywords());
    }
    reach.sites().forEach(all::task);
    reach.roles.values().forEach(role -> all.specs(role.argumentSpec()));
    return all;
  }

  private void inventory(Reach reach) {
    for (Host host : reach.request().inventory().hosts().values()) {
      put(host.variables());
    }
    for (Group group : reach.request().inventory().groups().values()) {
      put(group.variables());
    }
  }

  private void put(Dict variables) {
    variables
        .entries()
        .forEach((key, value) -> {
          if (key instanceof Template t) {
            patterns.add(t.text());
          } else {
            known.computeIfAbsent(Reach.text(key), _ -> new ArrayList<>()).add(value);
          }
        });
  }

  private void prompts(Keywords keywords) {
    if (keywords.get(Keyword.VARS_PROMPT).orElse(Null.NULL) instanceof Seq prompts) {
      for (Value prompt : prompts.items()) {
        if (prompt instanceof Dict d) {
          d.get("name").ifPresent(n -> set.add(Reach.text(n)));
        }
      }
    }
  }

  private void specs(Value specs) {
    if (specs instanceof Dict entries) {
      for (Value entry : entries.entries().values()) {
        if (entry instanceof Dict d && d.get("options").orElse(Null.NULL) instanceof Dict options) {
          options.keys().forEach(k -> guarded.add(Reach.text(k)));
        }
      }
    }
  }

  private void task(TaskSite site) {
    Keywords keywords = site.task().keywords();
    put(keywords.vars());
    keywords.get(Keyword.REGISTER).ifPresent(this::name);
    if (keywords.get(Keyword.LOOP_CONTROL).orElse(Null.NULL) instanceof Dict control) {
      control.get("loop_var").ifPresent(this::name);
      control.get("index_var").ifPresent(this::name);
    }
    if (FREE.contains(site.shortModule())) {
      for (Value key : site.task().action().options().keys()) {
        name(key);
      }
      if (site.task().action().whole().isPresent()) {
        patterns.add("{{ any }}");
      }
    }
    if (site.option("apply").orElse(Null.NULL) instanceof Dict apply
        && apply.get("vars").orElse(Null.NULL) instanceof Dict vars) {
      put(vars);
    }
    // modules of facts name them after themselves (deploy_helper)
    set.add(site.module().substring(site.module().lastIndexOf('.') + 1));
    if (site.shortModule().equals("getent")) {
      patterns.add("getent_{{ any }}");
    }
  }

  private void name(Value value) {
    if (value instanceof Template t) {
      patterns.add(t.text());
    } else {
      set.add(Reach.text(value));
    }
  }

  /// Variables that some template expects to be absent.
  void guard(TemplateSurvey survey) {
    guarded.addAll(survey.guarded());
  }

  boolean knows(String name) {
    return known.containsKey(name)
        || set.contains(name)
        || SPECIAL.contains(name)
        || guarded.contains(name)
        || name.startsWith("ansible_")
        || name.startsWith("facter_")
        || name.startsWith("ohai_")
        || patterns.stream().anyMatch(p -> NamePattern.mayBe(p, name));
  }

  /// The value of a variable that is defined at one place only, and not during the run.
  Optional<Value> only(String name) {
    List<Value> values = known.getOrDefault(name, List.of());
    boolean once = values.size() == 1 && !set.contains(name) && !SPECIAL.contains(name);
    return once && patterns.stream().noneMatch(p -> NamePattern.mayBe(p, name))
        ? Optional.of(values.getFirst())
        : Optional.empty();
  }

  /// For "did you mean".
  Set<String> names() {
    var names = new HashSet<>(known.keySet());
    names.addAll(set);
    return names;
  }
}
