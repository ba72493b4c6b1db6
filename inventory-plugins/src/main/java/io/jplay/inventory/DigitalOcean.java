package io.jplay.inventory;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.JplayException;
import io.jplay.core.inventory.InventoryBuilder;
import io.jplay.core.inventory.InventoryCache;
import io.jplay.core.inventory.InventoryLocation;
import io.jplay.core.inventory.InventorySource;
import io.jplay.core.inventory.SourceContext;
import io.jplay.core.source.SourceRange;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Secret;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Droplets of a DigitalOcean account, and its managed databases. Imitates
/// community.digitalocean.digitalocean; beyond it: `hostnames`, groups by id, name and tag,
/// `databases_tokens` and `database_match`, patience with the rate limit.
public final class DigitalOcean implements InventorySource {
  private static final Pattern FILE =
      Pattern.compile("(?:.*)(?:do_hosts|digitalocean|digital_ocean)\\.ya?ml");

  private final Clock clock;
  private final DigitalOceanApi.Pause pause;
  private final InventoryCache cache;

  public DigitalOcean() {
    this(Clock.systemUTC(), Thread::sleep);
  }

  DigitalOcean(Clock clock, DigitalOceanApi.Pause pause) {
    this.clock = clock;
    this.pause = pause;
    this.cache = new InventoryCache(clock);
  }

  @Override
  public String name() {
    return "community.digitalocean.digitalocean";
  }

  @Override
  public boolean accepts(InventoryLocation location) {
    return location.isFile() && FILE.matcher(location.path().getFileName().toString()).matches();
  }

  @Override
  public void read(InventoryLocation location, InventoryBuilder into, SourceContext context)
      throws IOException {
    if (!(context.yaml(location.path()) instanceof Dict raw)) {
      throw Problems.broken("no options in " + location.text());
    }
    DigitalOceanOptions options = DigitalOceanOptions.of(raw, context);
    var api = new DigitalOceanApi(options.base(), options.timeout(), clock, pause);
    List<Dict> droplets = droplets(options, api);
    List<Dict> databases = new ArrayList<>();
    for (Secret token : options.databaseTokens()) {
      api.all("databases", Optional.empty(), token).stream()
          .map(DigitalOceanDatabases::guarded)
          .forEach(databases::add);
    }
    if (!databases.isEmpty()) {
      into.groupVariable(InventoryBuilder.ALL, "do_databases", Seq.of(databases));
    }
    var computed = ConstructedGroups.unsanitized(raw, into, context);
    var added = new ArrayList<Added>();
    for (Dict droplet : droplets) {
      add(droplet, options, computed, into, context).ifPresent(added::add);
    }
    var matching = new DigitalOceanDatabases(raw, databases, computed, into);
    added.forEach(a -> matching.match(a.host(), a.variables()));
    added.forEach(a -> namesOf(a, into));
  }

  /// A droplet that became a host.
  private record Added(String host, DigitalOceanDroplet droplet, Dict variables) {}

  private List<Dict> droplets(DigitalOceanOptions options, DigitalOceanApi api) throws IOException {
    String key = cacheKey(options);
    if (cache.get(key, options.cache()).orElse(Seq.EMPTY) instanceof Seq known
        && !known.items().isEmpty()) {
      return known.stream().filter(Dict.class::isInstance).map(Dict.class::cast).toList();
    }
    List<Dict> droplets = api.all("droplets", Optional.of(options.pagination()), options.token());
    cache.put(key, Seq.of(droplets), options.cache());
    return droplets;
  }

  /// Another account or API is another entry; the token is not readable from it.
  private String cacheKey(DigitalOceanOptions options) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update((options.base() + "\n").getBytes(StandardCharsets.UTF_8));
      digest.update(options.token().reveal().getBytes(StandardCharsets.UTF_8));
      return "digitalocean_" + HexFormat.of().formatHex(digest.digest(), 0, 10);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK lacks SHA-256", e);
    }
  }

  private Optional<Added> add(
      Dict raw,
      DigitalOceanOptions options,
      ConstructedGroups computed,
      InventoryBuilder into,
      SourceContext context) {
    var droplet = new DigitalOceanDroplet(raw);
    Dict variables = droplet.variables(options);
    if (!passes(options.raw(), variables, computed)) {
      return Optional.empty();
    }
    String host = droplet.hostName(options.hostnames());
    try {
      into.addHost(host);
    } catch (JplayException e) {
      context.warn(
          Diagnostic.warning("JP1303", "host name is not acceptable", SourceRange.NONE)
              .withDetail("a droplet is left out: " + e.getMessage()));
      return Optional.empty();
    }
    into.hostVariables(host, variables);
    droplet.publicAddress().ifPresent(a -> into.hostVariable(host, "ansible_host", a));
    computed.apply(host, variables);
    return Optional.of(new Added(host, droplet, variables));
  }

  private static boolean passes(Dict options, Dict variables, ConstructedGroups computed) {
    return !(options.get("filters").orElse(Seq.EMPTY) instanceof Seq filters)
        || filters.items().stream()
            .allMatch((Value f) -> computed.test(f, variables, "Could not apply a filter"));
  }

  /// Groups by id, name and tag, so that `--limit` finds a droplet by any of them, whatever its key
  /// is.
  private static void namesOf(Added added, InventoryBuilder into) {
    for (String name : added.droplet().names()) {
      if (!into.hasHost(name) && !name.isEmpty()) {
        into.addGroup(name);
        into.addHostTo(name, added.host());
      }
    }
  }
}
