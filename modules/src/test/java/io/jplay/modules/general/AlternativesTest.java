package io.jplay.modules.general;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.api.Result;
import io.jplay.modules.testing.Decided;
import io.jplay.modules.testing.FakeTools;
import io.jplay.modules.testing.ModuleHarness;
import io.jplay.modules.testing.ShellKind;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AlternativesTest {
  private static final String DEBIAN =
      """
      x - manual mode
        link best version is /bin/b
        link currently points to /bin/ls
        link x is /usr/bin/x
        slave x.1 is /man/x.1
      /bin/ls - priority 10
      /bin/b - priority 90
        slave x.1: /man/b.1
      """;
  private static final String REDHAT =
      """
      x - status is auto.
       link currently points to /bin/ls
      /bin/ls - family f priority 10
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          path=/bin/ls | debian | <none>
          path=/bin/ls state=auto | debian | --auto x
          path=/bin/ls state=auto | redhat | <none>
          path=/bin/b | debian | --set x /bin/b
          path=/bin/b state=present | debian | <none>
          path=/bin/b state=present priority=91 | debian | --install /usr/bin/x x /bin/b 91 --slave /man/x.1 x.1 /man/b.1
          path=/bin/ls link=/l state=present | debian | --install /l x /bin/ls 10
          path=/bin/cat state=present | debian | --install /usr/bin/x x /bin/cat 50
          path=/bin/ls state=absent | debian | --remove x /bin/ls
          path=/bin/cat state=absent | debian | <none>
          """)
  void callsUpdateAlternatives(String options, String display, String call) {
    Decided decided = decided("name=x " + options, display.equals("debian") ? DEBIAN : REDHAT);
    boolean none = call.equals("<none>");
    assertEquals(!none, decided.result().isChanged(), decided::script);
    assertTrue(
        none || decided.script().contains("update-alternatives " + call + "\n"), decided::script);
  }

  private static Decided decided(String options, String display) {
    return Decided.of(
        new Alternatives(),
        Alternatives.Args.class,
        options,
        display,
        options.contains("nosuch") ? "" : "self 81ed 0 0 1 0 0 0 1 1 1 1 root root\0");
  }

  @ParameterizedTest
  @EnumSource
  void installsOnAHost(ShellKind shell, @TempDir Path dir) {
    var host = new ModuleHarness(shell, dir);
    var tools =
        new FakeTools(host, dir, shell)
            .tool("update-alternatives", "[ $1 != --display ] || cat \"$d/shown\"");
    tools.write("shown", DEBIAN);
    Result result =
        host.run(
            new Alternatives(),
            "name",
            "x",
            "path",
            "/bin/sh",
            "priority",
            5,
            "subcommands",
            List.of(Map.of("name", "s", "path", "/p", "link", "/l")));
    assertTrue(result.isChanged(), () -> result.fields().toString());
    assertTrue(
        tools.log().contains("--install /usr/bin/x x /bin/sh 5 --slave /l s /p\n"), tools::log);
    assertEquals(
        "Install alternative '/bin/sh' for 'x'. Set alternative '/bin/sh' for 'x'.",
        result.fields().text("msg").orElseThrow());
    Result lost = host.run(new Alternatives(), "name", "x", "path", "/nosuch");
    assertEquals("Specified path /nosuch does not exist", lost.fields().text("msg").orElseThrow());
    tools.write("shown", "");
    assertTrue(host.run(new Alternatives(), "name", "x", "path", "/bin/sh").isFailed());
  }
}
