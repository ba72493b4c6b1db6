package io.jplay.cli.view;

import io.jplay.core.diag.IoReason;
import io.jplay.core.event.Event;
import io.jplay.core.event.EventSink;
import io.jplay.core.event.HostRecap;
import io.jplay.core.vault.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Writes the hosts that a playbook failed on into a file for `--limit @FILE`, and says so before
/// the recap. The file is named after the last playbook and lies beside it, or in `directory` (like
/// ansible-core 2.18 executor/playbook_executor.py).
public final class RetryView implements EventSink {
  private final Console console;
  private final Path base;
  private final Optional<Path> directory;
  private Optional<Path> playbook = Optional.empty();

  /// `base` is what relative names of playbooks start from.
  public RetryView(Console console, Path base, Optional<Path> directory) {
    this.console = console;
    this.base = base;
    this.directory = directory;
  }

  @Override
  public void accept(Event event) {
    if (event instanceof Event.PlaybookStarted started) {
      playbook = Optional.of(base.resolve(started.file()).toAbsolutePath().normalize());
    } else if (event instanceof Event.RunEnded ended) {
      List<String> hosts =
          ended.hosts().stream()
              .filter(h -> h.failed() > 0 || h.unreachable() > 0)
              .map(HostRecap::host)
              .sorted()
              .toList();
      if (!hosts.isEmpty()) {
        playbook.ifPresent(file -> write(file, hosts));
      }
    }
  }

  private void write(Path playbook, List<String> hosts) {
    String name = playbook.getFileName().toString();
    int dot = name.lastIndexOf('.');
    Path file =
        directory
            .orElse(playbook.resolveSibling(""))
            .resolve((dot > 0 ? name.substring(0, dot) : name) + ".retry");
    byte[] content = (String.join("\n", hosts) + "\n").getBytes(StandardCharsets.UTF_8);
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      AtomicFile.write(file, content, AtomicFile.Access.AS_BEFORE);
      console.display("\tto retry, use: --limit @" + file);
    } catch (IOException e) {
      console.warning("Could not create retry file '" + file + "'. " + IoReason.of(e));
    }
  }
}
