package io.jplay.core.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A server on the loopback address with a certificate for `localhost` that it made itself.
@Timeout(60)
class SystemTrustTest {
  private static final String PASSWORD = "changeit";

  @TempDir private Path dir;

  @Test
  void trustsWhatItIsGivenAndSaysWhyItDoesNot() throws Exception {
    Path store = certificate("server");
    certificate("other");
    Path own = dir.resolve("server.pem");
    Path many = Files.createDirectory(dir.resolve("many"));
    Files.copy(own, many.resolve("1.pem"));
    HttpsServer server = server(store);
    server.start();
    try {
      int port = server.getAddress().getPort();
      assertEquals("hello", get("localhost", port, own));
      assertEquals("hello", get("localhost", port, many));
      Path other = dir.resolve("other.pem");
      var unknown = assertThrows(IOException.class, () -> get("localhost", port, other));
      assertEquals(
          Optional.of("unable to get local issuer certificate"),
          SystemTrust.refusal(unknown, "localhost"));
      var mismatch = assertThrows(IOException.class, () -> get("127.0.0.1", port, own));
      assertEquals(
          Optional.of("Hostname mismatch, certificate is not valid for '127.0.0.1'."),
          SystemTrust.refusal(mismatch, "127.0.0.1"));
    } finally {
      server.stop(0);
    }
  }

  @Test
  void trustsTheSystemWhereNothingIsGiven() throws Exception {
    assertNotNull(SystemTrust.context(List.of()));
    assertEquals(Optional.empty(), SystemTrust.refusal(new IOException("reset"), "h"));
    List<Path> missing = List.of(dir.resolve("missing.pem"));
    assertThrows(IOException.class, () -> SystemTrust.context(missing));
  }

  private static String get(String host, int port, Path trusted) throws Exception {
    var uri = URI.create("https://" + host + ":" + port + "/");
    try (HttpClient client =
        HttpClient.newBuilder().sslContext(SystemTrust.context(List.of(trusted))).build()) {
      return client
          .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }

  private static HttpsServer server(Path store) throws Exception {
    var keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    var context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    var server = HttpsServer.create(address, 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    server.createContext(
        "/",
        exchange -> {
          byte[] body = "hello".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    return server;
  }

  /// Makes a key and its certificate, `name`.p12 and `name`.pem.
  private Path certificate(String name) throws Exception {
    Path store = dir.resolve(name + ".p12");
    keytool(
        store,
        List.of(
            "-genkeypair",
            "-alias",
            name,
            "-keyalg",
            "EC",
            "-dname",
            "CN=localhost",
            "-ext",
            "san=dns:localhost"));
    String pem = dir.resolve(name + ".pem").toString();
    keytool(store, List.of("-exportcert", "-rfc", "-alias", name, "-file", pem));
    return store;
  }

  private static void keytool(Path store, List<String> words) throws Exception {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(words);
    command.addAll(
        List.of("-storetype", "PKCS12", "-keystore", store.toString(), "-storepass", PASSWORD));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertTrue(process.waitFor(30, TimeUnit.SECONDS));
    assertEquals(0, process.exitValue());
  }
}
