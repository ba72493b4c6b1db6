package io.jplay.modules.general;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.api.Result;
import io.jplay.core.event.Status;
import io.jplay.modules.testing.ModuleHarness;
import io.jplay.modules.testing.ShellKind;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class IniFileTest {
  @TempDir Path dir;

  private static String text(Result result, String key) {
    return result.fields().text(key).orElse("<none>");
  }

  @ParameterizedTest
  @EnumSource
  void setsAndRemovesOptions(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    Path file = dir.resolve("i.ini");
    Result result =
        host.run(new IniFile(), "path", file, "section", "s", "option", "a", "value", "1");
    assertEquals("section and option added", text(result, "msg"));
    assertEquals("\n[s]\na = 1\n", Files.readString(file));
    assertEquals("0644", text(result, "mode"));
    result = host.run(new IniFile(), "path", file, "section", "s", "option", "a", "value", "1");
    assertEquals(Status.OK, result.status());
    assertEquals("OK", text(result, "msg"));
    host.run(
        new IniFile(),
        "path",
        file,
        "section",
        "s",
        "option",
        "b",
        "value",
        "2",
        "no_extra_spaces",
        true);
    host.run(new IniFile(), "path", file, "section", "s", "option", "a", "value", "3");
    assertEquals("\n[s]\na = 3\nb=2\n", Files.readString(file));
    host.run(new IniFile(), "path", file, "section", "s", "option", "b", "state", "absent");
    assertEquals("\n[s]\na = 3\n", Files.readString(file));
    host.run(new IniFile(), "path", file, "section", "s", "state", "absent");
    assertEquals("\n", Files.readString(file));
  }

  @ParameterizedTest
  @EnumSource
  void refusesADirectory(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    Object[] options = {"path", dir, "section", "s", "option", "a", "value", "1"};
    assertEquals(
        "Path %s is a directory !".formatted(dir), text(host.run(new IniFile(), options), "msg"));
    try (var files = Files.list(dir)) {
      assertEquals(0, files.filter(f -> f.getFileName().toString().startsWith(".jplay")).count());
    }
  }

  @ParameterizedTest
  @EnumSource
  void saysWhatItDidToTheTextAlone(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    Path file = Files.writeString(dir.resolve("i.ini"), "[s]\na = 1\n");
    Object[] options = {"path", file, "section", "s", "option", "a", "value", "2", "mode", "0600"};
    Result result = host.run(new IniFile(), options);
    assertEquals("option changed", text(result, "msg"));
    assertEquals(1, result.diffs().size());
    assertEquals("0600", text(result, "mode"));
    options[options.length - 1] = "0640";
    result = host.run(new IniFile(), options);
    assertEquals("OK", text(result, "msg"));
    assertTrue(result.isChanged() && result.diffs().isEmpty());
    assertEquals(
        "Parameter 'value(s)' must be defined if state=present and allow_no_value=False.",
        text(host.run(new IniFile(), "path", file, "section", "t"), "msg"));
    assertEquals(
        "parameters are mutually exclusive: value|values",
        text(host.run(new IniFile(), "path", file, "value", "1", "values", "2"), "msg"));
  }
}
