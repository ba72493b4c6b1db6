package io.jplay.core.ssh;

import io.jplay.core.api.TransportException;
import io.jplay.core.api.TransportException.Kind;
import io.jplay.core.shell.ShellProgram;
import io.jplay.core.spi.Become;
import io.jplay.core.value.Secret;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// One living shell: a channel, a reader for each of its streams, and the process group to kill. It
/// is started, used until something goes wrong, and then thrown away; [RemoteShell] starts the
/// next. Used by one thread at a time.
final class ShellLoop implements AutoCloseable {
  /// A login shell may take its time over profiles. That the host is gone is not found out by this
  /// limit but by keep-alive: it is for what runs instead of a shell and only listens.
  private static final Duration START = Duration.ofMinutes(2);

  private static final Duration BECOME = Duration.ofSeconds(10);
  private static final Duration LAST_STEPS = Duration.ofSeconds(3);
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final ShellOpener opener;
  private final ShellChannel channel;
  private final HostShell shell;
  private final FrameReader output;
  private final FrameReader errors;
  private final KnownLibraries libraries = new KnownLibraries();
  private final String privateName = LoopScript.privateName();
  private String group = "";

  private ShellLoop(ShellOpener opener, ShellChannel channel, HostShell shell, boolean terminal) {
    this.opener = opener;
    this.channel = channel;
    this.shell = shell;
    this.output = new FrameReader();
    this.errors = terminal ? output : new FrameReader();
  }

  static ShellLoop start(ShellOpener opener, Optional<Become> become, HostShell shell)
      throws TransportException {
    Marker ready = Marker.next();
    String loop = LoopScript.command(shell.program(), ready);
    // Ansible does not become the user that it is
    if (become.filter(b -> shell.becomesSameUser() || !b.user().equals(opener.user())).isEmpty()) {
      ShellLoop started = new ShellLoop(opener, opener.open("exec " + loop, false), shell, false);
      return started.greet(ready, false, null);
    }
    BecomeCommand command = BecomeCommand.of(become.get(), loop);
    return escalate(opener, become.get(), command, shell, ready);
  }

  private static ShellLoop escalate(
      ShellOpener opener, Become become, BecomeCommand command, HostShell shell, Marker ready)
      throws TransportException {
    boolean terminal = command.wantsTerminal();
    ShellChannel channel = opener.open("exec " + command.command(), terminal);
    ShellLoop loop = new ShellLoop(opener, channel, shell, terminal);
    var dialogue = new Dialogue(command, become.password(), channel.input());
    try {
      return loop.greet(ready, terminal, dialogue);
    } catch (TransportException e) {
      if (e.kind() == Kind.BECOME_FAILED && command.needsTerminal(dialogue.said(loop))) {
        return escalate(opener, become, command.onTerminal(), shell, ready);
      }
      throw e;
    }
  }

  /// Answers the prompt of a become program, at most once.
  private static final class Dialogue {
    private final BecomeCommand command;
    private final Optional<Secret> password;
    private final OutputStream input;
    private final AtomicInteger prompts = new AtomicInteger();
    private final CompletableFuture<Integer> refused = new CompletableFuture<>();
    private String answered = "";
    private volatile boolean asksInVain;

    Dialogue(BecomeCommand command, Optional<Secret> password, OutputStream input) {
      this.command = command;
      this.password = password;
      this.input = input;
    }

    synchronized void hear(String said) {
      // a chunk that only extends what was answered is not a second prompt
      String news = said.startsWith(answered) ? said.substring(answered.length()) : said;
      if (!command.prompt().matcher(news).find()) {
        return;
      }
      answered = said;
      if (password.isEmpty()) {
        asksInVain = true;
        refused.complete(1);
        return;
      }
      if (prompts.incrementAndGet() > 1) {
        refused.complete(1);
        return;
      }
      try {
        input.write((password.get().reveal() + "\n").getBytes(StandardCharsets.UTF_8));
        input.flush();
      } catch (IOException e) {
        refused.completeExceptionally(e);
      }
    }

    boolean passwordSent() {
      return prompts.get() > 0;
    }

    String said(ShellLoop loop) {
      String said = loop.errors.noise() + "\n" + loop.output.noise();
      return password.map(secret -> said.replace(secret.reveal(), Secret.MASK)).orElse(said);
    }
  }

  /// Waits until the shell is there and learns its process group. Without a possible prompt the
  /// first request goes out at once and costs no round trip of its own.
  private ShellLoop greet(Marker ready, boolean terminal, @Nullable Dialogue dialogue)
      throws TransportException {
    boolean mustWait = dialogue != null && dialogue.command.mayPrompt() || terminal;
    // before anything is read: a prompt that nobody hears would be waited for in vain
    if (dialogue != null) {
      output.onNoise(dialogue::hear);
      errors.onNoise(dialogue::hear);
    }
    CompletableFuture<Integer> isReady = expect(ready, (b, o, n) -> {}, (b, o, n) -> {});
    // a terminal has one stream: nothing comes on the other
    channel.receive(output, terminal ? new FrameReader() : errors);
    try {
      if (mustWait) {
        awaitReady(isReady, dialogue);
      }
      var identity = new ByteArrayOutputStream();
      Marker marker = Marker.next();
      CompletableFuture<Integer> told = expect(marker, identity::write, (b, o, n) -> {});
      String hello = LoopScript.hello(marker, terminal, shell.temporary(), privateName);
      channel.input().write(hello.getBytes(StandardCharsets.UTF_8));
      channel.input().flush();
      await(told, dialogue == null ? START : BECOME);
      String[] words = identity.toString(StandardCharsets.US_ASCII).trim().split(" ", 2);
      group = words.length > 1 && words[1].matches("[0-9]+") ? words[1] : "";
      output.onNoise(null);
      errors.onNoise(null);
      channel.isReady();
      return this;
    } catch (IOException | ExecutionException | TimeoutException e) {
      // both streams may still hold what explains it
      TransportException failure = startFailure(e, dialogue);
      close();
      throw failure;
    }
  }

  private void awaitReady(CompletableFuture<Integer> ready, @Nullable Dialogue dialogue)
      throws ExecutionException, TimeoutException, TransportException {
    CompletableFuture<?> either =
        dialogue == null ? ready : CompletableFuture.anyOf(ready, dialogue.refused);
    await(either, BECOME);
    if (dialogue != null && !ready.isDone()) {
      throw new ExecutionException(new IOException("asked for the password again"));
    }
  }

  private TransportException startFailure(Exception cause, @Nullable Dialogue dialogue) {
    drain();
    if (dialogue == null) {
      String said = (output.noise() + errors.noise()).strip();
      String why =
          cause instanceof TimeoutException
              ? "no answer within " + START.toSeconds() + " s"
              : "it ended at once";
      return new TransportException(
          Kind.UNREACHABLE,
          "Cannot start a shell on %s: %s%s. The login user needs a shell that can run /bin/sh."
              .formatted(opener.place(), why, said.isEmpty() ? "" : " (" + lastLine(said) + ")"),
          cause);
    }
    String said = dialogue.said(this);
    String message;
    if (dialogue.prompts.get() > 1) {
      message = "Incorrect " + dialogue.command.method() + " password";
    } else if (dialogue.asksInVain) {
      message = "Missing " + dialogue.command.method() + " password";
    } else if (cause instanceof TimeoutException && dialogue.passwordSent()) {
      message =
          "Timeout (%ds) waiting for privilege escalation with %s after the password was sent"
              .formatted(BECOME.toSeconds(), dialogue.command.method());
    } else if (cause instanceof TimeoutException && said.isBlank()) {
      message =
          "Timeout (%ds) waiting for privilege escalation prompt: ".formatted(BECOME.toSeconds());
    } else {
      message = dialogue.command.refusal(said, dialogue.passwordSent());
    }
    return new TransportException(Kind.BECOME_FAILED, message, cause);
  }

  /// The streams end independently: gives the other one a moment to bring its last words.
  private void drain() {
    var other = FrameReader.Frame.of(Marker.next(), (bytes, offset, count) -> {});
    errors.expect(other);
    try {
      await(other.status(), Duration.ofMillis(300));
    } catch (ExecutionException | TimeoutException | TransportException e) {
      // whichever way it ended, what it said is in the noise
    }
  }

  private static String lastLine(String text) {
    return text.lines().reduce((a, b) -> b).orElse("").strip();
  }

  /// Announces the two frames of a request; the future has its exit status when both have come.
  CompletableFuture<Integer> expect(
      Marker marker, FrameReader.Sink outputSink, FrameReader.Sink errorSink) {
    var out = FrameReader.Frame.of(marker, outputSink);
    var err = FrameReader.Frame.of(marker, errorSink);
    output.expect(out);
    errors.expect(err);
    var both = out.status().thenCombine(err.status(), (status, same) -> status);
    // one stream that fails is enough: the other may go on for ever
    out.status().exceptionally(cause -> fail(both, cause));
    err.status().exceptionally(cause -> fail(both, cause));
    return both;
  }

  private static int fail(CompletableFuture<Integer> both, Throwable cause) {
    both.completeExceptionally(cause);
    return -1;
  }

  OutputStream input() {
    return channel.input();
  }

  /// The lines to send for a program, whose payload follows them.
  String request(Marker marker, ShellProgram program) {
    return libraries.request(marker, program);
  }

  /// Waits for a frame. A shell that has ended is noticed even when processes that it left behind
  /// keep its streams open. An interrupt of the waiting thread is its time limit.
  <T> T await(CompletableFuture<T> frame, Duration limit)
      throws ExecutionException, TimeoutException, TransportException {
    long deadline = System.nanoTime() + Math.min(limit.toNanos(), Long.MAX_VALUE / 4);
    boolean ended = false;
    while (true) {
      long left = deadline - System.nanoTime();
      try {
        return frame.get(Math.min(left, PATIENCE.toNanos()), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        if (left <= PATIENCE.toNanos()) {
          throw e;
        }
        if (ended) {
          throw new ExecutionException(new IOException("the shell has ended"));
        }
        ended = channel.hasExited();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new TransportException(Kind.TASK_TIMEOUT, "interrupted while a program ran", e);
      }
    }
  }

  String group() {
    return group;
  }

  /// The name of the directory that holds what was sent to this shell.
  String privateName() {
    return privateName;
  }

  /// Lets the shell end by itself and waits a short time for it.
  void end() {
    long deadline = System.nanoTime() + LAST_STEPS.toNanos();
    try (ShellChannel ending = channel) {
      ending.input().close();
      while (!ending.hasExited() && System.nanoTime() < deadline) {
        Thread.sleep(10);
      }
    } catch (IOException e) {
      // it has ended before
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Ends what runs without asking the shell; for when no second channel can be had.
  void abort() {
    channel.kill();
    channel.close();
  }

  @Override
  public void close() {
    channel.close();
  }
}
