package io.jplay.cli.precedence;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/// Random layouts that share an inventory: each a playbook in a directory of its own that shows its
/// variables at many places. The same seed gives the same files, on any machine.
public final class LayoutFamily {
  /// How many layouts share an inventory: starting ansible takes longer than a playbook.
  public static final int LAYOUTS = 20;

  private final Random random;
  private final Written to;
  private final boolean merges;
  private final List<String> arguments = new ArrayList<>();
  private boolean cached;

  private LayoutFamily(long seed, Path directory) {
    this.random = new Random(seed * 7919 + 17);
    this.to = new Written(directory);
    this.merges = seed % 4 == 3;
  }

  /// Words and environment of the call that runs all of them.
  public record Call(List<String> words, Map<String, String> environment) {}

  public static Call write(long seed, Path directory) {
    return new LayoutFamily(seed, directory).write();
  }

  private Call write() {
    List<Pool> pools = IntStream.range(0, LAYOUTS).mapToObj(i -> new Pool(random, i)).toList();
    var inventory = new RandomInventory(random, pools);
    for (String source : inventory.write(to)) {
      arguments.addAll(List.of("-i", source));
    }
    extraVars(pools);
    facts(pools);
    for (int i = 0; i < LAYOUTS; i++) {
      String name = "L%02d".formatted(i);
      new RandomPlaybook(random, pools.get(i), to.in(name)).write();
      arguments.add(name + "/site.yml");
    }
    var environment = new LinkedHashMap<String, String>();
    environment.put("ANSIBLE_ERROR_ON_MISSING_HANDLER", "0");
    // one host after the other, so that the last of two that set a fact of a third is always the
    // same
    environment.put("ANSIBLE_FORKS", "1");
    if (merges) {
      environment.put("ANSIBLE_HASH_BEHAVIOUR", "merge");
    }
    if (cached) {
      environment.put("ANSIBLE_CACHE_PLUGIN", "jsonfile");
      environment.put(
          "ANSIBLE_CACHE_PLUGIN_CONNECTION", to.directory().resolve("facts").toString());
    }
    return new Call(arguments, environment);
  }

  private void extraVars(List<Pool> pools) {
    var inFile = new LinkedHashMap<String, Object>();
    for (Pool pool : pools) {
      switch (random.nextInt(8)) {
        case 0 -> arguments.addAll(List.of("-e", pool.any() + "=" + pool.token("x")));
        case 1 -> arguments.addAll(List.of("-e", Written.json(pool.some("x"))));
        case 2 -> inFile.putAll(pool.some("x"));
        default -> {}
      }
    }
    to.yaml("extra.yml", inFile);
    arguments.addAll(List.of("-e", "@extra.yml"));
  }

  private void facts(List<Pool> pools) {
    cached = random.nextBoolean();
    for (String host : cached ? RandomInventory.HOSTS : List.<String>of()) {
      var facts = new LinkedHashMap<String, Object>();
      for (Pool pool : pools) {
        pool.some("f").forEach((name, value) -> facts.put(name, value));
      }
      to.yaml("facts/" + host, facts);
    }
  }
}
