package io.jplay.examples;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/// Programs of this machine, each with a time limit.
final class Commands {
  /// What a program said and how it ended.
  record Outcome(int code, String out, String err) {
    /// Both streams, for messages of failed assertions.
    String all() {
      return "rc " + code + "\n" + out + err;
    }
  }

  private Commands() {}

  static Outcome run(
      Path directory, Map<String, String> environment, Duration limit, List<String> words)
      throws IOException, InterruptedException {
    var builder = new ProcessBuilder(words).directory(directory.toFile());
    builder
        .environment()
        .keySet()
        .removeIf(name ->
            name.startsWith("ANSIBLE_") || name.startsWith("DO_") || name.startsWith("SSH_"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    var err = new FutureTask<>(() -> text(process.getErrorStream()));
    Thread.ofVirtual().start(err);
    var out = new FutureTask<>(() -> text(process.getInputStream()));
    Thread.ofVirtual().start(out);
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        throw new IOException(words + " did not end within " + limit + ": " + out.get());
      }
      return new Outcome(process.exitValue(), out.get(), err.get());
    } catch (ExecutionException e) {
      throw new IOException(e);
    }
  }

  /// Runs a program that has to succeed and returns what it printed.
  static String expect(List<String> words) throws IOException, InterruptedException {
    Outcome outcome = run(Path.of("/"), Map.of(), Duration.ofSeconds(60), words);
    if (outcome.code() != 0) {
      throw new IOException(words + ": " + outcome.all());
    }
    return outcome.out();
  }

  private static String text(InputStream stream) throws IOException {
    return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
  }
}
