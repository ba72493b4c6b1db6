package io.jplay.examples;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Answers as DigitalOcean's API is documented: droplets in three pages, databases, and the ways in
/// which it refuses.
final class FakeDigitalOcean implements AutoCloseable {
  static final String TOKEN = "dop_v1_of_the_example";

  /// How the next requests are answered.
  enum Mood {
    WELL,
    RATE_LIMITED,
    SILENT,
    TRUNCATED
  }

  /// A droplet as the tests see it.
  record Droplet(long id, String name, String address, String status, List<String> tags) {
    String json() {
      return """
      {"id": %d, "name": "%s", "status": "%s", "tags": [%s], "size_slug": "s-1vcpu-2gb",
       "region": {"slug": "nyc3", "name": "New York 3"},
       "networks": {"v4": [{"ip_address": "10.10.0.9", "type": "private"},
                           {"ip_address": "%s", "type": "public"}], "v6": []}}
      """
          .formatted(
              id,
              name,
              status,
              String.join(", ", tags.stream().map(t -> '"' + t + '"').toList()),
              address);
    }
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final List<List<Droplet>> pages;
  private volatile Mood mood = Mood.WELL;

  private FakeDigitalOcean(HttpServer server, List<List<Droplet>> pages) {
    this.server = server;
    this.pages = pages;
  }

  static FakeDigitalOcean start(List<List<Droplet>> pages) throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    var fake = new FakeDigitalOcean(server, pages);
    server.setExecutor(fake.threads);
    server.createContext("/v2/", fake::answer);
    server.start();
    return fake;
  }

  String base() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/v2";
  }

  void mood(Mood next) {
    mood = next;
  }

  private void answer(HttpExchange exchange) throws IOException {
    if (!("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
      send(
          exchange, 401, "{\"id\": \"Unauthorized\", \"message\": \"Unable to authenticate you\"}");
      return;
    }
    switch (mood) {
      case WELL -> send(exchange, 200, body(exchange));
      case TRUNCATED -> {
        String body = body(exchange);
        send(exchange, 200, body.substring(0, body.length() / 2));
      }
      case RATE_LIMITED -> {
        exchange.getResponseHeaders().add("retry-after", "3600");
        exchange.getResponseHeaders().add("ratelimit-remaining", "0");
        send(
            exchange,
            429,
            "{\"id\": \"too_many_requests\", \"message\": \"API Rate limit exceeded.\"}");
      }
      case SILENT -> {
        try {
          closing.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
        exchange.close();
      }
    }
  }

  private String body(HttpExchange exchange) {
    if (exchange.getRequestURI().getPath().equals("/v2/databases")) {
      return """
      {"databases": [{"id": "d1", "name": "acme", "engine": "pg", "status": "online",
        "connection": {"uri": "postgres://doadmin:s3cret-of-acme@db.acme:25060/meltano",
          "host": "db.acme", "port": 25060, "user": "doadmin", "password": "s3cret-of-acme",
          "database": "meltano", "ssl": true}}]}
      """;
    }
    String query = String.valueOf(exchange.getRequestURI().getQuery());
    int page =
        query.contains("&page=")
            ? Integer.parseInt(query.substring(query.indexOf("&page=") + 6))
            : 1;
    String links =
        page < pages.size()
            ? "{\"pages\": {\"next\": \"%s/droplets?per_page=200&page=%d\"}}"
                .formatted(base(), page + 1)
            : "{}";
    return "{\"droplets\": [%s], \"links\": %s, \"meta\": {\"total\": %d}}"
        .formatted(
            String.join(",", pages.get(page - 1).stream().map(Droplet::json).toList()),
            links,
            pages.stream().mapToInt(List::size).sum());
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    try (exchange) {
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.close();
  }
}
