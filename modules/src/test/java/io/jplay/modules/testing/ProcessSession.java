package io.jplay.modules.testing;

import io.jplay.core.api.FileContent;
import io.jplay.core.api.HostFacts;
import io.jplay.core.api.RemoteSession;
import io.jplay.core.api.TransportException;
import io.jplay.core.shell.ProgramOutput;
import io.jplay.core.shell.ShellProgram;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// A session whose programs are processes of this machine, one each. Counts round trips.
public final class ProcessSession implements RemoteSession {
  private final ShellKind shell;
  private final Path scratch;
  private final List<String> within;
  private String path;
  private HostFacts facts;
  private int roundTrips;

  public ProcessSession(ShellKind shell, Path scratch) {
    this(shell, scratch, List.of());
  }

  /// @param within the words that run a command elsewhere on this machine, in another root
  ProcessSession(ShellKind shell, Path scratch, List<String> within) {
    this.within = List.copyOf(within);
    this.shell = shell;
    this.scratch = scratch;
    this.path = shell.path(scratch);
    this.facts =
        new HostFacts(
            "Linux",
            "x86_64",
            "debian",
            "Debian",
            "12",
            "systemd",
            "apt",
            System.getProperty("user.name"),
            System.getProperty("user.name").equals("root") ? 0 : 1000,
            System.getProperty("user.name").equals("root") ? 0 : 1000,
            System.getProperty("user.home"),
            Set.of("stat", "sha1sum", "mktemp", "getent", "lsattr", "chattr"),
            shell == ShellKind.BUSYBOX,
            false,
            Map.of());
  }

  /// Lets modules believe in another kind of host.
  public void facts(HostFacts other) {
    facts = other;
  }

  /// Puts a directory of executables before those of the machine.
  public void tools(Path bin) {
    path = bin + ":" + path;
  }

  @Override
  public HostFacts facts() {
    return facts;
  }

  public int roundTrips() {
    return roundTrips;
  }

  @Override
  public ProgramOutput run(ShellProgram program) throws TransportException {
    return run(program, Duration.ofSeconds(60));
  }

  @Override
  public ProgramOutput run(ShellProgram program, Duration limit) throws TransportException {
    roundTrips++;
    return execute(program, limit);
  }

  @Override
  public List<ProgramOutput> runAll(List<ShellProgram> programs) throws TransportException {
    roundTrips++;
    var outputs = new ArrayList<ProgramOutput>();
    for (ShellProgram program : programs) {
      outputs.add(execute(program, Duration.ofSeconds(60)));
    }
    return outputs;
  }

  private ProgramOutput execute(ShellProgram program, Duration limit) throws TransportException {
    try {
      var command = new ArrayList<>(within);
      command.addAll(shell.command());
      command.add(program.script());
      var builder = new ProcessBuilder(command).directory(scratch.toFile());
      builder.environment().clear();
      builder.environment().put("PATH", path);
      builder.environment().put("HOME", scratch.toString());
      builder.environment().put("LC_ALL", "C");
      builder.environment().putAll(program.environment());
      Process process = builder.start();
      var out = CompletableFuture.supplyAsync(() -> bytes(process.getInputStream()));
      var err = CompletableFuture.supplyAsync(() -> bytes(process.getErrorStream()));
      try (OutputStream in = process.getOutputStream()) {
        in.write(program.stdin());
      } catch (IOException e) {
        // the program did not read all of it
      }
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        throw new TransportException(TransportException.Kind.TASK_TIMEOUT, "program timed out");
      }
      return new ProgramOutput(process.exitValue(), out.join(), err.join());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] bytes(InputStream in) {
    try (in) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String upload(FileContent content) {
    try (InputStream in = content.open()) {
      Path file = Files.createTempFile(scratch.toAbsolutePath().getParent(), "upload-", "");
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
      return file.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void download(String from, OutputStream to, long limit) throws TransportException {
    try {
      if (Files.size(Path.of(from)) > limit) {
        throw new TransportException(TransportException.Kind.TRANSFER_FAILED, "too large: " + from);
      }
      Files.copy(Path.of(from), to);
    } catch (IOException e) {
      throw new TransportException(
          TransportException.Kind.TRANSFER_FAILED, "not readable: " + from);
    }
  }

  @Override
  public boolean isLocal() {
    return false;
  }

  @Override
  public void reset() {}
}
