package io.jplay.cli.precedence;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Three roles with defaults, variables, dependencies and handlers; each uses only later ones.
final class RandomRoles {
  static final int COUNT = 3;

  private final Random random;
  private final Pool pool;
  private final RandomTasks tasks;

  RandomRoles(Random random, Pool pool, RandomTasks tasks) {
    this.random = random;
    this.pool = pool;
    this.tasks = tasks;
  }

  void write(Written to) {
    for (int i = 0; i < COUNT; i++) {
      write(to.in("r" + i), i);
    }
  }

  private void write(Written to, int index) {
    to.yaml("defaults/main.yml", pool.some("d"));
    to.yaml("defaults/other.yml", pool.some("do"));
    if (random.nextInt(4) == 0) {
      to.yaml("vars/main/one.yml", pool.some("rv"));
      to.yaml("vars/main/two.yml", pool.some("rv"));
    } else {
      to.yaml("vars/main.yml", pool.some("rv"));
    }
    to.yaml("vars/other.yml", pool.some("ro"));
    to.yaml("tasks/main.yml", tasks.list(2, index + 1, 1));
    to.yaml("tasks/other.yml", tasks.list(1, index + 1, 2));
    to.yaml("handlers/main.yml", List.of(tasks.shown("handler of r" + index)));
    var dependencies = new ArrayList<Object>();
    for (int other = index + 1; other < COUNT; other++) {
      if (random.nextInt(3) == 0) {
        dependencies.add(use(other));
      }
    }
    to.yaml(
        "meta/main.yml",
        Map.of("dependencies", dependencies, "allow_duplicates", random.nextBoolean()));
  }

  /// A role as a play or another role names it.
  Object use(int index) {
    var use = new LinkedHashMap<String, Object>();
    use.put("role", "r" + index);
    if (random.nextInt(2) == 0) {
      use.putAll(pool.some("rp"));
    }
    if (random.nextInt(3) == 0) {
      use.put("vars", pool.some("rpv"));
    }
    return use.size() == 1 && random.nextBoolean() ? "r" + index : use;
  }
}
