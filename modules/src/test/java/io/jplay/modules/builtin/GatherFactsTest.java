package io.jplay.modules.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jplay.core.api.Mode;
import io.jplay.core.api.Result;
import io.jplay.core.event.Status;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Json;
import io.jplay.core.value.Str;
import io.jplay.modules.testing.ModuleHarness;
import io.jplay.modules.testing.ShellKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatherFactsTest {
  @TempDir Path dir;

  @Test
  void handsItsOptionsToSetup() {
    var host = new ModuleHarness(ShellKind.DASH, dir);
    var calls = new ArrayList<String>();
    var context =
        host.context(new Mode(false, false))
            .delegateTo((name, options) -> {
              calls.add(name + " " + options.text("gather_subset").orElse("") + options.size());
              return Result.ok().with("x", "y");
            });
    Result result =
        host.run(new GatherFacts(), context, Map.of("parallel", true, "gather_subset", "min"));
    assertEquals("ansible.builtin.setup min1", calls.getFirst());
    assertEquals("y", result.fields().text("x").orElseThrow());
  }

  @Test
  void joinsTheFactsOfTheModulesThatAVariableNames() {
    var host = new ModuleHarness(ShellKind.DASH, dir);
    var calls = new ArrayList<String>();
    var context =
        host.context(new Mode(false, false))
            .variable("ansible_facts_modules", "smart, package_facts")
            .delegateTo((name, options) -> {
              calls.add(name + " " + options.size());
              return Result.ok().withFacts(Dict.of(Map.of(name, Str.of("there"))));
            });
    Result result = host.run(new GatherFacts(), context, Map.of("gather_subset", "min"));
    assertEquals(List.of("ansible.builtin.setup 1", "package_facts 0"), calls);
    assertEquals(
        Dict.of(Map.of("ansible.builtin.setup", Str.of("there"), "package_facts", Str.of("there"))),
        result.facts());
    assertEquals(List.of("gather_subset not passed to package_facts"), result.warnings());
  }

  @Test
  void tellsWhichOfTheModulesFailedOrWereSkipped() {
    var host = new ModuleHarness(ShellKind.DASH, dir);
    var context =
        host.context(new Mode(false, false))
            .variable("ansible_facts_modules", List.of("setup", "stat", "command"))
            .delegateTo((name, options) ->
                switch (name) {
                  case "stat" -> Result.failed("missing required arguments: path");
                  case "command" -> Result.skipped("not in check mode");
                  default -> Result.ok().withFacts(Dict.of(Map.of("a", Str.of("b"))));
                });
    Result result = host.run(new GatherFacts(), context, Map.of());
    assertEquals(Status.FAILED, result.status());
    assertEquals(
        """
        The following modules were skipped: command
        The following modules failed to execute: stat
        """,
        result.fields().text("msg").orElseThrow());
    assertEquals(
        "{\"stat\": {\"failed\": true, \"msg\": \"missing required arguments: path\"}}",
        Json.write(result.fields().get("failed_modules").orElseThrow(), Json.Layout.SORTED_LINE));
    assertEquals("b", result.facts().text("a").orElseThrow());
  }
}
