package io.jplay.cli.precedence;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/// A random inventory: groups in groups, priorities, variables of all layouts in its files and in
/// the directories beside it.
final class RandomInventory {
  static final List<String> HOSTS = List.of("h1", "h2", "h3");
  static final List<String> GROUPS = List.of("ga", "gb", "gc", "gd", "ge");

  private final Random random;
  private final List<Pool> pools;
  private final Map<String, Set<String>> children = new LinkedHashMap<>();
  private final Map<String, Set<String>> members = new LinkedHashMap<>();

  RandomInventory(Random random, List<Pool> pools) {
    this.random = random;
    this.pools = pools;
    for (int i = 0; i < GROUPS.size(); i++) {
      Set<String> below = new LinkedHashSet<>();
      for (String other : GROUPS.subList(i + 1, GROUPS.size())) {
        if (random.nextInt(3) == 0) {
          below.add(other);
        }
      }
      children.put(GROUPS.get(i), below);
      Set<String> hosts = new LinkedHashSet<>();
      for (String host : HOSTS) {
        if (random.nextInt(3) == 0) {
          hosts.add(host);
        }
      }
      members.put(GROUPS.get(i), hosts);
    }
  }

  private Map<String, Object> variables(String origin) {
    var all = new LinkedHashMap<String, Object>();
    for (Pool pool : pools) {
      if (random.nextInt(3) > 0) {
        all.putAll(pool.some(origin));
      }
    }
    return all;
  }

  /// Writes one or two sources; the names of their files.
  List<String> write(Written to) {
    var sources = new ArrayList<String>();
    sources.add(source(to.in("one"), "one", true));
    if (random.nextInt(3) == 0) {
      sources.add(source(to.in("two"), "two", false));
    }
    return sources;
  }

  private String source(Written to, String directory, boolean isFirst) {
    boolean ini = random.nextBoolean();
    if (ini) {
      to.text("hosts.ini", ini(isFirst));
    } else {
      to.yaml("hosts.yml", yaml(isFirst));
    }
    files(to);
    return directory + (ini ? "/hosts.ini" : "/hosts.yml");
  }

  /// group_vars and host_vars in their forms.
  void files(Written to) {
    file(to, "group_vars/all", "Ga");
    for (String group : GROUPS) {
      if (random.nextInt(3) > 0) {
        file(to, "group_vars/" + group, "G" + group.charAt(1));
      }
    }
    for (String host : HOSTS) {
      if (random.nextInt(2) == 0) {
        file(to, "host_vars/" + host, "H");
      }
    }
  }

  private void file(Written to, String name, String origin) {
    switch (random.nextInt(6)) {
      case 0 -> to.yaml(name + ".yaml", variables(origin));
      case 1 -> to.yaml(name + ".json", variables(origin));
      case 2 -> to.yaml(name, variables(origin));
      case 3 -> {
        to.yaml(name + "/b.yml", variables(origin));
        to.yaml(name + "/a.yml", variables(origin));
        to.yaml(name + "/c/d.yml", variables(origin));
        to.yaml(name + "/.hidden.yml", variables("hidden"));
        to.yaml(name + "/e.yml~", variables("backup"));
      }
      default -> to.yaml(name + ".yml", variables(origin));
    }
  }

  private Map<String, Object> groupVariables(String origin) {
    Map<String, Object> own = variables(origin);
    if (random.nextInt(2) == 0) {
      own.put("ansible_group_priority", random.nextInt(4));
    }
    return own;
  }

  private Map<String, Object> yaml(boolean isFirst) {
    var groups = new LinkedHashMap<String, Object>();
    for (String group : GROUPS) {
      var content = new LinkedHashMap<String, Object>();
      if (isFirst || random.nextBoolean()) {
        content.put("hosts", hosts(members.getOrDefault(group, Set.of()), false));
        content.put("children", hosts(children.getOrDefault(group, Set.of()), true));
      }
      if (random.nextInt(3) > 0) {
        content.put("vars", groupVariables("y" + group.charAt(1)));
      }
      groups.put(group, content);
    }
    var all = new LinkedHashMap<String, Object>();
    all.put("children", groups);
    all.put("hosts", hosts(new LinkedHashSet<>(HOSTS), false));
    all.put("vars", variables("ya"));
    return Map.of("all", all);
  }

  private Map<String, Object> hosts(Set<String> names, boolean bare) {
    var hosts = new LinkedHashMap<String, Object>();
    for (String name : names) {
      hosts.put(name, bare || random.nextInt(3) > 0 ? Map.of() : variables("yh"));
    }
    return hosts;
  }

  private String ini(boolean isFirst) {
    var text = new StringBuilder();
    for (String host : HOSTS) {
      text.append(host);
      if (random.nextInt(2) == 0) {
        variables("ih")
            .forEach((name, value) ->
                text.append(' ').append(name).append("='").append(plain(value)).append('\''));
      }
      text.append('\n');
    }
    for (String group : GROUPS) {
      if (isFirst || random.nextBoolean()) {
        text.append('[').append(group).append("]\n");
        members.getOrDefault(group, Set.of()).forEach(host -> text.append(host).append('\n'));
        text.append('[').append(group).append(":children]\n");
        children.getOrDefault(group, Set.of()).forEach(child -> text.append(child).append('\n'));
      } else {
        text.append('[').append(group).append("]\n");
      }
      if (random.nextInt(3) > 0) {
        text.append('[')
            .append(group)
            .append(":vars]\n")
            .append(lines(groupVariables("i" + group.charAt(1))));
      }
    }
    text.append("[all:vars]\n").append(lines(variables("ia")));
    return text.toString();
  }

  private static String lines(Map<String, Object> variables) {
    return variables.entrySet().stream()
        .map(e -> e.getKey() + "=" + plain(e.getValue()) + "\n")
        .collect(Collectors.joining());
  }

  private static String plain(Object value) {
    return value instanceof String s ? s : Written.json(value);
  }
}
