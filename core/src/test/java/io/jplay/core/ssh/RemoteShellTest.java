package io.jplay.core.ssh;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.api.FileContent;
import io.jplay.core.api.RemoteSession;
import io.jplay.core.api.TransportException;
import io.jplay.core.shell.ProgramOutput;
import io.jplay.core.shell.ScriptBuilder;
import io.jplay.core.shell.ShellProgram;
import io.jplay.core.testing.Alongside;
import io.jplay.core.testing.LocalShell;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@Alongside
@ParameterizedClass
@MethodSource("io.jplay.core.testing.LocalShell#shells")
@Timeout(60)
class RemoteShellTest {
  private final LocalShell local;
  private final RemoteSession session;

  RemoteShellTest(String shell) {
    local = new LocalShell(shell);
    session = local.session();
  }

  @AfterEach
  void close() {
    local.close();
  }

  private ProgramOutput run(String script) throws TransportException {
    return session.run(ShellProgram.of(script));
  }

  @Test
  void returnsStatusAndBothStreams() throws Exception {
    ProgramOutput output = run("printf 'a\\nb'; echo oops >&2; exit 3");
    assertEquals(3, output.rc());
    assertEquals("a\nb", output.stdout());
    assertEquals("oops\n", output.stderr());
  }

  @Test
  void quotesWhateverTheTextHolds() throws Exception {
    String hostile = "a'b\"c$d`e\\f\n\ng;h&i|j!k#l *?[]{}~ äöü€ \t%s";
    assertEquals(
        hostile, session.run(new ScriptBuilder().line("printf %s {}", hostile).program()).stdout());
  }

  @Test
  void survivesSyntaxErrors() throws Exception {
    assertFalse(run("if then fi ((").isOk());
    assertEquals("fine\n", run("echo fine").stdout());
  }

  @Test
  void isolatesPrograms() throws Exception {
    run("cd /; X=1; umask 000; set -e; IFS=:; exec 2>/dev/null; exit 9");
    assertEquals("-" + System.getProperty("user.dir") + "-\n", run("echo \"$X-$PWD-\"").stdout());
  }

  @Test
  void hasNoArgumentsAndReadsEndOfFile() throws Exception {
    assertEquals("0 <>\n", run("echo \"$# <$(cat)>\"").stdout());
  }

  @Test
  void handsPayloadsByteForByte() throws Exception {
    for (int size : new int[] {1, 4095, 65_536, 100_000, 200_001}) {
      var payload = new byte[size];
      new Random(size).nextBytes(payload);
      assertArrayEquals(
          payload, session.run(ShellProgram.of("cat").withStdin(payload)).stdoutBytes());
    }
  }

  @Test
  void dropsWhatAProgramLeavesOfItsPayload() throws Exception {
    var payload = new byte[100_000];
    List<ShellProgram> programs = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      programs.add(ShellProgram.of("exit " + i).withStdin(payload));
      programs.add(ShellProgram.of("head -c 7 | wc -c").withStdin(payload));
    }
    List<ProgramOutput> outputs = session.runAll(programs);
    assertEquals(List.of(0, 0, 1, 0, 2, 0, 3, 0), outputs.stream().map(ProgramOutput::rc).toList());
    assertEquals("7", outputs.getLast().stdout().trim());
  }

  @Test
  void dropsWhatIsLeftOfASmallPayload() throws Exception {
    for (int size : new int[] {1, 4096, 4097}) {
      var binary = new byte[size];
      new Random(size).nextBytes(binary);
      for (byte[] payload : List.of(binary, new byte[size], "\n".repeat(size).getBytes(UTF_8))) {
        ShellProgram unread = ShellProgram.of("exit 5").withStdin(payload);
        ShellProgram read = ShellProgram.of("cat").withStdin(payload);
        List<ProgramOutput> outputs = session.runAll(List.of(unread, read, unread));
        assertEquals(List.of(5, 0, 5), outputs.stream().map(ProgramOutput::rc).toList());
        assertArrayEquals(payload, outputs.get(1).stdoutBytes());
      }
    }
  }

  @Test
  void keepsLibrariesBetweenPrograms() throws Exception {
    String say = "say() {\n  printf '%s\\n' \"'$1'\"\n}\n";
    String twice = "# with a '\ntwice() { say \"$1\"; say \"$1\"; }\n";
    var program =
        new ShellProgram(
            "a=1\n" + say + "b=2\n" + twice + "twice \"$a$b$c\"\n",
            List.of(say, twice),
            new byte[0],
            Map.of("c", "3"));
    assertEquals("'123'\n'123'\n", session.run(program).stdout());
    run("jp_library0='echo lost'; say() { echo lost; }; unset jp_library1");
    assertEquals("'123'\n'123'\n", session.run(program).stdout());
    session.reset();
    assertEquals("'123'\n'123'\n", session.run(program.withStdin(new byte[9])).stdout());
  }

  @Test
  void runsManyProgramsSentAtOnce() throws Exception {
    var programs = IntStream.range(0, 300).mapToObj(i -> ShellProgram.of("echo " + i)).toList();
    var outputs = session.runAll(programs);
    for (int i = 0; i < 300; i++) {
      assertEquals(i + "\n", outputs.get(i).stdout());
    }
  }

  @Test
  void exportsTheEnvironment() throws Exception {
    var program =
        ShellProgram.of("env | grep ^JT_; env | grep ^LC_ALL")
            .withEnvironment(Map.of("JT_A", "x'y\nz", "LC_ALL", "POSIX"));
    assertEquals("JT_A=x'y\nLC_ALL=POSIX\n", session.run(program).stdout());
    assertEquals("LC_ALL=C\n", run("env | grep ^LC_ALL").stdout());
  }

  @Test
  void copesWithMuchOnBothStreams() throws Exception {
    var output =
        run(
            "head -c 5000000 /dev/zero >&2; head -c 5000000 /dev/zero; head -c 5000000 /dev/zero"
                + " >&2");
    assertEquals(5_000_000, output.stdoutBytes().length);
    assertEquals(10_000_000, output.stderrBytes().length);
  }

  @Test
  void capsOutput() throws Exception {
    var e = assertThrows(TransportException.class, () -> run("cat /dev/zero"));
    assertEquals(TransportException.Kind.TRANSFER_FAILED, e.kind());
    assertTrue(e.getMessage().contains("more than 64 MiB"), e.getMessage());
    assertEquals("on\n", run("echo on").stdout());
  }

  @Test
  void killsWhatRunsTooLong(@TempDir Path scratch) throws Exception {
    Path pid = scratch.resolve("pid");
    var program =
        new ScriptBuilder().line("sleep 600 & echo $! >{}; sleep 500", pid.toString()).program();
    var e =
        assertThrows(TransportException.class, () -> session.run(program, Duration.ofMillis(400)));
    assertEquals(TransportException.Kind.TASK_TIMEOUT, e.kind());
    long child = Long.parseLong(Files.readString(pid).trim());
    var handle = ProcessHandle.of(child);
    if (handle.isPresent()) {
      handle.get().onExit().get(5, TimeUnit.SECONDS);
    }
    assertEquals("on\n", run("echo on").stdout());
  }

  @Test
  void noticesADeadShellAtOnce() throws Exception {
    long before = System.nanoTime();
    // the sleep goes on with the shell's streams: its end is not waited for
    var e = assertThrows(TransportException.class, () -> run("kill -9 $$; sleep 25"));
    assertEquals(TransportException.Kind.SHELL_DIED, e.kind());
    assertTrue(System.nanoTime() - before < Duration.ofSeconds(20).toNanos());
    assertEquals("on\n", run("echo on").stdout());
  }

  @Test
  void isNotHeldByBackgroundProcesses() throws Exception {
    assertEquals("now\n", run("sleep 5 & echo now").stdout());
    assertEquals("next\n", run("echo next").stdout());
  }

  @Test
  void uploadsAndDownloads(@TempDir Path scratch) throws Exception {
    var bytes = new byte[5_000_000];
    new Random(1).nextBytes(bytes);
    Path source = scratch.resolve("source");
    Files.write(source, bytes);
    String path = session.upload(new FileContent.LocalFile(source, bytes.length));
    assertArrayEquals(bytes, Files.readAllBytes(Path.of(path)));
    assertEquals("rw-------", permissions(Path.of(path)));
    assertEquals("rwx------", permissions(Path.of(path).getParent()));
    var copy = new ByteArrayOutputStream();
    session.download(path, copy, 5_000_000);
    assertArrayEquals(bytes, copy.toByteArray());
    assertThrows(TransportException.class, () -> session.download(path, copy, 4_999_999));
    assertFalse(Files.exists(Path.of(path)), "what was sent to a killed shell is left");
    assertThrows(TransportException.class, () -> session.download("/nowhere", copy, 9));
    String empty = session.upload(new FileContent.Bytes(new byte[0]));
    assertEquals(0, Files.size(Path.of(empty)));
    local.close();
    assertFalse(Files.exists(Path.of(empty)));
  }

  private static String permissions(Path path) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void probesTheHost() throws Exception {
    var facts = session.facts();
    assertEquals("Linux", facts.system());
    assertEquals(System.getProperty("user.name"), facts.user());
    assertTrue(facts.hasTool("head"));
    assertFalse(facts.serviceManager().isEmpty());
  }

  @Test
  void anInterruptEndsTheProgram() throws Exception {
    run(":");
    Thread me = Thread.currentThread();
    Thread.ofVirtual()
        .start(() -> {
          try {
            Thread.sleep(300);
          } catch (InterruptedException e) {
            return;
          }
          me.interrupt();
        });
    var e = assertThrows(TransportException.class, () -> run("sleep 100"));
    assertEquals(TransportException.Kind.TASK_TIMEOUT, e.kind());
    assertTrue(Thread.interrupted());
    assertEquals("on\n", run("echo on").stdout());
  }
}
