package io.jplay.cli.precedence;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Random tasks that define variables or show all of them. Files that they include are written
/// beside the playbook.
final class RandomTasks {
  private final Random random;
  private final Pool pool;
  private final Written files;
  private int number;

  RandomTasks(Random random, Pool pool, Written files) {
    this.random = random;
    this.pool = pool;
    this.files = files;
  }

  /// `count` tasks that may use the roles from `role` on, and one that shows what came of them.
  List<Object> list(int count, int role, int depth) {
    var list = new ArrayList<Object>();
    for (int i = 0; i < count; i++) {
      list.add(task(role, depth));
    }
    list.add(shown("end"));
    return list;
  }

  /// A task that shows all variables.
  Map<String, Object> shown(String name) {
    var task = new LinkedHashMap<String, Object>();
    task.put("name", name);
    task.put("debug", Map.of("msg", "P" + number++ + " " + pool.shown()));
    return task;
  }

  private Object task(int role, int depth) {
    int kinds = depth > 2 ? 9 : 15;
    return switch (random.nextInt(kinds)) {
      case 0 -> with(shown("task vars"), "vars", pool.some("t"));
      case 1 -> setFact();
      case 2 -> includeVars();
      case 3 -> with(with(shown("register"), "register", pool.first()), "when", host());
      case 4 -> special();
      case 5 ->
          with(
              with(shown("loop"), "loop", List.of(pool.token("l"))),
              "loop_control",
              Map.of("loop_var", pool.any()));
      case 6 -> with(with(shown("delegated"), "delegate_to", anyHost()), "vars", pool.some("t"));
      case 7 -> ofOther();
      case 8 -> with(shown("changed"), "changed_when", true).size() > 0 ? notifying() : Map.of();
      case 9, 10 -> block(role, depth);
      case 11, 12 -> tasksFile(role, depth);
      default ->
          role < RandomRoles.COUNT
              ? role(role + random.nextInt(RandomRoles.COUNT - role))
              : setFact();
    };
  }

  private Map<String, Object> notifying() {
    Map<String, Object> task = shown("notifies");
    task.put("changed_when", true);
    task.put(
        "notify",
        random.nextBoolean()
            ? "handler of the play"
            : "handler of r" + random.nextInt(RandomRoles.COUNT));
    return task;
  }

  private static Map<String, Object> with(Map<String, Object> task, String key, Object value) {
    task.put(key, value);
    return task;
  }

  private Map<String, Object> of(String action, Object options) {
    var task = new LinkedHashMap<String, Object>();
    task.put(action, options);
    if (random.nextInt(4) == 0) {
      task.put("vars", pool.some("t"));
    }
    if (random.nextInt(4) == 0) {
      task.put("when", host());
    }
    return task;
  }

  private String anyHost() {
    return RandomInventory.HOSTS.get(random.nextInt(RandomInventory.HOSTS.size()));
  }

  private String host() {
    return "inventory_hostname != '" + anyHost() + "'";
  }

  private Map<String, Object> setFact() {
    Map<String, Object> options = pool.some("s");
    options.put(pool.any(), pool.token("s"));
    if (random.nextInt(3) == 0) {
      options.put("cacheable", true);
    }
    Map<String, Object> task = of("set_fact", options);
    switch (random.nextInt(5)) {
      case 0 -> task.put("run_once", true);
      case 1 -> {
        task.put("delegate_to", anyHost());
        task.put("delegate_facts", random.nextBoolean());
      }
      default -> {}
    }
    return task;
  }

  private Map<String, Object> includeVars() {
    String file = "vars/i" + number++;
    var options = new LinkedHashMap<String, Object>();
    switch (random.nextInt(6)) {
      case 0, 1, 2 -> {
        files.yaml(file + ".yml", pool.some("iv"));
        options.put(
            "file", random.nextBoolean() ? file + ".yml" : "{{ playbook_dir }}/" + file + ".yml");
        if (random.nextInt(3) == 0) {
          options.put("name", pool.any());
        }
        if (random.nextInt(4) == 0) {
          options.put("hash_behaviour", "merge");
        }
      }
      default -> {
        files.yaml(file + "/a.yml", pool.some("ia"));
        files.yaml(file + "/b.json", pool.some("ib"));
        files.yaml(file + "/c.conf", pool.some("ic"));
        files.yaml(file + "/d/e.yml", pool.some("id"));
        files.yaml(file + "/d/f/g.yaml", pool.some("ig"));
        options.put("dir", "{{ playbook_dir }}/" + file);
        switch (random.nextInt(6)) {
          case 0 -> options.put("depth", 1 + random.nextInt(2));
          case 1 -> options.put("extensions", List.of("conf", "yml"));
          case 2 -> {
            options.put("extensions", List.of("yml", "json"));
            options.put("ignore_files", List.of("b.json"));
          }
          case 3 -> options.put("files_matching", "^[ae].*");
          case 4 -> options.put("name", pool.any());
          default -> {}
        }
      }
    }
    return of("include_vars", options);
  }

  private Object special() {
    String group = "new" + random.nextInt(2);
    return switch (random.nextInt(4)) {
      case 0 -> Map.of("meta", random.nextBoolean() ? "clear_facts" : "flush_handlers");
      case 1 -> of("group_by", Map.of("key", group, "parents", List.of("ga")));
      case 2 -> {
        Map<String, Object> host = pool.some("ah");
        host.put("name", anyHost());
        host.put("groups", List.of(group));
        yield of("add_host", host);
      }
      default -> Map.of("meta", "flush_handlers");
    };
  }

  private Map<String, Object> ofOther() {
    String host = anyHost();
    String name = pool.any();
    var task = new LinkedHashMap<String, Object>();
    task.put("name", "other ways");
    String other =
        random.nextBoolean()
            ? "hostvars['" + host + "']['" + name + "']"
            : "hostvars['" + host + "']['vars']['" + name + "']";
    String own =
        switch (random.nextInt(3)) {
          case 0 -> "vars['" + name + "']";
          case 1 -> "lookup('vars', '" + name + "', default='-')";
          default -> "hostvars[inventory_hostname]['" + name + "']";
        };
    task.put(
        "debug",
        Map.of(
            "msg",
            "P"
                + number++
                + " {{ ["
                + other
                + " | default('-'), "
                + own
                + " | default('-')] | to_json(sort_keys=True) }}"));
    if (random.nextBoolean()) {
      task.put("vars", pool.some("t"));
    }
    return task;
  }

  private Map<String, Object> block(int role, int depth) {
    var block = new LinkedHashMap<String, Object>();
    block.put("block", list(2, role, depth + 1));
    block.put("vars", pool.some("b"));
    return block;
  }

  private Map<String, Object> tasksFile(int role, int depth) {
    String file = "inc" + number++ + ".yml";
    files.yaml(file, list(2, role, depth + 1));
    Object path = "{{ playbook_dir }}/" + file;
    boolean isStatic = random.nextBoolean();
    Map<String, Object> task = of(isStatic ? "import_tasks" : "include_tasks", path);
    if (random.nextInt(2) == 0) {
      task.put("vars", pool.some("t"));
    }
    if (!isStatic && random.nextInt(4) == 0) {
      task.put("include_tasks", Map.of("file", path, "apply", Map.of("vars", pool.some("ap"))));
    }
    if (!isStatic && random.nextInt(4) == 0) {
      task.put("loop", List.of(pool.token("l")));
      task.put("loop_control", Map.of("loop_var", pool.any()));
    }
    return task;
  }

  private Map<String, Object> role(int index) {
    boolean isStatic = random.nextBoolean();
    var options = new LinkedHashMap<String, Object>();
    options.put("name", "r" + index);
    for (String part : List.of("defaults_from", "vars_from", "tasks_from")) {
      if (random.nextInt(4) == 0) {
        options.put(part, random.nextBoolean() ? "other" : "other.yml");
      }
    }
    if (random.nextInt(2) == 0) {
      options.put("public", random.nextBoolean());
    }
    if (!isStatic && random.nextInt(4) == 0) {
      options.put("apply", Map.of("vars", pool.some("ap")));
    }
    Map<String, Object> task = of(isStatic ? "import_role" : "include_role", options);
    if (random.nextInt(2) == 0) {
      task.put("vars", pool.some("rr"));
    }
    return task;
  }
}
