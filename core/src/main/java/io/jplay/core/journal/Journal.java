package io.jplay.core.journal;

import io.jplay.core.diag.Diagnostic;
import io.jplay.core.diag.ExitCode;
import io.jplay.core.diag.IoReason;
import io.jplay.core.diag.JplayException;
import io.jplay.core.event.Event;
import io.jplay.core.event.EventSink;
import io.jplay.core.source.SourceRange;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Int;
import io.jplay.core.value.Json;
import io.jplay.core.value.Masking;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/// Writes events to a file and hands each on when it is written. A line is the event as JSON, a
/// tab, and the CRC-32C of the JSON chained with that of the line before, so that a lost or changed
/// line shows. Written at once (the system has it when the view shows it: a killed controller loses
/// nothing), forced to the disk at least every second and at the end. Called by one thread at a
/// time.
public final class Journal implements EventSink, AutoCloseable {
  private static final Duration FORCE_EVERY = Duration.ofSeconds(1);

  /// Not a channel: an interrupt, with which a run is ended, would close one.
  private final FileOutputStream out;

  private final Path file;
  private final EventSink next;
  private final CRC32C checksum = new CRC32C();
  private Instant forced = Instant.EPOCH;
  private long number;

  private Journal(Path file, FileOutputStream out, EventSink next) {
    this.file = file;
    this.out = out;
    this.next = next;
  }

  /// Creates the file (mode 0600) and its directory (0700); it must not exist.
  public static Journal create(Path file, EventSink next) throws IOException {
    var directoryMode =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    var fileMode =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    Path directory = file.toAbsolutePath().getParent();
    if (directory != null) {
      Files.createDirectories(directory, directoryMode);
    }
    Files.createFile(file, fileMode);
    return new Journal(file, new FileOutputStream(file.toFile(), true), next);
  }

  public Path file() {
    return file;
  }

  @Override
  public void accept(Event event) {
    Dict entry = EventRecord.of(event);
    if (!entry.isEmpty()) {
      write(entry.with("n", Int.of(++number)), event.at());
    }
    next.accept(event);
  }

  private void write(Dict entry, Instant at) {
    byte[] json =
        Json.write(Masking.masked(entry), Json.Layout.LINE).getBytes(StandardCharsets.UTF_8);
    checksum.update(json);
    String sum = HexFormat.of().toHexDigits((int) checksum.getValue());
    ByteBuffer line = ByteBuffer.allocate(json.length + sum.length() + 2);
    line.put(json).put((byte) '\t').put(sum.getBytes(StandardCharsets.US_ASCII)).put((byte) '\n');
    try {
      out.write(line.array());
      if (Duration.between(forced, at).compareTo(FORCE_EVERY) >= 0) {
        out.getFD().sync();
        forced = at;
      }
    } catch (IOException e) {
      // without a record nothing more may be changed: the run stops before its next task (faults.md
      // B4)
      throw new JplayException(
          ExitCode.ERROR,
          Diagnostic.error("JP1907", "the journal cannot be written", SourceRange.NONE)
              .withDetail("writing " + file + " failed: " + IoReason.of(e))
              .withHint("free some space there, or choose another place with JPLAY_JOURNAL_DIR"));
    }
  }

  /// Forces what is written to the disk. The run is over: what fails now is not worth its result.
  @Override
  public void close() {
    try (out) {
      out.getFD().sync();
    } catch (IOException e) {
      System.getLogger(Journal.class.getName())
          .log(System.Logger.Level.WARNING, "journal.close file=" + file, e);
    }
  }
}
