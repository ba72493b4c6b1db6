package io.jplay.modules.posix;

import io.jplay.core.api.ModuleFailure;
import io.jplay.core.shell.ProgramOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/// A program that runs on the controller for a task of another host.
final class ControllerRun {
  /// Large trees take their time; a transfer that stands still is ended by `rsync_timeout`.
  private static final long LIMIT_HOURS = 24;

  private static final Executor READERS = command -> Thread.ofVirtual().start(command);

  private ControllerRun() {}

  static ProgramOutput of(List<String> words, Path directory, Map<String, String> environment)
      throws InterruptedException {
    var builder = new ProcessBuilder(words).directory(directory.toFile());
    builder.environment().putAll(environment);
    Process process;
    try {
      process = builder.start();
      process.getOutputStream().close();
    } catch (IOException e) {
      throw new ModuleFailure("cannot run " + words.getFirst() + ": " + e.getMessage());
    }
    try {
      var stdout = CompletableFuture.supplyAsync(() -> all(process.getInputStream()), READERS);
      var stderr = CompletableFuture.supplyAsync(() -> all(process.getErrorStream()), READERS);
      if (!process.waitFor(LIMIT_HOURS, TimeUnit.HOURS)) {
        throw new ModuleFailure(words.getFirst() + " did not end in " + LIMIT_HOURS + " hours");
      }
      return ProgramOutput.of(process.exitValue(), stdout.join(), stderr.join());
    } finally {
      process.descendants().forEach(ProcessHandle::destroy);
      process.destroy();
    }
  }

  private static String all(InputStream in) {
    try (in) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
