package io.jplay.core.ssh;

import io.jplay.core.api.FileContent;
import io.jplay.core.api.HostFacts;
import io.jplay.core.api.RemoteSession;
import io.jplay.core.api.TransportException;
import io.jplay.core.api.TransportException.Kind;
import io.jplay.core.shell.ProgramOutput;
import io.jplay.core.shell.ScriptBuilder;
import io.jplay.core.shell.ShellProgram;
import io.jplay.core.spi.Become;
import io.jplay.core.value.Utf8;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A session on a host as one user: programs, files and facts over one persistent shell, which is
/// started at first use and again after it died or was killed.
final class RemoteShell implements RemoteSession {
  private static final Duration NO_LIMIT = Duration.ofDays(3650);
  private static final Duration KILL = Duration.ofSeconds(5);

  /// What one program may print on one stream; more is a mistake of the task, and would be held in
  /// memory.
  private static final int MOST_OUTPUT = 64 << 20;

  /// Up to here the host takes requests without anyone reading its answers (a pipe of Linux holds
  /// 64 KiB); larger ones are written by a thread of their own.
  private static final int SAFE_TO_WRITE = 32 << 10;

  /// What is said of a place that takes no more.
  private static final Pattern FULL = Pattern.compile("No space left|[Qq]uota|Read-only file");

  private final ShellOpener opener;
  private final Optional<Become> become;
  private final HostShell shell;
  private @Nullable ShellLoop loop;
  private @Nullable HostFacts facts;
  private int uploads;

  RemoteShell(ShellOpener opener, Optional<Become> become, HostShell shell) {
    this.opener = opener;
    this.become = become;
    this.shell = shell;
  }

  @Override
  public ProgramOutput run(ShellProgram program) throws TransportException {
    return run(program, NO_LIMIT);
  }

  @Override
  public ProgramOutput run(ShellProgram program, Duration limit) throws TransportException {
    return exchange(List.of(program), limit).getFirst();
  }

  @Override
  public List<ProgramOutput> runAll(List<ShellProgram> programs) throws TransportException {
    return programs.isEmpty() ? List.of() : exchange(programs, NO_LIMIT);
  }

  private List<ProgramOutput> exchange(List<ShellProgram> programs, Duration limit)
      throws TransportException {
    ShellLoop live = live();
    var request = new ByteArrayOutputStream();
    var answers = new ArrayList<Answer>();
    for (ShellProgram program : programs) {
      Marker marker = Marker.next();
      request.writeBytes(Utf8.encode(live.request(marker, program)));
      request.writeBytes(program.stdin());
      var out = new Capture();
      var err = new Capture();
      answers.add(new Answer(live.expect(marker, out, err), out, err));
    }
    send(live, new ByteArrayInputStream(request.toByteArray()), request.size());
    var outputs = new ArrayList<ProgramOutput>();
    long deadline = System.nanoTime() + limit.toNanos();
    for (Answer answer : answers) {
      Duration left = Duration.ofNanos(deadline - System.nanoTime());
      int status = await(live, answer.status(), left, limit);
      outputs.add(new ProgramOutput(status, answer.out().bytes(), answer.err().bytes()));
    }
    return outputs;
  }

  private record Answer(CompletableFuture<Integer> status, Capture out, Capture err) {}

  /// The output of a program in memory, up to the cap.
  private static final class Capture implements FrameReader.Sink {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);

    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
      if (bytes.size() + length > MOST_OUTPUT) {
        throw new TooMuch("the program printed more than " + (MOST_OUTPUT >> 20) + " MiB");
      }
      bytes.write(from, offset, length);
    }

    byte[] bytes() {
      return bytes.toByteArray();
    }

    String text() {
      return bytes.toString(StandardCharsets.UTF_8);
    }
  }

  /// Output beyond a limit. The rest is not read: the shell is given up.
  private static final class TooMuch extends IOException {
    private static final long serialVersionUID = 1;

    TooMuch(String message) {
      super(message);
    }
  }

  /// Writes a request. A large one is written beside: the host may first want its answers read.
  /// Failing to write shows as the end of the streams, so it needs no report of its own.
  private static void send(ShellLoop live, InputStream request, long size) {
    if (size <= SAFE_TO_WRITE) {
      write(live, request);
    } else {
      Thread.ofVirtual().name("shell-input").start(() -> write(live, request));
    }
  }

  private static void write(ShellLoop live, InputStream request) {
    try (request) {
      request.transferTo(live.input());
      live.input().flush();
    } catch (IOException e) {
      // the exact length was promised: without it the shell must not go on
      live.close();
    }
  }

  private int await(
      ShellLoop live, CompletableFuture<Integer> status, Duration left, Duration limit)
      throws TransportException {
    try {
      return live.await(status, left);
    } catch (TimeoutException e) {
      kill(live);
      throw new TransportException(
          Kind.TASK_TIMEOUT,
          "The program was killed on %s after %s seconds"
              .formatted(opener.place(), seconds(limit)));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TooMuch tooMuch) {
        kill(live);
        throw new TransportException(
            Kind.TRANSFER_FAILED,
            "%s: %s; it was killed".formatted(opener.place(), tooMuch.getMessage()));
      }
      loop = null;
      live.abort();
      throw new TransportException(
          Kind.SHELL_DIED,
          "The connection to %s was lost while a program ran: what it did is unknown until the next"
                  .formatted(opener.place())
              + " run looks at it",
          e);
    } catch (TransportException e) {
      boolean interrupted = Thread.interrupted();
      kill(live);
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      throw e;
    }
  }

  private static String seconds(Duration limit) {
    return limit.toMillis() % 1000 == 0
        ? Long.toString(limit.toSeconds())
        : Double.toString(limit.toMillis() / 1000.0);
  }

  /// Kills the process group through a second shell of the same user, which removes the files that
  /// were sent to the first: signals of the SSH protocol do not reach programs under sudo, and
  /// closing a channel leaves them running.
  private void kill(ShellLoop live) {
    loop = null;
    boolean killed = false;
    if (!live.group().isEmpty() && opener.ownsProcessGroup() && opener.isOpen()) {
      try (ShellLoop second = ShellLoop.start(opener, become, shell)) {
        Marker marker = Marker.next();
        var done = second.expect(marker, (b, o, n) -> {}, (b, o, n) -> {});
        ShellProgram program =
            new ScriptBuilder()
                .line("kill -KILL -{} && jp_forget {}", live.group(), live.privateName())
                .program();
        second.input().write(LoopScript.request(marker, program).getBytes(StandardCharsets.UTF_8));
        second.input().flush();
        killed = second.await(done, KILL) == 0;
      } catch (IOException | TransportException | ExecutionException | TimeoutException e) {
        // then the connection ends, and with it what can be ended
      }
    }
    live.abort();
    if (!killed) {
      opener.close();
    }
  }

  @Override
  public String upload(FileContent content) throws TransportException {
    while (true) {
      ShellLoop live = live();
      var path = new Capture();
      var said = new Capture();
      int status = store(live, content, path, said);
      if (status == 0) {
        return path.text();
      }
      String why = said.text().strip();
      boolean isFull = FULL.matcher(why).find();
      if (!isFull || command(live, "jp_elsewhere") != 0) {
        throw new TransportException(
            Kind.TRANSFER_FAILED,
            "Cannot write a temporary file on %s: %s".formatted(opener.place(), why));
      }
    }
  }

  private int store(ShellLoop live, FileContent content, Capture path, Capture said)
      throws TransportException {
    uploads++;
    ShellProgram program =
        new ScriptBuilder()
            .line(
                "[ -n \"$jp_home\" ] || { echo no writable directory for temporary files >&2; exit"
                    + " 1; }")
            .line("umask 077")
            .line("set -C")
            .line(
                "cat >\"$jp_home/\"{} || { jp_e=$?; rm -f \"$jp_home/\"{}; exit $jp_e; }",
                "u" + uploads,
                "u" + uploads)
            .line("printf %s \"$jp_home/\"{}", "u" + uploads)
            .program();
    Marker marker = Marker.next();
    CompletableFuture<Integer> done = live.expect(marker, path, said);
    String request = "jp_private\n" + LoopScript.request(marker, program.script(), content.size());
    try {
      send(live, new ExactPayload(request, content), request.length() + content.size());
    } catch (IOException e) {
      loop = null;
      live.close();
      throw new TransportException(
          Kind.TRANSFER_FAILED, "cannot read the file to send: " + e.getMessage(), e);
    }
    return await(live, done, NO_LIMIT, NO_LIMIT);
  }

  /// Runs a function of the shell itself, not of a program below it; its status.
  private int command(ShellLoop live, String function) throws TransportException {
    Marker marker = Marker.next();
    CompletableFuture<Integer> done = live.expect(marker, new Capture(), new Capture());
    String request =
        function
            + "; jp_s=$?\n"
            + LoopScript.request(marker, new ScriptBuilder().line("exit $jp_s").program());
    byte[] bytes = request.getBytes(StandardCharsets.UTF_8);
    send(live, new ByteArrayInputStream(bytes), bytes.length);
    return await(live, done, NO_LIMIT, NO_LIMIT);
  }

  @Override
  public void download(String path, OutputStream to, long limit) throws TransportException {
    ShellProgram program = new ScriptBuilder().line("cat <{}", path).program();
    ShellLoop live = live();
    Marker marker = Marker.next();
    var said = new Capture();
    var left = new long[] {limit};
    FrameReader.Sink sink =
        (bytes, offset, length) -> {
          left[0] -= length;
          if (left[0] < 0) {
            throw new TooMuch(path + " is larger than " + limit + " bytes");
          }
          try {
            to.write(bytes, offset, length);
          } catch (IOException e) {
            throw new TooMuch("the copy cannot be written: " + e.getMessage());
          }
        };
    CompletableFuture<Integer> done = live.expect(marker, sink, said);
    byte[] request = LoopScript.request(marker, program).getBytes(StandardCharsets.UTF_8);
    send(live, new ByteArrayInputStream(request), request.length);
    if (await(live, done, NO_LIMIT, NO_LIMIT) != 0) {
      throw new TransportException(
          Kind.TRANSFER_FAILED,
          "Cannot read %s on %s: %s".formatted(path, opener.place(), said.text().strip()));
    }
  }

  @Override
  public HostFacts facts() throws TransportException {
    HostFacts known = facts;
    if (known == null) {
      known = HostProbe.parse(run(HostProbe.PROGRAM));
      facts = known;
    }
    return known;
  }

  @Override
  public boolean isLocal() {
    return opener.isLocal();
  }

  @Override
  public void reset() {
    closeLoop();
    opener.close();
  }

  /// Whether the shell becomes that account.
  boolean isOf(String user) {
    return become.filter(b -> b.user().equals(user)).isPresent();
  }

  /// As [#closeLoop], and waits for the end of the host's process.
  void end() {
    ShellLoop live = loop;
    loop = null;
    if (live != null) {
      live.end();
    }
  }

  /// Ends the shell; the session may be used again and starts another.
  void closeLoop() {
    ShellLoop live = loop;
    loop = null;
    if (live != null) {
      live.close();
    }
  }

  private ShellLoop live() throws TransportException {
    ShellLoop live = loop;
    if (live == null || !opener.isOpen()) {
      live = ShellLoop.start(opener, become, shell);
      loop = live;
    }
    return live;
  }
}
