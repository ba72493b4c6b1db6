package io.jplay.core.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jplay.core.diag.JplayException;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Template;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the recorded cases of the lookup `url` cannot show: packed answers, more than a lookup may
/// hold, logins in addresses, a server that does not answer.
@Timeout(60)
class UrlLookupTest {
  @TempDir Path home;
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/packed", e -> packed(e, 1));
    server.createContext("/bomb", e -> packed(e, Limits.ANSWER));
    server.createContext("/broken", e -> send(e, "gzip", "no gzip"));
    server.createContext("/flood", UrlLookupTest::flood);
    server.createContext(
        "/login", e -> send(e, "identity", e.getRequestHeaders().getFirst("Authorization")));
    server.createContext("/mute", e -> {});
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private static void packed(HttpExchange exchange, int zeros) throws IOException {
    exchange.getResponseHeaders().add("Content-Encoding", "gzip");
    exchange.sendResponseHeaders(200, 0);
    try (var out = new GZIPOutputStream(exchange.getResponseBody())) {
      out.write("plain".getBytes(StandardCharsets.UTF_8));
      out.write(new byte[zeros]);
    }
  }

  private static void send(HttpExchange exchange, String encoding, String text) throws IOException {
    exchange.getResponseHeaders().add("Content-Encoding", encoding);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static void flood(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream out = exchange.getResponseBody()) {
      for (int sent = 0; sent <= Limits.ANSWER; sent += 1 << 20) {
        out.write(new byte[1 << 20]);
      }
    }
  }

  private String get(String path, String options) {
    String host = "127.0.0.1:" + server.getAddress().getPort();
    String url = "http://" + path.replaceFirst("^(.*@)?/", "$1" + host + "/");
    var templar =
        new Templar(
            new DiskEnvironment(home, Map.of("HOME", home.toString())), PluginRegistry.standard());
    String expression = "{{ lookup('url', address" + options + ") }}";
    return PythonText.str(
        templar.render(
            Template.ofTrusted(expression, Tag.NONE),
            new MapScope(Map.of("address", Str.of(url)))));
  }

  @Test
  void unpacksWhatTheServerPackedUnasked() {
    assertEquals("plain\0", get("/packed", ""));
  }

  @Test
  void takesTheLoginOfTheAddress() {
    assertEquals("Basic YW5uOnB3", get("ann:pw@/login", ""));
    assertEquals("Basic Ym9iOng=", get("ann:pw@/login", ", username='bob', password='x'"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "/bomb##more than 67108864 bytes are in it",
        "/broken##the packed answer cannot be read: Not in GZIP format",
        "/flood##exceeds",
        "/mute#, timeout=1#timed out",
      })
  void refusesWhatItCannotTake(String path, String options, String wanted) {
    String given = Objects.requireNonNullElse(options, "");
    var e = assertThrows(JplayException.class, () -> get(path, given));
    assertTrue(String.valueOf(e.getMessage()).contains(wanted), e.getMessage());
  }
}
