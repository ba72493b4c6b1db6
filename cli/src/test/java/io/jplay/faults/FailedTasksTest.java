package io.jplay.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// What often goes wrong on a host, over a real sshd: each failure is one line that names the host,
/// says why, and has the command that failed with its code and words, where there was one. Secrets
/// are in none of them.
@Timeout(200)
class FailedTasksTest {
  @RegisterExtension static final SharedServer SERVER = new SharedServer(directory -> "");

  private static final String SECRET = "pa'ss;word-7431";

  /// A task, and the texts that its line must have.
  private record Failing(String task, List<String> said) {}

  private static Failing failing(String task, String... said) {
    return new Failing(task, List.of(said));
  }

  private static final List<Failing> TASKS =
      List.of(
          failing(
              "group: {name: jplay-none, gid: 0}",
              "\"cmd\": \"",
              "groupadd '-g' 0 jplay-none",
              "\"rc\": ",
              "\"stderr\": \"groupadd: "),
          failing(
              "user: {name: \"jplay none\", password: \"" + SECRET + "\"}",
              "useradd '-m' 'jplay none'",
              "\"rc\": 3",
              "invalid user name"),
          failing(
              "file: {path: /proc/jplay/none, state: directory}",
              "/proc/jplay",
              "\"rc\": ",
              "\"stderr\": \"mkdir: "),
          failing(
              "template: {src: conf.j2, dest: /nowhere/to/conf}",
              "Destination directory /nowhere/to does not exist"),
          failing(
              "git: {repo: /nowhere/repo, dest: \"{{ playbook_dir }}/copy\"}",
              "\"cmd\": \"git clone",
              "\"rc\": 128",
              "'/nowhere/repo' does not appear to be a git repository"),
          failing("service: {name: jplay-none, state: started}", "jplay-none"),
          failing(
              "command: /nowhere/program --password \"{{ 'x' }}\"",
              "\"cmd\": \"/nowhere/program",
              "No such file or directory",
              "\"rc\": 2"),
          failing("script: no-interpreter", "\"rc\": 127", "not found"),
          failing("shell: kill -9 $$", "\"cmd\": \"kill -9 $$\"", "\"rc\": -9"),
          failing("{command: sleep 30, timeout: 1}", "in the expected time frame (1)"));

  @TempDir private Path dir;

  @Test
  void eachTellsHostCommandAndReasonInOneLine() throws Exception {
    Operator operator =
        SERVER
            .operator(dir)
            .writes("conf.j2", "x\n")
            .writes("no-interpreter", "#!/nowhere/interpreter\n");
    var tasks = new StringBuilder();
    for (Failing failing : TASKS) {
      tasks.append("- ").append(failing.task()).append('\n');
    }
    var screen = operator.play("- ignore_errors: true\n  block:\n" + tasks.toString().indent(2));
    List<String> lines = screen.out().lines().filter(l -> l.startsWith("fatal: ")).toList();
    assertEquals(TASKS.size(), lines.size(), screen.all());
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      assertTrue(line.startsWith("fatal: [h1]: FAILED! => {"), line);
      for (String text : TASKS.get(i).said()) {
        assertTrue(line.contains(text), () -> text + " is not in " + line);
      }
    }
    assertFalse(screen.all().contains("7431"), screen.all());
  }
}
