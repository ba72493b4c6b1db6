package io.jplay.modules.general;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.modules.testing.Decided;
import io.jplay.modules.testing.FakeTools;
import io.jplay.modules.testing.ModuleHarness;
import io.jplay.modules.testing.ShellKind;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class NpmTest {
  private static final String LISTED =
      "{\"dependencies\": {\"left\": {\"version\": \"1.2.3\"}, \"gone\": {\"missing\": true}}}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          name=left path=/n | {"dependencies": {"left": {"version": "1.2.3"}}} | <none>
          name=left path=/n version=1.2.3 | {"dependencies": {"left": {"version": "1.2.3"}}} | <none>
          name=left path=/n version=2.0 | {"dependencies": {"left": {"version": "1.2.3"}}} | install left@2.0
          name=new global=yes | {} | install --global new
          path=/n production=yes ignore_scripts=yes | {"dependencies": {"left": {"missing": true}}} | install --production --ignore-scripts
          name=left path=/n state=absent | {"dependencies": {"left": {}}} | uninstall left
          name=new path=/n state=absent | {"dependencies": {"left": {}}} | <none>
          name=new path=/n registry=http://r | '' | install new --registry http://r
          """)
  void asksNpmThenCallsIt(String options, String listed, String call) {
    Decided decided = Decided.of(new Npm(), Npm.Args.class, options, listed);
    boolean none = call.equals("<none>");
    assertEquals(!none, decided.result().isChanged(), decided::script);
    assertTrue(none || decided.script().contains("npm " + call + "\n"), decided::script);
  }

  @ParameterizedTest
  @EnumSource
  void updatesWhatIsOutdated(ShellKind shell, @TempDir Path dir) {
    var host = new ModuleHarness(shell, dir);
    var tools =
        new FakeTools(host, dir, shell)
            .tool(
                "npm",
                """
                case $1 in
                  list) cat "$d/listed"; exit 1 ;;
                  outdated) printf 'Package  Current\\nleft  1.2.3\\n'; exit 1 ;;
                esac\
                """);
    tools.write("listed", LISTED);
    Object[] options = {"name", "left", "path", dir, "state", "latest"};
    assertTrue(host.check(new Npm(), options).isChanged());
    assertTrue(host.run(new Npm(), options).isChanged());
    assertTrue(tools.log().endsWith("npm update left\n"), tools::log);
    // like ansible: another library that is missing counts
    assertTrue(host.run(new Npm(), "name", "left", "path", dir).isChanged());
    assertTrue(host.run(new Npm(), "path", dir).isChanged());
    assertTrue(host.run(new Npm(), "path", dir, "ci", true).isChanged());
    assertTrue(tools.log().endsWith("npm ci\n"), tools::log);
    assertEquals(
        "path must be specified when not using global",
        host.run(new Npm(), "name", "left").fields().text("msg").orElseThrow());
    assertTrue(host.run(new Npm(), "path", dir, "state", "absent").isFailed());
    tools.write("listed", "nonsense");
    assertTrue(host.run(new Npm(), "name", "left", "path", dir).isFailed());
  }
}
