package io.jplay.core.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jplay.core.api.HostFacts;
import io.jplay.core.testing.LocalShell;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class AccountHomesTest {
  private static Value text(String text) {
    return Str.of(text);
  }

  @Test
  void findsNamesAtAnyDepth() {
    Dict arguments =
        Dict.EMPTY
            .with("path", text("~deploy/.ssh"))
            .with("list", Seq.of(List.of(text("~web"), text("x"))))
            .with("deep", Dict.EMPTY.with("src", text("~my.app-1/x")));
    assertEquals(Set.of("deploy", "web", "my.app-1"), AccountHomes.named(arguments));
  }

  @ParameterizedTest
  @CsvSource({
    "~",
    "~/x",
    "x~root",
    "~root;id",
    "~root $(id)/x",
    "~-1/x",
    "~+/x",
    "'~root\n/x'",
    "~$(id)/x",
  })
  void takesNothingElseForAName(String text) {
    assertEquals(Set.of(), AccountHomes.named(text(text)));
  }

  @ParameterizedTest
  @MethodSource("io.jplay.core.testing.LocalShell#shells")
  void asksTheHost(String shell) throws Exception {
    Map<String, String> expected = Map.of("root", home("root"), "nobody", home("nobody"));
    try (var local = new LocalShell(shell)) {
      Map<String, String> homes =
          AccountHomes.read(Set.of("root", "no-such-account", "nobody"), local.session());
      assertEquals(expected, homes);
      HostFacts facts =
          new TaskSession(
                  local.session(), Map.of(), Optional.empty(), Duration.ZERO, homes, user -> {})
              .facts();
      assertEquals(expected, facts.homes());
    }
  }

  private static String home(String user) throws Exception {
    return Files.readAllLines(Path.of("/etc/passwd")).stream()
        .map(line -> line.split(":"))
        .filter(fields -> fields[0].equals(user))
        .findFirst()
        .orElseThrow()[5];
  }
}
