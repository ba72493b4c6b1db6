package io.jplay.modules.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jplay.core.api.Mode;
import io.jplay.core.api.Result;
import io.jplay.core.event.Status;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Template;
import io.jplay.core.value.Value;
import io.jplay.modules.testing.ModuleHarness;
import io.jplay.modules.testing.ShellKind;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AssertTest {
  @TempDir Path dir;

  private static String text(Result result, String key) {
    return result.fields().text(key).orElse("<none>");
  }

  @ParameterizedTest
  @EnumSource
  void failsAtTheFirstFalseCondition(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    var context = host.context(new Mode(false, false)).variable("no", false);
    Result result = host.run(new Assert(), context, "that", List.of("true", "no"), "msg", "bad");
    assertEquals(Status.FAILED, result.status());
    assertEquals("bad", text(result, "msg"));
    assertEquals("no", text(result, "assertion"));
    assertEquals(
        "Incorrect type for success_msg, expected a string or list and got <class 'bool'>",
        text(host.run(new Assert(), "that", "true", "success_msg", true), "msg"));
    assertEquals("All assertions passed", text(host.run(new Assert(), "that", "true"), "msg"));
  }

  @ParameterizedTest
  @EnumSource
  void testsEachConditionOfAListThatATemplateGives(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    var context = host.context(new Mode(false, false)).variable("no", false);
    Value template = Template.ofTrusted("{{ checks }}", Tag.NONE);
    context.variable("checks", List.of("true", "no"));
    Result result = host.run(new Assert(), context, "that", template);
    assertEquals(Status.FAILED, result.status());
    assertEquals("no", text(result, "assertion"));
    context.variable("checks", List.of());
    assertEquals(Status.OK, host.run(new Assert(), context, "that", template).status());
  }
}
