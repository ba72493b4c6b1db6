package io.jplay.modules.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.api.Result;
import io.jplay.core.event.Status;
import io.jplay.modules.testing.ModuleHarness;
import io.jplay.modules.testing.ShellKind;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class WaitForTest {
  @TempDir Path dir;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "path=/x state=drained | state=drained should only be used for checking a port in the"
            + " wait_for module",
        "path=/x state=stopped | state=stopped should only be used for checking a port in the"
            + " wait_for module",
        "port=1 search_regex=[bad | Invalid regular expression: unterminated character set at"
            + " position 0",
        "port=1 exclude_hosts=1.1.1.1 | exclude_hosts should only be with state=drained",
        "port=1 path=/x | port and path parameter can not both be passed to wait_for",
      })
  void refusesWhatDoesNotGoTogether(String options, String message) {
    var host = new ModuleHarness(ShellKind.DASH, dir);
    Object[] words = Stream.of(options.split("[ =]")).map(w -> (Object) w).toArray(Object[]::new);
    assertEquals(message, host.run(new WaitFor(), words).fields().text("msg").orElse(""));
  }

  @ParameterizedTest
  @CsvSource({
    "file, started, a, true, ''",
    "file, present, '^b(.)$', true, ''",
    "file, present, z, false, 'Timeout when waiting for search string z in DIR/file'",
    "none, present, , false, Timeout when waiting for file DIR/none",
    "none, absent, , true, ''",
    "file, absent, , false, Timeout when waiting for DIR/file to be absent.",
    "file, absent, z, false, Timeout when waiting for DIR/file to be absent.",
  })
  void waitsForAFile(String name, String state, String regex, boolean ok, String msg)
      throws Exception {
    Files.writeString(dir.resolve("file"), "a\nbc\n");
    for (ShellKind shell : ShellKind.values()) {
      var host = new ModuleHarness(shell, dir);
      Path path = dir.resolve(name);
      Result result =
          regex == null
              ? host.run(new WaitFor(), "path", path, "state", state, "timeout", 0)
              : host.run(
                  new WaitFor(), "path", path, "state", state, "search_regex", regex, "timeout", 0);
      assertEquals(!ok, result.isFailed(), () -> result.fields().toString());
      assertEquals(
          msg.replace("DIR", dir.toString()), ok ? "" : result.fields().text("msg").orElseThrow());
    }
  }

  @ParameterizedTest
  @EnumSource
  void givesTheGroupsOfTheExpression(ShellKind shell) throws Exception {
    Path file = Files.writeString(dir.resolve("file"), "port=80 name=x");
    Result result =
        new ModuleHarness(shell, dir)
            .run(new WaitFor(), "path", file, "search_regex", "port=(\\d+) name=(?P<name>.)");
    assertTrue(result.fields().get("match_groups").orElseThrow().toString().contains("[80, x]"));
    assertTrue(
        result.fields().get("match_groupdict").orElseThrow().toString().contains("name"),
        () -> result.fields().toString());
  }

  @ParameterizedTest
  @EnumSource
  void refusesWhatCannotBeWaitedFor(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    assertEquals(
        "port and path parameter can not both be passed to wait_for",
        host.run(new WaitFor(), "port", 1, "path", "/x").fields().text("msg").orElseThrow());
    assertEquals(
        "Failed to stat /dev/null/x, Not a directory",
        host.run(new WaitFor(), "path", "/dev/null/x").fields().text("msg").orElseThrow());
    assertEquals(
        "unknown active_connection_state (X) defined",
        host.run(new WaitFor(), "port", 1, "active_connection_states", List.of("X"))
            .fields()
            .text("msg")
            .orElseThrow());
  }

  @ParameterizedTest
  @EnumSource
  void waitsForAPort(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    int port;
    try (var socket = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"))) {
      port = socket.getLocalPort();
      Result open = host.run(new WaitFor(), "port", port, "timeout", 0);
      assertFalse(open.isFailed(), () -> open.fields().toString());
      Result stopped = host.run(new WaitFor(), "port", port, "state", "stopped", "timeout", 0);
      assertEquals(
          "Timeout when waiting for 127.0.0.1:" + port + " to stop.",
          stopped.fields().text("msg").orElseThrow());
    }
    Result closed = host.run(new WaitFor(), "port", port, "timeout", 0, "msg", "no port");
    assertEquals("no port", closed.fields().text("msg").orElseThrow());
    assertFalse(host.run(new WaitFor(), "port", port, "state", "stopped").isFailed());
    Object[] drained = {
      "port", port, "state", "drained", "timeout", 5, "active_connection_states", "ESTABLISHED"
    };
    assertFalse(host.run(new WaitFor(), drained).isFailed());
    assertEquals(Status.SKIPPED, host.check(new WaitFor(), "port", port).status());
  }
}
