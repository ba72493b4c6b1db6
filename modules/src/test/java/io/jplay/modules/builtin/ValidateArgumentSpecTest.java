package io.jplay.modules.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jplay.core.api.Mode;
import io.jplay.core.api.Result;
import io.jplay.core.event.Status;
import io.jplay.core.source.SourceRange;
import io.jplay.core.source.SourceText;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.modules.testing.ModuleHarness;
import io.jplay.modules.testing.ShellKind;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ValidateArgumentSpecTest {
  private static final Map<String, Object> PORT = Map.of("type", "int", "required", true);

  @TempDir Path dir;

  @ParameterizedTest
  @EnumSource
  void takesVariablesAndArguments(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    var context = host.context(new Mode(false, false)).variable("port", "x");
    Result result =
        host.run(new ValidateArgumentSpec(), context, "argument_spec", Map.of("port", PORT));
    assertEquals(Status.FAILED, result.status());
    assertEquals(
        "Validation of arguments failed:\nargument 'port' is of type <class 'str'> and we were"
            + " unable to convert to int: \"'x'\" cannot be converted to an int",
        result.fields().text("msg").orElse(""));
    Result given =
        host.run(
            new ValidateArgumentSpec(),
            context,
            "argument_spec",
            Map.of("port", PORT),
            "provided_arguments",
            Map.of("port", 22));
    assertEquals("The arg spec validation passed", given.fields().text("msg").orElse(""));
  }

  @ParameterizedTest
  @EnumSource
  void refusesWhatIsNoSpecification(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    assertEquals(
        "Incorrect type for argument_spec, expected dict and got <class 'list'>",
        host.run(new ValidateArgumentSpec(), "argument_spec", List.of("port"))
            .fields()
            .text("msg")
            .orElse(""));
  }

  @ParameterizedTest
  @EnumSource
  void namesTheClassOfAText(ShellKind shell) throws Exception {
    var host = new ModuleHarness(shell, dir);
    var source = SourceText.of("site.yml", "x");
    var written = new Str("x", Tag.at(SourceRange.at(source, 1, 1)));
    assertEquals(
        "Incorrect type for argument_spec, expected dict and got"
            + " <class 'ansible.parsing.yaml.objects.AnsibleUnicode'>",
        host.run(new ValidateArgumentSpec(), "argument_spec", written)
            .fields()
            .text("msg")
            .orElse(""));
  }
}
