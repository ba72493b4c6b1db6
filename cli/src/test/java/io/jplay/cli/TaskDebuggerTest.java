package io.jplay.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The task debugger, in a process without a terminal: its answers come from the standard input.
@Timeout(120)
class TaskDebuggerTest {
  private static final String PLAYBOOK =
      """
      - hosts: localhost
        gather_facts: false
        debugger: on_failed
        vars:
          colour: red
        tasks:
          - name: fails
            assert:
              that: "false"
          - debug:
              msg: goes on
      """;

  @TempDir Path dir;

  @Test
  void showsChangesAndRedoes() throws Exception {
    String screen =
        run(
            0,
            """
            p task
            p task.args
            p task_vars['colour']
            p result._result.msg
            nonsense
            task_vars['level'] = 0
            p task_vars['level']
            task.args['that'] = 'true'
            r
            """);
    for (String part :
        new String[] {
          "[localhost] TASK: fails (debug)> TASK: fails",
          "(debug)> {'that': 'false'}",
          "(debug)> 'red'",
          "(debug)> 'Assertion failed'",
          "***'nonsense' is undefined",
          "(debug)> 0\n",
          "goes on",
          "ok=2 "
        }) {
      assertTrue(screen.contains(part), () -> part + " is not in " + screen);
    }
  }

  @Test
  void continuesAndThenTheFailureCounts() throws Exception {
    String screen = run(2, "c\n");
    assertTrue(screen.contains("failed=1"), screen);
    assertEquals(1, screen.split("fatal: ", -1).length - 1, screen);
  }

  @Test
  void endsTheRunWithoutAnswers() throws Exception {
    run(99, "");
    run(99, "q\n");
  }

  @Test
  void passesByIgnoredFailuresUnlessToldOtherwise() throws Exception {
    String ignored = PLAYBOOK.replace("name: fails", "name: fails\n      ignore_errors: true");
    String screen = run(0, "", ignored, Map.of());
    assertTrue(screen.contains("ignored=1"), screen);
    screen = run(0, "c\n", ignored, Map.of("ANSIBLE_TASK_DEBUGGER_IGNORE_ERRORS", "false"));
    assertTrue(screen.contains("[localhost] TASK: fails (debug)> "), screen);
    assertTrue(screen.contains("ignored=1"), screen);
  }

  private String run(int code, String answers) throws IOException, InterruptedException {
    return run(code, answers, PLAYBOOK, Map.of());
  }

  private String run(int code, String answers, String text, Map<String, String> settings)
      throws IOException, InterruptedException {
    Path playbook = Files.writeString(dir.resolve("site.yml"), text);
    var builder =
        new ProcessBuilder(
                "setsid",
                "-w",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "io.jplay.cli.Main",
                "play",
                playbook.toString())
            .redirectErrorStream(true);
    builder.environment().put("ANSIBLE_NOCOLOR", "1");
    builder.environment().putAll(settings);
    Process process = builder.start();
    try (var in = process.getOutputStream()) {
      in.write(answers.getBytes(StandardCharsets.UTF_8));
    }
    String screen = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(10, TimeUnit.SECONDS));
    assertEquals(code, process.exitValue(), screen);
    return screen;
  }
}
