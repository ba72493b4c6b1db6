package io.jplay.core.ssh;

import io.jplay.core.api.TransportException;
import io.jplay.core.api.TransportException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Starts commands as processes of the controller: for the controller itself and for chroots.
/// `prefix` are the words before the command (`chroot DIR`).
final class ProcessOpener implements ShellOpener {
  private static final int CHUNK = 1 << 15;

  private final String name;
  private final String user;
  private final List<String> prefix;
  private final boolean isLocal;
  private final boolean hasSetsid = isProgram("setsid");

  ProcessOpener(String name, String user, List<String> prefix, boolean isLocal) {
    this.name = name;
    this.user = user;
    this.prefix = List.copyOf(prefix);
    this.isLocal = isLocal;
  }

  @Override
  public ShellChannel open(String command, boolean terminal) throws TransportException {
    var words = new ArrayList<String>();
    if (hasSetsid) {
      // a group of its own: Ctrl-C must not reach it, and killing it must not reach jplay
      words.add("setsid");
    }
    words.addAll(prefix);
    if (terminal) {
      words.addAll(List.of("script", "-qefc", command, "/dev/null"));
    } else {
      words.addAll(List.of("/bin/sh", "-c", command));
    }
    try {
      return new ProcessChannel(new ProcessBuilder(words).start());
    } catch (IOException e) {
      throw new TransportException(
          Kind.UNREACHABLE, "Cannot start a shell on " + name + ": " + e.getMessage(), e);
    }
  }

  static boolean isProgram(String name) {
    String path = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
    for (String directory : path.split(":")) {
      if (Files.isExecutable(Path.of(directory.isEmpty() ? "." : directory, name))) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String user() {
    return user;
  }

  @Override
  public String place() {
    return name;
  }

  @Override
  public boolean isLocal() {
    return isLocal;
  }

  @Override
  public boolean ownsProcessGroup() {
    return hasSetsid;
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public void close() {}

  private record ProcessChannel(Process process) implements ShellChannel {
    @Override
    public OutputStream input() {
      return process.getOutputStream();
    }

    @Override
    public void receive(Receiver output, Receiver errors) {
      start("shell-output", () -> pump(process.getInputStream(), output));
      start("shell-errors", () -> pump(process.getErrorStream(), errors));
    }

    /// A thread of the system: reading a pipe blocks it, and a virtual one would keep a carrier, of
    /// which there are 256, as long as the shell lives.
    private static void start(String name, Runnable work) {
      Thread.ofPlatform().daemon().name(name).start(work);
    }

    private static void pump(InputStream stream, Receiver receiver) {
      var buffer = new byte[CHUNK];
      try {
        for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
          receiver.accept(buffer, 0, count);
        }
      } catch (IOException e) {
        // its end, too
      }
      receiver.end();
    }

    @Override
    public boolean hasExited() {
      return !process.isAlive();
    }

    @Override
    public void kill() {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }

    @Override
    public void close() {
      try {
        process.getOutputStream().close();
        // its end of file lets the shell remove the session's directory
        process.waitFor(500, TimeUnit.MILLISECONDS);
      } catch (IOException e) {
        // it has ended before
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      process.destroy();
    }
  }
}
