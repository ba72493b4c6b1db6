package io.jplay.core.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jplay.core.diag.JplayException;
import io.jplay.core.value.Bool;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Int;
import io.jplay.core.value.Null;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Undefined;
import io.jplay.core.value.Utf8;
import io.jplay.core.value.Value;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Runs the cases that `src/test/python/make_lookup_cases.py` made with the real ansible: every
/// lookup gives the same typed value, or fails where ansible fails, with ansible's words.
class LookupCasesTest {
  @TempDir static Path root;
  private static final RecordedCases CASES = RecordedCases.read("lookup-cases.json");
  private static HttpServer server;
  private static MapScope scope = new MapScope(Map.of());
  private static Templar templar;

  @BeforeAll
  static void start() throws IOException {
    for (var file : CASES.part("files").entries().entrySet()) {
      Path path = root.resolve(PythonText.str(file.getKey()));
      Files.createDirectories(path.getParent());
      Files.write(path, Utf8.encode(PythonText.str(file.getValue())));
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r--r--"));
    }
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", LookupCasesTest::answer);
    server.start();
    var variables = new LinkedHashMap<String, Value>(CASES.variables());
    variables.put("ansible_search_path", Seq.of(Str.of(root.toString())));
    variables.put("playbook_dir", Str.of(root.toString()));
    scope = new MapScope(variables);
    var environment =
        new DiskEnvironment(
            root,
            Map.of("JPLAY_CASE", "from env", "JPLAY_EMPTY", ""),
            settings(),
            new ArrayList<>());
    templar = new Templar(environment, PluginRegistry.standard());
  }

  /// What ansible gives without a configuration.
  private static Map<String, Value> settings() {
    return Map.ofEntries(
        Map.entry("DEFAULT_FORKS", Int.of(5)),
        Map.entry("DEFAULT_ROLES_PATH", Seq.EMPTY),
        Map.entry("DEFAULT_BECOME_METHOD", Str.of("sudo")),
        Map.entry("DEFAULT_REMOTE_PORT", Null.NULL),
        Map.entry("HOST_KEY_CHECKING", Bool.of(true)),
        Map.entry("DEFAULT_TIMEOUT", Int.of(10)),
        Map.entry("DEFAULT_GATHERING", Str.of("implicit")),
        Map.entry("ANSIBLE_PIPELINING", Bool.of(false)),
        Map.entry("DEFAULT_HASH_BEHAVIOUR", Str.of("replace")),
        Map.entry("DEFAULT_STRATEGY", Str.of("linear")),
        Map.entry("RETRY_FILES_ENABLED", Bool.of(false)),
        Map.entry("shell/remote_tmp", Str.of("~/.ansible/tmp")),
        Map.entry("connection/remote_user", Null.NULL),
        Map.entry("connection/port", Null.NULL));
  }

  @AfterAll
  static void stop() {
    server.stop(0);
  }

  private static void answer(HttpExchange exchange) throws IOException {
    String uri = exchange.getRequestURI().toString();
    String token = exchange.getRequestHeaders().getFirst("X-Vault-Token");
    boolean isRefused =
        uri.startsWith("/v1/") && !uri.contains("/login") && !"granted".equals(token);
    exchange.getRequestBody().readAllBytes();
    Seq route =
        isRefused
            ? Seq.of(Int.of(403), Str.of("{\"errors\": [\"permission denied\"]}"))
            : (Seq) CASES.part("routes").get(uri).orElse(Seq.of(Int.of(404), Str.of("?")));
    int status = (int) ((Int) route.at(0)).longValue();
    String body = PythonText.str(route.at(1));
    if (body.startsWith("$")) {
      body =
          Optional.ofNullable(exchange.getRequestHeaders().getFirst(body.substring(1)))
              .orElse("none");
    }
    if (status == 302) {
      exchange.getResponseHeaders().add("Location", body);
    }
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @TestFactory
  Stream<DynamicTest> givesTheValuesOfAnsible() {
    return CASES
        .cases()
        .map(c -> DynamicTest.dynamicTest(c.text("expr").orElseThrow(), () -> check(c)));
  }

  private static void check(Dict test) {
    String got;
    try {
      got = shown(evaluate(test.text("expr").orElseThrow()));
    } catch (JplayException | PythonError | SyntaxError e) {
      got = test.has("err") ? "an error" : String.valueOf(e.getMessage());
    }
    assertEquals(RecordedCases.wanted(test), got, () -> test.text("err").orElse(""));
  }

  private static String shown(Value value) {
    return value instanceof Undefined ? "an error" : plain(RecordedCases.typed(value));
  }

  private static String plain(String text) {
    return text.replace(root.toString(), "ROOT").replace(url(), "URL");
  }

  private static Value evaluate(String text) {
    String expression = text.replace("ROOT", root.toString()).replace("URL", url());
    return RecordedCases.value(expression, templar, scope);
  }

  @Test
  void saysWhatAnsibleSays() {
    var messages = new RecordedCases.Messages();
    CASES
        .cases()
        .filter(c -> c.has("err"))
        .forEach(test -> {
          String expression = test.text("expr").orElseThrow();
          String got;
          try {
            got = shown(evaluate(expression));
          } catch (JplayException | PythonError | SyntaxError e) {
            got = plain(String.valueOf(e.getMessage()));
          }
          messages.compare(expression, essence(test.text("err").orElseThrow()), got);
        });
    messages.assertShare(95);
  }

  /// A lookup that finds nothing, or is given wrong options, says so in its own words; what is
  /// unexpected has a sentence before it.
  @TestFactory
  Stream<DynamicTest> saysNoMoreAroundIt() {
    return CASES
        .cases()
        .filter(c -> c.text("err").orElse("").matches("Ansible(Lookup|Options)?Error: .*"))
        .map(c ->
            DynamicTest.dynamicTest(
                c.text("expr").orElseThrow(),
                () -> {
                  var failure =
                      assertThrows(
                          RuntimeException.class, () -> evaluate(c.text("expr").orElseThrow()));
                  assertEquals(
                      c.text("err").orElseThrow().contains(": An unhandled exception"),
                      String.valueOf(failure.getMessage()).startsWith("An unhandled exception"),
                      failure.getMessage());
                }));
  }

  @Test
  void aLinkOfATreeHasASize() throws IOException {
    Path tree = Files.createDirectories(root.resolve("linked"));
    Files.createSymbolicLink(tree.resolve("to"), Path.of("nowhere"));
    Dict link = (Dict) ((Seq) evaluate("query('filetree', 'ROOT/linked')")).at(0);
    assertEquals(
        "link nowhere 7",
        String.join(
            " ",
            Stream.of("state", "src", "size")
                .map(key -> PythonText.str(link.get(key).orElseThrow()))
                .toList()));
  }

  /// The message without the type of the exception and what ansible says around it.
  private static String essence(String error) {
    String text = error.substring(error.indexOf(": ") + 2);
    int original = text.indexOf("original message: ");
    return RecordedCases.essence(
        original < 0 ? text : text.substring(original + "original message: ".length()));
  }
}
