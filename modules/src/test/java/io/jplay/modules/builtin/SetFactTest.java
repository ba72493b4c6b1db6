package io.jplay.modules.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jplay.core.api.Result;
import io.jplay.core.api.RunEffect;
import io.jplay.core.event.Status;
import io.jplay.core.value.Bool;
import io.jplay.core.value.Dict;
import io.jplay.modules.testing.ModuleHarness;
import io.jplay.modules.testing.ShellKind;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SetFactTest {
  @TempDir Path dir;

  @ParameterizedTest
  @EnumSource
  void setsVariables(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    Result result = host.run(new SetFact(), "a", "yes", "b", List.of(1));
    Dict facts = (Dict) result.fields().get("ansible_facts").orElseThrow();
    assertEquals(Bool.of(true), facts.get("a").orElseThrow());
    assertEquals(List.of(new RunEffect.SetFacts(facts, false)), result.effects());
    assertEquals(Status.FAILED, host.run(new SetFact(), "a-b", 1).status());
    assertEquals(Status.FAILED, host.run(new SetFact()).status());
  }
}
