package io.jplay.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Signals to a real process in the middle of a task.
@Timeout(200)
class InterruptTest {
  @TempDir private Path dir;

  private static final String PLAYBOOK =
      """
      - hosts: a,b
        gather_facts: false
        tasks:
          - name: slow
            shell: echo $$ > pid-{{ inventory_hostname }}; while [ ! -e go ]; do sleep 0.1; done
            args: {chdir: "{{ playbook_dir }}"}
            notify: restart
          - name: never
            file: {path: "{{ playbook_dir }}/never", state: touch}
        handlers:
          - name: restart
            file: {path: "{{ playbook_dir }}/restarted", state: touch}
      """;

  private Process start() throws IOException {
    Files.writeString(dir.resolve("site.yml"), PLAYBOOK);
    Files.writeString(dir.resolve("inv"), "[all]\na\nb\n[all:vars]\nansible_connection=local\n");
    // a shell that starts tests in the background has them ignore Ctrl-C, and the JVM as well then
    var command = new ArrayList<>(List.of("env", "--default-signal=INT"));
    command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
    command.addAll(
        List.of("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
    command.addAll(List.of("io.jplay.cli.Main", "-i", "inv", "site.yml"));
    var builder = new ProcessBuilder(command).directory(dir.toFile()).redirectErrorStream(true);
    builder.environment().put("HOME", dir.toString());
    return builder.redirectOutput(dir.resolve("screen").toFile()).start();
  }

  private String screen() {
    try {
      return Files.readString(dir.resolve("screen"));
    } catch (IOException e) {
      return "";
    }
  }

  private boolean runs(String host) {
    Path file = dir.resolve("pid-" + host);
    try {
      return Files.exists(file) && !Files.readString(file).isBlank();
    } catch (IOException e) {
      return false;
    }
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, "waited for too long");
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  private static void send(String signal, Process to) throws Exception {
    new ProcessBuilder("kill", "-" + signal, Long.toString(to.pid())).start().waitFor();
  }

  @Test
  void theFirstOneWaitsForWhatRuns() throws Exception {
    Process jplay = start();
    await(() -> runs("a") && runs("b"));
    send("INT", jplay);
    await(() -> screen().contains("Ctrl-C again"));
    Files.createFile(dir.resolve("go"));
    assertTrue(jplay.waitFor(60, TimeUnit.SECONDS));
    assertEquals(99, jplay.exitValue(), screen());
    String screen = screen().replaceAll("\\s+", " ");
    assertTrue(screen.contains("changed: [a]") && screen.contains("changed: [b]"), screen);
    assertTrue(screen.contains("the next would have been TASK [never]"), screen);
    assertTrue(screen.contains("handler restart still waits on a, b"), screen);
    assertTrue(screen.contains("--start-at-task 'never'"), screen);
    assertTrue(screen.contains("PLAY RECAP"), screen);
    assertFalse(Files.exists(dir.resolve("never")));
    assertFalse(Files.exists(dir.resolve("restarted")));
  }

  @Test
  void theSecondOneEndsWhatRuns() throws Exception {
    Process jplay = start();
    await(() -> runs("a") && runs("b"));
    send("INT", jplay);
    await(() -> screen().contains("Ctrl-C again"));
    send("INT", jplay);
    ended(jplay);
  }

  @Test
  void terminationEndsWhatRuns() throws Exception {
    Process jplay = start();
    await(() -> runs("a") && runs("b"));
    send("TERM", jplay);
    ended(jplay);
  }

  private void ended(Process jplay) throws Exception {
    assertTrue(jplay.waitFor(60, TimeUnit.SECONDS), "still there");
    assertEquals(99, jplay.exitValue(), screen());
    String screen = screen().replaceAll("\\s+", " ");
    assertTrue(screen.contains("TASK [slow] was given up on a, b"), screen);
    for (String host : List.of("a", "b")) {
      long pid = Long.parseLong(Files.readString(dir.resolve("pid-" + host)).strip());
      await(() -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
    }
    assertFalse(Files.exists(dir.resolve("never")));
  }
}
