package io.jplay.inventory;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/// A program on the controller, run to its end within a time and an amount of output.
record BoundedProgram(List<String> command, Duration limit, int maxOutput) {
  /// What a program left behind.
  record Outcome(int code, String out, String err) {}

  /// Throws IOException when it cannot start, takes too long or prints too much.
  Outcome run() throws IOException {
    Process process = new ProcessBuilder(command).start();
    try {
      process.getOutputStream().close();
      var out = reader(process.getInputStream());
      var err = reader(process.getErrorStream());
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException(
            command.getFirst() + " did not end within " + limit.toSeconds() + " seconds");
      }
      return new Outcome(process.exitValue(), out.get(), err.get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for " + command.getFirst(), e);
    } catch (ExecutionException e) {
      throw new IOException(command.getFirst() + ": " + e.getCause(), e);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private FutureTask<String> reader(InputStream stream) {
    var task =
        new FutureTask<>(() -> {
          byte[] bytes = stream.readNBytes(maxOutput + 1);
          if (bytes.length > maxOutput) {
            throw new IOException("more than " + maxOutput + " bytes of output");
          }
          return new String(bytes, StandardCharsets.UTF_8);
        });
    Thread.ofVirtual().start(task);
    return task;
  }
}
