package io.jplay.core.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jplay.core.diag.JplayException;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Json;
import io.jplay.core.value.Masking;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Template;
import io.jplay.core.value.Value;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The HashiCorp Vault lookups against a server that answers as Vault's HTTP API documents: KV
/// version 1 and 2, log in by token, AppRole, user and password, GitHub.
class HashiVaultTest {
  private static final String ADMIT = "{\"auth\": {\"client_token\": \"granted\"}}";
  private static final String KV2 =
      "{\"request_id\": \"r\", \"data\": {\"data\": {\"user\": \"ann\", \"pw\": \"s3\"},"
          + " \"metadata\": {\"version\": 4}}}";
  private static final String KV1 = "{\"request_id\": \"r\", \"data\": {\"user\": \"bob\"}}";

  @TempDir Path home;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String path = exchange.getRequestURI().toString().substring("/v1/".length());
    var headers = exchange.getRequestHeaders();
    String token = Optional.ofNullable(headers.getFirst("X-Vault-Token")).orElse("");
    String space = Optional.ofNullable(headers.getFirst("X-Vault-Namespace")).orElse("");
    requests.add((exchange.getRequestMethod() + " " + path + " " + body + space).strip());
    String text = path.startsWith("auth/") ? login(path, body) : secret(path, token);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int status = text.equals("403") ? 403 : text.equals("404") ? 404 : 200;
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static String login(String path, String body) throws IOException {
    var sent = (Dict) Json.read(body, Tag.NONE);
    boolean good =
        switch (path) {
          case "auth/approle/login", "auth/robots/login" ->
              sent.text("role_id").equals(Optional.of("role"))
                  && sent.text("secret_id").equals(Optional.of("sid"));
          case "auth/userpass/login/ann" -> sent.text("password").equals(Optional.of("pw"));
          case "auth/github/login" -> sent.text("token").equals(Optional.of("gh"));
          default -> false;
        };
    return good ? ADMIT : "403";
  }

  private static String secret(String path, String token) {
    if (!token.equals("granted")) {
      return "403";
    }
    return switch (path) {
      case "secret/data/app", "secret/data/app?version=4", "team/data/app" -> KV2;
      case "kv/app", "old/app" -> KV1;
      default -> "404";
    };
  }

  private Value evaluate(String expression, Map<String, String> environment) {
    var all = new LinkedHashMap<String, String>(environment);
    all.put("HOME", home.toString());
    var templar = new Templar(new DiskEnvironment(home, all), PluginRegistry.standard());
    var scope =
        new MapScope(
            Map.of("vault_url", Str.of("http://127.0.0.1:" + server.getAddress().getPort())));
    return templar.render(Template.ofTrusted("{{ " + expression + " }}", Tag.NONE), scope);
  }

  private Value evaluate(String expression) {
    return evaluate(expression, Map.of());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '`',
      value = {
        "lookup('hashi_vault', 'secret=secret/data/app:pw token=granted url=' ~ vault_url)#s3",
        "lookup('community.hashi_vault.hashi_vault', 'secret/data/app:pw', token='granted',"
            + " url=vault_url)#s3",
        "lookup('hashi_vault', 'secret/data/app', token='granted', url=vault_url)#{'user': 'ann',"
            + " 'pw': 's3'}",
        "query('hashi_vault', 'secret/data/app', token='granted', url=vault_url,"
            + " return_format='values')#['ann', 's3']",
        "lookup('hashi_vault', 'secret/data/app', token='granted', url=vault_url,"
            + " return_format='raw').request_id#r",
        "lookup('hashi_vault', 'kv/app:user', token='granted', url=vault_url)#bob",
        "lookup('hashi_vault', 'kv/app:user', auth_method='approle', role_id='role',"
            + " secret_id='sid', url=vault_url)#bob",
        "lookup('hashi_vault', 'secret=kv/app:user auth_method=approle mount_point=robots"
            + " role_id=role secret_id=sid url=' ~ vault_url)#bob",
        "lookup('hashi_vault', 'kv/app:user', auth_method='userpass', username='ann',"
            + " password='pw', url=vault_url)#bob",
        "lookup('hashi_vault', 'kv/app:user', auth_method='github', token='gh', url=vault_url)#bob",
        "lookup('community.hashi_vault.vault_kv1_get', 'app', token='granted',"
            + " url=vault_url).secret.user#bob",
        "lookup('community.hashi_vault.vault_kv1_get', 'app', engine_mount_point='old',"
            + " token='granted', url=vault_url).data#{'user': 'bob'}",
        "lookup('community.hashi_vault.vault_kv2_get', 'app', token='granted',"
            + " url=vault_url).secret.pw#s3",
        "lookup('community.hashi_vault.vault_kv2_get', 'app', version=4, token='granted',"
            + " url=vault_url).metadata#{'version': 4}",
        "lookup('community.hashi_vault.vault_kv2_get', 'app', engine_mount_point='team',"
            + " token='granted', url=vault_url).secret.user#ann",
      })
  void readsSecrets(String expression, String wanted) {
    Value value = evaluate(expression);
    assertEquals(wanted, PythonText.str(value));
    assertTrue(!PythonText.str(Masking.masked(value)).contains("s3"), expression);
  }

  @Test
  void takesTheTokenFromTheEnvironmentOrItsFile() throws IOException {
    String url = "http://127.0.0.1:" + server.getAddress().getPort();
    String lookup = "lookup('hashi_vault', 'kv/app:user')";
    assertEquals(
        "bob",
        PythonText.str(evaluate(lookup, Map.of("VAULT_ADDR", url, "VAULT_TOKEN", "granted"))));
    assertEquals(
        "bob",
        PythonText.str(
            evaluate(
                lookup,
                Map.of("ANSIBLE_HASHI_VAULT_ADDR", url, "ANSIBLE_HASHI_VAULT_TOKEN", "granted"))));
    Files.writeString(home.resolve(".vault-token"), "granted\n");
    assertEquals("bob", PythonText.str(evaluate(lookup, Map.of("VAULT_ADDR", url))));
    evaluate(lookup, Map.of("VAULT_ADDR", url, "VAULT_NAMESPACE", "team"));
    assertEquals("GET kv/app team", requests.getLast());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '`',
      value = {
        "lookup('hashi_vault', 'kv/app', token='bad', url=vault_url)#Forbidden: Permission Denied",
        "lookup('hashi_vault', 'kv/none', token='granted', url=vault_url)#doesn't seem to exist",
        "lookup('hashi_vault', 'kv/app:nope', token='granted', url=vault_url)#does not contain the"
            + " field 'nope'",
        "lookup('hashi_vault', 'kv/app', url=vault_url)#No Vault Token specified or discovered",
        "lookup('hashi_vault', 'kv/app', auth_method='userpass', username='ann',"
            + " url=vault_url)#these are missing: ['password']",
        "lookup('hashi_vault', 'kv/app', auth_method='magic', url=vault_url)#Invalid value"
            + " \"magic\" for",
      })
  void saysWhatIsWrong(String expression, String wanted) {
    var e = assertThrows(JplayException.class, () -> evaluate(expression));
    assertTrue(String.valueOf(e.getMessage()).contains(wanted), e.getMessage());
  }

  @Test
  void secretsStaySecretInsideContainers() {
    var value =
        (Dict)
            evaluate(
                "lookup('community.hashi_vault.vault_kv2_get', 'app', token='granted',"
                    + " url=vault_url)");
    assertTrue(((Dict) value.get("secret").orElseThrow()).get("pw").orElseThrow().isSecret());
    assertTrue(value.get("data").orElseThrow() instanceof Dict);
    var list =
        (Seq) evaluate("query('hashi_vault', 'kv/app', token='granted', url=vault_url) | list");
    assertTrue(((Dict) list.at(0)).get("user").orElseThrow().isSecret());
  }
}
