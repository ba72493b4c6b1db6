package io.jplay.core.run;

import io.jplay.core.exec.PlannedTask;
import io.jplay.core.exec.RunSettings;
import io.jplay.core.exec.SearchPath;
import io.jplay.core.inventory.Inventory;
import io.jplay.core.playbook.Keyword;
import io.jplay.core.playbook.Role;
import io.jplay.core.value.Bool;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Null;
import io.jplay.core.value.Omit;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/// The special variables (like ansible-core 2.18, "Special Variables"), in three layers: of the run
/// and play, of the host, of the task.
final class MagicVariables {
  private final RunSettings settings;
  private final UUID run = UUID.randomUUID();

  MagicVariables(RunSettings settings) {
    this.settings = settings;
  }

  /// Those that are the same for all hosts of a play.
  Dict ofRun(Dict groups, Optional<PlayState> play, RunState.Out out, Dict hostvars) {
    var all = Dict.builder();
    all.put("omit", Omit.OMIT)
        .put("hostvars", hostvars)
        .put("groups", groups)
        .put("ansible_check_mode", Bool.of(settings.mode().check()))
        .put("ansible_diff_mode", Bool.of(settings.mode().diff()))
        .put("ansible_forks", settings.behaving().forks())
        .put("ansible_verbosity", settings.behaving().verbosity())
        .put("ansible_version", version())
        .put("ansible_run_tags", Seq.ofTexts(settings.selecting().tags()))
        .put("ansible_skip_tags", Seq.ofTexts(settings.selecting().skipTags()))
        .put("ansible_inventory_sources", Seq.ofTexts(settings.context().inventorySources()))
        .put("ansible_playbook_python", Inventory.CONTROLLER_PYTHON)
        .put(
            "ansible_config_file",
            settings
                .context()
                .configFile()
                .<Value>map(p -> Str.of(p.toString()))
                .orElse(Null.NULL));
    settings.selecting().limit().ifPresent(limit -> all.put("ansible_limit", limit));
    play.ifPresent(p -> addPlay(all, p, out));
    return all.build();
  }

  private static void addPlay(Dict.Builder to, PlayState state, RunState.Out out) {
    Set<String> removed = Set.copyOf(state.removed());
    Seq active = Seq.ofTexts(state.batch().stream().filter(h -> !removed.contains(h)).toList());
    List<String> remaining = state.allHosts().stream().filter(h -> !removed.contains(h)).toList();
    List<String> failed = state.batch().stream().filter(out.failed()::contains).toList();
    List<String> current =
        state.batch().stream()
            .filter(h -> !out.failed().contains(h) && !out.unreachable().contains(h))
            .toList();
    List<String> roles = names(state.roles().stream().filter(r -> !r.isDependency()));
    List<String> dependencies =
        names(state.roles().stream().filter(Role::isDependency)).stream().distinct().toList();
    to.put("ansible_play_hosts_all", Seq.ofTexts(state.allHosts()))
        .put("ansible_play_hosts", Seq.ofTexts(remaining))
        .put("play_hosts", active)
        .put("ansible_current_hosts", Seq.ofTexts(current))
        .put("ansible_failed_hosts", Seq.ofTexts(failed))
        .put("ansible_play_batch", active)
        .put("ansible_play_name", state.name())
        .put("ansible_play_role_names", Seq.ofTexts(roles))
        .put(
            "ansible_role_names",
            Seq.ofTexts(names(state.roles().stream()).stream().distinct().toList()))
        .put("ansible_dependent_role_names", Seq.ofTexts(dependencies))
        .put("role_names", Seq.ofTexts(roles))
        .put("playbook_dir", state.directory().toString());
  }

  private static List<String> names(Stream<Role> roles) {
    return roles.map(Role::fqcn).toList();
  }

  static Dict groups(Inventory inventory) {
    var groups = Dict.builder();
    inventory
        .groups()
        .keySet()
        .forEach(name -> groups.put(name, Seq.ofTexts(inventory.hostsOf(name))));
    return groups.build();
  }

  private Dict version() {
    String full = "2.18.0";
    return Dict.builder()
        .put("string", full)
        .put("full", full)
        .put("major", 2)
        .put("minor", 18)
        .put("revision", 0)
        .build();
  }

  Dict ofHost(String host, Inventory inventory) {
    List<String> groups =
        inventory.groupsOf(host).stream()
            .map(g -> g.name())
            .filter(n -> !n.equals("all"))
            .sorted()
            .toList();
    return Dict.builder()
        .put("inventory_hostname", host)
        .put("inventory_hostname_short", host.split("\\.", 2)[0])
        .put("group_names", Seq.ofTexts(groups))
        .build();
  }

  /// The same for uses of a role that count as the same, another in each run.
  private String uuid(Role role) {
    String use = run + " " + role.path() + " " + role.key();
    return UUID.nameUUIDFromBytes(use.getBytes(StandardCharsets.UTF_8)).toString();
  }

  Dict ofTask(PlannedTask task) {
    var all = Dict.builder();
    List<Role> roles = task.lineage().roles();
    if (!roles.isEmpty()) {
      Role role = roles.getLast();
      all.put("role_name", role.shortName())
          .put("ansible_role_name", role.fqcn())
          .put("role_path", role.path().toString())
          .put("role_uuid", uuid(role));
      all.put(
          "ansible_collection_name",
          role.collection().isEmpty() ? Null.NULL : Str.of(role.collection()));
      var parents = new ArrayList<String>();
      for (int i = roles.size() - 2; i >= 0; i--) {
        parents.add(roles.get(i).fqcn());
      }
      if (!parents.isEmpty()) {
        all.put("ansible_parent_role_names", Seq.ofTexts(parents));
        all.put(
            "ansible_parent_role_paths",
            Seq.ofTexts(roles.reversed().stream().skip(1).map(r -> r.path().toString()).toList()));
      }
    }
    all.put(
        "environment",
        Seq.of(
            task.lineage().all(task.task(), Keyword.ENVIRONMENT).stream()
                .flatMap(v -> v instanceof Seq s ? s.stream() : Stream.of(v))
                .toList()));
    all.put(
        "ansible_search_path",
        Seq.ofTexts(SearchPath.of(task).bases().stream().map(Path::toString).toList()));
    return all.build();
  }
}
