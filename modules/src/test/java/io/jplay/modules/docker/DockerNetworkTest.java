package io.jplay.modules.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.api.Mode;
import io.jplay.core.api.Result;
import io.jplay.core.value.Json;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Value;
import io.jplay.modules.testing.FakeTools;
import io.jplay.modules.testing.ModuleHarness;
import io.jplay.modules.testing.ShellKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DockerNetworkTest {
  private static final String THERE =
      """
      [{"Name": "n", "Id": "1", "Scope": "local", "Driver": "bridge", "EnableIPv6": false,
        "IPAM": {"Driver": "default", "Options": {}, "Config": [{"Subnet": "10.9.0.0/24",
          "Gateway": "10.9.0.1", "AuxiliaryAddresses": {"h": "10.9.0.5"}}]},
        "Internal": false, "Attachable": false, "Options": {"o": "true"}, "Labels": {"l": "1"},
        "Containers": {"c1id": {"Name": "c1"}, "c2id": {"Name": "c2"}}}]
      """;

  @TempDir Path dir;

  /// A client that knows one network, or none, and writes down what it is told to do.
  private static FakeTools client(ModuleHarness host, Path dir, ShellKind shell, String network) {
    var tools = new FakeTools(host, dir, shell);
    tools.write("network", network);
    return tools.tool(
        "docker",
        """
        case $* in
          *inspect*) [ -s "$d/network" ] && cat "$d/network" && exit
            echo '[]'; echo 'Error response from daemon: network n not found' >&2; exit 1 ;;
          *refused*) echo 'Error response from daemon: no' >&2; exit 1 ;;
        esac\
        """);
  }

  private static String calls(FakeTools tools) {
    return tools
        .log()
        .lines()
        .filter(l -> !l.contains("inspect"))
        .map(l -> l.replaceFirst("^docker network ", ""))
        .collect(Collectors.joining("; "));
  }

  private static Map<String, Object> options(String text) {
    var map = new LinkedHashMap<String, Object>();
    map.put("name", "n");
    for (String pair : text.isEmpty() ? new String[0] : text.split(" ")) {
      String[] p = pair.split("=", 2);
      map.put(p[0], p[1].startsWith("{") || p[1].startsWith("[") ? json(p[1]) : p[1]);
    }
    return map;
  }

  private static Value json(String text) {
    try {
      return Json.read(text, Tag.NONE);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          false | `` | create --driver bridge -- n
          false | connected=c1 | create --driver bridge -- n; connect -- n c1
          false | labels={"a":"b"} internal=true scope=local | create --driver bridge --label a=b --internal=true --scope local -- n
          false | driver_options={"o":true} ipam_config=[{"subnet":"10.9.0.0/24","iprange":"10.9.0.128/25","aux_addresses":{"h":"10.9.0.3"}}] | create --driver bridge --opt o=true --subnet 10.9.0.0/24 --ip-range 10.9.0.128/25 --aux-address h=10.9.0.3 -- n
          false | docker_host=unix://run/d.sock tls=true | docker -H unix:///run/d.sock --tls network create --driver bridge -- n
          false | state=absent | ``
          true | `` | ``
          true | connected=c1,c2id | ``
          true | connected=c1 | disconnect -f -- n c2
          true | connected=c3 appends=true | connect -- n c3
          true | labels={"l":1} driver_options={"o":true} enable_ipv6=false internal=no scope=local | ``
          true | ipam_config=[{"subnet":"10.9.0.0/24","gateway":null,"aux_addresses":{"h":"10.9.0.5"}}] ipam_driver=default | ``
          true | attachable=true | disconnect -f -- n c1; disconnect -f -- n c2; rm -- n; create --driver bridge --attachable=true -- n; connect -- n c1; connect -- n c2
          true | driver=macvlan connected=c1 | disconnect -f -- n c1; disconnect -f -- n c2; rm -- n; create --driver macvlan -- n; connect -- n c1
          true | state=absent | disconnect -f -- n c1; disconnect -f -- n c2; rm -- n
          """)
  void bringsTheNetworkToItsState(boolean there, String options, String calls) {
    var host = new ModuleHarness(ShellKind.DASH, dir);
    FakeTools tools = client(host, dir, ShellKind.DASH, there ? THERE : "");
    Result would =
        host.run(new DockerNetwork(), host.context(new Mode(true, true)), options(options));
    assertEquals("", calls(tools));
    Result did =
        host.run(new DockerNetwork(), host.context(new Mode(false, true)), options(options));
    assertEquals(calls, calls(tools), () -> did.fields().toString());
    for (Result result : List.of(would, did)) {
      assertFalse(result.isFailed(), () -> result.fields().toString());
      assertEquals(!calls.isEmpty(), result.isChanged());
      assertEquals(!calls.isEmpty(), !result.diffs().isEmpty());
    }
    assertTrue(would.fields().has("actions"));
    assertEquals(options.contains("absent"), did.fields().has("actions"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ipam_config=[{"subnet":"bad"}] | "bad" is not a valid CIDR
          ipam_config=[{"mask":1}] | Unsupported parameters for (community.docker.docker_network) module: ipam_config.mask. Supported parameters include: aux_addresses, gateway, iprange, subnet.
          driver=refused | Error response from daemon: no
          """)
  void tellsWhatCannotBe(String options, String message) {
    var host = new ModuleHarness(ShellKind.DASH, dir);
    client(host, dir, ShellKind.DASH, "");
    Result result =
        host.run(new DockerNetwork(), host.context(new Mode(false, false)), options(options));
    assertTrue(result.isFailed());
    assertEquals(message, result.fields().text("msg").orElse(""));
  }

  @ParameterizedTest
  @EnumSource
  void showsWhatWouldChange(ShellKind shell) {
    var host = new ModuleHarness(shell, dir);
    client(host, dir, shell, THERE);
    Result result = host.check(new DockerNetwork(), "name", "n", "labels", Map.of("l", "2"));
    assertEquals(
        "[\"Disconnected container c1\", \"Disconnected container c2\", \"Removed network n\","
            + " \"Created network n with driver bridge\", \"Connected container c1\","
            + " \"Connected container c2\"]",
        Json.write(result.fields().get("actions").orElseThrow(), Json.Layout.LINE));
    String diff = result.diffs().toString();
    assertTrue(diff.contains("\"l\": \"1\"") && diff.contains("\"l\": \"2\""), diff);
  }

  @ParameterizedTest
  @EnumSource
  void failsWhereNobodyAnswers(ShellKind shell) {
    var host = new ModuleHarness(shell, dir);
    new FakeTools(host, dir, shell).tool("docker", "echo 'Cannot connect to it' >&2; exit 1");
    Result result = host.run(new DockerNetwork(), "name", "n");
    assertEquals("Error connecting: Cannot connect to it", result.fields().text("msg").orElse(""));
  }
}
