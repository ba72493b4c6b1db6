package io.jplay.modules.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.jplay.core.api.Result;
import io.jplay.core.event.Status;
import io.jplay.core.value.Json;
import io.jplay.modules.testing.FakeTools;
import io.jplay.modules.testing.ModuleHarness;
import io.jplay.modules.testing.ShellKind;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DebconfTest {
  private static final String SHOW =
      "printf '* p/area: Etc\\n  p/list: b, a\\n  p/secret: (password omitted)\\n'";
  private static final String ALL = "printf 'p\\tp/secret\\tpassword\\tset: it\\n'";

  @TempDir Path dir;

  private static String msg(Result result) {
    return result.fields().text("msg").orElse("");
  }

  private ModuleHarness host(ShellKind shell) {
    var host = new ModuleHarness(shell, dir);
    new FakeTools(host, dir, shell)
        .tool("debconf-show", SHOW)
        .tool("debconf-get-selections", ALL)
        .loggers("debconf-set-selections");
    return host;
  }

  private String log(ShellKind shell) {
    return new FakeTools(new ModuleHarness(shell, dir), dir, shell).log();
  }

  @ParameterizedTest
  @EnumSource
  void tellsTheAnswers(ShellKind shell) {
    Result asked = host(shell).run(new Debconf(), "name", "p");
    assertEquals(Status.OK, asked.status());
    assertEquals(
        "{\"p/area\": \"Etc\", \"p/list\": \"b, a\", \"p/secret\": \"(password omitted)\"}",
        Json.write(asked.fields().get("current").orElseThrow(), Json.Layout.SORTED_LINE));
  }

  @ParameterizedTest
  @EnumSource
  void answersOnlyWhatIsDifferent(ShellKind shell) {
    var host = host(shell);
    Object[][] same = {
      {"p/area", "select", "Etc"},
      {"p/list", "multiselect", List.of("a", "b")},
      {"p/secret", "password", "set: it"}
    };
    for (Object[] row : same) {
      Result result =
          host.run(
              new Debconf(), "name", "p", "question", row[0], "vtype", row[1], "value", row[2]);
      assertEquals(Status.OK, result.status(), (String) row[0]);
    }
    assertFalse(log(shell).contains("set-selections"));
    Result result =
        host.run(
            new Debconf(),
            "name",
            "p",
            "question",
            "p/list",
            "vtype",
            "multiselect",
            "value",
            "a, b");
    assertEquals(Status.CHANGED, result.status());
    assertEquals(
        "{\"p/list\": \"b, a\"}",
        Json.write(result.fields().get("previous").orElseThrow(), Json.Layout.LINE));
    host.run(
        new Debconf(),
        "name",
        "p",
        "question",
        "p/on",
        "vtype",
        "boolean",
        "value",
        "TRUE",
        "unseen",
        true);
    assertEquals(
        "debconf-set-selections \np p/list multiselect a, b\n"
            + "debconf-set-selections -u\np p/on boolean true\n",
        log(shell)
            .lines()
            .filter(l -> !l.matches("debconf-(show|get).*"))
            .reduce("", (a, b) -> a + b + "\n"));
  }

  @ParameterizedTest
  @EnumSource
  void refusesChoicesThatAreNoTexts(ShellKind shell) {
    Result result =
        host(shell)
            .run(
                new Debconf(),
                "name",
                "p",
                "question",
                "p/list",
                "vtype",
                "multiselect",
                "value",
                List.of("a", 1));
    assertEquals("Invalid value provided for 'multiselect': item 1 is no text", msg(result));
  }
}
