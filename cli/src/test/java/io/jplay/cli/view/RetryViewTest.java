package io.jplay.cli.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jplay.core.diag.ExitCode;
import io.jplay.core.event.Event;
import io.jplay.core.event.HostRecap;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetryViewTest {
  private static final HostRecap GOOD = new HostRecap("a", 1, 0, 0, 0, 0, 0, 0);
  private static final HostRecap RESCUED = new HostRecap("b", 1, 0, 0, 0, 0, 1, 1);
  private static final HostRecap FAILED = new HostRecap("d", 1, 0, 0, 1, 0, 0, 0);
  private static final HostRecap UNREACHABLE = new HostRecap("c", 0, 0, 1, 0, 0, 0, 0);

  @TempDir Path dir;
  private final ByteArrayOutputStream screen = new ByteArrayOutputStream();

  @Test
  void writesTheHostsThatFailedOrWereNotReached() throws IOException {
    run(Optional.empty(), List.of(GOOD, RESCUED, FAILED, UNREACHABLE));
    Path file = dir.resolve("play/site.retry");
    assertEquals("c\nd\n", Files.readString(file));
    assertEquals("\tto retry, use: --limit @" + file + "\n", shown());
  }

  @Test
  void putsTheFileWhereItIsTold() throws IOException {
    run(Optional.of(dir), List.of(FAILED));
    assertEquals("d\n", Files.readString(dir.resolve("site.retry")));
    run(Optional.of(dir.resolve("all/retries")), List.of(FAILED));
    assertEquals("d\n", Files.readString(dir.resolve("all/retries/site.retry")));
  }

  @Test
  void writesNothingWhenAllWentWell() throws IOException {
    run(Optional.empty(), List.of(GOOD, RESCUED));
    assertFalse(Files.exists(dir.resolve("play/site.retry")));
    assertEquals("", shown());
  }

  @Test
  void warnsWhenTheFileCannotBeWritten() throws IOException {
    Files.writeString(dir.resolve("file"), "");
    run(Optional.of(dir.resolve("file")), List.of(FAILED));
    assertTrue(shown().contains("Could not create retry file"), this::shown);
  }

  private void run(Optional<Path> directory, List<HostRecap> hosts) throws IOException {
    Files.createDirectories(dir.resolve("play"));
    var out = new PrintStream(screen, true, StandardCharsets.UTF_8);
    var console = new Console(out, out, new Console.Look(false, 79, true, true), Map.of());
    var view = new RetryView(console, dir, directory);
    view.accept(new Event.PlaybookStarted(Instant.EPOCH, "play/site.yml", 1));
    view.accept(new Event.RunEnded(Instant.EPOCH, hosts, Map.of(), ExitCode.FAILED_HOSTS, false));
  }

  private String shown() {
    return screen.toString(StandardCharsets.UTF_8);
  }
}
