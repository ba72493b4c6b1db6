package io.jplay.inventory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jplay.core.diag.Parsed;
import io.jplay.core.inventory.Host;
import io.jplay.core.inventory.Inventory;
import io.jplay.core.inventory.InventoryBuilder;
import io.jplay.core.inventory.InventoryLocation;
import io.jplay.core.inventory.SourceContext;
import io.jplay.core.value.Dict;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Against a server that answers as the public API documents.
class DigitalOceanTest {
  private static final int PAGE = 2;

  @TempDir private Path dir;
  private HttpServer server;
  private final List<String> requests = new ArrayList<>();
  private final List<Duration> pauses = new ArrayList<>();
  private final List<Integer> refusals = new ArrayList<>();
  private Map<String, String> environment = Map.of("DO_API_TOKEN", "tok");
  private String truncateAfter = "";

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v2/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private String base() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/v2";
  }

  private static String droplet(int number, String name, String tags) {
    return """
    {"id": 1900000%d, "name": "%s", "status": "active", "memory": 2048, "size_slug": "s-1",
     "networks": {"v4": [
        {"ip_address": "10.10.0.%d", "type": "private"},
        {"ip_address": "203.0.113.%d", "type": "public"}], "v6": []},
     "region": {"slug": "nyc3"}, "tags": [%s]}\
    """
        .formatted(number, name, number, number, tags);
  }

  private static final List<String> DROPLETS =
      List.of(
          droplet(1, "acme.meltanodata.com", "\"meltano\", \"tenant\""),
          droplet(2, "beta.meltanodata.com", "\"meltano\", \"tenant\", \"beta-ring\""),
          droplet(3, "controller", "\"meltano\", \"{{ lookup('pipe','id') }}\""));

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().toString();
    requests.add(path);
    String token = exchange.getRequestHeaders().getFirst("Authorization");
    if (!refusals.isEmpty()) {
      int status = refusals.removeFirst();
      exchange.getResponseHeaders().add("retry-after", "7");
      reply(exchange, status, "{\"id\": \"refused\"}");
    } else if (!token.startsWith("Bearer tok")) {
      reply(exchange, 401, "{\"id\": \"Unauthorized\", \"message\": \"Unable\"}");
    } else if (path.startsWith("/v2/databases")) {
      reply(
          exchange,
          200,
          "{\"databases\": [{\"name\": \"acme-meltanodata-com\", \"engine\": \"pg\","
              + " \"connection\": {\"password\": \"s3cret\"}}]}");
    } else {
      page(exchange, path);
    }
  }

  private void page(HttpExchange exchange, String path) throws IOException {
    int page = path.contains("page=2") && path.contains("&page") ? 2 : 1;
    var items = DROPLETS.subList((page - 1) * PAGE, Math.min(page * PAGE, DROPLETS.size()));
    String links =
        page == 1 ? "{\"pages\": {\"next\": \"" + base() + "/droplets?per_page=2&page=2\"}}" : "{}";
    String body = "{\"droplets\": [" + String.join(",", items) + "], \"links\": " + links + "}";
    reply(
        exchange,
        200,
        truncateAfter.isEmpty() ? body : body.substring(0, body.indexOf(truncateAfter)));
  }

  private static void reply(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    try (var out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  private Parsed<Inventory> load(String options) throws IOException {
    Files.writeString(
        dir.resolve("my_digitalocean.yml"),
        "plugin: community.digitalocean.digitalocean\nbaseurl: " + base() + "\n" + options);
    SourceContext context = Loading.context(dir, environment, Templates.templar());
    var plugins = new ArrayList<>(context.plugins());
    plugins.removeIf(p -> p instanceof DigitalOcean);
    plugins.add(plugin);
    return Loading.load(
        new SourceContext(
            context.settings(),
            context.keyring(),
            context.renderer(),
            Dict.EMPTY,
            environment,
            plugins,
            _ -> {},
            _ -> {}),
        "my_digitalocean.yml");
  }

  private final DigitalOcean plugin = new DigitalOcean(Clock.systemUTC(), pauses::add);

  private static List<String> names(Inventory inventory, String pattern) {
    return inventory.select(pattern).hosts().stream().map(Host::name).toList();
  }

  private String warnings(Parsed<Inventory> parsed) {
    return parsed.diagnostics().stream().map(d -> d.sentence()).toList().toString();
  }

  @Test
  void readsAllPagesAndNamesHostsAfterDroplets() throws IOException {
    Inventory i = load("").value();
    assertEquals(3, i.hosts().size());
    assertEquals(List.of("/v2/droplets?per_page=200", "/v2/droplets?per_page=2&page=2"), requests);
    Dict acme = i.host("acme.meltanodata.com").orElseThrow().variables();
    assertEquals("203.0.113.1", acme.text("ansible_host").orElseThrow());
    assertTrue(acme.has("do_id") && acme.has("do_networks") && acme.has("do_size_slug"));
    assertFalse(acme.has("do_memory"));
  }

  @Test
  void filtersComposesAndGroupsAsThePluginDoes() throws IOException {
    Inventory i =
        load("""
        attributes: [id, name, networks, tags, region]
        keyed_groups:
          - {key: do_region.slug, prefix: region, separator: _}
          - {key: do_tags | lower, prefix: '', separator: ''}
        compose:
          ansible_host: >-
            do_networks.v4 | selectattr('type','eq','private')
            | map(attribute='ip_address') | first
        filters: ['"tenant" in do_tags']
        """)
            .value();
    assertEquals(List.of("acme.meltanodata.com", "beta.meltanodata.com"), names(i, "all"));
    assertEquals(List.of("beta.meltanodata.com"), names(i, "tenant:&beta-ring"));
    assertEquals(2, names(i, "region_nyc3").size());
    assertEquals(
        "10.10.0.1",
        i.host("acme.meltanodata.com")
            .orElseThrow()
            .variables()
            .text("ansible_host")
            .orElseThrow());
  }

  @Test
  void findsDropletsByNameIdAndTagWhateverTheirKey() throws IOException {
    Inventory i = load("hostnames: [id]\n").value();
    assertEquals(List.of("19000001", "19000002", "19000003"), List.copyOf(i.hosts().keySet()));
    assertEquals(List.of("19000001"), names(i, "acme.meltanodata.com"));
    assertEquals(List.of("19000002"), names(i, "19000002"));
    assertEquals(List.of("19000001", "19000002"), names(i, "*.meltanodata.com"));
    assertEquals(List.of("19000002"), names(i, "tenant:&beta-ring"));
  }

  @Test
  void textsOfTheCloudAreNeverTemplates() throws IOException {
    Inventory i = load("attributes: [tags, name]\n").value();
    Dict variables = i.host("controller").orElseThrow().variables();
    assertTrue(variables.get("do_tags").orElseThrow().isRemote());
  }

  @Test
  void databasesAreSecretAndMatched() throws IOException {
    environment = Map.of("DO_API_TOKEN", "tok", "DO_DATABASE_API_TOKENS", "tok2, tok3");
    Inventory i = load("database_match: item.name == do_name | replace('.', '-')\n").value();
    Dict database =
        (Dict)
            i.host("acme.meltanodata.com")
                .orElseThrow()
                .variables()
                .get("do_database")
                .orElseThrow();
    assertTrue(
        ((Dict) database.get("connection").orElseThrow()).get("password").orElseThrow().isSecret());
    assertFalse(database.get("name").orElseThrow().isSecret());
    assertFalse(i.host("controller").orElseThrow().variables().has("do_database"));
    assertTrue(i.groups().get("all").variables().has("do_databases"));
  }

  @Test
  void waitsForTheRateLimitAndGivesUpInTheEnd() throws IOException {
    refusals.addAll(List.of(429, 429));
    assertEquals(3, load("").value().hosts().size());
    assertEquals(List.of(Duration.ofSeconds(7), Duration.ofSeconds(7)), pauses);
    for (int n = 0; n < 20; n++) {
      refusals.add(429);
    }
    assertTrue(warnings(load("")).contains("HTTP Error 429: Too Many Requests"));
    assertTrue(pauses.size() < 20);
  }

  @Test
  void saysWhyItFails() throws IOException {
    environment = Map.of("DO_API_TOKEN", "wrong-token");
    String refused = warnings(load(""));
    assertTrue(refused.contains("with auto plugin: HTTP Error 401: Unauthorized"), refused);
    assertFalse(refused.contains("wrong-token"), refused);
    environment = Map.of();
    assertTrue(warnings(load("")).contains("setting: api_token"));
    environment = Map.of("OAUTH_TOKEN", "tok");
    truncateAfter = "\"region\"";
    assertTrue(warnings(load("")).contains("is no complete JSON object"));
    var failed = load("");
    assertEquals(0, failed.value().hosts().size());
    assertTrue(warnings(failed).contains("No inventory was parsed"), warnings(failed));
  }

  @Test
  void givesUpOnAServerThatDoesNotAnswer() throws IOException {
    server.removeContext("/v2/");
    var never = new CountDownLatch(1);
    server.createContext(
        "/v2/",
        exchange -> {
          try {
            never.await();
          } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
          }
        });
    try {
      assertTrue(warnings(load("timeout: 1\n")).contains("did not answer within 1 seconds"));
    } finally {
      never.countDown();
    }
  }

  @Test
  void saysWhenNothingIsKept() throws IOException {
    String placeless = "cache: true\ncache_plugin: jsonfile\n";
    assertTrue(warnings(load(placeless)).contains("the inventory cache jsonfile has no place"));
    String unknown = "cache: 'yes'\ncache_plugin: redis\n";
    assertTrue(
        warnings(load(unknown)).contains("Unable to load the inventory cache plugin (redis)"));
    String off = "cache: false\ncache_plugin: redis\n";
    assertFalse(warnings(load(off)).contains("inventory cache"));
  }

  @Test
  void keepsForEverWithATimeoutOfZero() throws IOException {
    load("cache: true\ncache_timeout: 0\n");
    int before = requests.size();
    assertEquals(3, load("cache: true\ncache_timeout: 0\n").value().hosts().size());
    assertEquals(before, requests.size());
  }

  @Test
  void cachesInTheProcessAndOnDisk() throws IOException {
    String options =
        "cache: true\ncache_plugin: jsonfile\ncache_connection: " + dir.resolve("cache") + "\n";
    load(options);
    int before = requests.size();
    assertEquals(3, load(options).value().hosts().size());
    assertEquals(before, requests.size());
    var fresh = new DigitalOcean(Clock.systemUTC(), pauses::add);
    var context = Loading.context(dir, environment, Templates.templar());
    assertTrue(context.plugins().size() > 5);
    var builder = new InventoryBuilder();
    fresh.read(InventoryLocation.of(dir.resolve("my_digitalocean.yml")), builder, context);
    assertEquals(before, requests.size());
    assertEquals(3, builder.hostNames().size());
    try (var files = Files.list(dir.resolve("cache"))) {
      Path file = files.toList().getFirst();
      assertFalse(file.toString().contains("tok"));
      assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }
  }
}
