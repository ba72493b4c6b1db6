package io.jplay.cli.precedence;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// One layout: a playbook with its roles, files, group_vars and host_vars.
final class RandomPlaybook {
  private final Random random;
  private final Pool pool;
  private final Written to;
  private final RandomTasks tasks;
  private final RandomRoles roles;

  RandomPlaybook(Random random, Pool pool, Written to) {
    this.random = random;
    this.pool = pool;
    this.to = to;
    this.tasks = new RandomTasks(random, pool, to);
    this.roles = new RandomRoles(random, pool, tasks);
  }

  void write() {
    new RandomInventory(random, List.of(pool)).files(to);
    to.yaml("group_vars/new0.yml", pool.some("Gn"));
    roles.write(to.in("roles"));
    var plays = new ArrayList<Object>();
    plays.add(play(0));
    if (random.nextInt(3) == 0) {
      plays.add(imported());
    }
    plays.add(last());
    to.yaml("site.yml", plays);
  }

  private Map<String, Object> play(int index) {
    var play = new LinkedHashMap<String, Object>();
    play.put("hosts", random.nextInt(3) == 0 ? "h1,h2" : "all");
    play.put("gather_facts", false);
    play.put("ignore_errors", true);
    if (random.nextInt(3) > 0) {
      play.put("vars", pool.some("p"));
    }
    if (random.nextInt(4) == 0) {
      play.put(
          "vars_prompt",
          List.of(
              Map.of(
                  "name",
                  pool.any(),
                  "default",
                  pool.token("vp"),
                  "private",
                  random.nextBoolean())));
    }
    if (random.nextInt(2) == 0) {
      play.put("vars_files", varsFiles(index));
    }
    var used = new ArrayList<Object>();
    for (int i = 0; i < RandomRoles.COUNT; i++) {
      if (random.nextInt(4) == 0) {
        used.add(roles.use(i));
      }
    }
    play.put("roles", used);
    if (random.nextInt(4) == 0) {
      play.put("pre_tasks", tasks.list(1, 0, 1));
    }
    play.put("tasks", tasks.list(4, 0, 0));
    play.put("handlers", List.of(tasks.shown("handler of the play")));
    return play;
  }

  private List<Object> varsFiles(int index) {
    String base = "vars/f" + index;
    to.yaml(base + "a.yml", pool.some("vf"));
    to.yaml(base + "b.yml", pool.some("vg"));
    to.yaml(base + "h2.yml", pool.some("vh"));
    to.yaml(base + "all.yml", pool.some("vi"));
    var entries = new ArrayList<Object>();
    entries.add(base + "a.yml");
    switch (random.nextInt(4)) {
      case 0 -> entries.add(List.of("vars/none.yml", base + "b.yml", base + "a.yml"));
      case 1 ->
          entries.add(List.of("vars/f" + index + "{{ inventory_hostname }}.yml", base + "all.yml"));
      case 2 -> entries.add("f" + index + "b.yml");
      default -> {}
    }
    return entries;
  }

  private Map<String, Object> imported() {
    Written sub = to.in("sub");
    new RandomInventory(random, List.of(pool)).files(sub);
    var play = new LinkedHashMap<String, Object>();
    play.put("hosts", "all");
    play.put("gather_facts", false);
    play.put("vars", pool.some("ip"));
    play.put("tasks", List.of(tasks.shown("imported")));
    sub.yaml("more.yml", List.of(play));
    var statement = new LinkedHashMap<String, Object>();
    statement.put("import_playbook", "sub/more.yml");
    if (random.nextBoolean()) {
      statement.put("vars", pool.some("iv"));
    }
    return statement;
  }

  /// What outlives a play.
  private Map<String, Object> last() {
    var play = new LinkedHashMap<String, Object>();
    play.put("hosts", "all");
    play.put("gather_facts", false);
    play.put("ignore_errors", true);
    play.put("tasks", List.of(tasks.shown("last")));
    return play;
  }
}
