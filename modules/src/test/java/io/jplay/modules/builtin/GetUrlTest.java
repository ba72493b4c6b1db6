package io.jplay.modules.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.api.Result;
import io.jplay.core.event.Status;
import io.jplay.modules.testing.ModuleHarness;
import io.jplay.modules.testing.ShellKind;
import io.jplay.modules.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GetUrlTest {
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
  void downloadsOnce(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    Path dest = dir.resolve("h");
    String url = server.url("/hello.txt");
    Result result = host.check(new GetUrl(), "url", url, "dest", dest);
    assertEquals(Status.CHANGED, result.status(), text(result, "msg"));
    assertFalse(Files.exists(dest));
    result = host.run(new GetUrl(), "url", url, "dest", dest, "mode", "0600");
    assertEquals(Status.CHANGED, result.status(), text(result, "msg"));
    assertEquals("hello", Files.readString(dest));
    assertEquals("OK (5 bytes)", text(result, "msg"));
    assertEquals("aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d", text(result, "checksum_src"));
    assertEquals("5d41402abc4b2a76b9719d911017c592", text(result, "md5sum"));
    assertEquals("0600", text(result, "mode"));
    result = host.run(new GetUrl(), "url", url, "dest", dest, "mode", "0600");
    assertEquals(Status.OK, result.status());
    assertEquals("OK (5 bytes)", text(result, "msg"));
    result = host.run(new GetUrl(), "url", url, "dest", dest, "mode", "0640");
    assertEquals(Status.CHANGED, result.status());
    result = host.run(new GetUrl(), "url", server.url("/old"), "dest", dest, "mode", "0640");
    assertEquals(Status.OK, result.status());
    assertEquals("HTTP Error 304: Not Modified", text(result, "msg"));
    assertFalse(result.fields().has("checksum_src"));
    result =
        host.run(
            new GetUrl(), "url", server.url("/json"), "dest", dest, "force", true, "backup", true);
    assertEquals("hello", Files.readString(Path.of(text(result, "backup_file"))));
    assertEquals("{\"a\": 1}", Files.readString(dest));
  }

  /// The result has the address as it was asked for; a place that is not there is told as ansible
  /// does.
  @ParameterizedTest
  @EnumSource
  void tellsTheAddressAndThePlace(ShellKind shell) {
    var host = new ModuleHarness(shell, dir);
    String url = server.url("/redirect");
    Result result = host.run(new GetUrl(), "url", url, "dest", dir.resolve("r"));
    assertEquals(url, text(result, "url"));
    Path none = dir.resolve("none");
    result = host.run(new GetUrl(), "url", url, "dest", none.resolve("x"));
    assertEquals("Destination " + none + " does not exist", text(result, "msg"));
    result =
        host.run(
            new GetUrl(), "url", url, "dest", dir.resolve("r"), "force", true, "tmp_dest", none);
    assertEquals(none + " directory does not exist.", text(result, "msg"));
    result = host.run(new GetUrl(), "url", "file:///nosuch", "dest", dir.resolve("f"));
    assertEquals(
        "Request failed: <urlopen error [Errno 2] No such file or directory: '/nosuch'>",
        text(result, "msg"));
    Path echo = dir.resolve("echo");
    host.run(new GetUrl(), "url", server.url("/echo"), "dest", echo, "force", true);
    assertTrue(read(echo).contains("Cache-control[no-cache]"), () -> read(echo));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }

  @ParameterizedTest
  @EnumSource
  void checksWhatItGot(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    Path dest = dir.resolve("h");
    String url = server.url("/hello.txt");
    Result result = host.run(new GetUrl(), "url", url, "dest", dest, "checksum", "sha256:00");
    assertEquals(
        "The checksum for %s did not match 00; it was %s.".formatted(dest, TestServer.HELLO_SHA256),
        text(result, "msg"));
    assertFalse(Files.exists(dest));
    assertFalse(result.isChanged() || result.fields().has("status_code"));
    Path other = Files.writeString(dir.resolve("o"), "as it was");
    result = host.run(new GetUrl(), "url", url, "dest", other, "checksum", "md5:00");
    assertTrue(result.isFailed() && result.fields().has("mode"));
    assertEquals("as it was", Files.readString(other));
    String list = "sha256:" + server.url("/sums");
    assertEquals(
        Status.CHANGED,
        host.run(new GetUrl(), "url", url, "dest", dest, "checksum", list).status());
    result = host.run(new GetUrl(), "url", url, "dest", dest, "checksum", list);
    assertEquals(Status.OK, result.status());
    assertEquals("file already exists", text(result, "msg"));
    assertEquals("hello", Files.readString(dest));
  }

  @ParameterizedTest
  @EnumSource
  void goesIntoADirectoryAndTellsFailures(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    Path into = Files.createDirectory(dir.resolve("d"));
    Result result = host.run(new GetUrl(), "url", server.url("/hello.txt?x=/y"), "dest", into);
    assertEquals(into + "/hello.txt", text(result, "dest"));
    assertTrue(Files.exists(into.resolve("hello.txt")));
    result = host.run(new GetUrl(), "url", server.url("/404"), "dest", dir.resolve("n"));
    assertEquals("Request failed", text(result, "msg"));
    assertEquals("HTTP Error 404: Not Found", text(result, "response"));
    result = host.run(new GetUrl(), "url", "http://127.0.0.1:1/x", "dest", dir.resolve("n"));
    assertTrue(text(result, "msg").startsWith("Request failed: <urlopen error"));
    result = host.run(new GetUrl(), "url", server.url("/x"), "dest", dir + "/no/such");
    assertEquals(Status.FAILED, result.status());
    result = host.check(new GetUrl(), "url", server.url("/x"), "dest", dir + "/no/such");
    assertEquals("Destination " + dir + "/no does not exist", text(result, "msg"));
    Path there = Files.writeString(dir.resolve("there"), "old");
    result = host.check(new GetUrl(), "url", server.url("/x"), "dest", there);
    assertTrue(result.isChanged() && result.fields().has("mode"), result::toString);
    result = host.run(new GetUrl(), "url", server.url("/404"), "dest", there, "force", true);
    assertTrue(result.isFailed() && result.fields().has("mode"), result::toString);
    result = host.run(new GetUrl(), "url", server.url("/204"), "dest", dir.resolve("n"));
    assertEquals(
        "Request failed OK (unknown bytes)", text(result, "msg") + " " + text(result, "response"));
    assertFalse(Files.exists(dir.resolve("n")));
    result = host.run(new GetUrl(), "url", "address", "dest", dir.resolve("n"));
    assertEquals("unknown url type: 'address'", text(result, "msg"));
    String sums = server.url("/404");
    result =
        host.run(
            new GetUrl(), "url", server.url("/x"), "dest", there, "checksum", "sha256:" + sums);
    assertEquals("Request failed " + sums, text(result, "msg") + " " + text(result, "url"));
    Path link = Files.createSymbolicLink(dir.resolve("link"), there);
    host.run(new GetUrl(), "url", server.url("/x"), "dest", link);
    assertEquals("old", Files.readString(there));
    assertFalse(Files.isSymbolicLink(link));
    Path secret = dir.resolve("s");
    host.run(
        new GetUrl(),
        "url",
        server.url("/secret"),
        "dest",
        secret,
        "url_username",
        "u\"",
        "url_password",
        "p'\\");
    assertEquals("in", Files.readString(secret));
  }
}
