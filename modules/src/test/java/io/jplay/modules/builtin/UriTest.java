package io.jplay.modules.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.api.Mode;
import io.jplay.core.api.Result;
import io.jplay.core.event.Status;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Int;
import io.jplay.modules.testing.ModuleHarness;
import io.jplay.modules.testing.ShellKind;
import io.jplay.modules.testing.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class UriTest {
  @TempDir Path dir;
  private TestServer server;

  @BeforeEach
  void start() throws Exception {
    server = new TestServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static String text(Result result, String key) {
    return result.fields().text(key).orElse("<none>");
  }

  @ParameterizedTest
  @EnumSource
  void masksThePasswordInKeys(ShellKind shell) {
    var host = new ModuleHarness(shell, dir);
    Object[] options = {
      "url",
      server.url("/keys"),
      "method",
      "POST",
      "body",
      "pw",
      "body_format",
      "raw",
      "url_username",
      "u",
      "url_password",
      "pw"
    };
    Result result = host.run(new Uri(), options);
    assertEquals(
        Optional.of(Dict.EMPTY.with("key-********", Int.of(1))), result.fields().get("json"));
  }

  @ParameterizedTest
  @EnumSource
  void describesTheAnswer(ShellKind shell) {
    var host = new ModuleHarness(shell, dir);
    Result result = host.run(new Uri(), "url", server.url("/json"), "return_content", true);
    assertEquals(Status.OK, result.status(), text(result, "msg"));
    assertEquals("OK (8 bytes)", text(result, "msg"));
    assertEquals("{\"a\": 1}", text(result, "content"));
    assertEquals("1", text(result, "x_two"));
    assertEquals("application/json", text(result, "content_type"));
    assertEquals("a=b", text(result, "cookies_string"));
    assertTrue(result.fields().has("json"));
    assertFalse(result.fields().flag("redirected"));
    result = host.run(new Uri(), "url", server.url("/redirect"));
    assertTrue(result.fields().flag("redirected"));
    assertEquals(server.url("/json"), text(result, "url"));
    assertFalse(result.fields().has("content"));
    result =
        host.run(
            new Uri(),
            "url",
            server.url("/redirect"),
            "follow_redirects",
            "none",
            "status_code",
            302);
    assertEquals(server.url("/json"), text(result, "location"));
  }

  @ParameterizedTest
  @EnumSource
  void keepsCookiesAsAClientDoes(ShellKind shell) {
    var host = new ModuleHarness(shell, dir);
    Result result = host.run(new Uri(), "url", server.url("/cookies"));
    assertEquals("a=b; e=\"q v\"; h=11; i=None; a=4", text(result, "cookies_string"));
  }

  @ParameterizedTest
  @EnumSource
  void keepsTheContentOfAnAcceptedError(ShellKind shell) {
    var host = new ModuleHarness(shell, dir);
    Result result = host.run(new Uri(), "url", server.url("/404"), "status_code", 404);
    assertEquals("nope", text(result, "body"));
    assertFalse(host.run(new Uri(), "url", server.url("/json")).fields().has("body"));
  }

  @ParameterizedTest
  @EnumSource
  void failsByStatus(ShellKind shell) {
    var host = new ModuleHarness(shell, dir);
    Result result = host.run(new Uri(), "url", server.url("/404"), "return_content", true);
    assertEquals(
        "Status code was 404 and not [200]: HTTP Error 404: Not Found", text(result, "msg"));
    assertEquals("nope", text(result, "content"));
    assertEquals(
        Status.OK,
        host.run(new Uri(), "url", server.url("/404"), "status_code", List.of(200, 404)).status());
    result = host.run(new Uri(), "url", "http://127.0.0.1:1/");
    assertEquals(Int.of(-1), result.fields().get("status").orElseThrow());
    assertTrue(text(result, "msg").startsWith("Status code was -1 and not [200]: Request failed"));
  }

  @ParameterizedTest
  @EnumSource
  void sendsBodies(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    Result result =
        host.run(
            new Uri(),
            host.context(new Mode(false, false)),
            Map.of(
                "url",
                server.url("/echo"),
                "method",
                "POST",
                "body",
                Map.of("a", List.of(1, "x")),
                "body_format",
                "json",
                "return_content",
                true,
                "headers",
                Map.of("X-Quote", "\"q\" 'r' \\"),
                "url_username",
                "u",
                "url_password",
                "p\"",
                "force_basic_auth",
                true));
    String echo = text(result, "content");
    assertTrue(echo.startsWith("POST\n"), echo);
    assertTrue(echo.endsWith("{\"a\": [1, \"x\"]}"), echo);
    assertTrue(echo.contains("Content-type[application/json]"), echo);
    assertTrue(echo.contains("X-quote[\"q\" 'r' \\]"), echo);
    assertTrue(echo.contains("Authorization[Basic dTpwIg==]"), echo);
    assertFalse(echo.contains("Accept["), echo);
    result =
        host.run(
            new Uri(),
            "url",
            server.url("/echo"),
            "method",
            "PUT",
            "body",
            Map.of("a", "b c"),
            "body_format",
            "form-urlencoded",
            "return_content",
            true);
    assertTrue(text(result, "content").endsWith("a=b+c"), text(result, "content"));
    assertTrue(text(result, "content").startsWith("PUT\n"));
    Path dest = dir.resolve("got");
    result = host.run(new Uri(), "url", server.url("/x"), "dest", dest, "mode", "0600");
    assertEquals(Status.CHANGED, result.status());
    assertEquals("hello", Files.readString(dest));
    assertEquals(dest.toString(), text(result, "path"));
    result = host.run(new Uri(), "url", server.url("/x"), "dest", dest);
    assertEquals(Status.CHANGED, result.status(), "as it was before, but written");
    result =
        host.run(
            new Uri(), "url", server.url("/old"), "dest", dest, "status_code", List.of(200, 304));
    assertEquals(Status.OK, result.status());
    assertEquals("0600", text(result, "mode"));
    result = host.run(new Uri(), "url", server.url("/x"), "creates", dest);
    assertEquals("skipped, since '" + dest + "' exists", text(result, "stdout"));
  }

  /// In the words of Python's library, whatever the tool of the host says.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /loop | 302 | Status code was 302 and not [200]: HTTP Error 302: The HTTP server returned a redirect error that would lead to an infinite loop.~The last 30x error message was:~Temporary Redirect
          http://127.0.0.1:1/ | -1 | Status code was -1 and not [200]: Request failed: <urlopen error [Errno 111] Connection refused>
          address | -1 | unknown url type: 'address'
          127.0.0.1:1/x | -1 | Status code was -1 and not [200]: Request failed: <urlopen error unknown url type: 127.0.0.1>
          http://127.0.0.1:x/ | -1 | Status code was -1 and not [200]: An unknown error occurred: nonnumeric port: 'x'
          """)
  void tellsWhyThereIsNoAnswer(String address, int status, String message) {
    var host = new ModuleHarness(ShellKind.DASH, dir);
    String url = address.startsWith("/") ? server.url(address) : address;
    Result result = host.run(new Uri(), "url", url);
    assertEquals(message.replace('~', '\n'), text(result, "msg"));
    assertEquals(Optional.of(Int.of(status)), result.fields().get("status"));
  }

  @ParameterizedTest
  @CsvSource({
    "PUT, 303, GET, ''",
    "PUT, 301, PUT, ''",
    "PUT, 307, PUT, a=1&a=2",
    "POST, 302, GET, ''",
    "POST, 307, POST, a=1&a=2"
  })
  void followsWithWhatTheAnswerLeaves(String method, int status, String next, String body) {
    for (ShellKind shell : ShellKind.values()) {
      var host = new ModuleHarness(shell, dir);
      Map<String, Object> options =
          Map.of(
              "url",
              server.url("/" + status),
              "method",
              method,
              "body_format",
              "form-urlencoded",
              "body",
              List.of(List.of("a", List.of(1, 2))),
              "follow_redirects",
              "all",
              "return_content",
              true);
      String echo =
          text(host.run(new Uri(), host.context(new Mode(false, false)), options), "content");
      assertTrue(echo.startsWith(next + "\n"), echo);
      assertTrue(echo.endsWith("\n" + body), echo);
      assertEquals(!body.isEmpty(), echo.contains("Content-type["), echo);
    }
  }

  @ParameterizedTest
  @EnumSource
  void namesNoTypeOfNothing(ShellKind shell) {
    var host = new ModuleHarness(shell, dir);
    Object[] options = {"url", server.url("/echo"), "method", "POST", "return_content", true};
    String echo = text(host.run(new Uri(), options), "content");
    assertTrue(echo.startsWith("POST\n") && !echo.contains("Content-type["), echo);
  }

  /// As a rename does, unless it leads to what was sent.
  @ParameterizedTest
  @EnumSource
  void replacesALink(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    Path old = Files.writeString(dir.resolve("old"), "old");
    Path same = Files.writeString(dir.resolve("same"), "hello");
    Path link = Files.createSymbolicLink(dir.resolve("link"), old);
    Path kept = Files.createSymbolicLink(dir.resolve("kept"), same);
    host.run(new Uri(), "url", server.url("/x"), "dest", link);
    host.run(new Uri(), "url", server.url("/x"), "dest", kept);
    assertEquals("old", Files.readString(old));
    assertFalse(Files.isSymbolicLink(link));
    assertTrue(Files.isSymbolicLink(kept));
  }

  @ParameterizedTest
  @EnumSource
  void refusesHeadersThatAreNone(ShellKind shell) {
    var host = new ModuleHarness(shell, dir);
    Result result = host.run(new Uri(), "url", server.url("/x"), "headers", "X-A: 1");
    assertTrue(text(result, "msg").contains("unable to convert to dict"), result::toString);
  }

  @ParameterizedTest
  @EnumSource
  void sendsNoFileThatIsNotThere(ShellKind shell) {
    var host = new ModuleHarness(shell, dir);
    Path file = dir.resolve("none");
    Result result =
        host.run(
            new Uri(),
            "url",
            server.url("/echo"),
            "method",
            "PUT",
            "src",
            file,
            "remote_src",
            true);
    assertEquals("Unable to open source file " + file, text(result, "msg"));
    assertTrue(result.isFailed());
  }

  @ParameterizedTest
  @EnumSource
  void sendsAFileOfTheHost(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    Path file = Files.writeString(dir.resolve("sent.json"), "{\"from\": \"host\"}");
    Object[] options = {
      "url",
      server.url("/echo"),
      "method",
      "POST",
      "body_format",
      "json",
      "src",
      file.toString(),
      "remote_src",
      true,
      "return_content",
      true
    };
    String echo = text(host.run(new Uri(), options), "content");
    assertTrue(echo.endsWith("\n{\"from\": \"host\"}"), echo);
  }

  @ParameterizedTest
  @EnumSource
  void namesTheTypeOfEachPart(ShellKind shell) {
    var host = new ModuleHarness(shell, dir);
    Object[] options = {
      "url",
      server.url("/echo"),
      "method",
      "POST",
      "body_format",
      "form-multipart",
      "body",
      Map.of("part", Map.of("content", "x", "filename", "f.zzz"), "field", "text"),
      "return_content",
      true
    };
    String echo = text(host.run(new Uri(), options), "content");
    assertTrue(echo.contains("Content-Type: application/octet-stream\r\n\r\nx"), echo);
    assertTrue(echo.contains("Content-Type: text/plain\r\n\r\ntext"), echo);
  }

  @ParameterizedTest
  @EnumSource
  void asksForAFreshAnswer(ShellKind shell) {
    var host = new ModuleHarness(shell, dir);
    Object[] options = {
      "url",
      server.url("/echo"),
      "method",
      "POST",
      "body_format",
      "json",
      "force",
      true,
      "return_content",
      true
    };
    String echo = text(host.run(new Uri(), options), "content");
    assertTrue(echo.contains("Cache-control[no-cache]"), echo);
    assertTrue(echo.endsWith("\nnull"), echo);
  }

  @ParameterizedTest
  @EnumSource
  void refusesLineEndsInHeaders(ShellKind shell) {
    var host = new ModuleHarness(shell, dir);
    Result result =
        host.run(new Uri(), "url", server.url("/x"), "headers", Map.of("A", "b\r\nC: d"));
    assertEquals(Status.FAILED, result.status());
  }

  @ParameterizedTest
  @EnumSource
  void asksForTheHeadWithABody(ShellKind shell) {
    var host = new ModuleHarness(shell, dir);
    Result result =
        host.run(new Uri(), "url", server.url("/hello"), "method", "HEAD", "body", "text");
    assertEquals(Int.of(200), result.fields().get("status").orElseThrow(), result::toString);
  }

  @ParameterizedTest
  @EnumSource
  void aRefusedAnswerNamesItsFile(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    Path file = Files.writeString(dir.resolve("there"), "old");
    Object[] options = {"url", server.url("/hello"), "status_code", 204, "dest", file};
    Result result = host.run(new Uri(), options);
    assertEquals(file.toString(), text(result, "path"));
    assertEquals("file", text(result, "state"));
    assertEquals("old", Files.readString(file));
    options[5] = dir;
    assertEquals(dir + "/hello", text(host.run(new Uri(), options), "path"));
  }
}
