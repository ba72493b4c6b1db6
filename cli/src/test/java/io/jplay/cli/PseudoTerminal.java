package io.jplay.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// A terminal that util-linux's `script` makes, with a process of a program on it; the directory is
/// its home as well.
final class PseudoTerminal implements AutoCloseable {
  private final Path dir;
  private final List<Process> started = new ArrayList<>();
  private int seen;

  PseudoTerminal(Path dir) {
    this.dir = dir;
  }

  void start(String program, String words, Map<String, String> environment) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin/java").toString();
    Path script = dir.resolve("run.sh");
    Files.writeString(
        script,
        "exec "
            + java
            + " -XX:TieredStopAtLevel=1 -Dstdout.encoding=UTF-8 -Djplay.program="
            + program
            + " -cp '"
            + System.getProperty("java.class.path")
            + "' io.jplay.cli.Main "
            + words
            + "\n");
    // exec: a shell that stays between (dash does, script starts it where SHELL is not set) would
    // end by the same Ctrl-C, and its exit code would hide ours. A build that was started in the
    // background of a script ignores Ctrl-C, and so would what it starts
    String command = "exec env --default-signal=INT,QUIT sh run.sh";
    var builder =
        new ProcessBuilder("script", "-qefc", command, "/dev/null")
            .directory(dir.toFile())
            .redirectErrorStream(true)
            .redirectOutput(dir.resolve("screen").toFile());
    builder.environment().put("HOME", dir.toString());
    builder.environment().keySet().removeAll(List.of("NO_COLOR", "TERM", "COLUMNS"));
    builder.environment().putAll(environment);
    seen = 0;
    started.add(builder.start());
  }

  String screen() throws IOException {
    return new String(Files.readAllBytes(dir.resolve("screen")), StandardCharsets.UTF_8);
  }

  /// Waits for a text after what was waited for before.
  void expect(String text) throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (true) {
      int at = screen().indexOf(text, seen);
      if (at >= 0) {
        seen = at + text.length();
        return;
      }
      if (System.nanoTime() >= end) {
        String shown = screen();
        fail("'" + text + "' did not come after:\n" + shown + "\n\n" + threadsAfter(shown));
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(30));
    }
  }

  /// Where the threads of the program are: a JVM that gets SIGQUIT tells so on its terminal.
  private String threadsAfter(String shown) throws IOException {
    Process process = started.getLast();
    for (ProcessHandle child : process.descendants().toList()) {
      new ProcessBuilder("kill", "-QUIT", "" + child.pid()).start();
    }
    LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(3));
    return screen().substring(shown.length());
  }

  void type(String text) throws IOException {
    OutputStream keys = started.getLast().getOutputStream();
    keys.write(text.getBytes(StandardCharsets.UTF_8));
    keys.flush();
  }

  int exitCode() throws InterruptedException {
    Process process = started.getLast();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    return process.exitValue();
  }

  @Override
  public void close() {
    for (Process process : started) {
      process.descendants().forEach(ProcessHandle::destroy);
      process.destroy();
    }
  }
}
