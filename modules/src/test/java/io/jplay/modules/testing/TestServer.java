package io.jplay.modules.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/// A web server on 127.0.0.1: `/404`, `/204`, `/cookies`, `/redirect` (to `/json`), `/301`, `/302`,
/// `/303` and `/307` (to `/echo`), `/json`, `/keys` (JSON with the body in a key), `/sums`, `/echo`
/// (method, headers and body as text), `/secret` (asks for a login); everything else is `hello`.
public final class TestServer implements AutoCloseable {
  public static final String HELLO_SHA256 =
      "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";
  private final HttpServer server;

  public TestServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    server.createContext("/", TestServer::answer);
    server.start();
  }

  public String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  private static void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      switch (exchange.getRequestURI().getPath()) {
        case "/404" -> send(exchange, 404, "text/plain", "nope");
        case "/authorized" ->
            send(
                exchange, 200, "text/plain", "# c\nssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAgQC1 one\n");
        case "/json" -> send(exchange, 200, "application/json", "{\"a\": 1}");
        case "/keys" -> send(exchange, 200, "application/json", "{\"key-%s\": 1}".formatted(body));
        case "/sums" ->
            send(exchange, 200, "text/plain", "00  other\n" + HELLO_SHA256 + "  hello.txt\n");
        case "/cookies" -> {
          Stream.of(
                  "a=1; Path=/",
                  "a=3; Path=/",
                  "a=4; Path=/cookies",
                  "c=5; Path=/; Max-Age=0",
                  "d=6; Expires=Thu, 01 Jan 1970 00:00:00 GMT",
                  "e=\"q v\"",
                  "f=7; Domain=other.example",
                  "h=9",
                  "i",
                  "h=11")
              .forEach(c -> exchange.getResponseHeaders().add("Set-Cookie", c));
          send(exchange, 200, "text/plain", "hello");
        }
        case "/loop" -> {
          exchange.getResponseHeaders().add("Location", "/loop");
          send(exchange, 302, "text/plain", "");
        }
        case "/redirect" -> {
          exchange.getResponseHeaders().add("Location", "/json");
          send(exchange, 302, "text/plain", "");
        }
        case "/302", "/303", "/301", "/307" -> {
          exchange.getResponseHeaders().add("Location", "/echo");
          int status = Integer.parseInt(exchange.getRequestURI().getPath().substring(1));
          send(exchange, status, "text/plain", "");
        }
        case "/204" -> exchange.sendResponseHeaders(204, -1);
        case "/echo" -> {
          var text = new StringBuilder(exchange.getRequestMethod()).append('\n');
          exchange.getRequestHeaders().forEach((k, v) -> text.append(k).append(v).append('\n'));
          send(exchange, 200, "text/plain", text.append(body).toString());
        }
        case "/secret" -> {
          if (exchange.getRequestHeaders().containsKey("Authorization")) {
            send(exchange, 200, "text/plain", "in");
          } else {
            exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"x\"");
            send(exchange, 401, "text/plain", "out");
          }
        }
        default -> {
          if (exchange.getRequestHeaders().containsKey("If-Modified-Since")
              && exchange.getRequestURI().getPath().equals("/old")) {
            exchange.sendResponseHeaders(304, -1);
          } else {
            send(exchange, 200, "text/plain", "hello");
          }
        }
      }
    }
  }

  private static void send(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", type);
    exchange.getResponseHeaders().add("Set-Cookie", "a=b; Path=/");
    exchange.getResponseHeaders().add("X-Two", "1");
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseHeaders().add("Content-Length", "" + bytes.length);
      exchange.sendResponseHeaders(status, -1);
      return;
    }
    if (bytes.length == 0) {
      // a client in a hurry met the server while it put the connection aside, and was reset
      exchange.getResponseHeaders().add("Connection", "close");
      exchange.sendResponseHeaders(status, -1);
      return;
    }
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
