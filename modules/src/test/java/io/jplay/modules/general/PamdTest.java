package io.jplay.modules.general;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.api.Mode;
import io.jplay.core.api.Result;
import io.jplay.modules.testing.ModuleHarness;
import io.jplay.modules.testing.ShellKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PamdTest {
  @TempDir Path dir;

  private Map<String, Object> options(String text) {
    var map = new LinkedHashMap<String, Object>();
    map.put("path", dir);
    map.put("name", "x");
    for (String pair : text.split(" ")) {
      String[] p = pair.split("=", 2);
      map.put(p[0], p[1].replace('~', ' '));
    }
    return map;
  }

  private Result run(ShellKind shell, String options) {
    var host = new ModuleHarness(shell, dir);
    return host.run(new Pamd(), host.context(new Mode(false, true)), options(options));
  }

  /// `/` ends a line; the first one is a comment, the second the time of the change. An empty
  /// column is a file that stays.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          auth  required   a.so  k=1/# c/@include b/ | control=required new_control=sufficient | auth       sufficient a.so k=1/# c/@include b/
          auth sufficient a.so/ | control=sufficient new_control=sufficient |
          auth sufficient a.so x/ | control=sufficient module_arguments=y~z=1 | auth       sufficient a.so y z=1/
          auth sufficient a.so x/ | control=sufficient module_arguments= | auth       sufficient a.so/
          auth [a=1  b=2] a.so/ | control=[a=1~~b=2] new_control=[a=2~b=2] | auth       [a=2 b=2] a.so/
          auth required a.so/ | control=required new_type=-session new_module_path=c.so | -session   required c.so/
          auth required a.so k=1 b [c d]/ | control=required state=args_present module_arguments=k=2~z | auth       required a.so k=2 b [c d] z/
          auth required a.so k=2 z/ | control=required state=args_present module_arguments=k=2~z |
          auth required a.so k=2 b [c d]/ | control=required state=args_absent module_arguments=k~b~[c~d] | auth       required a.so k=2/
          auth required a.so/ | control=required state=absent |/
          session optional b.so/auth required a.so/ | control=required state=before new_type=session new_control=optional new_module_path=b.so |
          session optional b.so/@include c/auth required a.so/ | control=required state=before new_type=session new_control=optional new_module_path=b.so | session    optional b.so/@include c/session    optional b.so/auth       required a.so/
          auth required a.so/ | control=required state=after new_type=auth new_control=requisite new_module_path=c.so module_arguments=q | auth       required a.so/auth       requisite c.so q/
          auth required a.so//# c/auth requisite c.so/ | control=required state=after new_type=auth new_control=requisite new_module_path=c.so |
          auth required other.so/ | control=required state=absent |
          auth required a.so/auth required a.so/ | control=required new_control=optional | auth       optional a.so/auth       optional a.so/
          """)
  void changesTheRules(String before, String options, String after) throws Exception {
    String text = "#%PAM-1.0\n" + before.replace('/', '\n');
    Path file = Files.writeString(dir.resolve("x"), text);
    Result result = run(ShellKind.DASH, "type=auth module_path=a.so " + options);
    assertEquals(after != null, result.isChanged(), result::toString);
    String now = Files.readString(file);
    if (after == null) {
      assertEquals(text, now);
      return;
    }
    List<String> lines = now.lines().toList();
    assertTrue(lines.get(1).startsWith("# Updated by Ansible - 20"), now);
    String rest = now.substring(lines.get(0).length() + lines.get(1).length() + 2);
    assertEquals(after.equals("/") ? "" : after.replace('/', '\n'), rest);
  }

  /// The time of an earlier change is replaced.
  @ParameterizedTest
  @EnumSource
  void marksTheFileOnce(ShellKind shell) throws Exception {
    Path file =
        Files.writeString(dir.resolve("x"), "# a\n# Updated by Ansible - x\nauth required a.so\n");
    Result result =
        run(shell, "type=auth module_path=a.so control=required new_control=optional backup=yes");
    assertTrue(result.isChanged(), result::toString);
    assertTrue(
        result.fields().text("backupdest").orElse("").startsWith(file + "."), result::toString);
    List<String> lines = Files.readAllLines(file);
    assertEquals(3, lines.size(), lines::toString);
    assertEquals("auth       optional a.so", lines.get(2));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          control=required new_control=wrong | Rule control, wrong, is not valid in rule auth       wrong a.so
          control=required state=args_absent | state is args_absent but all of the following are missing: module_arguments
          control=required state=args_present module_arguments=[a~b] | Unable to process bracketed '[' complex arguments with 'args_present'. Please use 'updated'.
          control=required name=../x | name is that of a service, not a path: ../x
          """)
  void refusesWhatIsNoRule(String options, String message) throws Exception {
    Files.writeString(dir.resolve("x"), "auth required a.so\n");
    Result result = run(ShellKind.DASH, "type=auth module_path=a.so " + options);
    assertEquals(message, result.fields().text("msg").orElse("<none>"));
  }
}
